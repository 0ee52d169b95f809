"""Readers whose system forces its own few colours, whichever theme was chosen here: charts keep their words."""

from __future__ import annotations

import itertools

import pytest
from playwright.sync_api import Page, expect

from pages.shared.streamlit_internals import fill
from tests.browser.conftest import Visitor
from tests.browser.reading import settled

BOTH = list(itertools.product(("light", "dark"), repeat=2))
#: What stands alone in a page's document, and what Streamlit draws.
PAGES = (
    "/compare?lang=zh&metric=resident_population&year=2020",
    "/trends?lang=zh&metric=gdp",
    "/compare?lang=zh&chart=scatter",
)
PRESENTATIONS = ("/meeting?lang=zh&template=annual&screen=3", "/wall?lang=zh")
#: For each word and axis line of the charts: what it is, and its contrast to the ground.
_CONTRASTS = """() => {
  const parts = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const light = colour => {
    const linear = c => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    const [r, g, b] = parts(colour).map(c => linear(c / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = light(getComputedStyle(document.body).backgroundColor);
  const against = colour => {
    const [low, high] = [ground, light(colour)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const shown = css => [...document.querySelectorAll(css)].filter(n => n.getClientRects().length);
  return [
    ...shown('.main-svg text').map(n => [n.textContent, against(getComputedStyle(n).fill)]),
    ...shown('.main-svg .points path').map(n => [
      'point', parseFloat(getComputedStyle(n).strokeWidth) >= 1 ? against(getComputedStyle(n).stroke) : 0]),
    ...shown('.main-svg .js-line').map(n => ['line', against(getComputedStyle(n).stroke)]),
  ];
}"""
#: Every page with tables, marks and chips.
WHOLE = (
    "/?lang=zh", "/compare?lang=zh&chart=heat", "/compare?lang=zh&chart=what", "/district?lang=zh&own=hexi",
    "/plan?lang=zh", "/plan?lang=zh&tab=units", "/practices?lang=zh&own=hexi", "/practices?lang=zh&tab=gaps",
    "/evidence?lang=zh", "/evidence?lang=zh&tab=checks", "/evidence?lang=zh&observation=TJ-141", "/about?lang=zh",
    "/search?lang=zh&q=滨海2024", "/brief?lang=zh&district=hexi", "/report?lang=zh",
)  # fmt: skip
#: Words that do not stand out from what they stand on, with their contrast.
_PALE = """() => {
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const linear = c => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear(r / 255) + 0.7152 * linear(g / 255) + 0.0722 * linear(b / 255);
  };
  const under = e => {
    if (!e) return [255, 255, 255];
    const [r, g, b, alpha = 1] = parts(getComputedStyle(e).backgroundColor);
    const below = alpha < 1 ? under(e.parentElement) : [0, 0, 0];
    return [r, g, b].map((c, i) => alpha * c + (1 - alpha) * below[i]);
  };
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  let n = 0;
  while (words.nextNode()) {
    const text = words.currentNode.textContent.trim(), e = words.currentNode.parentElement;
    if (!text || !e.getClientRects().length || e.closest('svg, script, style, [disabled], .qj-unseen')) continue;
    const [low, high] = [light(parts(getComputedStyle(e).color)), light(under(e))].sort((a, b) => a - b);
    n += 1;
    if ((high + 0.05) / (low + 0.05) < 4.5) found.push([text.slice(0, 30), (high + 0.05) / (low + 0.05)]);
  }
  return [n, found];
}"""
_MARK = """n => { const s = getComputedStyle(n);
  return [s.borderTopWidth, s.borderTopStyle, s.outlineStyle, s.outlineWidth]; }"""


def _forced(visitor: Visitor, theme: str, system: str, address: str) -> Page:
    reader = visitor(forced_colors="active", color_scheme=system)
    page = reader.page
    page.add_init_script(f"localStorage.setItem('qujian-theme', '{theme}')")
    page.goto(address)
    return page


@pytest.mark.parametrize(("theme", "system"), BOTH)
@pytest.mark.parametrize("address", [*PAGES, *PRESENTATIONS])
def test_words_points_and_lines_of_charts_stand_out(
    visitor: Visitor, theme: str, system: str, address: str
) -> None:
    page = _forced(visitor, theme, system, address)
    if address in PAGES:
        settled(page)
    expect(page.locator(".main-svg text").first).to_be_attached()
    found = page.evaluate(_CONTRASTS)
    assert len(found) > 5, "names, values, points"
    assert [(what, round(contrast, 1)) for what, contrast in found if contrast < 4.5] == []
    if address == PAGES[0]:
        _says_what_is_chosen_by_more_than_colour(page)


@pytest.mark.parametrize(("theme", "system"), [("light", "dark"), ("dark", "light")])
def test_all_words_of_all_pages_stand_out(visitor: Visitor, theme: str, system: str) -> None:
    page = _forced(visitor, theme, system, WHOLE[0])
    for address in WHOLE:
        page.goto(address)
        settled(page)
        n, pale = page.evaluate(_PALE)
        assert n > 30, address
        assert pale == [], address


def _says_what_is_chosen_by_more_than_colour(page: Page) -> None:
    chosen = page.locator(fill("st(control) [aria-checked=true]")).first
    other = page.locator(fill("st(control) [aria-checked=false]")).first
    mark = chosen.evaluate(_MARK)
    assert mark != other.evaluate(_MARK)
    assert mark[1] == "double"
    assert "underline" in chosen.locator("p").evaluate("n => getComputedStyle(n).textDecorationLine")


@pytest.mark.parametrize(("theme", "system"), [("light", "dark"), ("dark", "light")])
def test_maps_and_small_charts_keep_the_paper_they_were_drawn_for(
    visitor: Visitor, theme: str, system: str
) -> None:
    paper = {"light": "rgb(253, 253, 251)", "dark": "rgb(22, 24, 26)"}[theme]
    ground = "n => getComputedStyle(n).backgroundColor"
    page = settled(_forced(visitor, theme, system, "/map?lang=zh&metric=resident_population&year=2020"))
    assert page.locator(fill("st(map)")).evaluate(ground) == paper
    page.goto("/?lang=zh")
    pictures = settled(page).locator(".qj-html img")
    assert pictures.count() > 0
    assert pictures.first.evaluate(ground) == paper
