"""Long tables: the head stays in sight, words stay whole, columns stand under one another, and phones get cards."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from pages.shared.streamlit_internals import fill
from tests.browser.conftest import Visitor
from tests.browser.reading import settled, when
from tests.browser.test_phone import WIDE

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
#: Lists longer than a screen.
LISTS = (
    "/evidence?lang=zh",
    "/evidence?lang=zh&tab=documents",
    "/evidence?lang=zh&tab=metrics",
    "/evidence?lang=zh&tab=doubts",
    "/evidence?lang=zh&tab=checks",
    "/plan?lang=zh&tab=units",
    "/plan?lang=zh&tab=targets",
)
MATRIX = "/practices?lang=zh"
SHORT = ("/compare?lang=zh&metric=resident_population&year=2020", "/trends?lang=zh&metric=gdp")
#: Scroll a table by half its height; then where its head stands below the top of what scrolls, and what lies there.
_SCROLLED = fill("""async () => {
  const table = document.querySelector('.qj-table'), head = table.tHead.rows[0].cells[0];
  const box = table.closest('.qj-scroll');
  const area = getComputedStyle(box).overflowY === 'visible' ? document.querySelector('st(main)') : box;
  area.scrollTo(0, area.scrollTop + table.getBoundingClientRect().top - area.getBoundingClientRect().top
                   + table.offsetHeight / 2);
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const at = head.getBoundingClientRect(), top = area.getBoundingClientRect().top;
  const under = document.elementFromPoint(at.x + 4, at.y + at.height / 2);
  return { y: at.y - top, covered: !head.contains(under), scrolled: area.scrollTop,
           ground: getComputedStyle(head).backgroundColor };
}""")
#: Cells that must stay on one line and do not.
_BROKEN = """() => [...document.querySelectorAll('.qj-table tbody .qj-c-short')].filter(cell => {
  const words = document.createRange();
  words.selectNodeContents(cell);
  return new Set([...words.getClientRects()].map(r => Math.round(r.bottom / 8))).size > 2;
}).map(cell => cell.textContent.trim())"""
#: Of each card its cells: what it says, the label before it, and whether it is shown.
_CARDS = """() => {
  const table = document.querySelector('.qj-table');
  const heads = [...table.tHead.rows[0].cells].map(c => c.textContent.trim());
  const row = [...table.tBodies[0].rows].find(r => r.cells.length === heads.length);
  return [...row.cells].map((c, i) => ({
    head: heads[i], label: getComputedStyle(c, '::before').content, named: c.dataset.label,
    role: c.getAttribute('role'), name: c.classList.contains('qj-c-name'), text: c.textContent.trim(),
    big: c.classList.contains('qj-c-figure') ? parseFloat(getComputedStyle(c.firstElementChild || c).fontSize) : 0,
    plain: parseFloat(getComputedStyle(c).fontSize), y: c.getBoundingClientRect().y,
    bare: c.classList.contains('qj-c-text'), shown: c.getClientRects().length > 0,
  }));
}"""


@pytest.mark.parametrize("address", [*LISTS, MATRIX])
def test_the_head_of_a_table_stays_in_sight(visitor: Visitor, address: str) -> None:
    page = visitor().open(address)
    settled(page)
    found = page.evaluate(_SCROLLED)
    assert found["scrolled"] > 100, "there was something to scroll"
    assert -1 <= found["y"] <= 3
    assert not found["covered"]
    assert found["ground"] != "rgba(0, 0, 0, 0)", "rows do not show through"


def test_a_table_with_more_columns_than_fit_scrolls_in_its_box_under_its_head(visitor: Visitor) -> None:
    page = visitor(viewport={"width": 800, "height": 700}).open("/compare?lang=zh&chart=what")
    settled(page)
    found = page.evaluate(_SCROLLED)
    assert -1 <= found["y"] <= 3
    assert not found["covered"]
    assert page.evaluate(WIDE) == []


@pytest.mark.parametrize("address", [*LISTS, "/district?lang=zh&district=binhai"])
def test_names_and_dates_are_not_broken_where_there_is_room(visitor: Visitor, address: str) -> None:
    page = visitor().open(address)
    settled(page)
    assert page.evaluate(_BROKEN) == []
    assert page.locator(fill("st(main)")).evaluate("m => m.scrollWidth - m.clientWidth") <= 0


def test_the_tables_of_a_district_have_their_columns_under_one_another(visitor: Visitor) -> None:
    page = visitor().open("/district?lang=zh&district=binhai")
    settled(page)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    tables = page.eval_on_selector_all(
        ".qj-table.qj-even",
        "all => all.map(t => [...t.tHead.rows[0].cells].map(c => Math.round(c.getBoundingClientRect().x)))",
    )
    assert len(tables) > 3
    assert all(columns == tables[0] for columns in tables)


@pytest.mark.parametrize("address", [*LISTS, *SHORT])
def test_on_a_phone_each_row_is_a_card(visitor: Visitor, address: str) -> None:
    page = visitor(**PHONE).open(address)
    settled(page)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate(WIDE) == []
    assert page.evaluate(
        "[...document.querySelectorAll('.qj-scroll:has(> .qj-rows)')].every(b => b.scrollWidth <= b.clientWidth)"
    )
    cells = page.evaluate(_CARDS)
    assert cells[0]["name"], "the card begins with what it is"
    assert cells[0]["role"] == "rowheader"
    for cell in cells[1:]:
        assert cell["role"] == "cell"
        assert cell["named"] == cell["head"]
        assert cell["shown"] == bool(cell["text"])
        if not cell["name"] and not cell["bare"] and not cell["big"]:
            assert cell["label"] == f'"{cell["head"]}"', "every line says what it is"
        if cell["big"]:
            assert cell["big"] > 1.2 * cell["plain"], "the figure stands out"
    assert page.locator(".qj-table").first.get_by_role("columnheader").count() >= len(cells) - 1, (
        "heard, not seen"
    )
    assert page.locator(".qj-table").first.get_by_role("row").count() > 1


@pytest.mark.parametrize("address", SHORT)
def test_cards_can_be_put_in_order_too(visitor: Visitor, address: str) -> None:
    page = visitor(**PHONE).open(address)
    settled(page)
    head = page.locator(".qj-table").first.get_by_role("columnheader").first
    head.get_by_role("button").click()
    when(page, ".qj-table th[aria-sort]", "th => th.ariaSort === 'ascending'")
    first = page.locator(".qj-table tbody [role=rowheader]").all_inner_texts()
    assert len(first) > 2


def test_on_paper_the_head_begins_every_sheet_and_nothing_is_scrolled(visitor: Visitor) -> None:
    page = visitor().open("/evidence?lang=zh&tab=documents")
    settled(page)
    for address in ("/evidence?lang=zh&tab=documents", "/compare?lang=zh&chart=what"):
        page.goto(address)
        settled(page)
        page.emulate_media(media="print")
        _lies_on_paper(page)
        page.emulate_media(media="screen")


def _lies_on_paper(page: Page) -> None:
    assert (
        page.locator(".qj-table thead").first.evaluate("e => getComputedStyle(e).display")
        == "table-header-group"
    )
    assert page.locator(".qj-table thead th").first.evaluate("e => getComputedStyle(e).position") == "static"
    box = page.locator(".qj-scroll").first
    assert box.evaluate("b => [getComputedStyle(b).maxHeight, getComputedStyle(b).overflowY]") == [
        "none",
        "visible",
    ]
