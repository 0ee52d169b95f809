"""Signing in and out."""

from __future__ import annotations

from starlette.responses import Response

from data.workspace import sessions
from data.workspace.database import Workspace
from data.workspace.sessions import TooManyError, WrongError
from pages.accounts.forms import Sent, forget, form, keep, local, page, to


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
    answer = to(local(sent.next or sent.link("account")))
    keep(answer, token, is_secure=sent.is_secure, lasts=sessions.LASTS)
    return answer


@form
def sign_out(sent: Sent, _workspace: Workspace | None) -> Response:
    """Sign out in this browser."""
    if not sent.is_form:
        return to(sent.link("account"))
    answer = to(sent.link("sign-in"))
    forget(answer)
    return answer
