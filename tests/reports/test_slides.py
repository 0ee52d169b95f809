"""Slides reopened: native charts with the data's numbers, faces for both scripts, evidence, no text beyond the edge."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from lxml import etree
from pptx import Presentation

from reports.templates import TEMPLATES
from reports.write import slides
from tests.reports.hostile import COMMENTS, TITLES
from views.draft import Draft, item
from views.table import Number

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def opened(content: bytes):  # type: ignore[no-untyped-def]
    return Presentation(io.BytesIO(content))


def said(slide) -> str:  # type: ignore[no-untyped-def]
    return "\n".join(t.text or "" for t in slide.element.iter(f"{A}t"))


def notes_of(slide) -> str:  # type: ignore[no-untyped-def]
    return slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""


@pytest.mark.parametrize("code", ["zh", "en"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_native_charts_carry_the_numbers(make, written, template: str, code: str) -> None:  # type: ignore[no-untyped-def]
    r = make(template, code)
    presentation = opened(written("slides", template, code))
    charts = [s.chart for x in presentation.slides for s in x.shapes if s.has_chart]
    drawn = [b for b in r.views if (b.comparison and b.comparison.leading) or b.trend]
    assert len(charts) == len(drawn)
    for chart, b in zip(charts, drawn, strict=True):
        values = [v for s in chart.plots[0].series for v in s.values if v is not None]
        if b.comparison:
            expected = [f.observation.value for f in b.comparison.leading]
            assert len(chart.plots[0].categories) == len(expected)
            metric = b.comparison.metric
        else:
            expected = [o.value for s in b.trend.series for o in s.main]
            metric = b.trend.metric
            blanks = chart._chartSpace.find(f".//{C}dispBlanksAs")
            assert blanks.get("val") == "gap"
        assert sorted(values) == pytest.approx(sorted(v * r.words.scale(metric) for v in expected))
        assert chart.part.chart_workbook.xlsx_part is not None


@pytest.mark.parametrize("code", ["zh", "en"])
def test_every_run_names_an_east_asian_face(written, code: str) -> None:  # type: ignore[no-untyped-def]
    with zipfile.ZipFile(io.BytesIO(written("slides", "annual", code))) as file:
        names = [n for n in file.namelist() if re.match(r"ppt/(slides|charts|notesSlides)/[^_]+\.xml$", n)]
        assert {n.split("/")[1] for n in names} == {"slides", "charts", "notesSlides"}
        for name in names:
            root = etree.fromstring(file.read(name))
            for properties in root.iter(f"{A}rPr", f"{A}defRPr"):
                assert properties.find(f"{A}ea") is not None, name
            for run in root.iter(f"{A}r"):
                assert run.find(f"{A}rPr/{A}ea").get("typeface"), name


def test_tables_hold_the_texts(make, written) -> None:  # type: ignore[no-untyped-def]
    r = make("meeting", "zh")
    presentation = opened(written("slides", "meeting", "zh"))
    shown = [s for x in presentation.slides for s in x.shapes]
    cells = {c.text for s in shown if s.has_table for row in s.table.rows for c in row.cells}
    bars = {v for s in shown if s.has_chart for series in s.chart.plots[0].series for v in series.values}
    assert r.views and cells and bars
    for b in r.views:
        for row in b.table.rows:
            if b.comparison:  # beside the bars stands how the documents word their figures
                continue
            assert {c.text for c in row if isinstance(c, Number)} <= cells
        assert not b.comparison or {e.as_written for e in b.evidence} <= cells


def test_speaker_notes_carry_the_evidence(make, written) -> None:  # type: ignore[no-untyped-def]
    r = make("meeting", "en")
    notes = "\n".join(notes_of(x) for x in opened(written("slides", "meeting", "en")).slides)
    assert any(b.evidence for b in r.views) and any(b.notes for b in r.views)
    for b in r.views:
        for e in b.evidence:
            assert e.as_written in notes
        for n in b.notes:
            assert n.text in notes


@pytest.mark.parametrize("code", ["zh", "en"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_nothing_reaches_beyond_the_slide(written, template: str, code: str) -> None:  # type: ignore[no-untyped-def]
    presentation = opened(written("slides", template, code))
    assert len(presentation.slides) > 1
    for slide in presentation.slides:
        for s in slide.shapes:
            assert s.left >= 0 and s.top >= 0
            assert s.left + s.width <= presentation.slide_width
            assert s.top + s.height <= presentation.slide_height + 5 * 12_700


@pytest.mark.parametrize("name", COMMENTS)
def test_hostile_texts_come_out_as_texts(make, name: str) -> None:  # type: ignore[no-untyped-def]
    title = TITLES.get(name, "标题")
    made = item("compare", metric="resident_population", year=2020, title=title, comment=COMMENTS[name])
    presentation = opened(slides.write(make(Draft(title=made.title, items=(made,)), "zh")))
    everything = "\n".join(said(x) for x in presentation.slides)
    assert made.title in everything
    assert re.sub(r"\s", "", made.comment)[-50:] in re.sub(r"\s", "", everything)
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", everything)
    for slide in presentation.slides:
        for s in slide.shapes:
            assert s.top + s.height <= presentation.slide_height + 5 * 12_700


def test_the_same_report_gives_the_same_bytes(make, written) -> None:  # type: ignore[no-untyped-def]
    assert written("slides", "annual", "zh") == slides.write(make("annual", "zh"))


def test_an_office_brings_its_own_master(make) -> None:  # type: ignore[no-untyped-def]
    own = Presentation()  # 4:3, with all the layouts of PowerPoint
    file = io.BytesIO()
    own.save(file)
    presentation = opened(slides.write(make("meeting", "zh"), file.getvalue()))
    assert presentation.slide_width == own.slide_width
    assert len(presentation.slide_layouts) == len(own.slide_layouts)
    assert "法治政府" in said(presentation.slides[0])
    for slide in presentation.slides:
        for s in slide.shapes:
            assert s.left + s.width <= presentation.slide_width
