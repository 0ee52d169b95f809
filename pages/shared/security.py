"""Who may ask, and what browsers may do with the answers: host names, origins, and headers on every response."""

from __future__ import annotations

import ipaddress
import os
import re
import socket
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.api.errors import ApiError
from pages.shared.streamlit_internals import PROGRAM

#: On every response. Links to sources do not tell public sites which internal page somebody came from.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}
#: How long an answer that says nothing of it may be kept: not without asking again.
UNSAID = "no-cache"
#: For what is no page and brings no policy of its own: data are never run, scripts may load what is ours.
DATA = "default-src 'none'; frame-ancestors 'none'"
SCRIPT = "default-src 'self'; frame-ancestors 'none'"
#: What a page of Streamlit loads, all of it from here: its program is in part WebAssembly, charts and maps set styles.
PAGE = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' {scripts}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' {sockets}; worker-src 'self' blob:; "
    "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9_-]+(?:\.[a-z0-9_-]+)*)\.?(?::[0-9]{1,5})?")
_READING = {"GET", "HEAD", "OPTIONS"}
_PORTS = {"http": 80, "https": 443}


def page_policy(scripts: str, scope: Scope) -> str:
    """Return the policy of a page whose inline scripts have these hashes."""
    # Not every browser counts websockets of the same host as 'self'. The name has been checked.
    host = Headers(scope=scope).get("host", "")
    sockets = f"ws://{host} wss://{host}" if _name(host) else ""
    return PAGE.format(scripts=scripts, sockets=sockets)


def allowed_names() -> frozenset[str]:
    """Return the names this server answers to: its own, and those in QUJIAN_HOSTS."""
    own = socket.gethostname()
    address = st.get_option("server.address") or ""
    given = os.environ.get("QUJIAN_HOSTS", "").split(",")
    names = [
        "localhost",
        own,
        own.split(".")[0],
        address,
        *(text.split("//")[-1].split("/")[0] for text in given),
    ]
    return frozenset(name for text in names if (name := _name(text.strip())))


def is_allowed(host: str) -> bool:
    """Whether a Host header names this server.

    Any IP address does: a foreign page reaches us under a name of its own (DNS rebinding), never under an address, and
    a machine does not know the addresses that lead to it through containers and routers.
    """
    name = _name(host)
    return bool(name) and (name in allowed_names() or name.endswith(".localhost") or _is_address(name))


def _name(host: str) -> str:
    """The name in a Host header without its port; '' where it is malformed."""
    found = _HOST.fullmatch(host.lower())
    return found[1] if found else ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def is_same_origin(origin: str, host: str) -> bool:
    """Whether an Origin header names the host that was asked; a proxy may have taken off its https."""
    try:
        parts, server = urlsplit(origin), urlsplit(f"//{host}")
        usual = _PORTS[parts.scheme]
        return parts.hostname == server.hostname and (parts.port or usual) == (server.port or usual)
    except (KeyError, ValueError):
        return False


class Security:
    """Refuse foreign hosts and origins; put the headers on every response."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a foreign request with a refusal, or pass on."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        refused = _refusal(scope)
        if refused is None:
            await self.app(scope, receive, with_headers(scope, send))
        elif scope["type"] == "http" or "websocket.http.response" in scope.get("extensions", {}):
            await refused(scope, receive, with_headers(scope, send))
        else:
            await send({"type": "websocket.close", "code": 1008})


def _refusal(scope: Scope) -> Response | None:
    headers = Headers(scope=scope)
    hosts = headers.getlist("host")
    if len(hosts) != 1 or not is_allowed(hosts[0]):
        return in_words(ApiError("unknown_host", value=", ".join(hosts)), scope)
    origin = headers.get("origin")
    is_changing = scope["type"] == "websocket" or scope["method"] not in _READING
    if is_changing and origin is not None and not is_same_origin(origin, hosts[0]):
        return in_words(ApiError("foreign_origin", value=origin), scope)
    return None


def in_words(error: ApiError, scope: Scope) -> Response:
    """Return the answer to a request that is refused: JSON for programs, text in both languages for readers."""
    if scope["path"].startswith(("/api/", "/stage/")):
        return error.response()
    said = error.content["error"]
    return PlainTextResponse(
        f"{said['message_zh']}\n{said['message']}\n", error.status, {"Cache-Control": "no-store"}
    )


def with_headers(scope: Scope, send: Send) -> Send:
    """Return what sends an answer with the headers of every answer; what brings a rule of its own keeps it."""
    policy = SCRIPT if scope["path"].startswith(PROGRAM) else DATA

    async def sends(message: Message) -> None:
        if message["type"] in ("http.response.start", "websocket.http.response.start"):
            headers = MutableHeaders(scope=message)
            headers.update(HEADERS)
            headers.setdefault("Content-Security-Policy", policy)
            headers.setdefault("Cache-Control", UNSAID)
        await send(message)

    return sends
