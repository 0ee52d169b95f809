"""On a phone the answer stands before the controls, which fold into one line that says what is chosen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from pages.shared.streamlit_internals import fill
from tests.browser.conftest import Visitor
from tests.browser.reading import choose, control, go

HEIGHT = 844
PHONE = {"viewport": {"width": 390, "height": HEIGHT}, "is_mobile": True, "has_touch": True}
#: Address → what the line says, and where the answer begins.
LINES = {
    "/compare?lang=zh&metric=public_lawyers&year=2024": ("公职律师 · 5个区 · 2024", ".qj-verdict"),
    "/trends?lang=zh&metric=recon_received&districts=binhai": ("行政复议收案 · 滨海新区", ".qj-subtitle"),
    "/map?lang=en&metric=resident_population&year=2020": (
        "Resident population · 5 districts · 2020",
        ".qj-verdict",
    ),
}
_LISTS = fill("st(control) st(list)")


def _line(page: Page) -> Locator:
    return page.locator(".qj-chosen button")


@pytest.mark.parametrize("address", LINES)
def test_one_line_says_what_is_chosen_and_the_answer_follows(visitor: Visitor, address: str) -> None:
    said, answer = LINES[address]
    page = visitor(**PHONE).open(address)
    expect(_line(page)).to_have_text(said)
    expect(page.locator(_LISTS).locator("visible=true")).to_have_count(0)
    box = page.locator(answer).first.bounding_box()
    assert box
    assert box["y"] + box["height"] < HEIGHT


def test_it_opens_the_controls_and_stays_open_while_somebody_chooses(visitor: Visitor) -> None:
    page = visitor(**PHONE).open("/compare?lang=zh&metric=recon_received&year=2022")
    _line(page).click()
    expect(_line(page)).to_have_attribute("aria-expanded", "true")
    choose(page, "year", "2023")
    expect(_line(page)).to_contain_text("2023")
    expect(_line(page)).to_have_attribute("aria-expanded", "true")
    expect(control(page, "year")).to_be_visible()
    _line(page).click()
    expect(control(page, "year")).to_be_hidden()


def test_another_page_begins_folded(visitor: Visitor) -> None:
    page = visitor(**PHONE).open("/compare?lang=zh&metric=recon_received&year=2022")
    _line(page).click()
    expect(control(page, "year")).to_be_visible()
    go(page, "地图")
    expect(_line(page)).to_have_attribute("aria-expanded", "false")
    expect(control(page, "year")).to_be_hidden()


def test_a_wide_screen_shows_the_controls_and_no_line(visitor: Visitor) -> None:
    page = visitor().open("/compare?lang=zh&metric=recon_received&year=2022")
    expect(control(page, "metric")).to_be_visible()
    expect(_line(page)).to_be_hidden()
