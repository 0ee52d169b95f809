"""Practices worth learning: rows open where they stand, the shortlist leaves them open and goes into the report."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

from pages.shared.streamlit_internals import fill
from tests.browser.conftest import Reader, Visitor
from tests.browser.reading import after, settled, until, when
from views.draft import LONGEST_PACKED, from_link

GAPS = "/practices?lang=zh&tab=gaps&district=hexi"


def _scrolled(page: Page) -> float:
    return float(page.locator(fill("st(main)")).evaluate("main => main.scrollTop"))


def _row(page: Page, n: int) -> Locator:
    return page.locator(".qj-fold").nth(n)


def _is_open(page: Page, n: int) -> bool:
    return bool(_row(page, n).evaluate("row => row.open"))


def _shortlist(page: Page) -> list[str]:
    return parse_qs(urlsplit(page.url).query).get("shortlist", [""])[0].split(",")


def test_a_row_opens_in_place_by_mouse_and_keyboard_and_stays_open(reader: Reader) -> None:
    page = reader.open(GAPS)
    assert [_is_open(page, n) for n in range(5)] == [True, True, True, False, False]
    before = page.url
    _row(page, 3).locator("summary").first.click()
    _row(page, 4).locator("summary").first.focus()
    page.keyboard.press("Enter")
    until(page, lambda: _is_open(page, 3) and _is_open(page, 4), "both rows open")
    assert page.url == before, "nothing else has changed"
    expect(_row(page, 4).locator("table")).to_be_visible()

    button = _row(page, 4).get_by_role("button", name="列入或移出备选")
    button.scroll_into_view_if_needed()
    place = _scrolled(page)
    after(page, button.click)
    added = button.get_attribute("data-id")
    assert _shortlist(page)[3:] == [added], "after the three that stood there"
    expect(_row(page, 4).get_by_role("status")).to_have_text("已列入备选。")
    assert [_is_open(page, n) for n in range(6)] == [True] * 5 + [False]
    assert _scrolled(page) == place > 0, "the reader is where he was"
    chosen = page.locator(fill("st(control) st(chosen)"))
    expect(chosen).to_have_count(4)

    after(page, button.click)
    assert added not in _shortlist(page)
    expect(_row(page, 4).get_by_role("status")).to_have_text("已移出备选。")
    assert reader.loads == 1


def test_the_shortlist_goes_into_the_report(reader: Reader) -> None:
    page = reader.open(GAPS)
    after(page, _row(page, 0).get_by_role("button", name="列入或移出备选").click)
    wanted = _shortlist(page)
    assert len(wanted) == 2
    line = page.locator("p.qj-downloads", has=page.locator('[data-do="add"]')).first
    line.get_by_role("button", name="加入报告").click()
    expect(line.get_by_role("status")).to_contain_text("已加入报告")
    (item,) = from_link(str(page.evaluate("localStorage.getItem('qujian-draft')")), LONGEST_PACKED).items
    assert item.spec.parameters == {"district": "hexi", "shortlist": ",".join(wanted)}
    after(page, line.get_by_role("link", name="打开报告").click)
    expect(page.get_by_text("可供河西区借鉴的做法").first).to_be_visible()


def test_on_paper_every_row_is_open_and_on_the_screen_as_before(reader: Reader) -> None:
    page = reader.open(GAPS)
    n = page.locator(".qj-fold").count()
    page.emulate_media(media="print")
    until(page, lambda: page.locator(".qj-fold[open]").count() == n > 3, "all rows open")
    page.emulate_media(media="screen")
    until(page, lambda: page.locator(".qj-fold[open]").count() == 3, "the first three open")


def test_the_head_of_the_matrix_and_on_a_phone_its_names_stay_in_sight(visitor: Visitor) -> None:
    page = visitor(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True).open(
        "/practices?lang=zh"
    )
    settled(page)
    box = page.locator(".qj-scroll", has=page.locator(".qj-matrix"))
    box.evaluate("box => box.scrollTo(120, 600)")
    when(page, ".qj-scroll:has(> .qj-matrix)", "box => box.scrollLeft > 60 && box.scrollTop > 500")
    edge = box.bounding_box()
    head = page.locator(".qj-matrix thead th").first.bounding_box()
    names = [b for e in page.locator(".qj-matrix tbody th").all() if (b := e.bounding_box())]
    assert edge and head
    assert abs(head["y"] - edge["y"]) <= 2
    assert abs(head["x"] - edge["x"]) <= 2
    assert {round(b["x"] - edge["x"]) for b in names} <= {0, 1}
