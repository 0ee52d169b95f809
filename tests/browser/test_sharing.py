"""A page can be handed on: its link, its QR code on screen and on paper; pages kept and seen stay in this browser."""

from __future__ import annotations

import io
import json

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from pages.shared.sharing import LONGEST
from tests.browser.conftest import Reader, Visitor
from tests.browser.reading import go, settled, until

RANKING = "/compare?lang=zh&metric=recon_received&year=2022"
_LOADED = "img => img.complete && img.naturalWidth > 0"
#: Printing waits for nobody in a test: it is only noted.
_NOTES_PRINTING = "() => { window.printed = 0; window.print = () => { window.printed += 1; }; }"


def _open(page: Page) -> Locator:
    panel = page.locator(".qj-share")
    panel.locator("summary").click()
    expect(panel).to_have_attribute("open", "")
    return panel


def _read(picture: Locator) -> str:
    """What a phone reads in the code."""
    until(picture.page, lambda: bool(picture.evaluate(_LOADED)), "the code is there")
    [found] = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture.screenshot())))
    return found.text


def test_the_code_and_the_text_are_the_address(reader: Reader) -> None:
    page = reader.open(RANKING)
    panel = _open(page)
    expect(panel.locator(".qj-address")).to_have_text(page.url)
    assert _read(panel.locator("img")) == page.url


def test_they_follow_to_another_page(reader: Reader) -> None:
    page = reader.open(RANKING)
    before = _read(_open(page).locator("img"))
    go(page, "趋势")
    panel = _open(page)
    assert _read(panel.locator("img")) == page.url != before


def test_the_link_is_copied(visitor: Visitor) -> None:
    page = visitor(permissions=["clipboard-read", "clipboard-write"]).open(RANKING)
    panel = _open(page)
    panel.get_by_role("button", name="复制链接").click()
    expect(panel.get_by_role("status")).to_have_text("链接已复制到剪贴板。")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_an_address_too_long_for_a_code_says_so(reader: Reader) -> None:
    page = reader.open(f"{RANKING}&q={'x' * LONGEST}")
    panel = _open(page)
    expect(panel.get_by_text("网址过长")).to_be_visible()
    expect(panel.locator("img")).to_have_count(0)


def test_kept_pages_lead_back_and_can_be_forgotten(reader: Reader) -> None:
    page = reader.open(RANKING)
    heading = page.locator(".qj-html h2").first.inner_text().strip()
    _open(page).get_by_role("button", name="收藏本页").click()
    expect(page.get_by_role("button", name="收藏本页")).to_have_attribute("aria-pressed", "true")
    go(page, "趋势")
    kept = _open(page).locator('[data-list="kept"] a')
    expect(kept).to_have_text(f"对比 · {heading}")
    kept.click()
    settled(page)
    assert "metric=recon_received" in page.url
    panel = _open(page)
    panel.get_by_role("button", name="取消收藏").click()
    expect(panel.locator('[data-list="kept"] li')).to_have_count(0)
    expect(panel.get_by_role("button", name="收藏本页")).to_have_attribute("aria-pressed", "false")


def test_pages_seen_are_offered_and_no_draft_among_them(reader: Reader) -> None:
    page = reader.open("/report?lang=zh&template=annual")
    seen = "JSON.parse(localStorage.getItem('qujian-seen') ?? '[]')"
    until(page, lambda: len(page.evaluate(seen)) == 1, "the page counts as seen")
    go(page, "对比")
    until(page, lambda: len(page.evaluate(seen)) == 2, "the second counts too")
    assert "draft=" not in json.dumps(page.evaluate(seen))
    expect(_open(page).locator('[data-list="seen"] a')).to_have_count(1)


@pytest.mark.parametrize(
    "kept",
    [
        "{",
        "null",
        "[1]",
        '[{"href": "//evil.invalid", "name": 1}]',
        '[{"href": "javascript:alert(1)", "name": "x"}]',
    ],
)
def test_damaged_lists_are_no_hindrance(reader: Reader, kept: str) -> None:
    page = reader.open(RANKING)
    page.evaluate("text => localStorage.setItem('qujian-kept', text)", kept)
    panel = _open(page)
    expect(panel.locator('[data-list="kept"] li')).to_have_count(0)
    panel.get_by_role("button", name="收藏本页").click()
    expect(panel.locator('[data-list="kept"] li')).to_have_count(1)


def test_escape_closes_and_leads_back(reader: Reader) -> None:
    page = reader.open(RANKING)
    panel = _open(page)
    page.keyboard.press("Escape")
    expect(panel).not_to_have_attribute("open", "")
    expect(panel.locator("summary")).to_be_focused()


def test_a_printed_sheet_says_what_it_is_and_where_it_came_from(reader: Reader) -> None:
    page = reader.open(RANKING)
    page.evaluate(_NOTES_PRINTING)
    page.keyboard.press("Control+p")
    until(page, lambda: page.evaluate("window.printed") == 1, "the browser prints")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    foot = page.locator(".qj-imprint")
    version = page.locator(".qj-version").get_attribute("data-version")
    expect(foot).to_contain_text(f"{page.url}&data={version}")
    expect(foot).to_contain_text(page.locator(".qj-version").text_content() or "no version")
    expect(foot).to_contain_text("打印日期：")
    assert _read(foot.locator("img")) == f"{page.url}&data={version}", "a sheet leads to its own figures"
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(foot).to_have_count(0)


def test_no_sheet_bears_the_code_of_another_page(reader: Reader) -> None:
    page = reader.open(RANKING)
    page.evaluate(_NOTES_PRINTING)
    page.keyboard.press("Control+p")
    until(page, lambda: page.evaluate("window.printed") == 1, "the browser prints")
    go(page, "趋势")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")  # from the browser's menu: nothing was fetched
    expect(page.locator(".qj-imprint")).to_contain_text(page.url)
    expect(page.locator(".qj-imprint img")).to_have_count(0)
