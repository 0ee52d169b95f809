"""The workbook to fill, reopened with a library that did not write it."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import OpenXmlValidator

from intake.document import IntakeError
from intake.template.layout import FIGURES, FREE_ROWS, SHEETS
from intake.template.write import template
from queries.store import Store
from tests.intake.filled_workbooks import FIRST_FIGURE, column, row_of, workbook


@pytest.fixture(scope="module", params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def content(intake_store: Store, language: str) -> bytes:
    return template(intake_store, "hexi", 2024, language=language)


@pytest.fixture(scope="module")
def book(content: bytes) -> Any:
    return workbook(content)


@pytest.fixture(scope="module")
def figures(book: Any, language: str) -> Worksheet:
    return book[SHEETS["figures"].text(language)]


def data_rows(name: str) -> list[dict[str, str]]:
    with Path(f"data/{name}.csv").open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_it_is_valid_by_the_schemas_of_office(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    path.write_bytes(content)
    assert [f"{e.part_uri}: {e.description}" for e in OpenXmlValidator().validate(path).errors] == []


def test_the_same_facts_make_the_same_file(intake_store: Store, content: bytes, language: str) -> None:
    assert template(intake_store, "hexi", 2024, language=language) == content


def test_every_metric_has_a_row_with_names_unit_and_definition(figures: Worksheet, language: str) -> None:
    metrics = data_rows("metrics")
    assert len(metrics) > 200
    for metric in metrics:
        row = row_of(figures, metric["metric_id"])
        name, unit, definition = (
            figures.cell(row, column(k)).value for k in ("metric", "unit", "definition")
        )
        assert {metric["name_zh"], metric["name_en"]} == {*name.split("\n")}
        assert {metric["unit_zh"], metric["unit_en"]} == {*unit.split("\n")}
        assert definition == metric[f"definition_{language}"]


def test_the_last_known_figure_is_one_of_the_data_with_its_document(
    figures: Worksheet, language: str
) -> None:
    documents = {d["document_id"]: d for d in data_rows("documents")}
    known: dict[str, list[dict[str, str]]] = {}
    for o in data_rows("observations"):
        if o["district_id"] == "hexi" and o["period_end"] < "2025":
            known.setdefault(o["metric_id"], []).append(o)
    for metric_id, observations in known.items():
        shown = figures.cell(row_of(figures, metric_id), column("last")).value
        whole = [
            o for o in observations if o["scope"] == "district" and not o["scope_name_zh"]
        ] or observations
        newest = max(o["period_end"] for o in whole)
        assert any(
            f"{Decimal(o['value']):,f}" in shown
            and f"“{o['as_written']}”" in shown
            and documents[o["document_id"]][f"title_{language}"] in shown
            for o in whole
            if o["period_end"] == newest
        ), (metric_id, shown)
    none = [m["metric_id"] for m in data_rows("metrics") if m["metric_id"] not in known]
    assert {figures.cell(row_of(figures, m), column("last")).value for m in none} == {"—"}


def test_nothing_of_later_years_is_shown(intake_store: Store) -> None:
    sheet = workbook(template(intake_store, "hexi", 2016, ["gdp"]))["数据"]
    assert (
        "2009年" in sheet.cell(FIRST_FIGURE, column("last")).value
        or "2015年" in sheet.cell(FIRST_FIGURE, column("last")).value
    )


def test_only_cells_to_fill_are_unlocked_and_they_look_so(book: Any, figures: Worksheet) -> None:
    opened = {column(field.key) for field in FIGURES if field.open}
    last = row_of(figures, "gdp") + 3
    for row in figures.iter_rows(min_row=row_of(figures, "gdp"), max_row=last):
        for cell in row:
            assert cell.protection.locked is (cell.column not in opened)
            assert (cell.fill.fgColor.rgb == "FFFFF6D6") is (cell.column in opened)
    for sheet in book.worksheets:
        assert sheet.protection.sheet, "each sheet is protected"
        assert not sheet.protection.password


def test_free_rows_choose_their_metric_and_show_its_unit(figures: Worksheet) -> None:
    free = [
        row
        for row in range(FIRST_FIGURE, figures.max_row + 1)
        if not figures.cell(row, 1).value and not figures.cell(row, column("metric")).protection.locked
    ]
    assert len(free) == FREE_ROWS
    assert "INDEX" in figures.cell(free[0], column("unit")).value
    letter = chr(ord("A") + column("metric") - 1)
    lists = [v for v in figures.data_validations.dataValidation if f"{letter}{free[0]}" in v.sqref]
    assert [v.type for v in lists] == ["list"]
    assert "_qujian" in lists[0].formula1


def test_lists_and_checks_have_messages_in_both_languages(book: Any, language: str) -> None:
    checked = 0
    for key in ("documents", "figures"):
        for validation in book[SHEETS[key].text(language)].data_validations.dataValidation:
            checked += 1
            for text in (validation.prompt, validation.error or validation.prompt):
                assert any("\u4e00" <= c <= "\u9fff" for c in text), text
                assert any("a" <= c <= "z" for c in text), text
    assert checked > 12


def test_lists_offer_words_of_one_language(figures: Worksheet, language: str) -> None:
    sources = {v.formula1 for v in figures.data_validations.dataValidation if v.type == "list"}
    assert (
        '"准确,约,近,以上,以下"' if language == "zh" else '"exact,about,nearly,at least,at most"'
    ) in sources
    assert max(len(source) for source in sources) < 255, "longer lists are refused by Excel"


def test_heads_stay_in_sight_and_are_printed_on_each_page(figures: Worksheet) -> None:
    assert figures.freeze_panes == "C5"
    assert figures.print_title_rows == "$4:$4"
    assert (figures.page_setup.orientation, figures.page_setup.paperSize) == ("landscape", 9)
    assert figures.sheet_properties.pageSetUpPr.fitToPage
    assert int(figures.page_setup.fitToHeight) == 0


def test_keys_and_identifiers_are_hidden_and_texts_are_in_a_chinese_face(
    book: Any, figures: Worksheet
) -> None:
    assert figures.row_dimensions[1].hidden
    assert figures.column_dimensions["A"].hidden
    assert book["_qujian"].sheet_state == "hidden"
    shown = [c for row in figures.iter_rows(min_row=2, min_col=2) for c in row if c.value is not None]
    assert len(shown) > 1000
    assert {c.font.name for c in shown} == {"Microsoft YaHei"}


def test_texts_that_look_like_formulas_are_texts(intake_store: Store) -> None:
    sheet = workbook(template(intake_store, "hexi", 2024, ["gdp"]))["数据"]
    formulas = [
        c.coordinate for row in sheet.iter_rows(max_row=FIRST_FIGURE) for c in row if c.data_type == "f"
    ]
    assert formulas == [], "only free rows compute something: unit and definition of what is chosen"


def test_chosen_metrics_stand_alone(intake_store: Store) -> None:
    sheet = workbook(template(intake_store, "binhai", 2023, ["penalties", "gdp"]))["数据"]
    prepared = [row[0].value for row in sheet.iter_rows(min_row=5, max_col=1) if row[0].value]
    assert prepared == ["#", "gdp", "#", "penalties", "#"]


@pytest.mark.parametrize(
    ("wanted", "word"),
    [
        (("nowhere", 2024, (), None), "nowhere"),
        (("hexi", 24, (), None), "24"),
        (("hexi", 2024, ("gdp", "no_such"), None), "no_such"),
        (("hexi", 2024, (), "no_dimension"), "no_dimension"),
        (("hexi", 2024, ("gdp",), "enforcement"), ""),
    ],
)
def test_what_is_unknown_is_named(intake_store: Store, wanted: tuple[Any, ...], word: str) -> None:
    with pytest.raises(IntakeError) as raised:
        template(intake_store, *wanted)
    assert word in raised.value.reason.zh
    assert word in raised.value.reason.en
