"""Everything can be done by keyboard, and it is always to be seen where one is."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from pages.shared.address import PAGES
from tests.browser.conftest import Visitor
from tests.browser.reading import after

#: The colour of the ring round what has the focus, or what has none; null outside the page.
_RING = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  (window.reached ||= new Set()).add(here);
  for (let e = here, i = 0; e && i < 4; e = e.parentElement, i++) {
    const style = getComputedStyle(e);
    if (style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2) return style.outlineColor;
  }
  return here.outerHTML.slice(0, 120);
}"""
#: What the reader can see and Tab did not reach; radio buttons are one stop, arrows lead on.
_MISSED = """() => [...document.querySelectorAll('main :is(a[href], button:not([role="radio"]), summary)')]
  .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.disabled && e.tabIndex >= 0 && !reached.has(e))
  .map(e => e.outerHTML.slice(0, 120))"""
#: Both far beyond 3:1 on their paper.
ACCENT = {"light": "rgb(31, 78, 121)", "dark": "rgb(156, 196, 232)"}


@pytest.mark.parametrize("name", PAGES)
def test_tab_reaches_everything_and_shows_where_it_is(visitor: Visitor, name: str) -> None:
    scheme = ("light", "dark")[PAGES.index(name) % 2]
    page = visitor(color_scheme=scheme).open(f"/{name}?lang=zh")
    assert page.locator("[tabindex]:not([tabindex='0']):not([tabindex^='-'])").count() == 0, (
        "the order of the page"
    )
    for _ in range(400):
        page.keyboard.press("Tab")
        ring = page.evaluate(_RING)
        if ring is None:
            break
        assert ring == ACCENT[scheme]
    else:
        raise AssertionError("the keyboard does not get out of the page")
    assert page.evaluate(_MISSED) == []


def test_controls_work_by_keyboard(visitor: Visitor) -> None:
    page = visitor().open("/compare?lang=zh&metric=gdp&year=2023")
    year = page.get_by_role("combobox", name="年份")
    year.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(year).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("ArrowDown")
    after(page, lambda: page.keyboard.press("Enter"))
    assert "year=2023" not in page.url
    ranked = page.get_by_role("radio", name="排序")
    ranked.focus()
    page.keyboard.press("ArrowRight")  # leads on and chooses nothing yet
    expect(ranked).not_to_be_focused()
    after(page, lambda: page.keyboard.press("Space"))
    assert "chart=years" in page.url
