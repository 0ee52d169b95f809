"""Documents reopened: typography of official papers, fields that renumber, faces for both scripts."""

from __future__ import annotations

import base64
import io
import re
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree

from charts.theme import Theme
from charts.view_chart import view_chart
from reports.templates import TEMPLATES
from reports.write import document
from tests.reports.hostile import COMMENTS, TITLES
from views.draft import Draft, item
from views.table import Number

PNG = base64.b64encode(
    base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    )
).decode()


@pytest.fixture(autouse=True)
def _small_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.draw.pictures.renderer.draw", lambda *_: PNG)


def opened(content: bytes):  # type: ignore[no-untyped-def]
    return Document(io.BytesIO(content))


def said(paper) -> str:  # type: ignore[no-untyped-def]
    return "\n".join(t.text or "" for t in paper.element.iter(qn("w:t")))


def codes(paper) -> list[str]:  # type: ignore[no-untyped-def]
    return [" ".join((e.text or "").split()) for e in paper.element.iter(qn("w:instrText"))]


def test_the_page_is_that_of_official_papers(written) -> None:  # type: ignore[no-untyped-def]
    paper = opened(written("document", "meeting", "zh"))
    for s in paper.sections:
        assert (round(s.page_width.mm), round(s.page_height.mm)) == (210, 297)
        margins = (s.top_margin, s.bottom_margin, s.left_margin, s.right_margin)
        assert [round(m.mm) for m in margins] == [37, 35, 28, 26]
    assert Mm(210) - Mm(28) - Mm(26) == Mm(156)
    normal = paper.styles["Normal"]
    assert (normal.font.size, normal.paragraph_format.line_spacing) == (Pt(16), Pt(28))
    faces = {
        n: paper.styles[n].element.rPr.rFonts.get(qn("w:eastAsia"))
        for n in ("Normal", "Heading 1", "Heading 2")
    }
    assert faces == {"Normal": "仿宋", "Heading 1": "黑体", "Heading 2": "楷体"}
    assert paper.settings.odd_and_even_pages_header_footer
    for footer in (paper.sections[0].footer, paper.sections[0].even_page_footer):
        assert any("PAGE" in (e.text or "") for e in footer._element.iter(qn("w:instrText")))


@pytest.mark.parametrize("code", ["zh", "en"])
def test_every_run_names_an_east_asian_face_and_language(written, code: str) -> None:  # type: ignore[no-untyped-def]
    with zipfile.ZipFile(io.BytesIO(written("document", "annual", code))) as file:
        for name in ("word/document.xml", "word/footer1.xml", "word/footer2.xml"):
            runs = list(etree.fromstring(file.read(name)).iter(qn("w:r")))
            assert runs
            for run in runs:
                properties = run.find(qn("w:rPr"))
                assert properties.find(qn("w:rFonts")).get(qn("w:eastAsia"))
                assert properties.find(qn("w:lang")).get(qn("w:eastAsia")) == "zh-CN"


@pytest.mark.parametrize("code", ["zh", "en"])
@pytest.mark.parametrize("template", [t for t in TEMPLATES if t != "brief"])  # a page without captions
def test_captions_and_references_are_fields_that_meet(make, written, template: str, code: str) -> None:  # type: ignore[no-untyped-def]
    r = make(template, code)
    paper = opened(written("document", template, code))
    found = codes(paper)
    labels = ("表", "图") if code == "zh" else ("Table", "Fig.")
    tables = [c for c in found if c.startswith(f"SEQ {labels[0]}")]
    figures = [c for c in found if c.startswith(f"SEQ {labels[1]}")]
    assert len(tables) == len(paper.tables)
    assert (
        len(figures)
        == len(paper.inline_shapes)
        == sum(view_chart(b, Theme(b.words)) is not None for b in r.views)
    )
    assert sum(c.startswith("TOC ") for c in found) == 1
    marks = [e.get(qn("w:name")) for e in paper.element.iter(qn("w:bookmarkStart"))]
    assert len(marks) == len(set(marks))
    wanted = {c.split()[1] for c in found if c.startswith(("REF ", "PAGEREF "))}
    assert wanted <= set(marks)
    opens = [e.get(qn("w:fldCharType")) for e in paper.element.iter(qn("w:fldChar"))]
    assert opens.count("begin") == opens.count("end") == opens.count("separate")


def test_tables_hold_the_figures_and_their_heads_repeat(make, written) -> None:  # type: ignore[no-untyped-def]
    r = make("annual", "zh")
    paper = opened(written("document", "annual", "zh"))
    cells = {c.text for t in paper.tables for row in t.rows for c in row.cells}
    tables = [b.table for b in r.views if b.table]
    assert tables and paper.tables
    for table in tables:
        assert {c.text for row in table.rows for c in row if isinstance(c, Number)} <= cells
    for t in paper.tables:
        assert t._tbl.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None


def test_documents_are_listed_at_the_end(make, written) -> None:  # type: ignore[no-untyped-def]
    r = make("annual", "en")
    text = said(opened(written("document", "annual", "en")))
    assert r.documents
    for d in r.documents:
        assert d.title_en in text[text.rindex("As the sources write it") :]


@pytest.mark.usefixtures("no_browser")
@pytest.mark.parametrize("code", ["zh", "en"])
def test_without_a_browser_the_tables_stand_and_the_reason_is_told(make, code: str) -> None:  # type: ignore[no-untyped-def]
    paper = opened(document.write(make("meeting", code)))
    assert len(paper.inline_shapes) == 0
    assert paper.tables
    assert "apt-get install chromium" in said(paper)
    assert ("图1" if code == "zh" else "Fig. 1") not in said(paper)


@pytest.mark.parametrize("name", COMMENTS)
def test_hostile_texts_come_out_as_texts(make, name: str) -> None:  # type: ignore[no-untyped-def]
    made = item("compare", metric="gdp", year=2022, title=TITLES.get(name, "标题"), comment=COMMENTS[name])
    text = said(opened(document.write(make(Draft(title=made.title, items=(made,)), "en"))))
    assert made.title in text
    assert re.sub(r"\s", "", made.comment) in re.sub(r"\s", "", text)


def test_the_same_report_gives_the_same_bytes(make, written) -> None:  # type: ignore[no-untyped-def]
    assert written("document", "meeting", "zh") == document.write(make("meeting", "zh"))
