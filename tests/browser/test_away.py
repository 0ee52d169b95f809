"""The server goes away and comes back: the screen stays, says so in small print, and goes on by itself."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Reader, Visitor
from tests.browser.reading import choose, control, settled, text, until

LOST = {"zh": "连接中断", "en": "Connection lost"}
#: Streamlit tells its errors in a window over the page after six vain attempts to connect.
VAIN = 6


def _stays(page: Page, lang: str, before: str) -> None:
    """What is in view is still there, with a line in small print and nothing over it."""
    line = page.locator(".qj-away")
    expect(line).to_contain_text(LOST[lang])
    assert text(page).removesuffix(line.inner_text()).strip() == before
    box = line.bounding_box()
    assert box and box["height"] < 40
    assert page.get_by_role("dialog").count() == 0
    for word in ("Streamlit", "Rerun", "Stop", "Deploy", "Running"):
        assert page.get_by_text(word).count() == 0


def _attempts(reader: Reader) -> int:
    """How often a page has asked whether the server is there."""
    return sum("/_stcore/health" in url for url in reader.requests)


def test_nothing_is_chosen_before_the_server_knows_the_page_again(visitor: Visitor) -> None:
    """A choice that reaches a restarted server before it has run the page once would be lost."""
    reader = visitor()
    page = reader.open("/compare?lang=zh&metric=gdp&year=2023")
    reader.faults_expected = True
    routes: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.method == "HEAD":
            routes.append(route)
        else:
            route.continue_()

    page.route("**/compare?*", hold)
    reader.server.stop()
    expect(page.locator(".qj-away")).to_contain_text(LOST["zh"])
    reader.server.start()
    until(page, lambda: bool(routes), "the question whether the server was restarted")
    expect(page.locator("html")).to_have_attribute("data-away", "")
    assert control(page, "metric").evaluate("e => getComputedStyle(e).pointerEvents") == "none"
    for route in routes:
        route.continue_()
    expect(page.locator("html[data-away]")).to_have_count(0)
    choose(settled(page), "year", "2015")
    assert "year=2015" in page.url


def test_the_screen_stays_while_the_server_is_away(visitor: Visitor) -> None:
    reader, other = visitor(), visitor(locale="en-GB", color_scheme="dark")
    page = reader.open("/compare?lang=zh&metric=gdp&year=2023")
    english = other.open("/compare?lang=en&metric=gdp&year=2023")
    before, before_english = text(page), text(english)
    reader.faults_expected = other.faults_expected = True
    attempts = _attempts(reader)
    reader.server.stop()
    try:
        _stays(page, "zh", before)
        _stays(english, "en", before_english)
        address = english.url
        for chosen in (
            ".qj-pages a >> nth=2",
            ".qj-pages a >> nth=-1",
            '[data-do="theme"]',
            '[data-lang="zh"]',
        ):
            english.locator(chosen).click()
            assert english.url == address, "nothing is lost to a page that cannot be had"
            expect(english.locator("html")).to_have_attribute("data-theme", "dark")
        english.locator(".qj-pages a").nth(2).click()
        expect(english.locator(".qj-away")).to_contain_text("What you chose follows")
        until(page, lambda: _attempts(reader) > attempts + VAIN + 1, "more attempts to connect")
        _stays(page, "zh", before)
    finally:
        reader.server.start()
    expect(page.locator(".qj-away")).to_be_hidden()
    settled(page)
    assert text(page) == before
    assert page.url.endswith("/compare?lang=zh&metric=gdp&year=2023")
    choose(page, "year", "2015")
    assert "year=2015" in page.url, "the first choice counts"
    english.wait_for_url("**/trends?**")
    expect(settled(english).locator(".js-plotly-plot")).to_have_count(1)
    assert reader.loads == other.loads == 1
