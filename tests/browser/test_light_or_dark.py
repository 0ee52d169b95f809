"""Light or dark is one choice of the reader: made on a page it holds in the meeting, made there it holds on pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor
from tests.browser.reading import settled

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE, MEETING, WALL = (
    "/compare?lang=zh&metric=resident_population",
    "/meeting?lang=zh&template=annual",
    "/wall?lang=zh",
)


def is_in(page: Page, mode: str) -> None:
    expect(page.locator("html")).to_have_attribute("data-theme", mode)
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == mode


def in_meeting(page: Page) -> Page:
    page.goto(MEETING)
    expect(page.locator(".screen.on h1")).to_be_visible()
    return page


def test_a_choice_holds_on_pages_and_in_the_meeting(visitor: Visitor) -> None:
    page = settled(visitor(color_scheme="light").open(PAGE))
    is_in(page, "light")
    page.locator('[data-do="theme"]').click()
    is_in(page, "dark")
    is_in(in_meeting(page), "dark")
    page.keyboard.press("d")
    is_in(page, "light")
    page.goto(PAGE)
    is_in(settled(page), "light")


@pytest.mark.parametrize("address", [PAGE, MEETING])
def test_who_has_not_chosen_follows_the_system(visitor: Visitor, address: str) -> None:
    page = visitor(color_scheme="light").page
    page.goto(address)
    expect(page.locator(".screen.on h1" if address == MEETING else ".qj-header").first).to_be_visible()
    is_in(page, "light")
    page.emulate_media(color_scheme="dark")
    is_in(page, "dark")
    page.emulate_media(color_scheme="light")
    is_in(page, "light")


def test_the_wall_stays_dark_whatever_was_chosen(visitor: Visitor) -> None:
    page = visitor(color_scheme="light").page
    page.goto(WALL)
    expect(page.locator("main#wall")).to_be_visible()
    is_in(page, "dark")
    page.emulate_media(color_scheme="dark")
    page.emulate_media(color_scheme="light")
    is_in(page, "dark")


def test_paper_of_the_meeting_is_light_and_the_screen_is_dark_again(visitor: Visitor) -> None:
    page = in_meeting(visitor(color_scheme="dark").page)
    is_in(page, "dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    is_in(page, "light")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    is_in(page, "dark")


def test_it_is_decided_in_one_place() -> None:
    scripts = [p for folder in ("pages", "reports") for p in (ROOT / folder).rglob("*.js")]
    assert [p.name for p in scripts if "qujian-theme" in p.read_text("utf-8")] == ["reader.js"]
