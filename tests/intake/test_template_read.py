"""Filled workbooks read back: what stands in them, and each fault by its cell."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from intake.document import IntakeError
from intake.proposal import Period
from intake.template.filled import FilledTemplate
from intake.template.read import is_template, read_template
from intake.template.write import template
from queries.store import Store
from tests.intake.filled_workbooks import (
    FIRST_DOCUMENT,
    FIRST_FIGURE,
    TITLE,
    column,
    figure,
    filled,
    put,
    row_of,
    saved,
    with_document,
    workbook,
)

YEAR_END = Period("2024-12-31", "2024-12-31", "as_of")
WHOLE_YEAR = Period("2024-01-01", "2024-12-31", "year")


def only(read: FilledTemplate) -> Any:
    assert [f.text("zh") for f in read.faults] == []
    assert len(read.proposals) == 1
    return read.proposals[0]


def places(read: FilledTemplate) -> list[str]:
    for fault in read.faults:
        assert fault.reason.zh
        assert fault.reason.en
        assert fault.text("en").startswith(f"{fault.sheet}!{fault.cell}: ")
    return [fault.place for fault in read.faults]


def free_row(sheet: Any) -> int:
    """Return the first row in which a metric is chosen."""
    return max(row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value == "#") + 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_empty_workbook_has_neither_figures_nor_faults(intake_store: Store, language: str) -> None:
    content = template(intake_store, "hexi", 2024, language=language)
    read = read_template(content)
    assert is_template(content)
    assert (read.district_id, read.year, read.data_version) == ("hexi", 2024, intake_store.version)
    assert (read.proposals, read.documents, read.faults) == ((), (), ())


def test_a_figure_comes_back_with_everything_it_rests_on(intake_store: Store) -> None:
    def fill(sheet: Any) -> None:
        figure(sheet, "enforcement_officers", "1,234", "执法人员1234名", section="三、行政执法")

    read = read_template(filled(intake_store, fill), "返回.xlsx")
    found = only(read)
    row = row_of(
        workbook(template(intake_store, "hexi", 2024, dimension_id="enforcement"))["数据"],
        "enforcement_officers",
    )
    assert (found.value, found.value_low, found.value_high) == (1234, 1234, 1234)
    assert (found.qualifier, found.status, found.scope, found.period) == (
        "exact",
        "actual",
        "district",
        YEAR_END,
    )
    assert (found.unit_zh, found.label, found.section) == ("人", "行政执法人员", "三、行政执法")
    assert (found.place, found.as_written) == (f"数据!F{row}", "执法人员1234名")
    assert [(c.metric_id, c.score) for c in found.candidates] == [("enforcement_officers", 1.0)]
    assert found.warnings == ()
    assert read.document.text[found.char_start : found.char_end] == "1,234"
    assert read.document.address_at(found.char_start) == found.place
    document = read.documents[read.document_of[0]]
    assert (document.facts.title_zh, document.facts.kind) == (TITLE, "annual_report")
    assert (document.facts.published_on, document.reliability) == ("2025-01-20", "official")


def test_the_source_shows_the_row_with_its_heads(intake_store: Store) -> None:
    def fill(sheet: Any) -> None:
        figure(sheet, "penalties", 77, "行政处罚77件")
        figure(sheet, "inspections", 88, "行政检查88次")

    document = read_template(filled(intake_store, fill)).document
    tables = {table.name: table for table in document.tables}
    cells = {(c.row, c.column): document.of(c) for c in tables["数据"].cells}
    assert document.format == "xlsx"
    assert cells[1, 1] == "指标"
    assert cells[2, 5] == "88"
    assert cells[3, 5] == "77"
    assert [document.of(c) for c in tables["文件"].cells if c.row == 2][:2] == ["D1", TITLE]
    assert all(a.end <= b.start for a, b in zip(document.tables, document.tables[1:], strict=False))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"exactness": "约"}, ("approx", 450, 550)),
        ({"exactness": "about"}, ("approx", 450, 550)),
        ({"exactness": "近"}, ("approx", 450, 500)),
        ({"exactness": " 以 上 "}, ("at_least", 500, None)),
        ({"exactness": "不超过"}, ("at_most", None, 500)),
    ],
)
def test_exactness_makes_the_interval(
    intake_store: Store, words: dict[str, str], expected: tuple[str, int, int | None]
) -> None:
    found = only(
        read_template(filled(intake_store, lambda s: figure(s, "penalties", "500", "处罚500件", **words)))
    )
    assert (found.qualifier, found.value_low, found.value_high) == expected


def test_a_share_is_open_up_to_a_hundred(intake_store: Store) -> None:
    content = filled(intake_store, lambda s: figure(s, "enforcement_duty_rate", "95%以上", "履职率95%以上"))
    assert only(read_template(content)).value_high == 100


def test_the_value_outdoes_a_list_that_was_left_as_it_was_and_says_so(intake_store: Store) -> None:
    found = only(
        read_template(filled(intake_store, lambda s: figure(s, "penalties", "500余", "处罚500余件")))
    )
    assert found.qualifier == "at_least"
    assert "500余" in found.warnings[0].zh


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, WHOLE_YEAR),
        ({"period": "上半年"}, Period("2024-01-01", "2024-06-30", "half_year")),
        ({"period": "first half"}, Period("2024-01-01", "2024-06-30", "half_year")),
        ({"period": "截至年末"}, YEAR_END),
        ({"period": "截至某日", "end": dt.date(2024, 11, 30)}, Period("2024-11-30", "2024-11-30", "as_of")),
        (
            {"period": "其他", "start": "2024.1.1", "end": 45626},
            Period("2024-01-01", "2024-11-30", "part_year"),
        ),
        (
            {"period": "其他", "start": "2021-1-1", "end": "2024年12月31日"},
            Period("2021-01-01", "2024-12-31", "multi_year"),
        ),
        (
            {"period": "其他", "start": "2023-01-01", "end": "2023-12-31"},
            Period("2023-01-01", "2023-12-31", "year"),
        ),
        ({"period": "累计", "end": "2024-12-31"}, Period("2024-12-31", "2024-12-31", "cumulative")),
        ({"period": "原文未写"}, Period("2025-01-20", "2025-01-20", "as_published")),
    ],
)
def test_periods(intake_store: Store, cells: dict[str, object], expected: Period) -> None:
    content = filled(intake_store, lambda s: figure(s, "penalties", 77, "处罚77件", **cells))
    assert only(read_template(content)).period == expected


@pytest.mark.parametrize(
    ("cells", "column_key"),
    [
        ({"period": None}, "period"),
        ({"period": "去年"}, "period"),
        ({"period": "其他", "start": "2024-01-01"}, "end"),
        ({"period": "其他", "end": "2024-01-01"}, "start"),
        ({"period": "其他", "start": "2024-02-01", "end": "2024-01-01"}, "end"),
        ({"period": "其他", "start": "某日", "end": "2024-01-01"}, "start"),
        ({"end": "2024-11-30"}, "end"),
        ({"value": None}, "value"),
        ({"value": "五百"}, "value"),
        ({"value": "=SUM(A1:A3)"}, "value"),
        ({"value": "7.5"}, "value"),
        ({"value": "-7"}, "value"),
        ({"value": dt.date(2024, 1, 2)}, "value"),
        ({"exactness": None}, "exactness"),
        ({"exactness": "大概"}, "exactness"),
        ({"value": "500余", "exactness": "约"}, "exactness"),
        ({"status": "计划"}, "status"),
        ({"scope": "全市"}, "scope"),
        ({"scope": "部门"}, "scope_name"),
        ({"scope_name": "区税务局"}, "scope_name"),
        ({"document": None}, "document"),
        ({"document": "D9"}, "document"),
        ({"as_written": None}, "as_written"),
        ({"as_written": "长" * 31}, "as_written"),
    ],
)
def test_each_fault_is_named_by_its_cell_and_the_other_rows_stand(
    intake_store: Store, cells: dict[str, object], column_key: str
) -> None:
    row = 0

    def fill(sheet: Any) -> None:
        nonlocal row
        row = figure(sheet, "penalties", 77, "处罚77件")
        put(sheet, row, **cells)
        figure(sheet, "inspections", 88, "检查88次")

    read = read_template(filled(intake_store, fill))
    letter = chr(ord("A") + column(column_key) - 1)
    assert f"数据!{letter}{row}" in places(read)
    assert [p.metric_ids for p in read.proposals] == [("inspections",)]


def test_a_percentage_over_a_hundred_is_a_fault(intake_store: Store) -> None:
    read = read_template(filled(intake_store, lambda s: figure(s, "enforcement_duty_rate", 101, "率101%")))
    assert len(places(read)) == 1
    assert read.proposals == ()


def test_a_wording_without_the_figure_is_only_a_warning(intake_store: Store) -> None:
    found = only(read_template(filled(intake_store, lambda s: figure(s, "penalties", 77, "处罚若干"))))
    assert len(found.warnings) == 1
    found = only(read_template(filled(intake_store, lambda s: figure(s, "penalties", 12000, "处罚1.2万件"))))
    assert found.warnings == ()


def test_rows_filled_down_in_advance_are_no_figures(intake_store: Store) -> None:
    def fill(sheet: Any) -> None:
        for row in range(FIRST_FIGURE, FIRST_FIGURE + 20):
            put(sheet, row, document="D1", section="一")

    read = read_template(filled(intake_store, fill))
    assert (read.proposals, read.faults) == ((), ())


def test_numbers_and_words_as_other_programs_keep_them(intake_store: Store) -> None:
    def fill(sheet: Any) -> None:
        figure(sheet, "inspections_growth", 5.1000000000000005, "增长5.1%", document="1", status="estimate")
        row = figure(sheet, "penalties_growth", 0.125, "增长12.5%", document=" d1 ", scope="Whole District")
        sheet.cell(row, column("value")).number_format = "0.0%"

    read = read_template(filled(intake_store, fill))
    assert places(read) == []
    assert [(p.value, p.status) for p in read.proposals] == [
        (Decimal("5.1"), "estimate"),
        (Decimal("12.5"), "actual"),
    ]


def test_sorted_deleted_and_added_rows_keep_their_metrics(intake_store: Store) -> None:
    def fill(sheet: Any) -> None:
        figure(sheet, "penalties", 77, "处罚77件")
        figure(sheet, "inspections", 88, "检查88次")
        sheet.delete_rows(FIRST_FIGURE, 2)
        sheet.insert_rows(FIRST_FIGURE, 3)
        rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=5)]
        rows.sort(key=lambda cells: str(cells[1] or "~"), reverse=True)
        for number, cells in enumerate(rows, start=5):
            for position, value in enumerate(cells, start=1):
                sheet.cell(number, position).value = value

    read = read_template(filled(intake_store, fill))
    assert places(read) == []
    assert {(p.metric_ids[0], p.value) for p in read.proposals} == {("penalties", 77), ("inspections", 88)}


def test_rows_sorted_without_their_hidden_column_are_faults(intake_store: Store) -> None:
    def fill(sheet: Any) -> None:
        one, other = figure(sheet, "penalties", 77, "处罚77件"), figure(sheet, "inspections", 88, "检查88次")
        for position in range(2, column("as_written") + 1):
            a, b = sheet.cell(one, position), sheet.cell(other, position)
            a.value, b.value = b.value, a.value

    read = read_template(filled(intake_store, fill))
    assert read.proposals == ()
    assert len([place for place in places(read) if "!B" in place]) == 2


def test_free_rows_take_another_metric_or_a_second_figure(intake_store: Store) -> None:
    def fill(sheet: Any) -> None:
        row = free_row(sheet)
        cells = {"document": "D1", "period": "全年", "as_written": "收案9件", "value": 9}
        put(sheet, row, metric="行政处罚 Administrative penalties", **cells)
        put(sheet, row + 1, metric="地区生产总值", **cells | {"value": "1.5", "as_written": "1.5亿元"})
        put(sheet, row + 2, metric="没有这个指标", **cells)

    read = read_template(filled(intake_store, fill))
    assert [(p.metric_ids, p.unit_zh) for p in read.proposals] == [(("penalties",), "件"), (("gdp",), "亿元")]
    assert len(places(read)) == 1


def test_renamed_sheets_moved_columns_and_lifted_protection_do_no_harm(intake_store: Store) -> None:
    book = workbook(template(intake_store, "hexi", 2024, dimension_id="enforcement"))
    sheet = with_document(book)
    figure(sheet, "penalties", 77, "处罚77件")
    sheet.protection.sheet = False
    sheet.insert_cols(3)
    sheet.title, book["文件"].title = "执法科 填", "附件"
    book.create_sheet("草稿")["A1"] = "我们的草稿"
    read = read_template(saved(book))
    assert [p.place.split("!")[0] for p in read.proposals] == ["执法科 填"]
    assert "!G" in read.proposals[0].place


def test_documents_with_faults_are_named_and_their_figures_wait(intake_store: Store) -> None:
    def fill(sheet: Any) -> None:
        figure(sheet, "penalties", 77, "处罚77件")
        listed = sheet.parent["文件"]
        put(listed, FIRST_DOCUMENT, "documents", kind=None, url="我们的网站", published_on="去年")
        put(
            listed,
            FIRST_DOCUMENT + 1,
            "documents",
            title="另一份（虚构）",
            publisher="某局",
            kind="其他",
            reliability="媒体",
        )
        figure(sheet, "inspections", 88, "检查88次", document="D2")

    read = read_template(filled(intake_store, fill))
    assert [f.cell for f in read.faults if f.sheet == "文件"] == ["D5", "E5", "F5"]
    assert [p.metric_ids for p in read.proposals] == [("inspections",)]
    assert [d.number for d in read.documents] == ["D2"]


def test_figures_of_several_documents_know_theirs(intake_store: Store) -> None:
    def fill(sheet: Any) -> None:
        put(
            sheet.parent["文件"],
            FIRST_DOCUMENT + 3,
            "documents",
            title="统计公报（虚构）",
            publisher="某局",
            kind="统计资料",
            reliability="官方",
        )
        figure(sheet, "inspections", 88, "检查88次", document="D4")
        figure(sheet, "penalties", 77, "处罚77件")
        figure(sheet, "penalties_summary", 7, "简易程序7件", document="D4")

    read = read_template(filled(intake_store, fill))
    assert [d.number for d in read.documents] == ["D4", "D1"]
    assert read.document_of == (0, 1, 0)


def test_other_workbooks_are_no_templates(intake_store: Store) -> None:
    book = workbook(template(intake_store, "hexi", 2024, ["gdp"]))
    del book["_qujian"]
    del book.defined_names["qujian_template"]
    content = saved(book)
    assert not is_template(content)
    with pytest.raises(IntakeError) as raised:
        read_template(content)
    assert "模板" in raised.value.reason.zh


@pytest.mark.parametrize(("row", "text"), [(1, "99"), (3, "二〇二四"), (2, "../../etc")])
def test_a_hidden_sheet_of_another_version_or_changed_is_refused(
    intake_store: Store, row: int, text: str
) -> None:
    book = workbook(template(intake_store, "hexi", 2024, ["gdp"]))
    book["_qujian"].cell(row, 2).value = text
    with pytest.raises(IntakeError):
        read_template(saved(book))
