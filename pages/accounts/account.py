"""One's own account: what the role includes, another password, signing out everywhere."""

from __future__ import annotations

from starlette.responses import Response

from data.workspace import people, sessions
from data.workspace.database import Workspace, WorkspaceError
from data.workspace.people import Person
from data.workspace.sessions import TooManyError, WrongError
from pages.accounts.forms import Sent, forget, form, keep, page, to


@form
def account(sent: Sent, workspace: Workspace | None) -> Response:
    """Show somebody's own account."""
    if sent.person is None or workspace is None:
        return to(sent.link("sign-in", next=sent.link("account")))
    return _shown(sent, sent.person)


@form
def password(sent: Sent, workspace: Workspace | None) -> Response:
    """Give somebody another password, who knows the present one; other browsers are signed out by that."""
    if sent.person is None or workspace is None:
        return to(sent.link("sign-in", next=sent.link("account")))
    if not sent.is_form:
        return to(sent.link("account"))
    if sent.field("new") != sent.field("again"):
        return _shown(sent, sent.person, error=sent.words.gettext("The two new passwords differ."))
    try:
        # As at the door: who sits at a browser left open may not try for ever.
        person, _ = sessions.sign_in(workspace, sent.person.name, sent.field("present"), sent.came_from)
        people.set_password(workspace, person, person, sent.field("new"))
        _, token = sessions.sign_in(workspace, person.name, sent.field("new"), sent.came_from)
    except (WrongError, TooManyError, WorkspaceError) as error:
        return _shown(sent, sent.person, error=sent.said(error))
    answer = to(sent.link("account", done="password"))
    keep(answer, token, is_secure=sent.is_secure, lasts=sessions.LASTS)
    return answer


@form
def end_sessions(sent: Sent, workspace: Workspace | None) -> Response:
    """Sign somebody out in every browser."""
    if not sent.is_form:
        return to(sent.link("account"))
    if sent.person is not None and workspace is not None:
        people.end_sessions(workspace, sent.person, sent.person)
    answer = to(sent.link("sign-in"))
    forget(answer)
    return answer


def _shown(sent: Sent, person: Person, error: str = "") -> Response:
    done = sent.words.gettext("The password was changed; other browsers are signed out.")
    return page(
        sent,
        "accounts/account.html",
        sent.words.gettext("My account"),
        400 if error else 200,
        person=person,
        error=error,
        done=done if sent.query.get("done") == "password" and not error else "",
        shortest=people.SHORTEST,
    )
