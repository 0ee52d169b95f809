"""Who is reading: whom the proxy of the office names, else whose token a browser keeps as a cookie.

Nobody where there are no accounts. Where the workspace does not answer, who was known a moment ago stays so and goes
on reading; whatever they would change asks the workspace, and is refused in words. The header of the proxy counts
wherever it stands: `pages.shared.proxies` takes it off every request that does not come from the proxy.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from threading import Lock
from typing import TYPE_CHECKING

import streamlit as st
from cachetools import TTLCache
from starlette.requests import HTTPConnection

from data import access, settings
from pages.monitoring.following import is_lost

if TYPE_CHECKING:
    from data.workspace.people import Person

#: The cookie that holds the token.
COOKIE = "qujian-session"

#: Who was signed in when the workspace last answered: for how many seconds, and how many of them, that is remembered.
REMEMBERED, MOST_REMEMBERED = 900, 10_000

_log = logging.getLogger(__name__)
_remembered: TTLCache[tuple[str, str], Person] = TTLCache(MOST_REMEMBERED, REMEMBERED)
_LOCK = Lock()


def person_of(cookies: Mapping[str, str], headers: Mapping[str, str]) -> Person | None:
    """Return who sends these cookies and headers; None for nobody.

    Where the workspace cannot be reached, who it is as far as this process was told within the last quarter of an hour.
    """
    name, token = name_by_proxy(headers), cookies.get(COOKIE, "")
    if not (name or token) or not settings.has_workspace():
        return None
    from data.workspace.database import WorkspaceError, open_workspace
    from data.workspace.identities import named
    from data.workspace.sessions import person_of_token

    key = ("", name) if name else (token, "")
    if is_lost():  # nobody waits for what is known not to answer
        return _before(key)
    try:
        workspace = open_workspace()
        found = named(workspace, name) if name else person_of_token(workspace, token)
    except WorkspaceError as error:
        _log.error("%s", error)
        return _before(key)
    with _LOCK:
        if found is None:
            _remembered.pop(key, None)
        else:
            _remembered[key] = found
    return found


def _before(key: tuple[str, str]) -> Person | None:
    with _LOCK:
        return _remembered.get(key)


def name_by_proxy(headers: Mapping[str, str]) -> str:
    """Return whom the proxy of the office names; '' where it names nobody."""
    proxies = access.proxies()
    text = headers.get(proxies.header, "") if proxies and proxies.header else ""
    try:
        return (
            text.encode("latin-1").decode("utf-8").strip()
        )  # as headers are read, and as proxies write them
    except UnicodeError:
        return ""


def asking(connection: HTTPConnection) -> Person | None:
    """Return who sends a request, or opens a websocket."""
    return person_of(connection.cookies, connection.headers)


def reader() -> Person | None:
    """Return who reads the page that is being drawn."""
    return person_of(st.context.cookies, st.context.headers)
