"""On a phone: everything within the width, and the answer near the top."""

from __future__ import annotations

import pytest

from tests.browser.reading import PAGES, settled

ANSWERS = {
    "": ".qj-district",
    "compare": ".qj-verdict",
    "trends": ".js-plotly-plot",
    "map": ".qj-ranked",
    "district": ".qj-finding",
    "evidence": ".qj-count",
}
WIDE = """() => [...document.querySelectorAll('*')].filter(e => {
  if (e.closest('.qj-scroll, .qj-pages, svg, canvas, [role=listbox]')) return false;
  const b = e.getBoundingClientRect();
  return b.width > 0 && b.height > 0 && b.right > innerWidth + 1;
}).map(e => e.tagName + '.' + e.className).slice(0, 5)"""


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_the_screen(visitor: Visitor, name: str, lang: str) -> None:
    reader = visitor(
        viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True, device_scale_factor=2
    )
    page = reader.open(f"/{name}?lang={lang}")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    scroller = '[data-testid="stMain"]'
    assert page.evaluate(
        f"document.querySelector('{scroller}').scrollWidth <= document.querySelector('{scroller}').clientWidth"
    )
    assert page.evaluate(WIDE) == []
    answer = page.locator(ANSWERS[name]).first
    answer.scroll_into_view_if_needed()
    assert answer.is_visible()
    assert page.locator(".qj-header").bounding_box()["height"] < 140  # type: ignore[index]


@pytest.mark.parametrize("name", PAGES)
def test_large_text_fits_a_phone_too(visitor: Visitor, name: str) -> None:
    reader = visitor(viewport={"width": 390, "height": 844}, is_mobile=True)
    page = reader.open(f"/{name}?lang=zh&text=large")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("name", ["compare", "trends", "map", "district"])
def test_a_page_answers_without_scrolling_on_a_wide_screen(visitor: Visitor, name: str) -> None:
    page = visitor(viewport={"width": 1440, "height": 900}).open(f"/{name}?lang=zh")
    settled(page)
    box = page.locator({**ANSWERS, "district": ".qj-tiles", "map": "canvas"}[name]).first.bounding_box()
    assert box
    assert box["y"] + min(box["height"], 300) < 900
