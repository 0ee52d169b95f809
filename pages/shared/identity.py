"""Who is reading: the person whose token a browser keeps as a cookie; nobody where there are no accounts."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

import streamlit as st

from data import settings

if TYPE_CHECKING:
    from data.workspace.people import Person

#: The cookie that holds the token.
COOKIE = "qujian-session"

_log = logging.getLogger(__name__)


def person_of(cookies: Mapping[str, str]) -> Person | None:
    """Return who is signed in by these cookies; None where nobody is, or where the workspace cannot be reached."""
    token = cookies.get(COOKIE, "")
    if not token or not settings.has_workspace():
        return None
    from data.workspace.database import WorkspaceError, open_workspace
    from data.workspace.sessions import person_of_token

    try:
        return person_of_token(open_workspace(), token)
    except WorkspaceError as error:
        _log.error("%s", error)
        return None


def reader() -> Person | None:
    """Return who reads the page that is being drawn."""
    return person_of(st.context.cookies)
