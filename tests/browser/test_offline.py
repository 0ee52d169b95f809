"""No request leaves the machine: every page in both languages, every control operated, every fold opened.

What leaves is noted by the reader of each test (`conftest.Reader`) and asserted when the test ends.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from pages.shared.address import PAGES
from pages.shared.streamlit_internals import fill
from tests.browser.conftest import INSIDE, Reader, Visitor
from tests.browser.reading import after, settled, until


def test_what_counts_as_inside() -> None:
    inside = [
        "http://127.0.0.1:8501/a",
        "ws://localhost:1/_stcore/stream",
        "data:image/svg+xml,x",
        "blob:http://x",
    ]
    outside = [
        "https://cdn.plot.ly/x.json",
        "http://127.0.0.1.evil.org/",
        "https://localhost.org",
        "wss://tiles.example/",
    ]
    assert [bool(INSIDE.match(u)) for u in inside + outside] == [True] * 4 + [False] * 4


def test_an_outside_request_would_be_noticed(visitor: Visitor) -> None:
    reader = visitor(bypass_csp=True)  # or the policy of the page stops it before it is one
    page = reader.open("/?lang=zh")
    page.evaluate("fetch('https://tiles.example/1.png').catch(() => {})")
    page.evaluate("new WebSocket('ws://tiles.example/')")
    until(page, lambda: len(reader.outside) == 2, "both requests")
    assert reader.outside == ["https://tiles.example/1.png", "ws://tiles.example/"]
    reader.requests.clear()
    reader.faults.clear()


def test_the_policy_of_a_page_stops_outside_requests(visitor: Visitor) -> None:
    reader = visitor()
    page = reader.open("/?lang=zh")
    reader.faults_expected = True  # browsers log what a policy stops
    stopped = page.evaluate("fetch('https://tiles.example/1.png').then(() => 'fetched', () => 'stopped')")
    assert stopped == "stopped"
    until(page, lambda: any("Content Security Policy" in fault for fault in reader.faults), "the refusal")
    assert reader.outside == []


@pytest.mark.sweep
@pytest.mark.parametrize("page_name", [p for p in PAGES if p not in ("", "practices", "search")])
def test_every_control(walker: Visitor, page_name: str) -> None:
    page = walker().open(f"/{page_name}?lang=zh")  # what is asked for is the same in both languages
    used = _use_everything(page)
    expected = {
        "": set(),
        "compare": {"select", "multiselect"},
        "trends": {"multiselect", "slider"},
        "map": {"select", "multiselect", "segment"},
        "district": {"segment"},
        "evidence": {"segment", "search", "expander", "multiselect", "slider"},
    }.get(page_name, set())
    assert expected <= used


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_tools_of_the_header(reader: Reader, lang: str) -> None:
    page = reader.open(f"/compare?lang={lang}")
    page.locator('[data-do="theme"]').click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    settled(page)
    page.locator('[data-do="text"]').click()
    expect(page.locator("html")).to_have_attribute("data-text", "large")
    settled(page)
    expect(page.locator(".qj-header")).to_be_visible()


def _use_everything(page: Page) -> set[str]:
    """Operate one of each kind of everything on the page; returns the kinds found."""
    used = set()
    for summary in page.locator(".st-key-filters summary").all():
        summary.click()
        settled(page)
        used.add("expander")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    for field in page.locator(fill("st(control):has([role=combobox]):not(:has(st(list-of-one)))")).all():
        field.locator("input").click()
        options = page.get_by_role("option")
        expect(options.first).to_be_visible()
        if options.first.get_attribute("aria-disabled") != "true":
            options.last.click()
        page.keyboard.press("Escape")
        settled(page)
        removals = field.locator("[data-tag] button")
        if removals.count() > 1:
            removals.last.click()
            settled(page)
        used.add("multiselect")
    lists = page.locator(fill("st(control):has(st(list-of-one))"))
    for i in range(lists.count()):
        field = lists.nth(i)
        field.locator("input").click()
        options = page.get_by_role("option")
        expect(options.first).to_be_visible()
        if options.count() > 1:
            options.nth(1).click()
        page.keyboard.press("Escape")
        settled(page)
        used.add("select")
    for group in page.locator(fill("st(control)")).get_by_role("radiogroup").all():
        for i in range(group.get_by_role("radio").count()):
            group.get_by_role("radio").nth(i).click()
            settled(page)
        group.get_by_role("radio").first.click()
        settled(page)
        used.add("segment")
    for thumb in page.locator(fill("st(control) [type=range]")).all():
        thumb.focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowLeft")
        settled(page)
        used.add("slider")
    for field in page.locator(fill("st(control) [type=text]:not([role])")).all():
        field.fill("2022")
        after(page, lambda field=field: field.press("Enter"))  # type: ignore[misc]
        used.add("search")
    for chart in page.locator(fill("st(chart)")).all():
        chart.hover()
    canvas = page.locator("canvas").first
    if canvas.count():
        canvas.hover(position={"x": 200, "y": 200})
        page.mouse.wheel(0, -300)
        page.mouse.down()
        page.mouse.move(400, 500, steps=3)
        page.mouse.up()
        settled(page)
    return used


def test_fonts_and_scripts_come_from_the_server(reader: Reader) -> None:
    for page_name in ("", "trends", "map"):
        reader.open(f"/{page_name}?lang=zh")
    hosts = {re.sub(r"^(\w+://[^/]+).*", r"\1", url) for url in reader.requests if "://" in url}
    assert {h for h in hosts if not h.startswith(("data:", "blob:"))} == {
        reader.server.url,
        reader.server.url.replace("http", "ws"),
    }
