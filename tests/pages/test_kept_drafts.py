"""The drafts of the office on the page Report, as somebody signed in sees them: many, damaged, hostile, or none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update
from streamlit.testing.v1 import AppTest

from data.build import build
from data.workspace import database, drafts, people
from data.workspace.database import Workspace, WorkspaceError, open_workspace
from data.workspace.people import Person
from data.workspace.schema import DRAFTS
from pages.report_editor import keeping, kept_drafts, saving
from tests.pages.reader import Seen, visit
from tests.pages.test_report_page import LONG, again, kept, opened, press
from views.draft import Draft, Origin, item

REPORT = Draft(
    title="年度报告", items=(item("text", title="第一项"), item("text", comment='"kind": "compare"'))
)
PASSWORD = "correct horse 电池"


@pytest.fixture
def store(tmp_path: Path, store_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store of its own, whose workspace is beside it; what is built in it is the same everywhere, hence copied."""
    shutil.copytree(store_folder, tmp_path / "store")
    monkeypatch.setenv("QUJIAN_STORE", str(tmp_path / "store"))
    build()


@pytest.fixture
def workspace(store: None) -> Iterator[Workspace]:
    yield open_workspace()
    database.close_all()


@pytest.fixture
def member(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Person:
    """A reader who is signed in."""
    person = people.add(workspace, None, "小李", "reader", PASSWORD)
    for module in (keeping, saving):
        monkeypatch.setattr(module, "reader", lambda: person)
    return person


def _names(seen: Seen) -> list[str]:
    return [x.text for x in seen.links if "saved" in x.parameters]


def _keep(at: AppTest, name: str) -> Seen:
    at.text_input(key="control-kept-name-new").set_value(name)
    next(b for b in at.button if b.label in ("以此名称保存", "Keep under this name")).click()
    return again(at)


@pytest.mark.parametrize(("lang", "yours"), [("zh", "仅自己可见"), ("en", "seen by you only")])
def test_a_template_is_kept_and_becomes_ones_own(member: Person, lang: str, yours: str) -> None:
    seen = _keep(visit("report", lang, template="meeting").at, "会议 <i>材料</i>")
    assert yours in seen.main
    assert "会议 <i>材料</i>" in seen.main
    assert kept(seen.at).origin == Origin(1, 1)
    assert seen.at.button(key="control-kept-save").disabled


def test_nothing_is_offered_without_accounts_or_to_whoever_is_not_signed_in(store: None) -> None:
    without = opened(replace(REPORT, origin=Origin(1, 1)))
    assert "登录" not in without.main and "单位" not in without.main
    open_workspace()
    there = opened(REPORT)
    assert "登录后可按名称保存草稿" in there.main
    assert not [b for b in there.at.button if str(b.key).startswith("control-kept")]
    database.close_all()


def test_a_long_list_is_bounded_counted_and_searched(
    workspace: Workspace, member: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_drafts, "MOST_LISTED", 5)
    for n in range(8):
        drafts.keep(workspace, member, f"第{n}份 100%", REPORT.as_json())
    seen = visit("report")
    assert _names(seen) == [f"第{n}份 100%" for n in (7, 6, 5, 4, 3)]
    assert "另有3" in seen.main
    seen.at.text_input(key="control-kept-part").set_value("第0份 100%")
    assert _names(again(seen.at)) == ["第0份 100%"]
    seen.at.text_input(key="control-kept-part").set_value("第_份")
    assert _names(again(seen.at)) == [], "signs of the database mean themselves"


def test_items_are_counted_whatever_they_say(workspace: Workspace, member: Person) -> None:
    for n in (0, 1, 2):
        drafts.keep(workspace, member, f"{n}", replace(REPORT, items=REPORT.items[2 - n :]).as_json())
    rows = [row for row in visit("report").rows() if row[1] == "仅自己"]
    assert [(row[0], row[3]) for row in rows] == [("2", "2"), ("1", "1"), ("0", "0")]


@pytest.mark.parametrize("saved", ["0", "-1", "99", "99999999999", "x", "１", ""])
def test_an_address_that_opens_nothing_leaves_the_draft_as_it_is(member: Person, saved: str) -> None:
    seen = visit("report", draft=REPORT.as_link(), saved=saved)
    assert ("没有这份草稿" in seen.main) == bool(saved)
    assert kept(seen.at) == REPORT
    if saved:
        assert "saved" not in seen.at.query_params


def test_a_draft_too_long_for_an_address_is_opened_and_saved(workspace: Workspace, member: Person) -> None:
    number = drafts.keep(workspace, member, "长稿", LONG.as_json()).draft_id
    seen = visit("report", saved=str(number))
    assert kept(seen.at) == replace(LONG, origin=Origin(number, 1))
    press(seen.at, "control-item-text")
    press(seen.at, "control-kept-save")
    assert kept(seen.at).origin == Origin(number, 2)


def test_a_damaged_draft_says_so(workspace: Workspace, member: Person) -> None:
    number = drafts.keep(workspace, member, "坏", '{"qujian_draft": 99}').draft_id
    seen = visit("report", draft=REPORT.as_link(), saved=str(number))
    assert "版本不符" in seen.main
    assert kept(seen.at) == REPORT


def test_a_forged_origin_overwrites_nothing(workspace: Workspace, member: Person) -> None:
    other = people.add(workspace, None, "王主任", "editor", PASSWORD)
    own = drafts.keep(workspace, other, "王主任的", REPORT.as_json())
    shared = drafts.keep(workspace, other, "共享的", REPORT.as_json(), is_shared=True)
    for origin, said in (
        (Origin(own.draft_id, 1), "未与您共享"),
        (Origin(10**40, 1), "未与您共享"),
        (Origin(shared.draft_id, 7), "王主任已于"),
    ):
        seen = opened(Draft(items=(item("text"),), origin=origin))
        assert said in seen.main
        assert not [b for b in seen.at.button if b.key in ("control-kept-save", "control-kept-remove")]


def test_a_workspace_that_cannot_be_reached_leaves_the_report_whole(
    workspace: Workspace, member: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost() -> Workspace:
        raise WorkspaceError("工作库暂不可用", "the workspace cannot be reached")

    monkeypatch.setattr(kept_drafts, "open_workspace", lost)
    seen = opened(REPORT)
    assert "工作库暂不可用" in seen.main
    assert len(seen.rows()) == 2


def test_times_are_those_of_the_offices(workspace: Workspace, member: Person) -> None:
    drafts.keep(workspace, member, "时间", REPORT.as_json())
    with workspace.writing() as connection:
        connection.execute(update(DRAFTS).values(saved_at="2026-12-31T16:30:00.000Z"))
    assert "2027年1月1日 00:30" in visit("report").main
