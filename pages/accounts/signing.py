"""Signing in and out."""

from __future__ import annotations

from starlette.responses import Response

from data.workspace import sessions
from data.workspace.database import Workspace
from data.workspace.sessions import TooManyError, WrongError
from pages.accounts.forms import Sent, action, arriving, form, leaving, local, page


@form
def sign_in(sent: Sent, workspace: Workspace | None) -> Response:
    """Ask for name and password, or sign in with them and go on to where somebody came from."""
    title = sent.words.gettext("Sign in")
    if workspace is None:
        return page(sent, "accounts/none.html", title)
    if not sent.field("name") and not sent.field("password"):
        return page(sent, "accounts/sign_in.html", title, error="")
    try:
        _, token = sessions.sign_in(workspace, sent.field("name"), sent.field("password"), sent.came_from)
    except (WrongError, TooManyError) as error:
        status = 429 if isinstance(error, TooManyError) else 403
        return page(sent, "accounts/sign_in.html", title, status, error=sent.said(error))
    return arriving(sent, token, local(sent.next or sent.link("account")))


@action
def sign_out(sent: Sent, _workspace: Workspace | None) -> Response:
    """Sign out in this browser."""
    return leaving(sent)
