"""Briefs as a Word file: one A4 page a district, in the largest type with which all of it fits by our measure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from charts import wrapping
from reports.report import Report
from reports.write.document_parts import Face, Setter, faces_of, opened
from reports.write.packing import saved
from views.evidence import graded
from views.view import View

#: A4 and its margins, in millimetres; the footer stands in the lower one.
WIDE, HIGH, SIDE, TOP, BOTTOM, FOOTER = 210, 297, 16, 13, 15, 7
#: Sizes of type that are tried, in points: nothing is smaller than the last.
SIZES = (11.5, 11.0, 10.5, 10.0, 9.5, 9.0)
#: Height of a line in type sizes, in large and in the smallest type.
LEADING, CLOSEST = 1.27, 1.16
#: Room above a heading and a line, in type sizes; of the page some is kept free, since the faces of the machine that
#: opens the file are not known.
ABOVE_HEADING, ABOVE_LINE, KEPT_FREE = 0.55, 0.12, 0.01
POINTS_PER_MM = 72 / 25.4
ACCENT, QUIET = RGBColor(0x1F, 0x4E, 0x79), RGBColor(0x59, 0x61, 0x6B)


def write(report: Report) -> bytes:
    """The briefs as a Word file, the same for the same report."""
    document = opened(report.words.code)
    page = _Page(report, document)
    for i, view in enumerate(report.views):
        page.brief(view, is_first=i == 0)
    return saved(document, report)


class _Paragraph(NamedTuple):
    """A paragraph of a brief: runs as (text, is bold, is quiet), its size and the room above it."""

    runs: tuple[tuple[str, bool, bool], ...]
    size: float
    above: float
    is_heading: bool = False
    is_title: bool = False
    indent: float = 0.0
    #: Whether only the lines after the first are indented.
    is_hanging: bool = True

    @property
    def text(self) -> str:
        """Return all of it."""
        return "".join(text for text, *_ in self.runs)


def paragraphs(view: View, size: float) -> Iterator[_Paragraph]:
    """The paragraphs of a brief in a size of type; remarks and sources are a point smaller, but for the smallest."""
    words, small, colon = view.words, max(SIZES[-1], size - 1), view.words.language.colon
    line = size * ABOVE_LINE
    yield _Paragraph(((view.title, True, False),), size * 1.7, 0, is_title=True)
    if view.subtitle:
        yield _Paragraph(((view.subtitle, False, True),), small, line)
    if view.sentence:
        yield _Paragraph(((view.sentence, True, False),), size, size * 0.3)
    for text in filter(None, view.comment.split("\n")):
        yield _Paragraph(((text, False, False),), size, line)
    for part in view.brief:
        yield _Paragraph(((part.heading, True, False),), size * 1.08, size * ABOVE_HEADING, is_heading=True)
        for x in part.lines:
            head = ((x.head + colon, True, False),) if x.head else ()
            runs = (("· ", True, False), *head, (x.text, False, False), (f"\u00a0{x.numbers}", False, True))
            yield _Paragraph(runs if x.numbers else runs[:-1], size, line, indent=size)
        if part.remark:
            yield _Paragraph(((part.remark, False, True),), small, line, indent=size, is_hanging=False)
    for note in view.noted("selection"):
        yield _Paragraph(((note.text, False, True),), small, line)
    if view.documents:
        heading = words.gettext("Sources")
        yield _Paragraph(((heading, True, False),), size * 1.08, size * ABOVE_HEADING, is_heading=True)
    for n, d in enumerate(view.documents, start=1):
        yield _Paragraph(((f"[{n}] {graded(words, d)}", False, False),), SIZES[-1], 0.5, indent=SIZES[-1])


def height(view: View, size: float) -> float:
    """How high a brief becomes in a size of type, in points, in faces that are not known."""
    room = (WIDE - 2 * SIDE) * POINTS_PER_MM
    return sum(
        p.above + wrapping.lines(p.text, p.size, room - p.indent) * _line(p.size)
        for p in paragraphs(view, size)
    )


def fitting(view: View) -> float:
    """The largest size with which a brief keeps to one page; the smallest where none does."""
    most = (HIGH - TOP - BOTTOM) * POINTS_PER_MM * (1 - KEPT_FREE)
    return next((s for s in SIZES if height(view, s) <= most), SIZES[-1])


def _line(size: float) -> float:
    return round(size * (CLOSEST if size <= SIZES[-1] else LEADING), 1)


class _Page:
    """Sets the briefs of one report."""

    def __init__(self, report: Report, document: Any) -> None:
        self._document = document
        faces = faces_of(document)
        self._set = Setter(report.words, faces)
        self._faces = faces
        for section in document.sections:
            _narrow(section)
        self._footer(f"{report.words.gettext('Qujian')} · {report.edition}")

    def brief(self, view: View, *, is_first: bool) -> None:
        """One brief on a page of its own."""
        if not is_first:
            _narrow(self._document.add_section(WD_SECTION.NEW_PAGE))
        for p in paragraphs(view, fitting(view)):
            self._paragraph(p)

    def _paragraph(self, p: _Paragraph) -> None:
        style = "Title" if p.is_title else "Heading 1" if p.is_heading else "Body Text"
        paragraph = self._document.add_paragraph(style=style)
        if p.is_heading or p.is_title:
            _unnumbered(paragraph)
        form = paragraph.paragraph_format
        form.alignment = 0
        form.space_before, form.space_after = Pt(p.above), Pt(0)
        form.line_spacing = Pt(_line(p.size))
        form.left_indent = Pt(p.indent)
        form.first_line_indent = Pt(-p.indent if p.is_hanging else 0)
        form.keep_with_next = p.is_heading
        face = self._faces.first if p.is_heading or p.is_title else self._faces.body
        for text, is_bold, is_quiet in p.runs:
            run = self._set.run(
                paragraph, text, Face(face.east_asian, face.latin, p.size, bold=False), bold=is_bold
            )
            if is_quiet:
                run.font.color.rgb = QUIET
            elif p.is_heading:
                run.font.color.rgb = ACCENT

    def _footer(self, text: str) -> None:
        """The edition at the foot of every page, in place of page numbers."""
        for footer in _footers(self._document.sections[0]):
            for old in list(footer.paragraphs)[1:]:
                old._p.getparent().remove(old._p)
            paragraph = footer.paragraphs[0]
            for child in list(paragraph._p):
                paragraph._p.remove(child)
            self._set.run(paragraph, text, Face(self._faces.note.east_asian, size=SIZES[-1]))


def _narrow(section: Any) -> None:
    section.page_width, section.page_height = Mm(WIDE), Mm(HIGH)
    section.left_margin = section.right_margin = Mm(SIDE)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.header_distance = section.footer_distance = Mm(FOOTER)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is not None:  # a grid of lines would set them as far apart as in official papers
        section._sectPr.remove(grid)


def _footers(section: Any) -> Iterator[Any]:
    yield section.footer
    yield section.even_page_footer
    yield section.first_page_footer


def _unnumbered(paragraph: Any) -> None:
    """Headings of a brief have no numbers."""
    properties = paragraph._p.get_or_add_pPr()
    numbers = OxmlElement("w:numPr")
    for name, value in (("ilvl", "0"), ("numId", "0")):
        element = OxmlElement(f"w:{name}")
        element.set(qn("w:val"), value)
        numbers.append(element)
    properties._insert_numPr(numbers)
