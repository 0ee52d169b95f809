"""A server below a path of its host (QUJIAN_BASE_PATH): requests come with it, and all that leads back bears it.

Behind this the program knows addresses from its own root on; links are written with the path where they are made
(`pages.shared.address`). A proxy may take the path off or leave it.
"""

from __future__ import annotations

import re

from starlette.datastructures import MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data.access import base_path
from pages.shared.security import with_headers

_COOKIE_PATH = re.compile(r"(?i)(;\s*path=)(/[^;]*)")
#: Absolute addresses of this host, as a library may write them, up to their path.
_OWN_HOST = re.compile(r"https?://([^/]+)")


def below(path: str) -> str:
    """Return where a path of this program is for a browser."""
    return f"{base_path()}{path}"


class BasePath:
    """Take the path off requests, and put it on cookies and redirections that come without; nothing where none is."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on as if the program stood at the root."""
        base = base_path() if scope["type"] in ("http", "websocket") else ""
        if not base:
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        if path == base and scope["type"] == "http":  # what its page asks for is relative to the folder
            query = scope["query_string"].decode("latin-1")
            answer = RedirectResponse(f"{base}/?{query}" if query else f"{base}/", 308)
            await answer(scope, receive, with_headers(scope, send))
            return
        inner = path.removeprefix(base) if path.startswith(f"{base}/") else path
        raw = scope.get("raw_path") or path.encode()
        start = base.encode() + b"/"
        raw = raw[len(base) :] if raw.startswith(start) else raw
        await self.app({**scope, "path": inner, "raw_path": raw}, receive, _sends(base, scope, send))


def _sends(base: str, scope: Scope, send: Send) -> Send:
    host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")

    async def sends(message: Message) -> None:
        if message["type"] in ("http.response.start", "websocket.http.response.start", "websocket.accept"):
            headers = MutableHeaders(raw=list(message.get("headers", ())))
            location = headers.get("location")
            if location is not None:
                headers["location"] = _moved(location, base, host)
            cookies = headers.getlist("set-cookie")
            del headers["set-cookie"]
            for cookie in cookies:
                headers.append("set-cookie", _COOKIE_PATH.sub(lambda m: m[1] + _put(m[2], base), cookie))
            message = {**message, "headers": headers.raw}
        await send(message)

    return sends


def _moved(location: str, base: str, host: str) -> str:
    found = _OWN_HOST.match(location)
    if found and found[1] == host:
        return found[0] + _put(location[found.end() :] or "/", base)
    return _put(location, base) if location.startswith("/") and not location.startswith("//") else location


def _put(path: str, base: str) -> str:
    bare = re.split(r"[?#]", path, maxsplit=1)[0]
    return path if bare == base or path.startswith(f"{base}/") else base + path
