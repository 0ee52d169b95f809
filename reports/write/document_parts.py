"""What documents are made of: runs with faces for both scripts, fields that renumber, three-line tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from charts.colour_steps import shaded
from locales import Words
from reports.write.packing import drop_leftovers
from views.table import Cell, Gap, Number, Table

#: A document in each language, empty: page, styles, numbers of headings, footers.
TEMPLATES = Path(__file__).parent / "templates"
#: Width of the text of an official document: A4 less margins of 28 and 26 mm.
TEXT_WIDTH = 156.0
#: A table of so few rows is not divided between pages.
TOGETHER = 14
_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def opened(code: str) -> Any:
    """The template of a language, without texts and leftovers of the program that saved it."""
    document = Document(str(TEMPLATES / f"document.{code}.docx"))
    document.element.body.clear_content()
    for owner in (document.part, document.part.package):
        drop_leftovers(owner.rels)
    return document


@dataclass(frozen=True)
class Face:
    """A face for both scripts and its size in points."""

    east_asian: str
    latin: str = "Times New Roman"
    size: float = 16.0
    bold: bool = False


@dataclass(frozen=True)
class Faces:
    """The faces of a document, as the styles of its template have them."""

    title: Face
    subtitle: Face
    contents: Face
    first: Face
    second: Face
    body: Face
    caption: Face
    table: Face
    note: Face
    source: Face


def faces_of(document: Any) -> Faces:
    """The faces of a template."""

    def of(style: str) -> Face:
        return _face(document.styles, style)

    return Faces(
        title=of("Title"),
        subtitle=of("Subtitle"),
        contents=of("toc 1"),
        first=of("Heading 1"),
        second=of("Heading 2"),
        body=of("Body Text"),
        caption=of("Caption"),
        table=of("Table Text"),
        note=of("Table Note"),
        source=of("Bibliography"),
    )


def _face(styles: Any, name: str) -> Face:
    """The face of a style; what it leaves open the style says that it is based on, at last the defaults."""
    style, properties = styles[name], []
    is_bold = bool(style.font.bold)
    while style is not None:
        properties.append(style.element.rPr)
        style = style.base_style
    properties.append(styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}"))

    def first(element: str, attribute: str) -> str:
        found = (p.find(qn(element)) for p in properties if p is not None)
        return next(str(v) for e in found if e is not None and (v := e.get(qn(attribute))))

    east_asian, latin = first("w:rFonts", "w:eastAsia"), first("w:rFonts", "w:ascii")
    return Face(east_asian, latin, int(first("w:sz", "w:val")) / 2, is_bold)


@lru_cache(maxsize=100)
def _dressed(face: Face, bold: bool, tag: str) -> Any:
    """Run properties to be copied: a document has thousands of runs in a few faces, and making each anew is slow."""
    run = Run(OxmlElement("w:r"), None)
    run.font.size = Pt(face.size)
    if bold:
        run.font.bold = True
    properties = run._r.rPr
    fonts = properties.get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), face.east_asian if script == "eastAsia" else face.latin)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), tag if tag.startswith("en") else "en-GB")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)
    return properties


@lru_cache(maxsize=100)
def _closed_up(size: float, alignment: WD_ALIGN_PARAGRAPH | None) -> Any:
    """Paragraph properties to be copied: as a cell wants them, no indent, close lines."""
    paragraph = Paragraph(OxmlElement("w:p"), None)
    paragraph.alignment = alignment
    style = paragraph.paragraph_format
    style.first_line_indent = Pt(0)
    style.space_before = style.space_after = Pt(1.5)
    style.line_spacing = Pt(round(size * 1.35, 1))
    return paragraph._p.pPr


@dataclass
class Setter:
    """Sets texts in the faces of one document and numbers its bookmarks."""

    words: Words
    faces: Faces
    _marks: int = 0

    def run(self, paragraph: Any, text: str, face: Face, *, bold: bool | None = None) -> Any:
        """A run of text."""
        run = paragraph.add_run(_UNPRINTABLE.sub("", text))
        run._r.insert(0, deepcopy(_dressed(face, bool(bold or face.bold), self.words.tag)))
        return run

    def field(self, paragraph: Any, code: str, shown: str, face: Face) -> list[Any]:
        """A field that the program brings up to date, with what it shows until then; returns its runs."""
        runs = []
        for kind, text in (("begin", ""), ("", code), ("separate", ""), ("shown", shown), ("end", "")):
            run = self.run(paragraph, text if kind == "shown" else "", face)
            if kind == "shown":
                pass
            elif kind:
                mark = OxmlElement("w:fldChar")
                mark.set(qn("w:fldCharType"), kind)
                if kind == "begin":
                    mark.set(qn("w:dirty"), "true")
                run._r.append(mark)
            else:
                instruction = OxmlElement("w:instrText")
                instruction.set(qn("xml:space"), "preserve")
                instruction.text = f" {text or code} "
                run._r.append(instruction)
            runs.append(run)
        return runs

    def bookmark(self, first: Any, last: Any, name: str) -> None:
        """A bookmark from one run to another."""
        self._marks += 1
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for element in (start, end):
            element.set(qn("w:id"), str(self._marks))
        start.set(qn("w:name"), name)
        first._r.addprevious(start)
        last._r.addnext(end)

    def caption(self, paragraph: Any, label: str, number: int, name: str, text: str) -> None:
        """“Table 1  text”, whose number is a field; the label with the number can be referred to by `name`."""
        face = self.faces.caption
        space = self.words.language.label_space
        start = self.run(paragraph, label + space, face)
        runs = self.field(paragraph, f"SEQ {label} \\* ARABIC", str(number), face)
        self.bookmark(start, runs[-1], name)
        self.run(paragraph, self.words.language.caption_space + text, face)

    def reference(self, paragraph: Any, name: str, shown: str, face: Face) -> None:
        """A reference to a bookmark that follows it."""
        self.field(paragraph, f"REF {name} \\h", shown, face)

    # -- tables ----------------------------------------------------------------------------------------------
    def table(self, document: Any, table: Table, face: Face | None = None) -> Any:
        """A three-line table whose head repeats on every page; returns it."""
        face = face or self.faces.table
        count = 1 + len(table.rows) + len(table.groups)
        made = document.add_table(rows=count, cols=len(table.columns))
        made.autofit = False
        made.alignment = WD_TABLE_ALIGNMENT.CENTER
        total = sum(c.weight for c in table.columns)
        widths = [Mm(TEXT_WIDTH * c.weight / total) for c in table.columns]
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        trs = made._tbl.tr_lst
        self._row(trs[0], made, [c.name for c in table.columns], table, widths, face, bold=True)
        _head(trs[0])
        line = 1
        for i, row in enumerate(table.rows):
            if i in table.groups:
                self._group(made.rows[line], table.groups[i], face)
                line += 1
            self._row(trs[line], made, row, table, widths, face)
            line += 1
        _rules(made)
        if count <= TOGETHER:
            for tr in trs[:-1]:
                for paragraph in tr.iter(qn("w:p")):
                    paragraph.get_or_add_pPr().get_or_add_keepNext()
        return made

    def _row(
        self,
        tr: Any,
        made: Any,
        cells: Sequence[Cell],
        table: Table,
        widths: Sequence[Any],
        face: Face,
        *,
        bold: bool = False,
    ) -> None:
        from docx.table import _Cell

        _whole(tr)
        for j, (value, column) in enumerate(zip(cells, table.columns, strict=True)):
            cell = _Cell(tr.tc_lst[j], made)
            cell.width = widths[j]
            paragraph = cell.paragraphs[0]
            text = value if isinstance(value, str) else value.text
            short = j > 0 and not column.numeric and column.weight <= 1
            alignment = (
                WD_ALIGN_PARAGRAPH.RIGHT
                if column.numeric and isinstance(value, (Number, Gap, str))
                else WD_ALIGN_PARAGRAPH.CENTER
                if short
                else WD_ALIGN_PARAGRAPH.LEFT
            )
            _tight(paragraph, face, alignment)
            self.run(paragraph, text, face, bold=bold)
            if isinstance(value, Number) and value.shade is not None:
                _ground(cell, shaded(value.shade))

    def _group(self, row: Any, text: str, face: Face) -> None:
        _whole(row._tr)
        cell = row.cells[0].merge(row.cells[-1])
        paragraph = cell.paragraphs[0]
        _tight(paragraph, face)
        paragraph.paragraph_format.keep_with_next = True
        self.run(paragraph, text, face, bold=True)


def _ground(cell: Any, colour: str) -> None:
    """The colour behind a figure that is shaded within its row."""
    ground = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour.lstrip("#"))):
        ground.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(ground)


def _tight(paragraph: Any, face: Face, alignment: WD_ALIGN_PARAGRAPH | None = None) -> None:
    """A still empty paragraph as a cell wants it."""
    assert paragraph._p.pPr is None, "it has properties of its own"
    paragraph._p.insert(0, deepcopy(_closed_up(face.size, alignment)))


def _whole(tr: Any) -> None:
    """A row is not divided between pages."""
    properties = tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))


def _head(tr: Any) -> None:
    """A row that repeats on every page."""
    tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _rules(made: Any) -> None:
    """Three lines: 1.5 pt above and below, 0.75 pt under the head."""
    properties = made._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side, size in (("top", 12), ("bottom", 12)):
        borders.append(_border(side, size))
    borders.append(_border("insideH", 2, "C9CED4"))
    properties.append(borders)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "60")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.append(margins)
    _in_order(properties)
    for cell in made._tbl.tr_lst[0].tc_lst:
        own = OxmlElement("w:tcBorders")
        own.append(_border("bottom", 6))
        cell.get_or_add_tcPr().append(own)


def _border(side: str, size: int, colour: str = "000000") -> Any:
    border = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(size)), ("space", "0"), ("color", colour)):
        border.set(qn(f"w:{name}"), value)
    return border


_TABLE_ORDER = (
    "tblStyle",
    "tblpPr",
    "tblOverlap",
    "bidiVisual",
    "tblStyleRowBandSize",
    "tblStyleColBandSize",
)
_LATER = ("tblW", "jc", "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook")


def _in_order(properties: Any) -> None:
    """The children of table properties in the order of the schema; Word refuses files where it is broken."""
    place = {qn(f"w:{name}"): i for i, name in enumerate(_TABLE_ORDER + _LATER)}
    for child in sorted(properties, key=lambda c: place.get(c.tag, 99)):
        properties.append(child)
