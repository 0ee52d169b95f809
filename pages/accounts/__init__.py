"""Accounts: signing in and out, by the identity provider too, one's own password, the people of the office.

Plain forms that need no script. What they do is decided and checked in `data.workspace`; a request from another site
is refused before it comes here (`pages.shared.security`).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib import import_module

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

#: Address → the module and the function that answers.
ANSWERS = {
    "/sign-in": ("signing", "sign_in"),
    "/sign-in/provider": ("providing", "leave"),
    "/sign-in/back": ("providing", "come_back"),
    "/sign-out": ("signing", "sign_out"),
    "/account": ("account", "account"),
    "/account/password": ("account", "password"),
    "/account/sessions": ("account", "end_sessions"),
    "/people": ("members", "members"),
}


def _answering(module: str, name: str) -> Callable[[Request], Awaitable[Response]]:
    """Make a handler that is loaded when somebody comes: the libraries of a workspace would double a start without."""

    async def handler(request: Request) -> Response:
        loaded = await anyio.to_thread.run_sync(import_module, f"{__name__}.{module}")
        answer: Response = await getattr(loaded, name)(request)
        return answer

    return handler


routes = [Route(path, _answering(*answer), methods=["GET", "POST"]) for path, answer in ANSWERS.items()]
