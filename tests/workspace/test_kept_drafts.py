"""Drafts of reports kept by name: own and shared, and two people who save the same one."""

from __future__ import annotations

import pytest

from data.workspace import drafts, kept_drafts
from data.workspace.database import WorkspaceError
from data.workspace.drafts import SavedMeanwhileError
from data.workspace.people import NotAllowedError
from tests.workspace.conftest import Office


def test_own_drafts_are_seen_by_nobody_else_until_they_are_shared(office: Office) -> None:
    reader, editor = office.people["reader"], office.people["editor"]
    kept = drafts.keep(office.workspace, reader, "  年度 报告 ", "{}")
    assert kept.name == "年度 报告"
    assert kept_drafts.drafts(office.workspace, editor) == []
    with pytest.raises(WorkspaceError):
        kept_drafts.draft(office.workspace, editor, kept.draft_id)
    drafts.save(office.workspace, reader, kept, "年度报告", "{}", is_shared=True)
    (seen,) = kept_drafts.drafts(office.workspace, editor)
    assert (seen.name, seen.saved_by) == ("年度报告", "reader")


def test_two_who_save_the_same_draft_are_told_and_nothing_is_overwritten(office: Office) -> None:
    reader, editor = office.people["reader"], office.people["editor"]
    kept = drafts.keep(office.workspace, reader, "报告", "first", is_shared=True)
    saved = drafts.save(office.workspace, editor, kept, "报告", "second", is_shared=True)
    with pytest.raises(SavedMeanwhileError) as refused:
        drafts.save(office.workspace, reader, kept, "报告", "third", is_shared=True)
    assert refused.value.draft == saved == kept_drafts.draft(office.workspace, reader, kept.draft_id)
    assert "editor" in refused.value.reason.zh
    drafts.save(office.workspace, reader, saved, "报告", "third", is_shared=True)


def test_only_the_owner_shares_and_removes(office: Office) -> None:
    reader, editor = office.people["reader"], office.people["editor"]
    kept = drafts.keep(office.workspace, reader, "报告", "{}", is_shared=True)
    with pytest.raises(WorkspaceError):
        drafts.save(office.workspace, editor, kept, "报告", "{}", is_shared=False)
    with pytest.raises(WorkspaceError):
        drafts.remove(office.workspace, editor, kept.draft_id)
    drafts.remove(office.workspace, reader, kept.draft_id)
    assert kept_drafts.drafts(office.workspace, reader) == []


def test_saving_over_what_another_saved_keeps_both(office: Office) -> None:
    reader, editor = office.people["reader"], office.people["editor"]
    kept = drafts.keep(office.workspace, reader, "报告", "first", is_shared=True)
    theirs = drafts.save(office.workspace, editor, kept, "报告", "second", is_shared=True)
    with pytest.raises(SavedMeanwhileError):
        drafts.overwrite(office.workspace, reader, kept, "副本", "third")
    mine = drafts.overwrite(office.workspace, reader, theirs, "副本", "third")
    assert (mine.draft_id, mine.content, mine.revision, mine.saved_by) == (
        kept.draft_id,
        "third",
        3,
        "reader",
    )
    copy = next(d for d in kept_drafts.drafts(office.workspace, editor) if d.name == "副本")
    assert copy[2:] == ("second", True, 1, reader.person_id, "editor", theirs.saved_at)
    with pytest.raises(WorkspaceError):
        drafts.overwrite(office.workspace, reader, mine, " ", "fourth")
    assert len(kept_drafts.drafts(office.workspace, reader)) == 2


def test_what_was_removed_comes_back_to_its_owner_only(office: Office) -> None:
    reader, editor = office.people["reader"], office.people["editor"]
    kept = drafts.keep(office.workspace, reader, "报告", "{}", is_shared=True)
    assert kept_drafts.removed(office.workspace, reader, kept.draft_id) is None
    drafts.remove(office.workspace, reader, kept.draft_id)
    with pytest.raises(WorkspaceError):
        drafts.save(office.workspace, editor, kept, "报告", "late", is_shared=True)
    with pytest.raises(WorkspaceError):
        drafts.bring_back(office.workspace, editor, kept.draft_id)
    assert kept_drafts.removed(office.workspace, editor, kept.draft_id) is None
    assert kept_drafts.removed(office.workspace, reader, kept.draft_id) == kept
    assert drafts.bring_back(office.workspace, reader, kept.draft_id) == kept
    assert kept_drafts.draft(office.workspace, editor, kept.draft_id) == kept


def test_a_list_is_bounded_and_searched_as_it_is_written(office: Office) -> None:
    reader, editor = office.people["reader"], office.people["editor"]
    for name in ("甲 100%", "乙 1000", "丙_"):
        drafts.keep(
            office.workspace, reader, name, '{"items": [{"kind": "a"}, {"kind": "b"}]}', is_shared=True
        )
    drafts.keep(office.workspace, reader, "丁", "{}")
    found = kept_drafts.listed(office.workspace, editor, 2)
    assert [(d.name, d.items) for d in found.drafts] == [("丙_", 2), ("乙 1000", 2)]
    assert found.total == 3
    for part, names in (("100%", ["甲 100%"]), ("_", ["丙_"]), ("'; --", [])):
        assert [d.name for d in kept_drafts.listed(office.workspace, editor, 9, part).drafts] == names


@pytest.mark.parametrize("draft_id", [0, -1, 2**31, 10**40])
def test_an_id_that_no_database_holds_is_no_draft(office: Office, draft_id: int) -> None:
    with pytest.raises(WorkspaceError):
        kept_drafts.draft(office.workspace, office.people["reader"], draft_id)


def test_an_administrator_keeps_no_drafts(office: Office) -> None:
    administrator = office.people["administrator"]
    kept = drafts.keep(office.workspace, office.people["reader"], "报告", "{}", is_shared=True)
    for refused in (
        lambda: drafts.keep(office.workspace, administrator, "x", "{}"),
        lambda: drafts.save(office.workspace, administrator, kept, "x", "{}", is_shared=True),
        lambda: drafts.overwrite(office.workspace, administrator, kept, "x", "{}"),
        lambda: drafts.remove(office.workspace, administrator, kept.draft_id),
        lambda: drafts.bring_back(office.workspace, administrator, kept.draft_id),
        lambda: kept_drafts.listed(office.workspace, administrator, 9),
        lambda: kept_drafts.removed(office.workspace, administrator, kept.draft_id),
    ):
        with pytest.raises(NotAllowedError):
            refused()


@pytest.mark.parametrize(("name", "content"), [("", "{}"), ("x" * 121, "{}"), ("x", "y" * 2_000_001)])
def test_what_will_not_do_is_refused_in_words(office: Office, name: str, content: str) -> None:
    with pytest.raises(WorkspaceError) as refused:
        drafts.keep(office.workspace, office.people["reader"], name, content)
    assert refused.value.reason.zh
    assert refused.value.reason.en
