"""The draft of a report is the reader's own: kept by the browser, in an address only on the page Report."""

from __future__ import annotations

import random
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from pages.shared.address import PAGES
from tests.browser.conftest import Reader, Visitor
from tests.browser.reading import after, go, settled, until
from views.draft import LONGEST_LINK, LONGEST_PACKED, MOST_ITEMS, Draft, from_link, item

COMPARE = "/compare?lang=zh&metric=gdp&year=2022"
TRENDS = "/trends?lang=zh&metric=recon_received"
OWN = Draft(items=(item("text", title="自己的一项"),), language="zh")
OTHER = Draft(
    items=(item("text", title="别人的一项"), item("compare", metric="gdp", year=2022)), language="zh"
)
#: Noise cannot be packed.
_NOISE = "".join(chr(random.Random(n).randrange(0x4E00, 0x9FA0)) for n in range(9_000))
LONG = Draft(items=(item("text", title="长", comment=_NOISE),))


def _titles(page: Page) -> list[str]:
    found = page.locator(".qj-table tbody td:nth-child(3) a").all_inner_texts()
    return [s.strip() for s in found]


def _add(page: Page) -> None:
    """Add the first thing that can be added, and wait for the answer."""
    line = page.locator("p.qj-downloads", has=page.locator('[data-do="add"]')).first
    line.get_by_role("button", name="加入报告").click()
    expect(line.get_by_role("status")).to_contain_text("已加入报告")
    expect(line.get_by_role("link", name="打开报告")).to_be_visible()


def _drafts_in_links(page: Page) -> list[str]:
    hrefs: list[str] = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
    assert len(hrefs) > 10
    return [href for href in hrefs if "draft" in parse_qs(urlsplit(href).query)]


def _in_address(page: Page) -> Draft:
    return from_link(parse_qs(urlsplit(page.url).query)["draft"][0])


def _kept(page: Page) -> str:
    return str(page.evaluate("localStorage.getItem('qujian-draft') ?? ''"))


def _read(page: Page) -> Draft:
    return from_link(_kept(page), LONGEST_PACKED)


def _keep(page: Page, draft: Draft) -> None:
    page.evaluate("text => localStorage.setItem('qujian-draft', text)", draft.packed())


def _is(page: Page, *kinds: str) -> None:
    """Wait until the browser keeps a draft of these kinds of items."""

    def reached() -> bool:
        return bool(_kept(page)) and tuple(i.spec.kind for i in _read(page).items) == kinds

    until(page, reached, f"a draft of {kinds}")


def _shows(page: Page, n: int) -> None:
    """Wait until the report has so many items."""
    until(page, lambda: len(_titles(page)) == n, f"{n} items in the report")


def test_adding_keeps_the_reader_where_he_is_and_says_so(reader: Reader) -> None:
    page = reader.open(COMPARE)
    before = page.url
    _add(page)
    assert page.url == before
    expect(page.get_by_text("已加入报告（共1项）").first).to_be_visible()
    _add(page)
    expect(page.get_by_text("已加入报告（共2项）").first).to_be_visible()
    after(page, page.get_by_role("link", name="打开报告").first.click)
    _shows(page, 2)
    assert [i.spec.get("metric") for i in _in_address(page).items] == ["gdp", "gdp"]
    assert reader.loads == 1, "no reload on the way"


def test_what_was_added_is_taken_out_again_where_it_was_added(reader: Reader) -> None:
    page = reader.open(COMPARE)
    _add(page)
    kept = _kept(page)
    _add(page)
    line = page.locator("p.qj-downloads", has=page.locator('[data-do="add"]')).first
    line.get_by_role("button", name="撤销").click()
    expect(line.get_by_role("status")).to_have_text("已从报告中撤出。")
    assert _kept(page) == kept, "one press, one item"
    expect(line.get_by_role("button", name="撤销")).to_be_hidden()
    _add(page)
    other = reader.context.new_page()
    other.goto(TRENDS)
    _add(settled(other))
    line.get_by_role("button", name="撤销").click()
    expect(line.get_by_role("status")).to_contain_text("报告已有其他改动")
    assert len(_read(page).items) == 3, "nothing of what came later is lost"


def test_links_and_addresses_of_pages_stay_short(reader: Reader) -> None:
    page = reader.open(COMPARE)
    _add(page)
    for name in PAGES:
        if name == "report":
            continue
        reader.open(f"/{name}?lang=zh")
        assert "draft=" not in page.url
        assert _drafts_in_links(page) == [], name
    assert len(_read(page).items) == 1


def test_a_reload_a_new_tab_and_another_address_of_report_have_the_draft(reader: Reader) -> None:
    page = reader.open(COMPARE)
    _add(page)
    page.reload()
    settled(page)
    go(page, "报告")
    _shows(page, 1)
    (title,) = _titles(page)
    page.reload()
    assert _titles(settled(page)) == [title]
    new = reader.context.new_page()
    new.goto("/report?lang=zh")
    assert _titles(settled(new)) == [title]
    assert _in_address(new) == _in_address(page)
    new.goto("/report?lang=zh&template=meeting")
    assert len(_titles(settled(new))) > 1, "a link to a template shows it"
    assert len(_read(new).items) == 1, "and costs nothing"


