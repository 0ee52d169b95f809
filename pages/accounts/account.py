"""One's own account: what the role includes, another password, signing out everywhere."""

from __future__ import annotations

from starlette.responses import Response

from data.workspace import people, sessions
from data.workspace.database import Workspace, WorkspaceError
from data.workspace.people import Person
from pages.accounts.forms import Sent, action, arriving, for_somebody, form, leaving, page


@form
@for_somebody("account")
def account(sent: Sent, _workspace: Workspace, person: Person) -> Response:
    """Show somebody's own account."""
    return _shown(sent, person)


@action
@for_somebody("account")
def password(sent: Sent, workspace: Workspace, person: Person) -> Response:
    """Give somebody another password, who knows the present one; other browsers are signed out by that."""
    if sent.field("new") != sent.field("again"):
        return _shown(sent, person, error=sent.words.gettext("The two new passwords differ."))
    try:
        # As at the door: who sits at a browser left open may not try for ever.
        sessions.sign_in(workspace, person.name, sent.field("present"), sent.came_from)
        people.set_password(workspace, person, person, sent.field("new"))
        _, token = sessions.sign_in(workspace, person.name, sent.field("new"), sent.came_from)
    except WorkspaceError as error:
        return _shown(sent, person, error=sent.said(error))
    return arriving(sent, token, sent.link("account", done="password"))


@action
def end_sessions(sent: Sent, workspace: Workspace | None) -> Response:
    """Sign somebody out in every browser."""
    if sent.person is not None and workspace is not None:
        people.end_sessions(workspace, sent.person, sent.person)
    return leaving(sent)


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
