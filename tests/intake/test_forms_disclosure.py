"""The national disclosure forms: every cell, in every format, however the tables are laid out."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

from intake.document import Document
from intake.forms import FormsReading, cells_of_form, proposals_of_forms
from intake.forms.registry import forms, rows_of
from intake.proposal import DocumentFacts, Period
from intake.reading import read_file, read_text
from tests.intake import filled_forms

FOLDER = Path(__file__).parents[2] / "data"
FORMS = (("disclosure_2021", 2024), ("disclosure_2019", 2020))


def reading(document: Document, year: int = 2024) -> FormsReading:
    return proposals_of_forms(document, DocumentFacts(district_id="hexi", report_year=year))


def page(
    changed: dict[str, str] | None = None, form_id: str = "disclosure_2021", year: int = 2024
) -> Document:
    return read_file(filled_forms.html(form_id, year, filled_forms.made(form_id, changed)), "a.html")


def made_cells(form_id: str) -> dict[str, Decimal]:
    return {f"{form_id}:{path}": Decimal(text) for path, text in filled_forms.made(form_id).items()}


@pytest.mark.parametrize(("form_id", "year"), FORMS)
@pytest.mark.parametrize("kind", ["utf-8", "gb18030", "docx", "xlsx", "xlsx without merged cells"])
def test_every_cell_in_files_whose_cells_are_exact(form_id: str, year: int, kind: str) -> None:
    filled = filled_forms.made(form_id)
    content = {
        "docx": lambda: filled_forms.word(form_id, year, filled),
        "xlsx": lambda: filled_forms.workbook(form_id, year, filled),
        "xlsx without merged cells": lambda: filled_forms.workbook(form_id, year, filled, merged=False),
    }.get(kind, lambda: filled_forms.html(form_id, year, filled, kind))()
    document = read_file(content, f"a.{kind if kind in ('docx', 'xlsx') else 'html'}")
    assert cells_of_form(document) == made_cells(form_id)
    found = reading(document, year)
    assert found.forms[0].form_id == form_id
    assert found.forms[0].passes
    assert len(found.proposals) == len(filled)


@pytest.mark.parametrize(("form_id", "year"), FORMS)
@pytest.mark.parametrize("before", [0, 11])
def test_cells_of_a_ruled_pdf_over_two_pages(form_id: str, year: int, before: int) -> None:
    document = read_file(filled_forms.pdf(form_id, year, filled_forms.made(form_id), before), "a.pdf")
    assert len(document.pages) > 1
    expected, cells = made_cells(form_id), cells_of_form(document)
    right = [path for path, number in expected.items() if cells.get(path) == number]
    assert len(right) >= 190
    if len(right) < len(expected):
        assert any(check.conclusion == "read_wrongly" for check in reading(document, year).checks)


def test_the_form_of_2021_has_200_cells_and_that_of_2019_198() -> None:
    assert {form.form_id: len(form.cells) for form in forms()} == {
        "disclosure_2021": 200,
        "disclosure_2019": 198,
    }


def test_figures_of_metrics_come_first_and_say_that_the_form_names_them() -> None:
    proposals = reading(page()).proposals
    with_metric = [bool(proposal.candidates) for proposal in proposals]
    assert with_metric == sorted(with_metric, reverse=True)
    granted = next(p for p in proposals if p.form == "disclosure_2021:三/（一）予以公开/总计")
    assert granted.metric_ids == ("foi_granted",)
    assert granted.candidates[0].score == 1
    assert granted.unit_zh == "件"
    assert granted.period == Period("2024-01-01", "2024-12-31", "year")


def test_a_stock_is_of_the_last_day_of_the_year() -> None:
    in_force = next(p for p in reading(page()).proposals if p.metric_ids == ("normative_documents_in_force",))
    assert in_force.period == Period("2024-12-31", "2024-12-31", "as_of")


@pytest.mark.parametrize(("form_id", "year"), FORMS)
def test_places_are_those_of_the_figures(form_id: str, year: int) -> None:
    document = page(form_id=form_id, year=year)
    proposals = reading(document, year).proposals
    assert len(proposals) > 100
    for proposal in proposals:
        assert document.text[proposal.char_start : proposal.char_end] == f"{proposal.value:f}"
        assert document.address_at(proposal.char_start) == proposal.place
        assert len(proposal.as_written) <= 30


def test_an_empty_cell_is_no_figure_and_nought_is_one() -> None:
    path = "三/（三）不予公开/1.属于国家秘密/自然人"
    for written, number in (("", None), ("/", None), ("—", None), ("0", Decimal(0))):
        document = page({path: written})
        assert cells_of_form(document)[f"disclosure_2021:{path}"] == number
        proposed = [p for p in reading(document).proposals if p.form.endswith(path)]
        assert bool(proposed) == (number is not None)


def test_a_unit_in_the_cell_stays_as_written_and_is_told() -> None:
    document = page({"二/行政事业性收费/本年收费金额": "251000元"})
    fees = next(p for p in reading(document).proposals if p.metric_ids == ("administrative_fees",))
    assert (fees.value, fees.unit_zh) == (Decimal(251000), "元")
    assert "万元" in fees.warnings[0].zh


def test_an_increase_and_a_decrease_have_their_sign() -> None:
    more, less = "二/行政许可/本年增/减", "二/行政处罚/本年增/减"
    cells = cells_of_form(page({more: "+1036", less: "－12"}, "disclosure_2019", 2020))
    assert cells[f"disclosure_2019:{more}"] == 1036
    assert cells[f"disclosure_2019:{less}"] == -12


def test_fees_count_items_in_one_form_and_money_in_the_other() -> None:
    metrics = {
        row["column"]: row["metric_id"]
        for form_id, _ in FORMS
        for row in rows_of(form_id)
        if row["row"] == "行政事业性收费"
    }
    assert metrics == {
        "上一年项目数量": "",
        "本年增/减": "",
        "本年收费金额（单位：万元）": "administrative_fees",
    }


def test_columns_in_another_order_and_a_transposed_table() -> None:
    head = ["总计", "自然人", "其他", "商业企业"]
    rows = ["四、结转下年度继续办理", "（七）总计", "1.属于国家秘密"]
    numbers = [[str(10 * i + j) for j in range(4)] for i in range(3)]
    upright = [["", *head], *([label, *row] for label, row in zip(rows, numbers, strict=True))]
    transposed = [list(column) for column in zip(*upright, strict=True)]
    read = [cells_of_form(read_file(_table(t), "a.html")) for t in (upright, transposed)]
    assert read[0] == read[1]
    assert len(read[0]) == 12
    assert read[0]["disclosure_2021:三/（三）不予公开/1.属于国家秘密/法人或其他组织/其他"] == 22


def test_a_label_over_two_cells_is_one() -> None:
    rows = [["", "", "自然人", "总计"], ["一、本年新收政府", "信息公开申请数量", "7", "9"]]
    cells = cells_of_form(read_file(_table(rows), "a.html"))
    assert list(cells.values()) == [7, 9]


def test_a_table_that_is_a_picture_is_said_and_is_not_nought() -> None:
    document = page()
    assert cells_of_form(document)
    content = filled_forms.html("disclosure_2021", 2024, filled_forms.made("disclosure_2021")).decode()
    start, end = content.rindex("<table>"), content.rindex("</table>")
    without = read_file((content[:start] + '<img src="biao4.png">' + content[end + 8 :]).encode(), "a.html")
    assert not any("/行政复议/" in path for path in cells_of_form(without))
    (said,) = [check for check in reading(without).checks if check.conclusion != "holds"]
    assert said.name == "disclosure_2021:四/found"
    assert "不作零处理" in said.text.zh


def test_a_table_that_merely_resembles_the_form_is_said_to_differ_from_it() -> None:
    content = filled_forms.html("disclosure_2021", 2024, filled_forms.made("disclosure_2021")).decode()
    label = re.search(r"（二<br>\s*）部分公开[^<]*", content)
    assert label
    found = reading(read_file(content.replace(label[0], "转交其他机关").encode(), "a.html"))
    (said,) = [check for check in found.forms[0].checks if check.name == "disclosure_2021:三/form"]
    assert said.conclusion == "source_wrong"
    assert "多出的行：转交其他机关" in said.text.zh
    assert "缺少的行：（二）部分公开" in said.text.zh
    assert not found.forms[0].passes
    assert not any("部分公开" in p.form for p in found.proposals)
    of_the_table = [p for p in found.proposals if p.form.startswith("disclosure_2021:三/")]
    assert of_the_table and all(said in p.checks for p in of_the_table)
    assert not any(check.name.endswith("三/complete") for check in found.checks)


def test_a_form_as_published_differs_in_nothing() -> None:
    for form_id, year in FORMS:
        document = page(form_id=form_id, year=year)
        assert not [c for c in reading(document, year).checks if c.name.endswith("/form")]


def test_figures_carry_the_checks_of_the_sums_in_which_they_stand() -> None:
    wrong = "三/（三）不予公开/4.保护第三方合法权益/自然人"
    found = {p.form.split(":")[1]: p for p in reading(page({wrong: "9999"})).proposals}
    assert {check.conclusion for check in found[wrong].checks} == {"source_wrong"}
    assert {check.conclusion for check in found["三/（七）总计/法人或其他组织/商业企业"].checks} == {"holds"}
    assert not found["二/行政许可/本年处理决定数量"].checks


def test_headings_without_any_table_are_said() -> None:
    titles = forms()[0].tables
    document = read_text("虚构区报告\n\n" + "\n\n".join(f"{title}\n\n见下图。" for title in titles))
    found = reading(document)
    assert not found.forms
    assert len(found.unread) == 3


def test_a_table_run_together_is_refused() -> None:
    labels = "".join(dict.fromkeys(cell.row.rsplit("/", 1)[-1] + "12" for cell in forms()[0].cells))
    found = reading(read_text(f"虚构区报告\n\n{labels}\n"))
    assert not found.proposals
    assert [check.name for check in found.unread] == ["disclosure:run_together"]


def test_a_table_of_something_else_is_no_form() -> None:
    rows = [["类别", "本年", "上年"], ["行政处罚", "12", "10"], ["总计", "12", "10"]]
    assert not reading(read_file(_table(rows), "a.html")).forms


def test_every_metric_of_a_form_exists_and_its_period_is_that_of_its_basis() -> None:
    with (FOLDER / "metrics.csv").open(encoding="utf-8", newline="") as file:
        metrics = {row["metric_id"]: row for row in csv.DictReader(file)}
    found = [cell for form in forms() for cell in form.cells if cell.metric_id]
    assert found
    for cell in found:
        stock = metrics[cell.metric_id or ""]["basis"] == "stock"
        assert (cell.period == "year_end") == stock, cell.path


def _table(rows: list[list[str]]) -> bytes:
    body = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    return f'<html><head><meta charset="utf-8"></head><body><p>表</p><table>{body}</table></body></html>'.encode()
