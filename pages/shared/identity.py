"""Who is reading: whom the proxy of the office names, else whose token a browser keeps as a cookie.

Nobody where there are no accounts. The header of the proxy counts wherever it stands: `pages.shared.proxies` takes it
off every request that does not come from the proxy.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

import streamlit as st
from starlette.requests import HTTPConnection

from data import access, settings

if TYPE_CHECKING:
    from data.workspace.people import Person

#: The cookie that holds the token.
COOKIE = "qujian-session"

_log = logging.getLogger(__name__)


def person_of(cookies: Mapping[str, str], headers: Mapping[str, str]) -> Person | None:
    """Return who sends these cookies and headers; None for nobody, and where the workspace cannot be reached."""
    name, token = name_by_proxy(headers), cookies.get(COOKIE, "")
    if not (name or token) or not settings.has_workspace():
        return None
    from data.workspace.database import WorkspaceError, open_workspace
    from data.workspace.identities import named
    from data.workspace.sessions import person_of_token

    try:
        workspace = open_workspace()
        return named(workspace, name) if name else person_of_token(workspace, token)
    except WorkspaceError as error:
        _log.error("%s", error)
        return None


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
