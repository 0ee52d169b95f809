"""At the meeting: a presenter with a keyboard alone, questions from the audience, and a server that goes away."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Reader, Server, Visitor
from tests.browser.reading import middle, point_at, until
from views.draft import Draft, item

MEETING = "/meeting?lang=zh&template=meeting"


def title(page: Page) -> Locator:
    return page.locator(".screen.on h1")


def number(page: Page) -> Locator:
    return page.locator("#where")


def begun(reader: Reader, address: str = MEETING) -> Page:
    """A running order, its first screens drawn."""
    page = reader.page
    page.goto(address)
    expect(page.locator('html[data-ready]:not([data-ready=""])')).to_be_attached()
    return page


def _screens(page: Page) -> int:
    return int((number(page).text_content() or "").split("/")[1].split()[0])


def _address(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_a_whole_meeting_by_keyboard_alone(reader: Reader) -> None:
    page, key = reader.page, reader.page.keyboard
    page.goto("/meeting?lang=zh")
    wanted = page.get_by_role("link", name="会议参考数据")
    for _ in range(12):
        key.press("Tab")
        if wanted.evaluate("node => node === document.activeElement"):
            break
    key.press("Enter")
    expect(title(page)).to_have_text("法治政府建设会议参考数据")

    total, seen = _screens(page), {title(page).text_content()}
    for _ in range(60):
        key.press("ArrowRight")
        on = page.locator(".screen.on")
        expect(on).to_have_count(1)
        if "kind-chart" in (on.get_attribute("class") or ""):
            expect(on.locator(".main-svg").first).to_be_attached()
        seen.add(title(page).text_content())
        if (number(page).text_content() or "").startswith(f"{total} /"):
            break
    assert len(seen) == total, "every screen came"

    key.type("3")
    key.press("Enter")
    expect(number(page)).to_have_text(f"3 / {total}")
    assert _address(page)["screen"] == ["3"]
    third = title(page).text_content() or ""

    key.press("/")
    key.type("gdp")
    expect(page.get_by_role("option").first).to_contain_text("地区生产总值")
    key.press("Enter")
    expect(title(page)).to_contain_text(re.compile("地区生产总值(（预计）)?："))
    expect(page.locator(".screen.on .main-svg").first).to_be_attached()
    key.press("ArrowRight")
    expect(page.locator(".screen.on .subtitle")).to_contain_text("–")
    key.press("Escape")
    expect(title(page)).to_have_text(third)
    expect(number(page)).to_have_text(f"3 / {total}")

    key.press("l")
    expect(title(page)).not_to_have_text(third)
    expect(page.locator("html")).to_have_attribute("lang", "en-GB")
    assert not re.search("[\u4e00-\u9fff]", page.locator(".screen.on").inner_text())
    key.press("b")
    expect(page.locator("#blank")).to_be_visible()
    key.press("ArrowRight")
    expect(page.locator("#blank")).to_be_hidden()
    expect(number(page)).to_have_text(f"3 / {total}")

    with page.expect_download() as started:
        key.press("s")
    content = started.value.path().read_text("utf-8")
    assert content.startswith("<!doctype html>")
    assert third in content
    assert started.value.suggested_filename.endswith(".html")


def test_the_address_brings_the_same_screen(reader: Reader) -> None:
    page = begun(reader)
    page.keyboard.press("End")
    last = title(page).text_content() or ""
    page.keyboard.press("l")
    expect(title(page)).not_to_have_text(last)
    english = title(page).text_content() or ""
    page.reload()
    expect(title(page)).to_have_text(english)
    page.keyboard.press("Home")
    page.keyboard.press("q")
    page.keyboard.type("河西")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(number(page)).to_contain_text("Esc")
    question = title(page).text_content() or ""
    page.reload()
    expect(number(page)).to_contain_text("Esc")
    expect(title(page)).to_have_text(question)
    page.keyboard.press("Escape")
    expect(number(page)).to_have_text(re.compile(r"^1 / \d+$"))


def test_clicker_overview_and_long_tables(reader: Reader) -> None:
    page = begun(reader, "/meeting?lang=zh&template=annual")  # with all practices, in many rows
    page.keyboard.press("PageDown")
    expect(number(page)).to_have_text(re.compile("^2 /"))
    page.keyboard.press("PageUp")
    page.keyboard.press("o")
    entries = page.locator(".overview li button")
    expect(entries).to_have_count(_screens(page))
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(number(page)).to_have_text(re.compile("^3 /"))
    for _ in range(_screens(page)):
        if page.locator(".screen.on .as-table").count():
            break
        before = number(page).text_content() or ""
        page.keyboard.press("ArrowRight")
        expect(number(page)).not_to_have_text(before)
    rows = page.locator(".screen.on .rows")
    first = rows.text_content() or ""
    assert "第1至" in first
    here = number(page).text_content() or ""
    page.keyboard.press("ArrowRight")
    expect(rows).not_to_have_text(first)
    expect(number(page)).to_have_text(here)
    page.keyboard.press("ArrowLeft")
    expect(rows).to_have_text(first)


def test_figures_lead_to_their_evidence(reader: Reader) -> None:
    page = begun(reader)
    page.keyboard.press("ArrowRight")
    point = page.locator(".screen.on .scatterlayer .point").first
    tip = page.locator(".screen.on .hoverlayer .hovertext").first
    page.mouse.click(*point_at(page, lambda: middle(point), tip))
    panel = page.locator("dialog.card")
    expect(panel).to_be_visible()
    expect(panel.locator("blockquote")).not_to_be_empty()
    link = panel.get_by_role("link", name="此数据的全部来源信息")
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    page.keyboard.press("t")
    figure = page.locator(".screen.on td .figure").first
    shown = figure.text_content() or ""
    figure.focus()
    page.keyboard.press("Enter")
    expect(panel.locator(".amount")).to_contain_text(shown)
    assert "observation=" in (link.get_attribute("href") or "")
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    details = page.locator("dialog.details")
    expect(details.locator(".figures button").first).to_be_visible()


def test_a_finger_turns_the_page(visitor: Visitor) -> None:
    page = begun(visitor(viewport={"width": 844, "height": 390}, has_touch=True))
    wire = page.context.new_cdp_session(page)

    def swipe(start: int, end: int) -> None:
        for kind, x in (
            ("touchStart", start),
            ("touchMove", (start + end) // 2),
            ("touchMove", end),
            ("touchEnd", 0),
        ):
            points = [] if kind == "touchEnd" else [{"x": x, "y": 200}]
            wire.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    swipe(700, 300)
    expect(number(page)).to_have_text(re.compile("^2 /"))
    swipe(300, 700)
    expect(number(page)).to_have_text(re.compile("^1 /"))


def test_pages_that_are_open_become_screens(reader: Reader) -> None:
    reader.open("/compare?lang=zh&metric=gdp&year=2022")
    other = reader.context.new_page()
    other.goto("/meeting?lang=zh")
    other.get_by_role("button", name="我打开的页面").click()
    expect(title(other)).to_be_visible()
    other.wait_for_url("**draft=**")
    other.keyboard.press("ArrowRight")
    expect(title(other)).to_contain_text("地区生产总值")


def test_a_draft_file_is_presented_and_a_broken_one_refused(reader: Reader, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    draft = Draft(title="我的会", items=(item("compare", metric="gdp", year=2022, title="自拟标题<b>"),))
    good.write_text(draft.as_json(), "utf-8")
    bad.write_text(json.dumps({"x": 1}), "utf-8")
    page = reader.page
    page.goto("/meeting?lang=zh")
    reader.faults_expected = True  # browsers log the refusal of a file
    page.locator("#draft-file").set_input_files(bad)
    expect(page.locator("#messages")).to_contain_text("草稿")
    page.locator("#draft-file").set_input_files(good)
    expect(title(page)).to_have_text("我的会")
    page.keyboard.press("ArrowRight")
    expect(title(page)).to_have_text("自拟标题<b>")


@pytest.mark.parametrize("lang", ["en"])
def test_what_is_unknown_is_named(reader: Reader, lang: str) -> None:
    page = reader.page
    page.goto(f"/meeting?lang={lang}&template=weekly")
    expect(page.locator("#messages")).to_contain_text("weekly")
    page.goto(f"/meeting?lang={lang}&template=meeting&districts=binhai,tongzhou,atlantis")
    expect(page.locator("#note")).to_contain_text("atlantis")
    expect(title(page)).to_be_visible()


@pytest.fixture
def own_server(tmp_path: Path, store_folder: Path) -> Iterator[Server]:
    found = Server(tmp_path)
    found.start()
    yield found
    found.stop()


def test_a_lost_server_is_no_lost_meeting(visitor: Visitor, own_server: Server) -> None:
    reader = visitor()
    reader.faults_expected = True
    page = begun(reader, f"{own_server.url}{MEETING}")
    page.keyboard.press("ArrowRight")
    second = title(page).text_content() or ""
    own_server.stop()
    expect(page.locator("#note")).to_contain_text("连接已断开")
    expect(title(page)).to_have_text(second)
    page.keyboard.press("End")
    expect(title(page)).to_contain_text("文件")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    own_server.start()
    expect(page.locator("#note")).to_be_empty()
    expect(title(page)).to_have_text(second)
    page.reload()
    expect(title(page)).to_have_text(second)


# -- the big screen ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lang", "size"), [("zh", (3840, 2160)), ("en", (1920, 1080))])
def test_nothing_on_the_wall_scrolls_or_is_cut(visitor: Visitor, lang: str, size: tuple[int, int]) -> None:
    page = visitor(viewport={"width": size[0], "height": size[1]}).page
    page.goto(f"/wall?lang={lang}")
    expect(page.locator(".compared .main-svg").first).to_be_attached()
    expect(page.locator(".cards article").first).to_be_visible()
    cut = """() => [...document.querySelectorAll('#wall, #wall > *, .cards article, .map, .practices, .compared h3')]
          .filter(n => n.scrollHeight > n.clientHeight + 2 || n.scrollWidth > n.clientWidth + 2)
          .map(n => n.tagName + '.' + n.className)"""
    until(page, lambda: page.evaluate(cut) == [], "a wall on which nothing is cut")
    assert page.evaluate("document.documentElement.scrollHeight") == size[1]


def test_numbers_on_the_wall_lead_to_their_evidence(reader: Reader) -> None:
    page = reader.page
    page.goto("/wall?lang=zh")
    figure = page.locator(".cards .figure").first
    shown = figure.text_content() or ""
    figure.click()
    expect(page.locator("dialog.card .amount")).to_contain_text(shown)
    page.keyboard.press("Escape")
    heading = page.locator(".compared h3").first
    before = heading.text_content() or ""
    page.keyboard.press("ArrowRight")
    expect(heading).not_to_have_text(before)
    page.keyboard.press("l")
    expect(page.locator("#wall h1")).to_have_text("Law-based government: districts compared")
    page.keyboard.press(" ")
    expect(page.locator(".hold")).to_have_text("Go on")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_practices_stand_on_one_screen(reader: Reader, lang: str) -> None:
    page = begun(reader, f"/meeting?lang={lang}&template=meeting")
    practices = page.locator(".screen.is-table", has_text={"zh": "领域", "en": "Dimension"}[lang])
    while not practices.locator("visible=true").count():
        page.keyboard.press("ArrowRight")
    rows = practices.locator("tbody tr")
    expect(rows.first).to_be_visible()
    assert rows.count() == rows.locator("visible=true").count() > 5


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_brief_is_two_sheets_that_fit(reader: Reader, lang: str) -> None:
    """Turned one after the other, each with its own sources; the number of a source opens the figure behind it."""
    page = begun(reader, f"/meeting?lang={lang}&template=brief")
    page.keyboard.press("ArrowRight")
    screen = page.locator(".screen.on.kind-brief")
    sheets, sources = screen.locator(".brief"), screen.locator("footer .sources")
    expect(sheets.nth(0)).to_be_visible()
    expect(sheets.nth(1)).to_be_hidden()
    first = sources.text_content()
    screen.locator(".brief:not([hidden]) button.figure").first.click()
    expect(page.locator("dialog[open] .amount")).to_be_visible()
    page.keyboard.press("Escape")
    for n in range(2):
        expect(sheets.nth(n)).to_be_visible()
        assert sheets.nth(n).evaluate("n => n.scrollHeight <= n.parentElement.clientHeight + 1")
        page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    expect(sources).not_to_have_text(first or "")
