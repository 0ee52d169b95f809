"""The application as `app.py` puts it together, asked without a server: our routes, and Streamlit as a stand-in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import SimpleNamespace
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import Receive, Scope, Send

from tests.waiting import awaited

BASE = "http://127.0.0.1:8501"
#: What Streamlit's stand-in answers: if somebody reads it, the page was not closed to them.
BEHIND = "what the pages hold"


async def _streamlit(_request: Request) -> Response:
    return PlainTextResponse(BEHIND)


def routes() -> list[BaseRoute]:
    """Every route of the application that is ours."""
    from app import app

    return list(app._user_routes)


@cache
def application() -> Starlette:
    """Our routes and middleware over something that answers whatever else is asked for."""
    from app import app

    everything = Mount("/", Route("/{path:path}", _streamlit, methods=["GET", "PUT", "POST", "DELETE"]))
    return Starlette(routes=[*routes(), everything], middleware=app._user_middleware)


class _FromSocket:
    """A request with the end of a socket, as uvicorn hands it over."""

    def __init__(self, receive: Receive, address: str) -> None:
        self._receive = receive
        self.transport = SimpleNamespace(get_extra_info=lambda _name: (address, 40000))

    async def receive(self) -> Any:
        return await self._receive()


class Client:
    """A browser without scripts, which keeps cookies and follows nothing by itself."""

    def __init__(self, address: str = "127.0.0.1", **headers: str) -> None:
        self.address = address
        self.headers = {"Host": "127.0.0.1:8501", "Accept-Language": "zh-CN", **headers}
        self.cookies = httpx.Cookies()

    def __call__(self, path: str, method: str = "GET", **options: Any) -> httpx.Response:
        """The answer; `more` are headers that are sent besides, the same one even twice."""
        sent = [*self.headers.items(), *options.pop("more", ())]
        headers = [(name.encode(), value.encode()) for name, value in sent]

        async def once() -> httpx.Response:
            transport = httpx.ASGITransport(self._app, client=(self.address, 40000))
            async with httpx.AsyncClient(transport=transport, base_url=BASE, cookies=self.cookies) as client:
                answer = await client.request(method, path, headers=headers, **options)
                self.cookies = client.cookies
                return answer

        answer: httpx.Response = awaited(once())
        return answer

    async def _app(self, scope: Scope, receive: Receive, send: Send) -> None:
        await application()(scope, _FromSocket(receive, self.address).receive, send)

    def sign_in(self, name: str, password: str) -> httpx.Response:
        return self("/sign-in", "POST", data={"name": name, "password": password})


@contextmanager
def websocket(path: str, headers: dict[str, str], address: str = "127.0.0.1") -> Iterator[list[Any]]:
    """Open a websocket: what the application answers first."""
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        sent.append(message)

    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    scope = {
        "type": "websocket",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "scheme": "ws",
        "query_string": b"",
        "headers": [(b"host", b"127.0.0.1:8501"), *raw],
        "server": ("127.0.0.1", 8501),
        "client": (address, 40000),
        "subprotocols": [],
        "extensions": {},
    }
    awaited(application()(scope, _FromSocket(receive, address).receive, send))
    yield sent
