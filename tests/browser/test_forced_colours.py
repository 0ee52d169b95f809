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
PAGES = ("/compare?lang=zh&metric=resident_population&year=2020", "/trends?lang=zh&metric=gdp")
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
    ...shown('.main-svg .points path').map(n => ['point', against(getComputedStyle(n).stroke)]),
    ...shown('.main-svg .js-line').map(n => ['line', against(getComputedStyle(n).stroke)]),
  ];
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
