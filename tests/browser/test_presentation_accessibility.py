"""axe-core on the presentation: where one begins, every kind of screen, everything that opens over it, the wall."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import Visitor

SCHEMES = [("zh", "light"), ("en", "dark")]


def _begun(visitor: Visitor, lang: str, scheme: str) -> Page:
    page = visitor(color_scheme=scheme).page
    page.goto(f"/meeting?lang={lang}&template=meeting")
    expect(page.locator('html[data-ready]:not([data-ready=""])')).to_be_attached()
    return page


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_where_one_begins(visitor: Visitor, lang: str, scheme: str) -> None:
    page = visitor(color_scheme=scheme).page
    page.goto(f"/meeting?lang={lang}")
    expect(page.get_by_role("link").first).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize(("lang", "scheme"), SCHEMES)
def test_every_screen(visitor: Visitor, lang: str, scheme: str) -> None:
    page = _begun(visitor, lang, scheme)
    total = int((page.locator("#where").text_content() or "").split("/")[1])
    found = {}
    for n in (1, 2, total - 2, total - 1, total):
        page.keyboard.type(str(n))
        page.keyboard.press("Enter")
        expect(page.locator("#where")).to_have_text(f"{n} / {total}")
        found[n] = violations(page)
    assert {n: faults for n, faults in found.items() if faults} == {}


@pytest.mark.parametrize(("lang", "scheme"), SCHEMES)
def test_what_opens_over_a_screen(visitor: Visitor, lang: str, scheme: str) -> None:
    page = _begun(visitor, lang, scheme)
    page.keyboard.press("ArrowRight")
    found = {}
    for key in ("o", "e", "?", "/"):
        page.keyboard.press(key)
        if key == "/":
            page.keyboard.type("gdp")
            expect(page.get_by_role("option").first).to_be_visible()
        expect(page.locator("dialog.panel")).to_be_visible()
        found[key] = violations(page)
        if key == "e":
            page.locator("dialog .figures button").first.click()
            expect(page.locator("dialog.card")).to_be_visible()
            found["card"] = violations(page)
        page.keyboard.press("Escape")
        expect(page.locator("dialog.panel")).to_have_count(0)
    page.keyboard.press("t")
    expect(page.locator(".screen.on table")).to_be_visible()
    found["t"] = violations(page)
    page.keyboard.press("+")
    found["+"] = violations(page)
    assert {key: faults for key, faults in found.items() if faults} == {}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_wall(visitor: Visitor, lang: str) -> None:
    page = visitor(viewport={"width": 1920, "height": 1080}).page
    page.goto(f"/wall?lang={lang}")
    expect(page.locator(".compared .main-svg").first).to_be_attached()
    assert violations(page) == []


def test_focus_is_seen_and_returns(visitor: Visitor) -> None:
    page = _begun(visitor, "zh", "light")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("t")
    figure = page.locator(".screen.on td .figure").first
    figure.focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog.card")).to_be_visible()
    page.keyboard.press("Escape")
    expect(figure).to_be_focused()
    page.keyboard.press("Tab")
    style = page.evaluate(
        "() => { const s = getComputedStyle(document.activeElement);"
        " return [s.outlineStyle, parseFloat(s.outlineWidth)]; }"
    )
    assert style[0] == "solid" and style[1] >= 2
