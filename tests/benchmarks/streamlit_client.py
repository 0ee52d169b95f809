"""A client without a browser that speaks Streamlit's own protocol: protobuf messages over a websocket."""

from __future__ import annotations

import asyncio
import time
from types import TracebackType

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

_DONE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
_BROKEN = ForwardMsg.FINISHED_WITH_COMPILE_ERROR


class Session:
    """One visitor on one page; `async with Session(...) as s: await s.rerun()`."""

    def __init__(self, address: str, path: str = "/", query: str = "", cookie: str = "") -> None:
        self._url = f"ws://{address}/_stcore/stream"
        self._origin = f"http://{address}"
        self._page, self._query = path.strip("/"), query
        self._headers = {"Cookie": cookie} if cookie else {}
        self._page_hash = ""
        self._cached: set[str] = set()
        self._connection: ClientConnection | None = None
        #: Exceptions shown on the page, and bytes received, since the session began.
        self.exceptions = 0
        self.received = 0
        #: What the page offers: the ids of its buttons, and where its downloads lie by what is written on them.
        self.buttons: set[str] = set()
        self.downloads: dict[str, str] = {}

    async def __aenter__(self) -> Session:
        self._connection = await connect(
            self._url,
            subprotocols=["streamlit"],  # type: ignore[list-item]
            origin=self._origin,  # type: ignore[arg-type]
            additional_headers=self._headers,
            max_size=None,
            open_timeout=60,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connection is not None:
            await self._connection.close()

    async def press(self, key: str, longest: float = 600.0) -> float:
        """Press the button with this key; seconds until the page has answered."""
        self.downloads.clear()
        return await self.rerun(longest, next(b for b in self.buttons if b.endswith(f"-{key}")))

    async def rerun(self, longest: float = 120.0, pressed: str = "") -> float:
        """Run the page once more, as after a click; seconds from asking until the script has finished."""
        assert self._connection is not None
        message = BackMsg()
        state = message.rerun_script
        state.query_string = self._query
        state.page_script_hash = self._page_hash
        state.page_name = "" if self._page_hash else self._page
        state.context_info.timezone = "Asia/Shanghai"
        state.context_info.locale = "zh-CN"
        state.context_info.url = f"{self._origin}/{self._page}"
        state.cached_message_hashes.extend(sorted(self._cached))
        if pressed:
            state.widget_states.widgets.add(id=pressed, trigger_value=True)
        start = time.perf_counter()
        await self._connection.send(message.SerializeToString())
        await asyncio.wait_for(self._until_finished(), longest)
        return time.perf_counter() - start

    async def _until_finished(self) -> None:
        assert self._connection is not None
        while True:
            payload = await self._connection.recv()
            assert isinstance(payload, bytes)
            self.received += len(payload)
            message = ForwardMsg.FromString(payload)
            if self._take(message):
                return

    def _take(self, message: ForwardMsg) -> bool:
        """Remember what a browser would remember; whether the script has finished."""
        kind = message.WhichOneof("type")
        if message.hash and message.metadata.cacheable:
            self._cached.add(message.hash)
        if kind == "new_session":
            self._page_hash = message.new_session.page_script_hash
        elif kind == "navigation":
            self._page_hash = message.navigation.page_script_hash or self._page_hash
        elif kind == "page_info_changed":
            self._query = message.page_info_changed.query_string
        elif kind == "page_not_found":
            raise LookupError(f"There is no page {self._page!r}")
        elif kind == "delta":
            self._show(message.delta.new_element)
        elif kind == "script_finished":
            if message.script_finished == _BROKEN:
                raise RuntimeError("The script does not compile")
            return message.script_finished in _DONE
        return False

    def _show(self, element: Element) -> None:
        kind = element.WhichOneof("type")
        if kind == "exception":
            self.exceptions += 1
        elif kind == "button":
            self.buttons.add(element.button.id)
        elif kind == "download_button":
            self.downloads[element.download_button.label] = element.download_button.url
