"""Briefs as a Word file: one A4 page a district, in the largest type with which all of it fits by our measure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from charts import wrapping
from reports.report import Report
from reports.write.document_parts import Setter, opened
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


def write(report: Report) -> bytes:
    """The briefs as a Word file, the same for the same report."""
    document = opened(report.words.code)
    page = _Page(report, document)
    for i, view in enumerate(report.views):
        page.brief(view, is_first=i == 0)
    return saved(document, report)


class Form(NamedTuple):
    """How the paragraphs of a style are set, in points."""

    size: float
    #: The room above.
    above: float
    indent: float = 0.0
    #: Whether only the lines after the first are indented.
    is_hanging: bool = True


class _Paragraph(NamedTuple):
    """A paragraph of a brief: its style, and runs as text and style of characters."""

    style: str
    runs: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """Return all of it."""
        return "".join(text for text, _ in self.runs)


def forms(size: float) -> dict[str, Form]:
    """The styles of a brief in a size of type; remarks and sources are a point smaller, but for the smallest."""
    small, line = max(SIZES[-1], size - 1), size * ABOVE_LINE
    return {
        "Brief Title": Form(size * 1.7, 0),
        "Brief Subtitle": Form(small, line),
        "Brief Heading": Form(size * 1.08, size * ABOVE_HEADING),
        "Brief Text": Form(size, line),
        "Brief Line": Form(size, line, size),
        "Brief Remark": Form(small, line, size, is_hanging=False),
        "Brief Source": Form(SIZES[-1], 0.5, SIZES[-1]),
    }


def paragraphs(view: View) -> Iterator[_Paragraph]:
    """The paragraphs of a brief."""
    words, colon = view.words, view.words.language.colon
    yield _Paragraph("Brief Title", ((view.title, ""),))
    if view.subtitle:
        yield _Paragraph("Brief Subtitle", ((view.subtitle, ""),))
    if view.sentence:
        yield _Paragraph("Brief Text", ((view.sentence, "Strong"),))
    for text in filter(None, view.comment.split("\n")):
        yield _Paragraph("Brief Text", ((text, ""),))
    for part in view.brief:
        yield _Paragraph("Brief Heading", ((part.heading, ""),))
        for x in part.lines:
            head = ((x.head + colon, "Strong"),) if x.head else ()
            numbers = ((f"\u00a0{x.numbers}", "Quiet"),) if x.numbers else ()
            yield _Paragraph("Brief Line", (("· ", "Strong"), *head, (x.text, ""), *numbers))
        if part.remark:
            yield _Paragraph("Brief Remark", ((part.remark, ""),))
    for note in view.noted("selection"):
        yield _Paragraph("Brief Subtitle", ((note.text, ""),))
    if view.documents:
        yield _Paragraph("Brief Heading", ((words.gettext("Sources"), ""),))
    for n, d in enumerate(view.documents, start=1):
        yield _Paragraph("Brief Source", ((f"[{n}] {graded(words, d)}", ""),))


def height(view: View, size: float) -> float:
    """How high a brief becomes in a size of type, in points, in faces that are not known."""
    room, known = (WIDE - 2 * SIDE) * POINTS_PER_MM, forms(size)
    set_in = ((p.text, known[p.style]) for p in paragraphs(view))
    return sum(f.above + wrapping.lines(t, f.size, room - f.indent) * _line(f.size) for t, f in set_in)


def fitting(view: View) -> float:
    """The largest size with which a brief keeps to one page; the smallest where none does."""
    most = (HIGH - TOP - BOTTOM) * POINTS_PER_MM * (1 - KEPT_FREE)
    return next((s for s in SIZES if height(view, s) <= most), SIZES[-1])


def _line(size: float) -> float:
    return round(size * (CLOSEST if size <= SIZES[-1] else LEADING), 1)


class _Page:
    """Sets the briefs of one report, all in one size of type."""

    def __init__(self, report: Report, document: Any) -> None:
        self._document = document
        self._set = Setter(report.words)
        self._size_styles(min(map(fitting, report.views)))
        for section in document.sections:
            _narrow(section)
        self._footer(f"{report.words.gettext('Qujian')} · {report.edition}")

    def brief(self, view: View, *, is_first: bool) -> None:
        """One brief on a page of its own."""
        if not is_first:
            _narrow(self._document.add_section(WD_SECTION.NEW_PAGE))
        for p in paragraphs(view):
            paragraph = self._document.add_paragraph(style=p.style)
            for text, style in p.runs:
                self._set.run(paragraph, text, style)

    def _size_styles(self, size: float) -> None:
        """Let the styles of briefs have the sizes and distances with which all fits."""
        for name, form in forms(size).items():
            style = self._document.styles[name]
            style.font.size = Pt(form.size)
            style.paragraph_format.space_before = Pt(form.above)
            style.paragraph_format.line_spacing = Pt(_line(form.size))
            style.paragraph_format.left_indent = Pt(form.indent)
            style.paragraph_format.first_line_indent = Pt(-form.indent if form.is_hanging else 0)

    def _footer(self, text: str) -> None:
        """The edition at the foot of every page, in place of page numbers."""
        for footer in _footers(self._document.sections[0]):
            for old in list(footer.paragraphs)[1:]:
                old._p.getparent().remove(old._p)
            paragraph = footer.paragraphs[0]
            for child in list(paragraph._p):
                paragraph._p.remove(child)
            paragraph.style = "Brief Footer"
            self._set.run(paragraph, text)


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
