"""My district: chosen once, kept by this browser, said by the address; what an address says counts before it."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from pages.shared.address import PAGES
from tests.browser.conftest import Reader, Visitor
from tests.browser.reading import after, go, settled, text

NAMES = {"hexi": "河西区", "binhai": "滨海新区", "tongzhou": "通州区"}


def _own(page: Page) -> str:
    return parse_qs(urlsplit(page.url).query).get("own", [""])[0]


def _first_card(page: Page) -> str:
    return str(page.locator(".qj-district h3 a").first.inner_text())


def _choose(page: Page, district: str) -> Page:
    """Choose in the header."""
    return after(page, lambda: page.locator(".qj-own select").select_option(district))


def test_chosen_on_the_overview_it_is_kept_and_turns_every_page_to_it(reader: Reader) -> None:
    page = reader.open("/?lang=zh")
    after(page, page.get_by_role("button", name="将通州区设为本区").click)
    assert (_own(page), _first_card(page)) == ("tongzhou", "通州区")
    expect(page.locator(".qj-own select")).to_have_value("tongzhou")
    expect(page.locator(".qj-own-card .qj-mine")).to_have_text("本区")
    page.reload()
    settled(page)
    assert _first_card(page) == "通州区"
    go(page, "区情")
    expect(page.locator(".qj-finding")).to_contain_text("通州区：")
    assert _own(page) == "tongzhou"
    reader.open("/practices?lang=zh&tab=gaps")
    assert _own(page) == "tongzhou", "an address that leaves it open is filled in"
    assert reader.loads == 3


def test_it_is_chosen_and_taken_back_in_the_header_of_any_page(reader: Reader) -> None:
    page = reader.open("/compare?lang=zh&metric=gdp&year=2023")
    page.locator(".qj-own select").focus()
    _choose(page, "hexi")
    expect(page.locator(".qj-own select")).to_be_focused()
    assert "河西区（本区）" in text(page)
    _choose(page, "")
    assert _own(page) == ""
    assert "本区" not in text(page)
    assert _own(reader.open("/?lang=zh")) == ""
    expect(page.locator(".qj-mine")).to_have_count(0)


def test_the_own_card_takes_it_back(reader: Reader) -> None:
    page = reader.open("/?lang=zh&own=binhai")
    after(page, page.locator(".qj-own-card").get_by_role("button", name="取消").click)
    assert (_own(page), _first_card(page)) == ("", "河西区")


def test_a_link_with_districts_counts_before_it(reader: Reader) -> None:
    page = reader.open("/?lang=zh")
    _choose(page, "tongzhou")
    reader.open("/district?lang=zh&district=hexi")
    expect(page.locator(".qj-finding")).to_contain_text("河西区：")
    reader.open("/compare?lang=zh&metric=gdp&year=2023&districts=hexi,binhai")
    assert "通州区" not in text(page)


def test_a_link_shows_a_colleague_what_its_sender_sees_and_is_not_kept(
    reader: Reader, visitor: Visitor
) -> None:
    page = reader.open("/map?lang=zh&metric=resident_population&year=2020")
    _choose(page, "hexi")
    sent, seen = page.url, text(page)
    colleague = visitor(locale="en-GB")
    there = colleague.open("/?lang=zh")
    _choose(there, "binhai")
    assert text(colleague.open(sent)) == seen
    go(there, "总览")
    assert _first_card(there) == "河西区", "the visit goes on as it began"
    assert _first_card(colleague.open("/?lang=zh")) == "滨海新区", "what was chosen here stays"


def test_back_and_another_language_keep_it(reader: Reader) -> None:
    page = reader.open("/?lang=zh")
    go(page, "区情")
    _choose(page, "binhai")
    page.go_back()
    page.wait_for_url(lambda url: urlsplit(url).path == "/" and "own=binhai" in url)
    settled(page)
    assert _first_card(page) == "滨海新区"
    after(page, page.locator('[data-lang="en"]').click)
    assert _own(page) == "binhai"


@pytest.mark.parametrize("own", ["nope", "%3Cimg%20src%3Dx%3E"])
def test_one_that_nobody_knows_is_named_and_can_be_taken_back(reader: Reader, own: str) -> None:
    page = reader.open(f"/compare?lang=zh&metric=gdp&year=2023&own={own}")
    expect(page.locator(".qj-warn").first).to_contain_text("own=")
    assert page.locator("img[src=x]").count() == 0
    expect(page.locator(".js-plotly-plot .point").first).to_be_attached()
    _choose(page, "hexi")
    expect(page.locator(".qj-warn")).to_have_count(0)


@pytest.mark.parametrize("name", [p for p in PAGES if p not in ("about", "versions")])
def test_about_is_a_click_away(walker: Visitor, name: str) -> None:
    page = walker().open(f"/{name}?lang=zh")
    after(page, page.locator(".qj-own a").click)
    assert urlsplit(page.url).path == "/about"
    expect(page.locator("#adding")).to_be_visible()
    page.go_back()
    page.wait_for_url(re.compile(rf"/{name}\?"))
    settled(page)
    after(page, page.locator("footer").get_by_role("link", name="新数据怎么加").click)
    assert urlsplit(page.url)[2::2] == ("/about", "adding")
    expect(page.locator("#adding")).to_be_in_viewport()


def test_a_part_of_about_has_an_address(visitor: Visitor) -> None:
    page = visitor(viewport={"width": 390, "height": 844}).open("/about?lang=zh#signs")
    expect(page.locator("#signs")).to_be_in_viewport()


def test_an_error_is_reported_with_address_version_and_figure(reader: Reader) -> None:
    page = reader.open("/evidence?lang=zh&observation=TJ-141")
    report = page.locator(".qj-foot .qj-reporting")
    report.get_by_role("button", name="报告错误").click()
    expect(report.get_by_role("status")).not_to_be_empty()
    wanted = report.locator(".qj-copy").evaluate("e => e.textContent")
    assert page.url in wanted
    assert "数据编号：TJ-141" in wanted
    assert page.locator(".qj-version").inner_text().split()[-1] in wanted
