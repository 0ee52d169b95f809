"""Drafts of reports kept by name: own and shared, and two people who save the same one."""

from __future__ import annotations

import pytest

from data.workspace import drafts, kept_drafts
from data.workspace.database import WorkspaceError
from data.workspace.drafts import SavedMeanwhileError
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


@pytest.mark.parametrize(("name", "content"), [("", "{}"), ("x" * 121, "{}"), ("x", "y" * 2_000_001)])
def test_what_will_not_do_is_refused_in_words(office: Office, name: str, content: str) -> None:
    with pytest.raises(WorkspaceError) as refused:
        drafts.keep(office.workspace, office.people["reader"], name, content)
    assert refused.value.reason.zh
    assert refused.value.reason.en
