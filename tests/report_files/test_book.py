"""The workbook, reopened with a library that did not write it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from data.settings import today
from locales import words
from queries.store import Store
from reports.report import Report, report
from reports.write import report_workbook
from reports.write.workbook import number_format
from tests.report_files.conftest import HOSTILE
from views.draft import Draft, item
from views.table import Number

Annual = Callable[[str], Report]


@pytest.fixture(scope="session", params=["zh", "en"])
def written(annual: Annual, request: pytest.FixtureRequest) -> tuple[Report, bytes]:
    report = annual(request.param)
    return report, report_workbook.write(report)


@pytest.fixture
def opened(written: tuple[Report, bytes]) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(written[1]))


def values(sheet: Worksheet) -> Iterator[object]:
    return (c.value for row in sheet.iter_rows() for c in row if c.value is not None)


def test_every_figure_is_a_number_in_its_place(
    written: tuple[Report, bytes], opened: openpyxl.Workbook
) -> None:
    checked = 0
    for view, sheet in zip(written[0].views, opened.worksheets[2:], strict=False):
        if not view.table:
            continue
        rows = [list(row) for row in sheet.iter_rows(max_col=len(view.table.columns))]
        checked += len(view.table.rows)
        for cells in view.table.rows:
            wanted = [(i, c) for i, c in enumerate(cells) if isinstance(c, Number)]
            assert any(
                all(
                    row[i].value == pytest.approx(c.value) and not isinstance(row[i].value, str)
                    for i, c in wanted
                )
                and (not isinstance(cells[0], str) or row[0].value == cells[0])
                for row in rows
            ), cells
            for i, c in wanted:
                column = [r[i] for r in rows if isinstance(r[i].value, (int, float))]
                shown = next(cell for cell in column if cell.value == pytest.approx(c.value))
                assert shown.number_format.startswith(("#,##0", '"'))
    assert checked > 10


def test_figures_are_those_of_the_csv(annual: Annual) -> None:
    with Path("data/observations.csv").open(encoding="utf-8-sig") as file:
        known = {r["observation_id"]: r for r in csv.DictReader(file)}
    report = annual("zh")
    sheets = openpyxl.load_workbook(io.BytesIO(report_workbook.write(report))).worksheets[2:]
    checked = 0
    for view, sheet in zip(report.views, sheets, strict=False):
        if view.comparison is None:
            continue
        numbers = [v for v in values(sheet) if isinstance(v, (int, float)) and not isinstance(v, bool)]
        for o in view.comparison.evidence:
            if o.observation_id in known:
                assert float(known[o.observation_id]["value"]) in [pytest.approx(n) for n in numbers]
                checked += 1
    assert checked > 5


def test_contents_lead_to_every_sheet_and_back(opened: openpyxl.Workbook) -> None:
    contents = opened.worksheets[1]
    targets = [c.hyperlink.location for row in contents.iter_rows() for c in row if c.hyperlink]
    names = [t.rsplit("!", 1)[0].strip("'").replace("''", "'") for t in targets]
    assert names == opened.sheetnames[2:]
    for sheet in opened.worksheets[2:-4]:
        back = sheet["A1"].hyperlink
        assert back is not None and contents.title in back.location


def test_charts_are_native_and_point_at_the_table(
    written: tuple[Report, bytes], opened: openpyxl.Workbook
) -> None:
    with zipfile.ZipFile(io.BytesIO(written[1])) as archive:
        charts = [archive.read(n).decode() for n in archive.namelist() if n.startswith("xl/charts/chart")]
        assert not [n for n in archive.namelist() if n.endswith((".png", ".jpeg"))]
    wanted = [b for b in written[0].views if b.comparison or (b.trend and b.trend.series)]
    assert len(charts) == len(wanted)
    assert sum("<c:barChart>" in c for c in charts) == sum(bool(b.comparison) for b in wanted)
    assert sum("<c:lineChart>" in c for c in charts) == sum(bool(b.trend) for b in wanted)
    for chart in charts:
        assert "<c:numRef>" in chart
        if "<c:barChart>" in chart:
            assert '<c:min val="0"/>' in chart, "a bar must be as long as its figure"


def test_print_fits_the_page(opened: openpyxl.Workbook) -> None:
    for sheet in opened.worksheets:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth in (None, 1)  # one is the default
        assert int(sheet.page_setup.fitToHeight) == 0
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_area or sheet is opened.worksheets[0]


def test_every_cell_is_in_a_chinese_face(opened: openpyxl.Workbook) -> None:
    faces = {
        c.font.name for s in opened.worksheets for row in s.iter_rows() for c in row if c.value is not None
    }
    assert faces == {"Microsoft YaHei"}


def test_units_notes_sources_and_dictionary_are_there(
    written: tuple[Report, bytes], opened: openpyxl.Workbook
) -> None:
    report = written[0]
    words = report.words
    for view, sheet in zip(report.views, opened.worksheets[2:], strict=False):
        text = "\n".join(str(v) for v in values(sheet))
        if view.table and view.table.unit:
            assert words.gettext("unit: {unit}", unit=view.table.unit) in text
        for note in view.notes:
            assert note.text in text
        for d in view.documents:
            assert words.pick(d, "title") in text
        assert report.edition in text
    dictionary = "\n".join(str(v) for v in values(opened.worksheets[-4]))
    for view in report.views:
        if view.metric is not None:
            assert words.pick(view.metric, "name") in dictionary


def test_no_text_becomes_a_formula(hostile: Report) -> None:
    written = report_workbook.write(hostile)
    sheets = openpyxl.load_workbook(io.BytesIO(written)).worksheets
    assert [c for s in sheets for row in s.iter_rows() for c in row if c.data_type == "f"] == []
    texts = [str(v) for s in sheets for v in values(s)]
    for text in HOSTILE:
        assert text in texts
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert not [
            n for n in archive.namelist() if b"<f>" in archive.read(n) and n.startswith("xl/worksheets")
        ]


def test_the_same_report_gives_the_same_bytes(annual: Annual) -> None:
    assert report_workbook.write(annual("zh")) == report_workbook.write(annual("zh"))


def test_ranks_and_dates_are_numbers_and_dates(
    written: tuple[Report, bytes], opened: openpyxl.Workbook
) -> None:
    ranks = 0
    for view, sheet in zip(written[0].views, opened.worksheets[2:], strict=False):
        if view.comparison is None or view.table is None:
            continue
        at = next(i for i, c in enumerate(view.table.columns) if c.key == "rank")
        wanted = [int(row[at]) for row in view.table.rows if str(row[at]).isdecimal()]
        found = [row[at].value for row in sheet.iter_rows() if isinstance(row[at].value, int)]
        assert found == wanted
        ranks += len(wanted)
    assert ranks > 10
    dates = [row[3] for row in opened.worksheets[-1].iter_rows(min_row=3)]
    days = [d.published_on for d in written[0].documents if d.published_on]
    assert [c.value.date() for c in dates if isinstance(c.value, dt.datetime)] == days


def test_heads_stay_in_sight_and_have_filters(opened: openpyxl.Workbook) -> None:
    filtered = 0
    for sheet in opened.worksheets[2:]:
        if sheet.auto_filter.ref:
            head = int(re.search(r"[0-9]+", sheet.auto_filter.ref)[0])  # type: ignore[index]
            assert sheet.freeze_panes in (None, f"B{head + 1}", f"A{head + 1}")
            filtered += 1
    assert filtered > 5
    assert sum(s.freeze_panes is not None for s in opened.worksheets) > 5


def test_the_sheet_of_rows_is_the_csv(written: tuple[Report, bytes], opened: openpyxl.Workbook) -> None:
    """A row a figure, each once, every value that of the file, numbers and dates as such; every column explained."""
    with Path("data/observations.csv").open(encoding="utf-8-sig") as file:
        known = {r["observation_id"]: r for r in csv.DictReader(file)}
    sheet = opened.worksheets[-3]
    heads, *rows = ([c.value for c in row] for row in sheet.iter_rows())
    found = [dict(zip(heads, row, strict=True)) for row in rows]
    used = {e.observation.observation_id for v in written[0].views for e in v.evidence}
    assert [r["observation_id"] for r in found] == list(dict.fromkeys(r["observation_id"] for r in found))
    assert {r["observation_id"] for r in found} == used
    for row in found:
        source = known[row["observation_id"]]
        for name in ("value", "value_low", "value_high"):
            assert row[name] == (pytest.approx(float(source[name])) if source[name] else None)
        for name in ("period_start", "period_end"):
            assert row[name].date().isoformat() == source[name]
        for name in ("district_id", "metric_id", "qualifier", "status", "scope", "document_id"):
            assert row[name] == source[name]
        number = row["document_no"]
        assert written[0].documents[number - 1].document_id == row["document_id"]
    dictionary = [str(v) for v in values(opened.worksheets[-4])]
    for head in heads:
        lines = [t for t in dictionary if t.startswith((f"{head}：", f"{head}: "))]
        assert lines and len(lines[0]) > len(head) + 1
        if written[0].words.code == "zh":
            assert re.search("[\u4e00-\u9fff]", lines[0]), lines


def test_charts_have_a_chinese_face_and_hollow_bounds_and_forecasts(store: Store) -> None:
    items = (
        item("compare", metric="gdp", year=2024, districts=["hexi", "hedong"]),
        item("trend", metric="gdp", districts=["hexi"]),
    )
    shown = report(store, words("zh"), Draft(items=items), today())
    with zipfile.ZipFile(io.BytesIO(report_workbook.write(shown))) as archive:
        charts = [archive.read(n).decode() for n in archive.namelist() if n.startswith("xl/charts/chart")]
    compared, trend = shown.views[0].comparison, shown.views[1].trend
    assert compared is not None and trend is not None
    for chart, figures in zip(charts, (compared.evidence, trend.series[0].main), strict=True):
        assert chart.count("<a:latin ") == chart.count("<a:ea ") > 0
        hollow = sum(o.status == "estimate" or o.qualifier in ("at_least", "at_most") for o in figures)
        points = re.findall("<c:dPt>.*?</c:dPt>", chart)
        white = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln'
        assert sum(white in p for p in points) == hollow > 0


@pytest.mark.parametrize(
    ("number", "form"),
    [
        (Number(1520, "+1,520件", 0, "+", "件"), '"+"#,##0"件"'),
        (Number(-48.5, "≈ −48.5%", 1, "≈ −", "%"), '"≈ −"#,##0.0"%";"≈ −"#,##0.0"%"'),
        (Number(-5, "≈-5", 0, "≈"), '"≈"#,##0;"≈−"#,##0'),
    ],
)
def test_signs_stand_before_the_minus(number: Number, form: str) -> None:
    assert number_format(number) == form
