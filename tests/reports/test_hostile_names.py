"""Districts, metrics, units and documents named like formulas and addresses come out of every format as texts."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from lxml import etree
from pptx import Presentation

from data.build import build
from data.settings import PACKAGE_FOLDER, today
from locales import words
from pages.api import ENDPOINTS
from pages.api.parameters import Parameters
from queries.store import Store, open_store
from reports.report import Report
from reports.report import report as resolved
from reports.write import document, report_workbook, slides
from reports.write.csv_file import csv_bytes
from reports.write.workbook import workbook_bytes
from tests.reports.hostile import NAMES
from views.draft import Draft, item

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
#: The columns that carry names and units.
NAMED = {
    "districts": ("name_zh", "name_en"),
    "metrics": ("name_zh", "name_en", "unit_zh", "unit_en"),
    "documents": ("title_zh", "title_en", "publisher_zh", "publisher_en"),
}
ITEMS = (
    item("compare", metric="resident_population", year=2020),
    item("trend", metric="recon_received", districts=["tongzhou", "binhai"]),
    item("map", metric="gdp", year=2022),
    item("years", metric="recon_received", from_=2020, year=2023),
    item("scatter", metric="resident_population", metric2="hukou_population", year=2022),
)
QUESTIONS = {
    "districts": "",
    "metrics": "",
    "documents": "",
    "observations": "metric=resident_population",
    "compare": "metric=resident_population&year=2020",
    "trend": "metric=recon_received",
    "ready": "",
}


def _renamed(source: Path, target: Path) -> None:
    columns = NAMED.get(source.stem, ())
    with source.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows, header = list(reader), list(reader.fieldnames or ())
    for column in columns:
        for number, (row, name) in enumerate(zip(rows, cycle(NAMES), strict=False)):
            if row.get(f"unit_{column[-2:]}") != "%" or not column.startswith("unit"):
                row[column] = name if number < len(NAMES) else f"{name} {number}"  # no two alike
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The project's facts, everything in them named like something else."""
    folder = tmp_path_factory.mktemp("renamed")
    for source in PACKAGE_FOLDER.glob("*.csv"):
        _renamed(source, folder / source.name)
    return open_store(build(folder, folder / "store"))


@pytest.fixture(scope="module", params=["zh", "en"])
def report(renamed: Store, request: pytest.FixtureRequest) -> Report:
    return resolved(renamed, words(request.param), Draft(title="=1+1", items=ITEMS), today())


@pytest.fixture(autouse=True)
def _no_pictures(no_browser: None) -> None:
    """Pictures are not looked at here."""


def named(report: Report) -> set[str]:
    """The names of the districts compared."""
    comparison = report.views[0].comparison
    assert comparison is not None
    return {report.words.pick(d, "name") for d in comparison.districts}


def parts(content: bytes, folder: str, ending: str) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        for name in file.namelist():
            if name.startswith(folder) and name.endswith(ending):
                yield file.read(name)


def cells_of(workbook: bytes) -> list[openpyxl.cell.Cell]:
    sheets = openpyxl.load_workbook(io.BytesIO(workbook)).worksheets
    return [c for s in sheets for row in s.iter_rows() for c in row if c.value is not None]


def assert_texts_only(workbook: bytes) -> list[object]:
    """No cell is a formula, no link leads out of the workbook; returns what the cells hold."""
    cells = cells_of(workbook)
    assert cells
    assert [c.value for c in cells if c.data_type == "f"] == []
    assert [x for x in parts(workbook, "xl/worksheets", ".xml") if b"<f>" in x or b"<f " in x] == []
    links = [c.hyperlink.target for c in cells if c.hyperlink and c.hyperlink.target]
    assert [x for x in links if x.startswith("http://x.example")] == []
    return [c.value for c in cells]


def test_workbooks_behind_the_charts_of_slides_hold_texts(report: Report) -> None:
    written = slides.write(report)
    workbooks = list(parts(written, "ppt/embeddings", ".xlsx"))
    assert len(workbooks) == 4, "comparison, trend, two years, scatter"
    found = {value for w in workbooks for value in assert_texts_only(w)}
    assert named(report) <= found


