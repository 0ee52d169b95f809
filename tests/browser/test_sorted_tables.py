"""Tables stand in the order of the column that a reader clicks; what is missing stays last."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from queries.comparison import compare
from queries.current import current_store
from tests.browser.conftest import Reader, Visitor
from tests.browser.reading import text

POPULATION = "/compare?lang=zh&metric=resident_population&year=2020"
WITH_GAPS = "/compare?lang=zh&metric=recon_received&year=2022"


def _table(page: Page) -> Locator:
    return page.locator(".qj-table").first


def _column(page: Page, number: int) -> list[str]:
    found = _table(page).locator(f"tbody tr > :nth-child({number})").all_inner_texts()
    assert found
    return [cell.strip() for cell in found]


def _by(page: Page, name: str, order: str | None) -> None:
    head = _table(page).get_by_role("columnheader", name=name, exact=True)
    head.get_by_role("button").click()
    if order is None:
        expect(head).not_to_have_attribute("aria-sort", "ascending")
        expect(head).not_to_have_attribute("aria-sort", "descending")
    else:
        expect(head).to_have_attribute("aria-sort", order)


def test_a_click_sorts_a_second_turns_a_third_restores(reader: Reader) -> None:
    page = reader.open(POPULATION)
    store = current_store()
    judged = compare(store, "resident_population", 2020, list(store.catalogue.districts)).judgement
    largest_first = [
        store.catalogue.districts[f.observation.district_id].name_zh
        for f in sorted(judged.compared, key=lambda f: -f.observation.value)
    ]
    assert len(largest_first) > 2
    came = _column(page, 1)
    unit = _table(page).locator("thead th").nth(1).inner_text().strip()
    _by(page, unit, "descending")
    assert _column(page, 1) == largest_first
    _by(page, unit, "ascending")
    assert _column(page, 1) == largest_first[::-1]
    _by(page, unit, None)
    assert _column(page, 1) == came


def test_gaps_stay_last_either_way(reader: Reader) -> None:
    page = reader.open(WITH_GAPS)
    unit = _table(page).locator("thead th").nth(1).inner_text().strip()
    for order in ("descending", "ascending"):
        _by(page, unit, order)
        cells = _column(page, 2)
        missing = [cell == "现有来源未见" for cell in cells]
        assert True in missing
        assert missing == sorted(missing)


def test_words_sort_as_the_language_does_and_by_keyboard(visitor: Visitor) -> None:
    page = visitor().open(POPULATION.replace("lang=zh", "lang=en"))
    head = _table(page).get_by_role("columnheader").first
    head.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    names = _column(page, 1)
    assert names == sorted(names)
    assert len(names) > 2
    assert text(page)
