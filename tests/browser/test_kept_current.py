"""What hangs on a wall or stands open in a meeting shows a corrected figure, though the release keeps its label."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from data.build import build
from tests.browser.conftest import Server, Visitor
from tests.pages.correcting import DISTRICT, METRIC, RIGHT, WRONG, YEAR, copy_of_facts, correct
from views.draft import Draft, item

DRAFT = Draft(items=(item("compare", metric=METRIC, year=int(YEAR), district=DISTRICT),)).as_link()


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Server, Path]]:
    """A server over facts of its own, and their folder; asked for before `visitor`, it ends after the windows."""
    folder = copy_of_facts(tmp_path / "facts")
    monkeypatch.setenv("QUJIAN_DATA", str(folder))
    monkeypatch.setenv("QUJIAN_STORE", str(tmp_path / "store"))
    build()
    server = Server(tmp_path)
    server.start()
    yield server, folder
    server.stop()


def test_the_wall_and_an_open_meeting_take_up_a_corrected_figure(
    own: tuple[Server, Path], visitor: Visitor
) -> None:
    server, folder = own
    reader = visitor(viewport={"width": 1920, "height": 1080})
    wall, meeting = reader.page, reader.context.new_page()
    wall.goto(f"{server.url}/wall?lang=zh")
    meeting.goto(f"{server.url}/meeting?lang=zh&draft={DRAFT}")
    for page in (wall, meeting):
        expect(page.locator(".main-svg").first).to_be_attached()
        page.evaluate("Q.shown = () => JSON.stringify(Q.current ? Q.current() : Q.presentation)")
        assert WRONG in page.evaluate("Q.shown()")
    correct(folder)
    for page in (wall, meeting):
        page.wait_for_function("right => Q.shown().includes(right)", arg=RIGHT)
        assert WRONG not in page.evaluate("Q.shown()")
    expect(wall.locator("#note")).not_to_contain_text("连接")


def test_the_clock_of_the_wall_is_that_of_the_offices(visitor: Visitor) -> None:
    page = visitor(timezone_id="America/New_York").page
    page.clock.set_fixed_time(datetime(2026, 11, 25, 20, 45, tzinfo=UTC))
    page.goto("/wall?lang=zh")
    expect(page.locator("#wall time")).to_contain_text("2026年11月26日")
    expect(page.locator("#wall time")).to_contain_text("04:45")
