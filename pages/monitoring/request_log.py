"""Every request has an id, which the answer and all that is logged for it bear; requests are logged and counted.

Logged is the address without what was asked (`?…`), which may hold what somebody typed; nothing of who asked.
"""

from __future__ import annotations

import logging
import re
import time
import uuid

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data import access
from data.logs import request_id
from pages.monitoring import process
from pages.shared.proxies import socket_address
from pages.shared.streamlit_internals import OPEN_TO_ALL, PROGRAM

HEADER = "X-Request-ID"
_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
#: What machines ask for all the time, and the files of the program.
_NOT_LOGGED = re.compile(rf"/healthz|/readyz|/metrics|{OPEN_TO_ALL}|{PROGRAM}.*")
_log = logging.getLogger(__name__)


class RequestLog:
    """Give a request its id, then count and log how it was answered."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and look at what comes back."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        found = _given(scope, receive) or uuid.uuid4().hex[:16]
        token = request_id.set(found)
        began, status = time.perf_counter(), 0
        is_open = False

        async def sends(message: Message) -> None:
            nonlocal status, is_open
            kind = message["type"]
            if kind in ("http.response.start", "websocket.http.response.start"):
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = found
            elif kind == "websocket.accept":
                status, is_open = 101, True
                process.opened(1)
            elif kind == "websocket.close" and not status:
                status = 403
            await send(message)

        try:
            await self.app(scope, receive, sends)
        except Exception:
            status = status or 500
            _log.exception("Answering failed", extra={"event": "error"})
            raise
        finally:
            if is_open:
                process.opened(-1)
            _note(scope, status, time.perf_counter() - began)
            request_id.reset(token)


def _given(scope: Scope, receive: Receive) -> str:
    """The id that a proxy of the office gave a request; '' where it gave none, or it is not from there."""
    text = Headers(scope=scope).get(HEADER, "")
    proxies = access.proxies() if _ID.fullmatch(text) else None
    return text if proxies is not None and proxies.include(socket_address(receive)) else ""


def _note(scope: Scope, status: int, took: float) -> None:
    method = scope.get("method", "WEBSOCKET")
    known = method if method in _METHODS else "other"
    process.REQUESTS.labels(method=known, status=f"{status // 100}xx").inc()
    if scope["type"] == "http":
        process.REQUEST_SECONDS.observe(took)
    if status < 500 and _NOT_LOGGED.fullmatch(scope["path"]):
        return
    level = logging.WARNING if status >= 500 else logging.INFO
    path = scope["path"][:200]
    said = {"event": "request", "method": method, "path": path, "status": status, "ms": round(took * 1000, 1)}
    _log.log(level, "%s %s %s", method, path, status, extra=said)


_METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "WEBSOCKET")
