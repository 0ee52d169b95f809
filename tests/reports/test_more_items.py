"""Maps, two years, scatters, heat tables, plans: the data's numbers in every file, and drafts that carry them."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import openpyxl
import pytest
from lxml import etree
from pptx import Presentation

from data.settings import today
from locales import words
from queries.store import Store
from reports.draw.view_pictures import grid_of, laid_out
from reports.report import Report
from reports.report import report as resolved
from reports.write import document, report_workbook, slides
from tests.queries import oracle
from views.draft import Draft, from_json, from_link, item
from views.spec import KINDS, SpecError
from views.table import Gap, Number

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
ITEMS = (
    item("map", metric="gdp", year=2022),
    item("years", metric="recon_received", from_=2020, year=2023),
    item("scatter", metric="resident_population", metric2="hukou_population", year=2022),
    item("heat"),
    item("metrics", dimension="context"),
    item("ready"),
    item("gaps", district="hedong"),
    item("tasks"),
    item("targets"),
)


@pytest.fixture(scope="module", params=["zh", "en"])
def report(store: Store, request: pytest.FixtureRequest) -> Report:
    return resolved(store, words(request.param), Draft(items=ITEMS), today())


@pytest.fixture(scope="module")
def written(report: Report) -> bytes:
    """Its slides."""
    return slides.write(report)


def by_kind(r: Report) -> dict[str, object]:
    return {b.spec.kind: b for b in r.views}


def test_drafts_carry_every_kind() -> None:
    draft = Draft(items=ITEMS)
    assert from_json(draft.as_json()) == from_link(draft.as_link()) == draft
    assert KINDS.keys() >= {"map", "years", "scatter", "heat", "metrics", "ready", "gaps", "tasks", "targets"}


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [
        ("map", {}),
        ("map", {"metric": "gdp,area"}),
        ("scatter", {"metric": "gdp"}),
        ("gaps", {}),
        ("heat", {"metric": "gdp"}),
        ("metrics", {"dimension": "a,b"}),
        ("tasks", {"state": "<b>"}),
    ],
)
def test_broken_items_are_refused(kind: str, parameters: dict[str, str]) -> None:
    with pytest.raises(SpecError):
        item(kind, **parameters)  # type: ignore[arg-type]


def test_every_number_is_that_of_the_data(report: Report) -> None:
    views = by_kind(report)
    heat = views["heat"]
    assert heat.table is not None  # type: ignore[attr-defined]
    for c, row in zip(heat.several, heat.table.rows, strict=True):  # type: ignore[attr-defined]
        shown = [cell for cell in row if isinstance(cell, Number)]
        values = sorted(f.observation.value * report.words.scale(c.metric) for f in c.judgement.compared)
        assert sorted(cell.value for cell in shown) == pytest.approx(values)
        assert {min(shown).shade, max(shown).shade} == {0.0, 1.0}
    pair = views["scatter"].pair  # type: ignore[attr-defined]
    assert len(views["scatter"].table.rows) == len(pair.district_ids)  # type: ignore[attr-defined]
    tasks = views["tasks"].table  # type: ignore[attr-defined]
    assert len(tasks.rows) == len(oracle.table("tasks"))


def test_english_is_english_but_for_quotations(report: Report) -> None:
    if report.words.code != "en":
        return
    for b in report.views:
        texts = [b.title, b.subtitle, b.sentence, b.section, b.name, *(n.head for n in b.notes)]
        if b.table:
            texts += [c.name for c in b.table.columns] + list(b.table.notes) + list(b.table.groups.values())
            texts += [c if isinstance(c, str) else c.text for row in b.table.rows for c in row]
        assert [t for t in texts if re.search("[\u4e00-\u9fff]", t)] == []


def test_slides_have_shapes_and_native_charts(report: Report, written: bytes) -> None:
    presentation = Presentation(io.BytesIO(written))
    groups = [s for x in presentation.slides for s in x.shapes if s.shape_type == 6]
    (group,) = groups
    names = {s.name for s in group.shapes if s.element.find(f".//{A}custGeom") is not None}
    places = by_kind(report)["map"].map.places  # type: ignore[attr-defined]
    assert {report.words.pick(p.district, "name") for p in places if p.shape} <= names
    said = "".join(t.text or "" for t in group.element.iter(f"{A}t"))
    assert "6,981.86" in said or "698.186" in said
    hatched = [s for s in group.shapes if s.element.find(f".//{A}pattFill") is not None]
    assert len(hatched) == 2
    everything = "".join(t.text or "" for x in presentation.slides for t in x.element.iter(f"{A}t"))
    assert ("示意图" if report.words.code == "zh" else "Schematic map") in everything
    charts = {
        str(s.chart.chart_type).split()[0]: s.chart
        for x in presentation.slides
        for s in x.shapes
        if s.has_chart
    }
    assert set(charts) == {"BAR_CLUSTERED", "XY_SCATTER"}
    bars = [next(iter(s.values)) for s in charts["BAR_CLUSTERED"].plots[0].series]
    assert bars == [172, 1113]
    points = charts["XY_SCATTER"].plots[0].series
    assert len(list(points)) == 3
    edge = presentation.slide_width
    for s in group.shapes:
        assert s.left >= 0 and s.left + s.width <= edge
        if s.has_text_frame:
            for properties in s.element.iter(f"{A}rPr"):
                assert properties.find(f"{A}ea") is not None


def test_no_content_of_a_cell_stands_before_its_lines(written: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(written)) as file:
        names = [n for n in file.namelist() if re.match(r"ppt/slides/slide\d+\.xml", n)]
        cells = [(n, cell) for n in names for cell in etree.fromstring(file.read(n)).iter(f"{A}tcPr")]
    assert cells
    for name, cell in cells:
        order = [c.tag.rpartition("}")[2] for c in cell]
        assert order == sorted(order, key=lambda t: not t.startswith("ln")), name


def test_documents_and_workbooks_shade_what_is_relative(report: Report, no_browser: None) -> None:
    paper = docx.Document(io.BytesIO(document.write(report)))
    fills = {
        e.get(docx.oxml.ns.qn("w:fill")) for t in paper.tables for e in t._tbl.iter(docx.oxml.ns.qn("w:shd"))
    }
    assert len(fills) > 4
    opened = openpyxl.load_workbook(io.BytesIO(report_workbook.write(report)))
    charts = [len(s._charts) for s in opened.worksheets[2 : 2 + len(ITEMS)]]
    assert charts[:3] == [1, 1, 1]
    heat = opened.worksheets[2 + 3]
    shaded = [c for row in heat.iter_rows() for c in row if c.fill.fill_type == "solid"]
    assert shaded and all(isinstance(c.value, (int, float)) for c in shaded)


def test_unknown_ids_are_named(make) -> None:  # type: ignore[no-untyped-def]
    strange = (
        item("scatter", metric="gdp", metric2="nothing"),
        item("tasks", unit="nobody", state="lost"),
        item("map", metric="nothing"),
    )
    titles = [b.title for b in make(Draft(items=strange), "zh").views]
    assert "metric2=nothing" in titles[0]
    assert "unit=nobody" in titles[1] and "state=lost" in titles[1]
    assert "metric=nothing" in titles[2]


@pytest.mark.parametrize(
    "entry",
    [
        item("map", metric="gdp", year=1950),
        item("years", metric="recon_received", districts=["weicheng"]),
        item("scatter", metric="gdp", metric2="recon_received", year=2022),
        item("heat", districts=["hexi"]),
        item("tasks", districts=["hexi"]),
        item("targets", districts=["weicheng"]),
    ],
)
def test_where_there_is_nothing_it_is_said(make, entry) -> None:  # type: ignore[no-untyped-def]
    r = make(Draft(items=(entry,)), "zh")
    (view,) = r.views
    assert view.title
    assert slides.write(r) and report_workbook.write(r)
    laid_out(view, "slide", data_version="1", released_on="2026-11-22")


def test_pictures_say_what_must_be_known(report: Report) -> None:
    for b in report.views:
        figure = laid_out(b, "a4", data_version="2026.11", released_on="2026-11-22", details=True)
        assert figure is not None, b.spec.kind
        said = "".join(a.text for a in figure.layout.annotations)
        assert "2026.11" in said
        if b.map:
            assert ("示意图" if report.words.code == "zh" else "Schematic map") in said
        if b.table and not b.is_chart:
            assert sum(len(row) for row in grid_of(b.table).rows) == sum(map(len, b.table.rows))
        gaps = [c for row in (b.table.rows if b.table else ()) for c in row if isinstance(c, Gap)]
        assert all(isinstance(g.text, str) for g in gaps)