def test_charts_of_slides_refer_to_their_own_cells_only(report: Report) -> None:
    charts = [etree.fromstring(x) for x in parts(slides.write(report), "ppt/charts", ".xml")]
    assert charts
    references = [f.text or "" for c in charts for f in c.iter(f"{CHART}f")]
    assert references
    assert [f for f in references if not f.startswith("Sheet1!$")] == []


def test_slides_show_the_names(report: Report) -> None:
    presentation = Presentation(io.BytesIO(slides.write(report)))
    texts = {
        c.text
        for x in presentation.slides
        for s in x.shapes
        if s.has_table
        for r in s.table.rows
        for c in r.cells
    }
    said = [s.text_frame.text for x in presentation.slides for s in x.shapes if s.has_text_frame]
    whole = "\n".join([*texts, *said])  # those without a figure stand in a note
    assert all(name in whole for name in named(report)) and named(report) & texts
    assert presentation.slides[0].shapes.title.text == "=1+1"


def test_report_workbook_holds_texts(report: Report) -> None:
    assert named(report) <= set(assert_texts_only(report_workbook.write(report)))


def test_titles_and_units_in_charts_of_the_workbook_are_texts(report: Report) -> None:
    written = report_workbook.write(report)
    sheets = openpyxl.load_workbook(io.BytesIO(written)).sheetnames
    charts = [etree.fromstring(x) for x in parts(written, "xl/charts", ".xml")]
    assert len(charts) == 5
    references = [f.text or "" for c in charts for f in c.iter(f"{CHART}f")]
    assert references
    for reference in references:
        sheet = reference.rpartition("!")[0].strip("'").replace("''", "'")
        assert sheet in sheets, reference
    texts = {"".join(t.itertext()) for c in charts for t in c.iter(f"{CHART}title")}
    names = {b.name for b in report.views if b.map is None}
    assert names <= texts
    for metric in (b.metrics[0] for b in report.views[:2]):
        assert report.words.unit(metric) in texts


def test_units_that_look_like_addresses_are_among_those_drawn(renamed: Store) -> None:
    """The tests above would show nothing if no unit or name of a drawn metric looked like one."""
    drawn = [renamed.catalogue.metrics[m] for m in ("resident_population", "recon_received", "gdp")]
    assert any("!" in text or text.startswith("=") for m in drawn for text in (m.name_zh, m.unit_zh))


def test_documents_show_the_names_and_link_nowhere(report: Report) -> None:
    written = document.write(report)
    paper = Document(io.BytesIO(written))
    texts = {c.text for t in paper.tables for r in t.rows for c in r.cells}
    assert named(report) <= texts
    relations = b"".join(parts(written, "word/_rels", ".rels"))
    leading = set(re.findall(rb'Target="([^"]*)" TargetMode="External"', relations))
    assert leading <= {(d.url or "").replace("&", "&amp;").encode() for d in report.documents}


def test_the_file_for_the_meeting_shows_the_names_as_texts(renamed: Store) -> None:
    from reports.presentation.data import presentation_json
    from reports.presentation.document import closed

    page = closed(
        presentation_json(renamed, Draft(title="=1+1", items=ITEMS), today()), "=1+1", "zh"
    ).decode()
    assert "<title>=1+1 · " in page
    (data,) = re.findall(r'<script type="application/json" id="presentation">(.*?)</script>', page, re.S)
    assert json.loads(data)
    assert NAMES[-1] not in page, "a name with signs of HTML stands there unescaped"


@pytest.mark.parametrize("name", QUESTIONS)
def test_tables_of_the_api_hold_texts(renamed: Store, name: str) -> None:
    endpoint = ENDPOINTS[name]
    assert endpoint._question is not None
    answer = endpoint._question(renamed, Parameters(QUESTIONS[name], endpoint._parameters, today()))
    names, data = answer.rows.names, answer.rows.data
    assert data
    text = csv_bytes(names, data).decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))
    assert len(rows) == len(data)
    for row, cells in zip(data, rows, strict=True):
        for column, value, cell in zip(head, row, cells, strict=True):
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                assert float(cell) == value, column
            else:
                assert not cell.startswith(("=", "+", "@", "\t")), (column, cell)
                assert not cell.startswith("-") or float(cell), (column, cell)
    found = assert_texts_only(workbook_bytes(name, names, data, "1", "2026-11-22"))
    assert any(str(v).startswith(("=", "+", "-", "@")) for v in found)
