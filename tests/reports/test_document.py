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
from reports.write import document, report_order
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
    assert paper.styles["Normal"].font.size == Pt(16)
    faces = {
        n: paper.styles[n].element.rPr.rFonts.get(qn("w:eastAsia"))
        for n in ("Normal", "Heading 1", "Heading 2")
    }
    assert faces == {"Normal": "仿宋", "Heading 1": "黑体", "Heading 2": "楷体"}
    assert paper.settings.odd_and_even_pages_header_footer
    for footer in (paper.sections[0].footer, paper.sections[0].even_page_footer):
        assert any("PAGE" in (e.text or "") for e in footer._element.iter(qn("w:instrText")))


def test_a_page_has_22_lines_of_28_characters(written) -> None:  # type: ignore[no-untyped-def]
    paper = opened(written("document", "meeting", "zh"))
    section = paper.sections[0]
    wide = section.page_width.pt - section.left_margin.pt - section.right_margin.pt
    high = section.page_height.pt - section.top_margin.pt - section.bottom_margin.pt
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    line = int(grid.get(qn("w:linePitch"))) / 20
    assert high // line == 22
    assert wide // (16 + int(grid.get(qn("w:charSpace"))) / 4096) == 28
    normal = paper.styles["Normal"]
    assert normal.paragraph_format.line_spacing.pt == pytest.approx(line), "the text keeps to the grid"
    tighter = int(normal.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert wide // (16 + tighter) == 28, "where a program does not count characters by the grid"


@pytest.mark.parametrize("code", ["zh", "en"])
@pytest.mark.parametrize("template", ["annual", "brief"])
def test_looks_are_those_of_styles_alone(written, template: str, code: str) -> None:  # type: ignore[no-untyped-def]
    content = written("document", template, code)
    styles = opened(content).styles
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        for name in ("word/document.xml", "word/footer1.xml", "word/footer2.xml"):
            part = etree.fromstring(file.read(name))
            own = {c.tag for run in part.iter(qn("w:rPr")) for c in run}
            assert own <= {qn("w:rStyle")}
            used = {s.get(qn("w:val")) for s in part.iter(qn("w:pStyle"))}
            known = {s.style_id: s for s in styles}
            assert used <= known.keys()
            for style in map(known.get, used):
                assert east_asian_face(style)
    defaults = styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    assert defaults.find(qn("w:lang")).get(qn("w:eastAsia")) == "zh-CN"


def east_asian_face(style) -> str:  # type: ignore[no-untyped-def]
    """The Chinese face of a style, its own or that of those it is based on."""
    while style is not None:
        properties = style.element.rPr
        if properties is not None and properties.rFonts is not None:
            return str(properties.rFonts.get(qn("w:eastAsia")))
        style = style.base_style
    return ""


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


def test_tables_are_described_and_in_one_size(written) -> None:  # type: ignore[no-untyped-def]
    paper = opened(written("document", "annual", "zh"))
    styles = {p.style.name for t in paper.tables for p in (c.paragraphs[0] for c in t._cells)}
    assert {"Table Text", "Table Number", "Table Head"} <= styles
    own = {n for n in styles if paper.styles[n].element.rPr is not None}
    assert {n for n in own if paper.styles[n].font.size} == {"Table Text"}, "the others are based on it"
    for t in paper.tables:
        assert [t._tbl.tblPr.find(qn(f"w:tbl{n}")).get(qn("w:val")) for n in ("Caption", "Description")]


def test_a_figure_stays_with_its_title_and_the_table_of_the_same_figures(written) -> None:  # type: ignore[no-untyped-def]
    body = opened(written("document", "meeting", "zh")).element.body
    elements = list(body)
    figures = [i for i, e in enumerate(elements) if _style(e) == "Figure"]
    assert figures
    for i in figures:
        after = elements[i + 1 : i + 5]
        table = next(n for n, e in enumerate(after) if e.tag == qn("w:tbl"))
        assert [_style(e) for e in after[:2]] == ["Caption", "TableTitle"]
        # Figure, Table Title and Table Unit keep with the next by their styles, the caption of a figure by itself.
        assert after[0].pPr.find(qn("w:keepNext")) is not None
        rows = after[table].tr_lst
        assert all(r.tc_lst[0].p_lst[0].pPr.find(qn("w:keepNext")) is not None for r in rows[1:-1])


def _style(element) -> str:  # type: ignore[no-untyped-def]
    form = element.find(qn("w:pPr"))
    return form.find(qn("w:pStyle")).get(qn("w:val")) if form is not None else ""


def test_links_are_links(make, written) -> None:  # type: ignore[no-untyped-def]
    paper = opened(written("document", "annual", "zh"))
    marks = {e.get(qn("w:name")) for e in paper.element.iter(qn("w:bookmarkStart"))}
    links = list(paper.element.iter(qn("w:hyperlink")))
    anchors = [a for e in links if (a := e.get(qn("w:anchor")))]
    contents = [p for p in paper.paragraphs if p.style.name.startswith("toc")]
    assert len(anchors) == len(contents) and set(anchors) <= marks
    targets = {paper.part.rels[i].target_ref for e in links if (i := e.get(qn("r:id")))}
    assert targets == {d.url for d in make("annual", "zh").documents if d.url}


def test_a_heading_alone_in_its_chapter_has_no_number(make, written) -> None:  # type: ignore[no-untyped-def]
    paper = opened(written("document", "annual", "zh"))
    order = report_order.order_of(make("annual", "zh"))
    titled = [[e for e in chapter.entries if e.title] for chapter in order.chapters]
    alone = [entries[0].title for entries in titled if len(entries) == 1]
    assert alone
    assert [p.text for p in paper.paragraphs if p.style.name == "Heading 2 Alone"] == alone
    assert all(bool(e.number) == (len(entries) > 1) for entries in titled for e in entries)


def test_who_signs_the_day_and_attachments_stand_after_the_text(make) -> None:  # type: ignore[no-untyped-def]
    d = Draft(
        items=(item("text", title="情况说明", comment="正文。"),),
        signature="某区司法局",
        dated="2026-11-28",
        attachments=("数据表", "来源一览"),
    )
    paper = opened(document.write(make(d, "zh")))
    lines = [(p.style.name, p.text) for p in paper.paragraphs]
    first = lines.index(("Attachments", "附件：1. 数据表"))
    assert lines[first - 1] == ("Body Text", "正文。")
    assert lines[first + 1 : first + 4] == [
        ("Attachments", "2. 来源一览"),
        ("Signature", "某区司法局"),
        ("Date", "2026年11月28日"),
    ]
    assert [text for style, text in lines if style.startswith("Heading")].count("情况说明") == 1


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
