"""On a phone: everything within the width, and the answer near the top."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from pages.shared.address import PAGES
from pages.shared.streamlit_internals import fill
from tests.browser.conftest import Visitor
from tests.browser.reading import settled

ANSWERS = {
    "": ".qj-district",
    "compare": ".qj-verdict",
    "trends": ".js-plotly-plot",
    "map": ".qj-ranked",
    "district": ".qj-finding",
    "brief": ".qj-lead",
    "evidence": ".qj-count",
    "plan": ".qj-count",
    "practices": ".qj-table",
    "search": ".qj-small",
    "report": ".qj-finding",
    "about": "#adding",
    "versions": ".qj-table",
}
#: What juts out of the screen, but for what scrolls or is cut inside a box that does not.
WIDE = fill("""() => [...document.querySelectorAll('body *')].filter(e => {
  const b = e.getBoundingClientRect();
  if (b.width === 0 || b.height === 0 || b.right <= innerWidth + 1) return false;
  for (let box = e.parentElement; box && !box.matches('st(main)'); box = box.parentElement)
    if (getComputedStyle(box).overflowX !== 'visible' && box.getBoundingClientRect().right <= innerWidth + 1)
      return false;
  return !e.closest('[hidden], .sr-only') && getComputedStyle(e).clip === 'auto';
}).map(e => e.tagName + '.' + e.className).slice(0, 5)""")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.sweep
@pytest.mark.parametrize("query", ["lang=zh", "lang=en", "lang=zh&text=large"])
def test_nothing_is_wider_than_the_screen(walker: Visitor, name: str, query: str) -> None:
    reader = walker(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page = reader.open(f"/{name}?{query}")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate(WIDE) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    width, seen = page.locator(fill("st(main)")).evaluate("m => [m.scrollWidth, m.clientWidth]")
    assert width <= seen
    answer = page.locator(ANSWERS[name]).first
    answer.scroll_into_view_if_needed()
    expect(answer).to_be_visible()
    header = page.locator(".qj-header").bounding_box()
    assert header
    assert header["height"] < 160


@pytest.mark.parametrize("name", ["compare", "trends", "map", "district"])
def test_a_page_answers_without_scrolling_on_a_wide_screen(walker: Visitor, name: str) -> None:
    page = walker(viewport={"width": 1440, "height": 900}).open(f"/{name}?lang=zh")
    settled(page)
    box = page.locator({**ANSWERS, "district": ".qj-tiles", "map": "canvas"}[name]).first.bounding_box()
    assert box
    assert box["y"] + min(box["height"], 300) < 900
