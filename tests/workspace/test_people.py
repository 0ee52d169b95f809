"""Accounts: names and passwords, one's own proposals, the last administrator, the log of it."""

from __future__ import annotations

import pytest

from data.workspace import changes, people
from data.workspace.database import WorkspaceError
from data.workspace.log import events
from data.workspace.people import ROLES, Role
from tests.workspace.conftest import PASSWORD, Office


def test_nobody_decides_on_their_own_unless_the_office_allows_it(office: Office) -> None:
    reviewer = office.people["reviewer"]
    row = office.rows("observations")[0]
    (mine,) = changes.propose(office.workspace, reviewer, [office.correction(row, note_en="mine")], "why")
    with pytest.raises(WorkspaceError):
        changes.accept(office.workspace, reviewer, [mine])
    people.set_role(office.workspace, office.people["administrator"], reviewer, "reviewer", decides_own=True)
    with office.workspace.reading() as connection:
        allowed = people.person_of(connection, reviewer.person_id)
    assert allowed
    changes.accept(office.workspace, allowed, [mine])


def test_only_the_author_takes_back_and_only_what_is_not_decided(office: Office) -> None:
    row = office.rows("observations")[0]
    editor, reviewer = office.people["editor"], office.people["reviewer"]
    (draft,) = changes.propose(
        office.workspace, editor, [office.correction(row, note_en="x")], "why", as_draft=True
    )
    with pytest.raises(WorkspaceError):
        changes.accept(office.workspace, reviewer, [draft])
    with pytest.raises(WorkspaceError):
        changes.take_back(office.workspace, reviewer, [draft])
    changes.send(office.workspace, editor, [draft])
    changes.accept(office.workspace, reviewer, [draft])
    with pytest.raises(WorkspaceError):
        changes.take_back(office.workspace, editor, [draft])


def test_passwords(office: Office) -> None:
    editor = office.people["editor"]
    assert people.signed_in(office.workspace, " Ｅditor ".replace("Ｅ", "ｅ"), PASSWORD) == editor
    assert people.signed_in(office.workspace, "editor", PASSWORD + "x") is None
    assert people.signed_in(office.workspace, "nobody", PASSWORD) is None
    people.set_password(office.workspace, editor, editor, "another long one")
    assert people.signed_in(office.workspace, "editor", PASSWORD) is None
    again = people.signed_in(office.workspace, "editor", "another long one")
    assert again and again.sessions_from == editor.sessions_from + 1
    for password in ("short", "x" * 201):
        with pytest.raises(WorkspaceError):
            people.set_password(office.workspace, editor, editor, password)


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "x" * 61, "editor", "Ｅditor".replace("Ｅ", "ｅ")])
def test_a_name_must_be_one_and_new(office: Office, name: str) -> None:
    with pytest.raises(WorkspaceError):
        people.add(office.workspace, None, name, "reader", PASSWORD)


def test_somebody_must_administer(office: Office) -> None:
    administrator = office.people["administrator"]
    for attempt in (
        lambda: people.remove(office.workspace, administrator, administrator),
        lambda: people.set_role(office.workspace, administrator, administrator, "reader", False),
    ):
        with pytest.raises(WorkspaceError):
            attempt()
    people.set_role(office.workspace, administrator, office.people["reader"], "administrator", False)
    people.remove(office.workspace, administrator, administrator)
    assert people.signed_in(office.workspace, "administrator", PASSWORD) is None


def test_the_log_names_what_happened(office: Office) -> None:
    row = office.rows("observations")[0]
    office.publish(office.correction(row, note_en="x"))
    with office.workspace.reading() as connection:
        kinds = [(e.person, e.kind) for e in events(connection)]
        only = events(connection, kind="published", person="reviewer")
    assert kinds[:3] == [("reviewer", "published"), ("reviewer", "accepted"), ("editor", "proposed")]
    assert [e.kind for e in only] == ["published"]
    assert sum(kind == "person_added" for _, kind in kinds) == len(ROLES)


def test_whoever_was_removed_keeps_the_name_in_the_log(office: Office) -> None:
    role: Role = "editor"
    row = office.rows("observations")[0]
    changes.propose(office.workspace, office.people[role], [office.correction(row, note_en="x")], "why")
    people.remove(office.workspace, office.people["administrator"], office.people[role])
    with office.workspace.reading() as connection:
        assert changes.changes(connection)[0].author == "editor"
    assert [p.name for p in people.everybody(office.workspace)] == ["administrator", "reader", "reviewer"]
    with pytest.raises(WorkspaceError):
        people.add(office.workspace, None, "editor", "editor", PASSWORD)
