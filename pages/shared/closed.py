"""Closed reading (QUJIAN_READERS=signed-in): nobody reads anything before signing in.

Whatever is not named here as open is closed, also what is added later.
"""

from __future__ import annotations

import re

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data import access
from pages.api.errors import ApiError
from pages.meeting.work import language_of
from pages.shared import limits
from pages.shared.address import PAGES, address
from pages.shared.base_path import below
from pages.shared.document import FILES, FORMS
from pages.shared.identity import asking
from pages.shared.security import in_words
from pages.shared.streamlit_internals import OPEN_TO_ALL

#: Where one signs in and out, and what says whether the server is well; besides, the files of the program itself.
OPEN = re.compile(rf"/sign-in(/provider|/back)?|/sign-out|/healthz|/readyz|/metrics|{OPEN_TO_ALL}")
#: Documents for people: who is not signed in is led to where one signs in, and back.
DOCUMENTS = {f"/{page}" for page in PAGES} | {"/meeting", "/wall"} | {a for a in FORMS if a.count("/") == 1}


def is_closed() -> bool:
    """Whether only those who are signed in may read. Raises SettingError."""
    return access.readers() == "signed-in"


class Closed:
    """Refuse whoever is not signed in, where the office has closed reading; leave everything else alone."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a refusal, or pass on; what is passed on no cache of others may keep."""
        if scope["type"] not in ("http", "websocket") or not is_closed() or is_open(scope["path"]):
            await self.app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        try:
            person = await limits.questions.run(asking, connection)
        except limits.Busy:
            await _refuse(in_words(ApiError("busy"), scope), scope, receive, send)
            return
        if person is None:
            await _refuse(_refusal(connection), scope, receive, send)
        else:
            await self.app(scope, receive, _private(send))


def is_open(path: str) -> bool:
    """Whether an address is open to everybody on a closed server."""
    return bool(OPEN.fullmatch(path)) or path in FILES


def _refusal(connection: HTTPConnection) -> Response:
    scope = connection.scope
    if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and scope["path"] in DOCUMENTS:
        return RedirectResponse(sign_in_link(connection), 302, {"Cache-Control": "no-store"})
    return in_words(ApiError("sign_in_first", place=below("/sign-in")), scope)


def sign_in_link(connection: HTTPConnection) -> str:
    """Return the address where one signs in and is led back to what was asked for."""
    url, query = connection.url, connection.query_params
    path = below(connection.scope["path"])
    here = f"{path}?{url.query}" if url.query else path
    return address("sign-in", language_of(connection), large=query.get("text") == "large", next=here)


async def _refuse(answer: Response, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http" or "websocket.http.response" in scope.get("extensions", {}):
        await answer(scope, receive, send)
    else:
        await send({"type": "websocket.close", "code": 1008})


def _private(send: Send) -> Send:
    async def sends(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            rules = [rule.strip() for rule in headers.get("cache-control", "no-store").split(",")]
            kept = [rule for rule in rules if rule not in ("public", "private")]
            headers["cache-control"] = ", ".join(["private", *kept])
        await send(message)

    return sends