def test_two_tabs_add_to_one_draft_and_an_open_report_follows(reader: Reader) -> None:
    page = reader.open(COMPARE)
    other = reader.context.new_page()
    other.goto(TRENDS)
    settled(other)
    report = reader.context.new_page()
    _add(page)
    report.goto("/report?lang=zh")
    assert len(_titles(settled(report))) == 1
    _add(other)
    _is(page, "compare", "trend")
    _shows(report, 2)
    _add(page)
    _shows(report, 3)
    assert page.evaluate("document.documentElement.hasAttribute('data-before')") is False


def test_what_was_added_on_the_way_back_to_the_report_is_there(reader: Reader) -> None:
    page = reader.open(COMPARE)
    _add(page)
    go(page, "报告")
    go(page, "对比")
    settled(page)
    _add(page)
    after(page, page.go_back)
    _shows(page, 2)
    _is(page, "compare", "compare")


def test_a_change_on_the_report_is_kept_and_undone_with_back(reader: Reader) -> None:
    page = reader.open(f"/report?lang=zh&draft={OTHER.as_link()}")
    after(page, page.get_by_role("button", name="移除", exact=True).click)
    _is(page, "compare")
    after(page, page.go_back)
    _is(page, "text", "compare")
    expect(page.get_by_role("button", name="恢复")).to_be_hidden()


def test_another_reader_sees_nothing_of_it(reader: Reader, visitor: Visitor) -> None:
    page = reader.open(COMPARE)
    _add(page)
    second = visitor(viewport={"width": 1400, "height": 900}).open("/report?lang=zh")
    assert _kept(second) == ""
    assert "draft=" not in second.url
    expect(second.get_by_role("button", name="改用模板")).to_have_count(0)


@pytest.mark.parametrize("name", ["", "compare", "plan", "report", "compare&amp;"])
def test_an_old_link_brings_its_draft_along(reader: Reader, name: str) -> None:
    path, _, escaped = name.partition("&")
    page = reader.open(f"/{path}?lang=zh&{escaped}draft={OTHER.as_link()}")
    _is(page, "text", "compare")
    if name == "report":
        assert _in_address(page) == OTHER
    else:
        assert "draft" not in page.url
        assert _drafts_in_links(page) == []
    expect(page.get_by_text("网址中的参数")).to_have_count(0)


@pytest.mark.parametrize("name", ["compare", "report"])
def test_an_old_link_never_costs_the_readers_own_draft(reader: Reader, name: str) -> None:
    page = reader.open(COMPARE)
    _keep(page, OWN)
    reader.open(f"/{name}?lang=zh&draft={OTHER.as_link()}")
    _is(page, "text", "compare")
    if name != "report":
        go(page, "报告")
    _shows(page, 2)
    page.get_by_role("button", name="恢复").click()
    until(page, lambda: _titles(page) == ["自己的一项"], "the reader's own draft")
    page.get_by_role("button", name="恢复").click()
    _shows(page, 2)


def test_a_damaged_link_leaves_the_draft_alone(reader: Reader) -> None:
    page = reader.open(COMPARE)
    _keep(page, OWN)
    reader.open(f"/report?lang=zh&draft={OTHER.as_link()[:-9]}")
    expect(page.get_by_text("链接中的草稿不完整或已损坏").first).to_be_visible()
    assert _read(page) == OWN


def test_a_draft_given_up_for_a_template_can_be_brought_back(reader: Reader) -> None:
    page = reader.open(f"/report?lang=zh&draft={OWN.as_link()}")
    after(page, page.get_by_role("button", name="改用模板").click)
    until(page, lambda: _kept(page) == "", "no draft")
    page.reload()
    assert len(_titles(settled(page))) > 1
    page.get_by_role("button", name="恢复").click()
    until(page, lambda: _titles(page) == ["自己的一项"], "the draft given up")


def test_a_full_report_says_so_and_takes_no_more(reader: Reader) -> None:
    page = reader.open(COMPARE)
    _keep(page, Draft(items=(item("text", title="一项"),) * MOST_ITEMS))
    reader.faults_expected = True  # the refusal is an answer of 422
    page.locator('[data-do="add"]').first.click()
    expect(page.get_by_text(re.compile("报告已满")).first).to_be_visible()
    assert len(_read(page).items) == MOST_ITEMS
    expect(page.get_by_role("link", name="打开报告")).to_have_count(0)


def test_a_draft_too_long_for_an_address_is_kept_and_added_to(reader: Reader) -> None:
    assert len(LONG.packed()) > LONGEST_LINK
    page = reader.open(COMPARE)
    _keep(page, LONG)
    _add(page)
    go(page, "报告")
    _shows(page, 2)
    expect(page.get_by_text("草稿过长，网址里放不下").first).to_be_visible()
    until(page, lambda: "draft=kept" in page.url and len(page.url) < 200, "a short address")
    assert _drafts_in_links(page) == [] or all("draft=kept" in href for href in _drafts_in_links(page))
    page.reload()
    _shows(page, 2)
    settled(page)
    page.get_by_role("button", name="移除", exact=True).click()
    _is(page, "compare")


def test_the_meeting_can_begin_with_the_draft(reader: Reader) -> None:
    page = reader.page
    page.goto("/meeting?lang=zh")
    own = page.get_by_role("button", name="我的报告草稿")
    expect(own).to_be_hidden()
    for draft, parameter in ((OWN, "draft="), (LONG, "kept=yes")):
        page.goto("/meeting?lang=zh")
        _keep(page, draft)
        page.reload()
        own.click()
        page.wait_for_url(f"**{parameter}**")
        expect(page.locator("#sheet, main").first).to_be_visible()
        expect(page.get_by_text(draft.items[0].title).first).to_be_attached()
