"""A client without a browser that speaks Streamlit's own protocol: protobuf messages over a websocket."""

from __future__ import annotations

import asyncio
import time
from types import TracebackType

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

_DONE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
_BROKEN = ForwardMsg.FINISHED_WITH_COMPILE_ERROR


class Session:
    """One visitor on one page; `async with Session(...) as s: await s.rerun()`."""

    def __init__(self, address: str, path: str = "/", query: str = "") -> None:
        self._url = f"ws://{address}/_stcore/stream"
        self._origin = f"http://{address}"
        self._page, self._query = path.strip("/"), query
        self._page_hash = ""
        self._cached: set[str] = set()
        self._connection: ClientConnection | None = None
        #: Exceptions shown on the page, and bytes received, since the session began.
        self.exceptions = 0
        self.received = 0

    async def __aenter__(self) -> Session:
        self._connection = await connect(
            self._url,
            subprotocols=["streamlit"],  # type: ignore[list-item]
            origin=self._origin,  # type: ignore[arg-type]
            max_size=None,
            open_timeout=60,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connection is not None:
            await self._connection.close()

    async def rerun(self, longest: float = 120.0) -> float:
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
        elif kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
            self.exceptions += 1
        elif kind == "script_finished":
            if message.script_finished == _BROKEN:
                raise RuntimeError("The script does not compile")
            return message.script_finished in _DONE
        return False
