"""The night in which dates pass: whatever shows the state of tasks follows, though the server goes on running."""

from __future__ import annotations

import json
from html import escape
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from data.settings import today
from locales import words
from pages.meeting import routes
from pages.meeting.work import presentation_json
from queries.current import current_store
from queries.plans import plans
from queries.requirements import state_rules
from reports.files import FORMATS, made
from tests.pages.reader import Seen, table, visit
from tests.pages.test_report_page import again, press
from tests.waiting import awaited
from views.draft import Draft, item

EVE, MORNING = "2025-12-31", "2026-01-01"
#: Only tasks of a state of which there are others after midnight.
STATE = "passed_no_result"
DRAFT = Draft(items=(item("tasks", state=STATE), item("tasks"), item("targets")), language="zh")


@pytest.fixture
def nights(monkeypatch: pytest.MonkeyPatch) -> Any:
    """`nights(ask)`: what `ask` gives before midnight and after."""
    assert any(t["due"] == EVE for t in (*table("tasks"), *table("targets"))), "something is due on the eve"

    def both(ask: Any) -> tuple[Any, Any]:
        found = []
        for day in (EVE, MORNING):
            monkeypatch.setenv("QUJIAN_TODAY", day)
            found.append(ask())
        return found[0], found[1]

    return both


def _states() -> dict[str, int]:
    """State → tasks, on the present day."""
    (plan,) = plans(current_store(), today())
    return plan.states()


def _said(seen: Seen) -> str:
    return " ".join(seen.bodies)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("page", ["", "plan", "district"])
def test_pages_count_the_states_of_the_day(nights: Any, page: str, lang: str) -> None:
    rules = {r.state: r for r in reversed(state_rules(current_store()))}
    translator = words(lang)
    more = {"district": "hedong"} if page == "district" else {}

    def ask() -> tuple[str, str]:
        rule = rules[STATE]
        count = f"{rule.sign} {translator.pick(rule, 'name')} {_states()[STATE]}"
        return _said(visit(page, lang, **more)), escape(count)

    (before, was), (after, is_now) = nights(ask)
    assert was != is_now
    assert was in before and is_now not in before
    assert is_now in after and was not in after


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_items_of_a_report_follow_the_day(nights: Any, lang: str) -> None:
    translator = words(lang)

    def ask() -> tuple[str, str]:
        count = translator.ngettext("{n} task", "{n} tasks", _states()[STATE])
        rows = visit("report", lang, draft=DRAFT.as_link()).rows()
        assert translator.date(today()) in rows[0][3]
        return rows[0][2], count

    (before, was), (after, is_now) = nights(ask)
    assert was != is_now
    assert was in before and is_now in after


def test_decks_and_open_meetings_follow_the_day(nights: Any) -> None:
    def ask() -> tuple[dict[str, Any], dict[str, Any], int]:
        presentation = json.loads(awaited(presentation_json(current_store(), DRAFT.as_json())))
        return presentation, _answer("/stage/alive"), _states()[STATE]

    (before, alive, was), (after, later, is_now) = nights(ask)
    assert (before["stamp"], after["stamp"]) == (alive["stamp"], later["stamp"])
    assert alive["stamp"] != later["stamp"], "an open meeting fetches its presentation anew"
    for presentation, n in ((before, was), (after, is_now)):
        screen = presentation["said"]["zh"]["screens"][1]
        assert words("zh").ngettext("{n} task", "{n} tasks", n) in screen["title"]


@pytest.mark.parametrize("form", FORMATS)
def test_files_follow_the_day(nights: Any, form: Any) -> None:
    store = current_store()
    before, after = nights(lambda: made(store.path, DRAFT.as_json(), "zh", form, today()).content)
    assert before != after


def test_made_files_of_yesterday_are_offered_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUJIAN_TODAY", EVE)
    at = visit("report", draft=DRAFT.as_link(), formats="xlsx").at
    press(at, "control-make")
    assert len(_offered(at)) == 1
    again(at)
    assert len(_offered(at)) == 1, "kept for the visit"
    monkeypatch.setenv("QUJIAN_TODAY", MORNING)
    again(at)
    assert _offered(at) == []


def _offered(at: Any) -> list[str]:
    labels = [str(e.proto.label) for e in at.get("download_button")]
    return [x for x in labels if ".xlsx" in x]


def _answer(address: str) -> dict[str, Any]:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=routes))
        async with httpx.AsyncClient(transport=transport, base_url="http://district") as client:
            return await client.get(address)

    found: dict[str, Any] = awaited(ask()).json()
    return found
