"""The PDF, reopened with a library that did not write it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pdfplumber
import pypdf
import pytest

import reports.write.fonts
from data.settings import today
from locales import words
from queries.store import Store
from reports.report import Report
from reports.report import report as made
from reports.write import pdf
from reports.write.report_order import order_of
from tests.pictures.test_renderer import fonts_of
from tests.report_files.conftest import HOSTILE
from views.draft import Draft, item
from views.table import Number

Annual = Callable[[str], Report]


def text_of(reader: pypdf.PdfReader) -> str:
    return bare("".join(p.extract_text() for p in reader.pages))


def bare(text: str) -> str:
    """Without what a line break leaves behind."""
    return re.sub(r"[\s\u200b]+", "", text)


@pytest.fixture(scope="session", params=["zh", "en"])
def opened(annual: Annual, request: pytest.FixtureRequest) -> tuple[Report, pypdf.PdfReader]:
    report = annual(request.param)
    return report, pypdf.PdfReader(io.BytesIO(pdf.write(report)))


def test_text_comes_back_as_written(opened: tuple[Report, pypdf.PdfReader]) -> None:
    report, reader = opened
    text = text_of(reader)
    assert report.views
    for view in report.views:
        for wanted in (view.title, view.subtitle, view.sentence, *(n.text for n in view.notes)):
            assert bare(wanted) in text, wanted


def test_every_figure_of_every_table_is_there(opened: tuple[Report, pypdf.PdfReader]) -> None:
    report, reader = opened
    text = text_of(reader)
    cells = [
        cell
        for view in report.views
        for row in (view.table.rows if view.table else ())
        for cell in row
        if isinstance(cell, Number)
    ]
    assert cells
    for cell in cells:
        assert bare(cell.text) in text, cell


def test_outline_names_every_finding(opened: tuple[Report, pypdf.PdfReader]) -> None:
    report, reader = opened

    def titles(entries: list) -> list[str]:  # type: ignore[type-arg]
        return [t for e in entries for t in (titles(e) if isinstance(e, list) else [str(e.title)])]

    found = {bare(t) for t in titles(reader.outline)}
    assert {bare(b.title) for b in report.views} <= found


def test_language_tags_and_fonts(opened: tuple[Report, pypdf.PdfReader]) -> None:
    report, reader = opened
    root = reader.trailer["/Root"]
    assert str(root["/Lang"]).lower().startswith(report.words.code)
    assert root["/MarkInfo"]["/Marked"]
    fonts = fonts_of(reader)
    assert fonts
    assert all(fonts.values()), fonts
    assert all("CJK" in name for name in fonts), "digits and Latin from another face"


def test_charts_are_vectors(opened: tuple[Report, pypdf.PdfReader]) -> None:
    _, reader = opened
    assert [i for p in reader.pages for i in p.images] == []


def test_sources_are_links(opened: tuple[Report, pypdf.PdfReader]) -> None:
    report, reader = opened
    targets = set()
    for page in reader.pages:
        for annotation in page.get("/Annots", []):
            action = annotation.get_object().get("/A", {})
            targets.add(str(action.get("/URI", "")))
    wanted = {d.url for d in report.documents if d.url}
    assert wanted <= targets


def test_markup_in_texts_is_text(hostile: Report) -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf.write(hostile)))
    text = text_of(reader)
    for title in HOSTILE:
        assert "🏛" not in text, "no face that sets Chinese has emoji: a box would stand there"
        for part in title.split("🏛"):
            assert bare(part)[:60] in text, title
    assert "#pagebreak()" in text


def test_the_same_report_gives_the_same_bytes(annual: Annual) -> None:
    assert pdf.write(annual("zh")) == pdf.write(annual("zh"))


def test_without_a_browser_the_text_is_still_set(annual: Annual, monkeypatch: pytest.MonkeyPatch) -> None:
    from reports.draw.pictures import renderer

    renderer.close()
    monkeypatch.setenv("PATH", "/nonexistent")
    reader = pypdf.PdfReader(io.BytesIO(pdf.write(annual("zh"))))
    assert bare(annual("zh").views[0].title) in text_of(reader)


def test_without_a_chinese_font_it_is_refused(annual: Annual, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports.write.fonts, "SANS", ("No Such Face",))
    reports.write.fonts._known.cache_clear()
    try:
        with pytest.raises(reports.write.fonts.FontsMissing):
            pdf.write(annual("zh"))
    finally:
        reports.write.fonts._known.cache_clear()


def headings_of(report: Report) -> list[str]:
    """The headings of a report with their numbers, as the Word file has them."""
    found = []
    for chapter in order_of(report).all:
        found.append(bare(chapter.number + chapter.title))
        found += [bare(e.number + e.title) for e in chapter.entries if e.title]
    return found


def test_the_order_and_the_numbers_are_those_of_the_word_file(
    opened: tuple[Report, pypdf.PdfReader],
) -> None:
    report, reader = opened
    text = text_of(reader)
    headings = headings_of(report)
    place = text.index(headings[-1]) + len(headings[-1])  # past the contents
    for heading in headings:
        assert heading in text[place:], heading
        place = text.index(heading, place) + len(heading)
    findings = order_of(report).findings
    assert findings and headings[0] == bare(findings.number + findings.title)
    assert len(reader.pages) < len(report.views) * 2, "several items a page"


def test_it_can_be_kept_and_read_aloud(opened: tuple[Report, pypdf.PdfReader]) -> None:
    _, reader = opened
    facts = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    for fact in ("pdfaid:part>2<", "pdfaid:conformance>A<", "pdfuaid:part>1<"):
        assert fact in facts


def test_no_page_has_faults_of_layout(annual: Annual) -> None:
    with pdfplumber.open(io.BytesIO(pdf.write(annual("zh")))) as file:
        for number, page in enumerate(file.pages, start=1):
            chars = [c for c in page.chars if c["text"].strip()]
            small = {c["text"] for c in chars if c["upright"] and c["size"] < 8 - 0.01}
            assert small == set(), f"type under 8 pt on page {number}"
            beyond = [c["text"] for c in chars if c["x0"] < 27 or c["x1"] > page.width - 27]
            assert beyond == [], f"text over the edge of page {number}"
            if number < len(file.pages):
                low = max(c["bottom"] for c in chars if c["bottom"] < page.height - 60)
                assert low > page.height / 3, f"page {number} is less than a third full"


def test_a_text_prints_its_title_once(store: Store) -> None:
    d = Draft(
        items=(item("text", title="情况说明", comment="正文一段。"), item("text", title="另一说明")),
        signature="某区司法局",
        dated="2026-11-28",
        attachments=("数据表",),
    )
    reader = pypdf.PdfReader(io.BytesIO(pdf.write(made(store, words("zh"), d, today()))))
    text = text_of(reader)
    after_contents = text[text.index("一、情况说明") + 6 :]
    assert after_contents.count("情况说明") == 1
    assert (
        after_contents.index("正文一段。")
        < after_contents.index("附件：数据表")
        < after_contents.index("某区司法局")
    )
    assert "2026年11月28日" in after_contents
