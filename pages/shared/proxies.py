"""What the reverse proxies of the office say, and nobody else may: who somebody is, and from where they come."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from data import access
from data.access import Proxies

_SCHEMES = {"http": {"http": "http", "https": "https"}, "websocket": {"http": "ws", "https": "wss"}}


class TrustedProxies:
    """Take the header that names somebody off every request but those of the proxies."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may be believed of a request."""
        # Not at the start: `app.warm` says what is wrong with a setting, an exception here would pass for a server
        # without a start of its own.
        proxies = access.proxies() if scope["type"] in _SCHEMES else None
        if proxies is not None:
            is_theirs = proxies.include(socket_address(receive))
            scope = _forwarded(scope, proxies) if is_theirs else _without(scope, proxies.header)
        await self.app(scope, receive, send)


def socket_address(receive: Receive) -> str:
    """Return the address at the other end of the socket; '' where it is not known.

    `client` of the scope will not do: uvicorn puts there what X-Forwarded-For says where a proxy of this machine
    passes it on, whoever wrote it.
    """
    transport = getattr(getattr(receive, "__self__", None), "transport", None)
    peer = transport.get_extra_info("peername") if transport is not None else None
    return str(peer[0]) if isinstance(peer, tuple) and peer else ""


def _without(scope: Scope, header: str) -> Scope:
    name = header.encode()
    return {**scope, "headers": [(key, value) for key, value in scope["headers"] if key.lower() != name]}


def _forwarded(scope: Scope, proxies: Proxies) -> Scope:
    """A request as it came to the proxy: by https or not, and from where."""
    headers = Headers(scope=scope)
    if proxies.header and len(headers.getlist(proxies.header)) > 1:
        scope = _without(scope, proxies.header)  # one of them is not the proxy's
    scheme = _SCHEMES[scope["type"]].get(headers.get("x-forwarded-proto", ""))
    said = ",".join(headers.getlist("x-forwarded-for")).split(",")
    client = next((text.strip() for text in reversed(said) if not proxies.include(text.strip())), "")
    found = {"scheme": scheme} if scheme else {}
    return {**scope, **found, "client": (client, 0)} if client else {**scope, **found}
