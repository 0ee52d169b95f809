"""How tests read a page in the browser: wait until it is whole, take its text, operate its controls."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from pages.shared.streamlit_internals import fill
from tests import waiting

#: Milliseconds until something counts as broken rather than slow.
PATIENCE = waiting.PATIENCE * 1000
expect.set_options(timeout=PATIENCE)
MAIN = fill("st(content)")
#: The script has run to its end, nothing of the run before is left, and what it drew is there.
_WHOLE = fill("""() => {
  const app = document.querySelector('st(app)');
  return app && app.dataset.testScriptState === 'notRunning' && document.querySelector('.qj-header')
    && !document.querySelector('[data-stale="true"]')
    && !document.querySelector('st(skeleton)')
    && document.querySelectorAll('.qj-html').length > 1
    && [...document.querySelectorAll('st(chart)')].every(c => c.querySelector('.main-svg'));
}""")

#: The page stays whole and says the same for a moment.
_AT_REST = f"""() => new Promise(done => {{
  const whole = {_WHOLE};
  let since = performance.now(), last = '';
  const check = () => {{
    const now = document.body?.innerText + location.href;
    if (now !== last || !whole()) {{ last = now; since = performance.now(); }}
    if (performance.now() - since > 120) done(true); else setTimeout(check, 40);
  }};
  check();
}})"""


def settled(page: Page) -> Page:
    """Wait until the page is whole and stays so for a moment."""
    page.wait_for_function(_WHOLE)
    page.wait_for_function(_AT_REST)
    return page


def when(page: Page, css: str, holds: str, arg: Any = None) -> Page:
    """Wait until there is an element of a selector and something holds of the first one.

    `holds` is a function of JavaScript: `e => e.open`, or with `arg` as its second argument `(e, arg) => …`.
    """
    page.wait_for_function(
        f"([css, arg]) => {{ const e = document.querySelector(css); return !!e && !!({holds})(e, arg); }}",
        arg=[css, arg],
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


def until(page: Page, reached: Callable[[], bool], what: str, *, pause: int = 100) -> None:
    """Look again and again until something is so; `what` says what it was that never came."""
    waiting.eventually(reached, what, pause=lambda: page.wait_for_timeout(pause))


def point_at(page: Page, where: Callable[[], tuple[float, float]], tip: Locator) -> tuple[float, float]:
    """Move the mouse to a place until its tip shows: a chart answers only some time after it is drawn."""
    x = y = 0.0

    def answers() -> bool:
        nonlocal x, y
        x, y = where()
        page.mouse.move(x - 25, y - 25)
        page.mouse.move(x, y, steps=4)
        page.wait_for_timeout(100)
        return tip.is_visible()

    until(page, answers, "the tip under the mouse", pause=200)
    return x, y


def tap(page: Page, x: float, y: float) -> None:
    """Press and let go in one breath.

    Maps take a press of more than a quarter of a second for something else than a click, and on a slow machine
    so much may pass between two messages of a driven mouse.
    """
    page.evaluate(
        """([x, y]) => {
             const how = {clientX: x, clientY: y, pointerId: 1, pointerType: 'mouse', isPrimary: true,
                          button: 0, bubbles: true, cancelable: true, composed: true};
             const under = document.elementFromPoint(x, y);
             under.dispatchEvent(new PointerEvent('pointerdown', {...how, buttons: 1}));
             under.dispatchEvent(new PointerEvent('pointerup', {...how, buttons: 0}));
           }""",
        [x, y],
    )


def middle(found: Locator) -> tuple[float, float]:
    """Where the middle of something lies on the screen."""
    box = found.bounding_box()
    assert box, "not on the screen"
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def go(page: Page, name: str) -> Page:
    """Choose a page in the header."""
    return after(page, lambda: page.locator(".qj-pages a", has_text=re.compile(f"^{name}$")).click())


def control(page: Page, parameter: str) -> Locator:
    """What sets a parameter of the address."""
    return page.locator(f".st-key-control-{parameter}")


def choose(page: Page, parameter: str, option: str) -> Page:
    """Choose in a list to open, by a part of what is written."""
    control(page, parameter).locator("input").click()
    found = page.get_by_role("option").filter(has_text=option).first
    expect(found).to_be_visible()
    return after(page, found.click)


def links_of(page: Page, css: str) -> list[str]:
    """Where the links of a class lead."""
    found: list[str] = page.eval_on_selector_all(css, "all => all.map(a => a.getAttribute('href'))")
    return found
