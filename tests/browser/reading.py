"""How tests read a page in the browser: wait until it is whole, take its text, operate its controls."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

PAGES = ("", "compare", "trends", "map", "district", "evidence", "report")
MAIN = '[data-testid="stMainBlockContainer"]'
#: The script has run to its end, nothing of the run before is left, and what it drew is there.
_WHOLE = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  return app && app.dataset.testScriptState === 'notRunning' && document.querySelector('.qj-header')
    && !document.querySelector('[data-stale="true"]')
    && !document.querySelector('[data-testid="stSkeleton"]')
    && document.querySelectorAll('[data-testid="stHtml"]').length > 1
    && [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].every(c => c.querySelector('.main-svg'));
}"""


def settled(page: Page) -> Page:
    """Wait until the page is whole and stays so for a moment."""
    page.wait_for_function(_WHOLE)
    page.wait_for_function(
        """whole => new Promise(done => {
             let since = performance.now(), last = '';
             const look = () => {
               const now = document.body.innerText + location.href;
               if (now !== last || !eval(whole)()) { last = now; since = performance.now(); }
               if (performance.now() - since > 200) done(true); else setTimeout(look, 40);
             };
             look();
           })""",
        arg=f"({_WHOLE})",
    )
    return page


def text(page: Page) -> str:
    """What can be read on the page, below the header."""
    body = str(page.locator(MAIN).inner_text())
    header = str(page.locator(".qj-header").inner_text())
    return re.sub(r"\s+", " ", body.replace(header, "", 1)).strip()


def after(page: Page, act: Callable[[], object]) -> Page:
    """Do something that changes the address, and wait until the page has followed."""
    before = page.url
    act()
    page.wait_for_function("before => location.href !== before", arg=before)
    return settled(page)


def go(page: Page, name: str) -> Page:
    """Choose a page in the header."""
    return after(page, lambda: page.locator(".qj-pages a", has_text=re.compile(f"^{name}$")).click())


def select(page: Page, nth: int = 0) -> Locator:
    return page.get_by_test_id("stSelectbox").nth(nth)


def choose(page: Page, nth: int, option: str) -> Page:
    """Choose in the n-th list to open, by a part of what is written."""
    select(page, nth).locator("input").click()
    found = page.get_by_role("option").filter(has_text=option).first
    expect(found).to_be_visible()
    return after(page, found.click)


def links_of(page: Page, css: str) -> list[str]:
    """Where the links of a class lead."""
    found: list[str] = page.eval_on_selector_all(css, "all => all.map(a => a.getAttribute('href'))")
    return found
