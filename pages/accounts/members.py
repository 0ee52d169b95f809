"""The people of the office, for administrators: who they are, their roles, their passwords."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from starlette.responses import Response

from data import access
from data.workspace import identities, people
from data.workspace.database import Workspace, WorkspaceError
from data.workspace.people import ROLES, SHORTEST, Person, Role
from pages.accounts.forms import Sent, for_somebody, for_those_who_may, form, page, to


@form
@for_somebody("people")
@for_those_who_may("administer")
def members(sent: Sent, workspace: Workspace, person: Person) -> Response:
    """Show the people of the office to an administrator, and do what the form says."""
    action = ACTIONS.get(sent.field("action"))
    if action is None:
        return _shown(sent, workspace)
    try:
        action(sent, workspace, person)
    except WorkspaceError as error:
        return _shown(sent, workspace, error=sent.said(error))
    return to(sent.link("people", done="yes"))


def _add(sent: Sent, workspace: Workspace, actor: Person) -> None:
    typed = sent.field("password")
    password = None if without_password() and not typed else typed
    people.add(workspace, actor, sent.field("name"), cast(Role, sent.field("role")), password)


def _set_role(sent: Sent, workspace: Workspace, actor: Person) -> None:
    decides_own = sent.field("decides_own") == "yes"
    people.set_role(workspace, actor, _person(sent, workspace), cast(Role, sent.field("role")), decides_own)


def _set_password(sent: Sent, workspace: Workspace, actor: Person) -> None:
    people.set_password(workspace, actor, _person(sent, workspace), sent.field("password"))


def _end_sessions(sent: Sent, workspace: Workspace, actor: Person) -> None:
    people.end_sessions(workspace, actor, _person(sent, workspace))


def _unbind(sent: Sent, workspace: Workspace, actor: Person) -> None:
    identities.unbind(workspace, actor, _person(sent, workspace))


def _remove(sent: Sent, workspace: Workspace, actor: Person) -> None:
    people.remove(workspace, actor, _person(sent, workspace))


#: What a form may ask for.
ACTIONS: Mapping[str, Callable[[Sent, Workspace, Person], None]] = {
    "add": _add,
    "role": _set_role,
    "password": _set_password,
    "sessions": _end_sessions,
    "unbind": _unbind,
    "remove": _remove,
}


def _person(sent: Sent, workspace: Workspace) -> Person:
    return people.somebody_named(workspace, sent.field("name"))


def _shown(sent: Sent, workspace: Workspace, error: str = "") -> Response:
    return page(
        sent,
        "accounts/members.html",
        sent.words.gettext("People"),
        400 if error else 200,
        everybody=people.everybody(workspace),
        roles=ROLES,
        names=role_names(sent),
        error=error,
        done=sent.words.gettext("Done.") if sent.query.get("done") and not error else "",
        shortest=SHORTEST,
        without_password=without_password(),
    )


def without_password() -> bool:
    """Whether somebody without a password could come in: by an identity provider, or named by a proxy."""
    proxies = access.proxies()
    return access.provider() is not None or bool(proxies and proxies.header)


def role_names(sent: Sent) -> dict[str, str]:
    """Return what each role is called, with what it may do."""
    words = sent.words
    return {
        "reader": words.gettext("Reader: reads and keeps drafts"),
        "editor": words.gettext("Editor: also proposes changes"),
        "reviewer": words.gettext("Reviewer: also decides and publishes"),
        "administrator": words.gettext("Administrator: people and settings"),
    }
