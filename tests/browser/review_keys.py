"""The review of a document by its keys, each measured in the page from the key to the changed card."""

from __future__ import annotations

from typing import NamedTuple

from playwright.sync_api import Page

#: Notes for each key that is answered with another card: which, and after how many milliseconds the card stood there.
_WATCH = """() => {
  const card = document.getElementById('card');
  window.answers = [];
  let pressed = null;
  document.addEventListener('keydown', e => { pressed = [e.key, e.timeStamp]; }, true);
  new MutationObserver(() => {
    if (pressed) answers.push([pressed[0], performance.now() - pressed[1]]);
    pressed = null;
  }).observe(card, { childList: true });
}"""
_ANSWERED = "before => document.getElementById('card').getAttribute('data-answered') !== before"


class Answer(NamedTuple):
    """A key and the milliseconds until its answer stood in the page."""

    key: str
    milliseconds: float


def watch(page: Page) -> None:
    """Note from now on how long keys wait for their answer."""
    page.evaluate(_WATCH)


def answers(page: Page) -> list[Answer]:
    """Return how long the keys waited since `watch`."""
    return [Answer(*found) for found in page.evaluate("answers")]


def press(page: Page, key: str) -> None:
    """Press a key and wait until the card has been answered."""
    card = page.locator("#card")
    before = card.get_attribute("data-answered")
    page.keyboard.press(key)
    page.wait_for_function(_ANSWERED, arg=before)


def figure_shown(page: Page) -> str:
    """Return which figure the card shows; '' where every figure is decided."""
    form = page.locator("#card form.qj-proposed")
    return (form.get_attribute("data-figure") or "") if form.count() else ""


def decide(page: Page, number: int) -> str:
    """Decide on the figure shown with keys alone, in a different way for each number; return its state then."""
    figure, way = figure_shown(page), number % 8
    if way == 1:
        page.keyboard.press("r")
        page.keyboard.type("与原文不符")
        press(page, "Enter")
        return "rejected"
    if way in (3, 5, 6):
        key, state = {3: ("x", "rejected"), 5: ("l", "later"), 6: ("m", "later")}[way]
        press(page, key)
        return state
    if way == 2 and page.locator("#card [data-key='2']").count():
        press(page, "2")
    if way == 4:
        page.keyboard.press("c")
        page.keyboard.type("37")
        press(page, "Enter")
    else:
        press(page, "a")
    if figure_shown(page) == figure:  # something must be said first: which metric, which part of the district
        page.keyboard.press("Escape")
        press(page, "x")
        return "rejected"
    return "accepted"
