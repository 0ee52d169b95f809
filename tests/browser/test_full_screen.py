"""One chart fills the screen, with its title, unit and sources; Esc or the button leads back to the page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Reader, Visitor
from tests.browser.reading import until

COMPARE = "/compare?lang=zh&metric=resident_population&year=2020"
TREND = "/trends?lang=en&metric=resident_population"
MAP = "/map?lang=zh&metric=resident_population&year=2020"
#: What has a picture only: the map, the matrix, the small charts of a district.
PICTURES = (MAP, "/practices?lang=zh", "/district?lang=zh&district=hexi")
_LOADED = "img => img.complete && img.naturalWidth > 0"
_FULL = "() => document.fullscreenElement?.className === 'qj-full'"


def _open(page: Page, name: str) -> Locator:
    """Open the first chart by keyboard."""
    button = page.get_by_role("button", name=name, exact=True).first
    button.focus()
    page.keyboard.press("Enter")
    layer = page.get_by_role("dialog")
    expect(layer).to_be_visible()
    return layer


@pytest.mark.parametrize(
    ("address", "name", "said"),
    [
        (COMPARE, "全屏", ("常住人口", "单位：人", "来源", "数据版本")),
        (TREND, "Full screen", ("unit", "Sources", "version")),
    ],
)
def test_a_chart_fills_the_screen_with_its_words(
    reader: Reader, address: str, name: str, said: tuple[str, ...]
) -> None:
    page = reader.open(address)
    chart = page.locator(".js-plotly-plot").first
    expect(chart.locator(".main-svg").first).to_be_visible()
    before = chart.bounding_box()
    layer = _open(page, name)
    until(page, lambda: bool(page.evaluate(_FULL)), "the screen is filled")
    for text in said:
        expect(layer).to_contain_text(text)
    drawn = layer.locator(".js-plotly-plot .main-svg").first
    expect(drawn).to_be_visible()
    place, room = drawn.bounding_box(), layer.locator(".qj-full-chart").bounding_box()
    assert place and room and before
    assert place["width"] == pytest.approx(room["width"], rel=0.02) and place["width"] > before["width"]
    assert place["height"] == pytest.approx(room["height"], rel=0.02)
    assert chart.bounding_box() == before, "the chart of the page is as it was"
    layer.get_by_role("button").press("Enter")
    expect(layer).to_have_count(0)
    expect(page.get_by_role("button", name=name, exact=True).first).to_be_focused()
    assert not page.evaluate(_FULL)


def test_where_the_browser_cannot_fill_the_screen_the_chart_covers_the_window(visitor: Visitor) -> None:
    """As on an iPhone."""
    phone = visitor(viewport={"width": 390, "height": 844})
    phone.page.add_init_script("delete Element.prototype.requestFullscreen")
    page = phone.open(COMPARE)
    layer = _open(page, "全屏")
    box = layer.bounding_box()
    assert box and (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 390, 844)
    expect(layer.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(layer.get_by_role("button")).to_be_focused()
    page.keyboard.press("Escape")
    expect(layer).to_have_count(0)


@pytest.mark.parametrize("address", PICTURES)
def test_what_is_a_picture_is_shown_with_its_caption_inside(reader: Reader, address: str) -> None:
    page = reader.open(address)
    layer = _open(page, "全屏")
    picture = layer.locator("img")
    until(page, lambda: bool(picture.evaluate(_LOADED)), "the picture is there")
    assert "format=svg" in (picture.get_attribute("src") or "")
    assert picture.get_attribute("alt")
    page.keyboard.press("Escape")
    expect(layer).to_have_count(0)
