"""A report as a document in the typography of official papers (GB/T 9704), in Chinese or English."""

from __future__ import annotations

import base64
import io
import json
import logging
from collections.abc import Sequence
from typing import Any, NamedTuple

from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from charts.theme import Theme
from charts.view_chart import view_chart
from locales.languages import Language
from queries.records import Document
from reports.draw.pictures import LeftOut, PicturesError, left_out, renderer
from reports.report import Report, how_to_read
from reports.write import brief_document
from reports.write.document_parts import Face, Setter, faces_of, opened
from reports.write.packing import saved
from views import wording
from views.evidence import graded
from views.table import Column, Table
from views.view import Note, View

_log = logging.getLogger(__name__)

#: Pixels of a picture across the text, and how many times finer it is drawn.
PICTURE_WIDTH, FINER = 720, 2.5
#: Tables of more columns are set in smaller type.
CROWDED = 5
_W = nsdecls("w")


def write(report: Report) -> bytes:
    """The document as a Word file; briefs alone as a page each."""
    return brief_document.write(report) if report.is_brief else _Paper(report).saved()


class _Heading(NamedTuple):
    """A heading for the contents; one that stands alone in its chapter has no number."""

    level: int
    text: str
    bookmark: str
    is_numbered: bool


class _Paper:
    """Sets one report."""

    def __init__(self, report: Report) -> None:
        self._report, self._words = report, report.words
        self._document = opened(report.words.code)
        self._faces = faces_of(self._document)
        self._set = Setter(report.words, self._faces)
        self._tables = self._figures = self._headings = 0
        self._contents: list[_Heading] = []
        self._excuse = self._why = ""
        self._opening()
        for section, views in report.sections:
            self._section(section, views)
        self._closing()
        self._fill_contents()

    # -- the whole -------------------------------------------------------------------------------------------
    def saved(self) -> bytes:
        """The file, the same for the same report."""
        return saved(self._document, self._report)

    # -- texts -----------------------------------------------------------------------------------------------
    def _paragraph(self, text: str = "") -> Any:
        """A paragraph of the body."""
        paragraph = self._document.add_paragraph(style="Body Text")
        if text:
            self._set.run(paragraph, text, self._faces.body)
        return paragraph

    def _texts(self, text: str) -> None:
        for part in text.split("\n"):
            if part.strip():
                self._paragraph(part)

    def _small(self, *, after: float = 0) -> Any:
        """A paragraph of small type under a table."""
        paragraph = self._document.add_paragraph(style="Table Note")
        if after:
            paragraph.paragraph_format.space_after = Pt(after)
        return paragraph

    def _heading(self, text: str, level: int, *, is_numbered: bool = True) -> None:
        face = self._faces.first if level == 1 else self._faces.second
        paragraph = self._document.add_heading("", level)
        if not is_numbered:
            paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = 0
        run = self._set.run(paragraph, text, face)
        self._headings += 1
        name = f"_Toc{self._headings:06d}"
        self._set.bookmark(run, run, name)
        self._contents.append(_Heading(level, text, name, is_numbered))

    # -- opening ---------------------------------------------------------------------------------------------
    def _opening(self) -> None:
        words, report = self._words, self._report
        title = self._document.add_paragraph(style="Title")
        self._set.run(title, report.title, self._faces.title)
        for text in (report.subtitle, report.edition):
            if text:
                line = self._document.add_paragraph(style="Subtitle")
                self._set.run(line, text, self._faces.subtitle)
        head = self._document.add_paragraph(style="TOC Heading")
        self._set.run(head, words.gettext("Contents"), self._faces.first)
        self._place_of_contents = head
        self._document.add_section(WD_SECTION.NEW_PAGE)
        found = report.findings
        if len(found) > 1:
            self._heading(words.gettext("Findings"), 1)
            for b in found:
                self._paragraph(words.sentence(b.title))

    def _fill_contents(self) -> None:
        """The table of contents as a field, filled with what it will show, so that it reads before it is updated."""
        before = self._place_of_contents._p
        face = self._faces.contents
        last = None
        numbers = _numbers(self._contents, self._words.language)
        for n, (level, text, name, _) in enumerate(self._contents):
            paragraph = self._document.add_paragraph(style=f"toc {level}")
            before.addnext(paragraph._p)
            before = paragraph._p
            if n == 0:
                self._open_field(paragraph, 'TOC \\o "1-2" \\h \\z \\u', face)
            self._set.run(paragraph, f"{numbers[n]}{text}\t", face)
            self._set.field(paragraph, f"PAGEREF {name} \\h", "", face)
            last = paragraph
        if last is not None:
            self._mark(last, "end", face)

    def _mark(self, paragraph: Any, kind: str, face: Face) -> None:
        """The begin of a field, where what it shows begins, or its end."""
        self._set.run(paragraph, "", face)._r.append(parse_xml(f'<w:fldChar {_W} w:fldCharType="{kind}"/>'))

    def _open_field(self, paragraph: Any, code: str, face: Face) -> None:
        self._mark(paragraph, "begin", face)
        instruction = parse_xml(f'<w:instrText {_W} xml:space="preserve"> {code} </w:instrText>')
        self._set.run(paragraph, "", face)._r.append(instruction)
        self._mark(paragraph, "separate", face)

    # -- blocks ----------------------------------------------------------------------------------------------
    def _section(self, section: str, views: Sequence[View]) -> None:
        if section:
            self._heading(section, 1)
        n = sum(bool(b.title) and b.title != section for b in views)
        for b in views:
            if b.title and b.title != section:
                self._heading(b.title, 2, is_numbered=n > 1)  # no （一） without a （二）
            self._view(b)

    def _view(self, b: View) -> None:
        words = self._words
        has_table = b.table is not None and bool(b.table.rows)
        picture = self._picture(b)
        table_name, figure_name = f"_RefTable{self._tables + 1}", f"_RefFigure{self._figures + 1}"
        text = words.paragraph((b.further_sentence, words.sentence(b.verdict) if b.verdict else ""))
        if text:  # a paragraph that only points at its table says nothing
            paragraph = self._paragraph(text)
            if has_table or picture:
                self._pointers(paragraph, has_table, bool(picture), (table_name, figure_name))
        self._texts(b.comment)
        if has_table and b.table is not None:
            self._table(b, b.table, table_name)
        if picture:
            self._figure(b, picture, figure_name)
        elif self._excuse and view_chart(b, Theme(b.words)) is not None:
            left_out.add(LeftOut(b.name, self._why))
            self._set.run(self._small(after=6), self._excuse, self._faces.note)

    def _pointers(self, paragraph: Any, has_table: bool, has_figure: bool, names: tuple[str, str]) -> None:
        """“See table 1 and figure 1.” as fields that follow the captions."""
        words, face = self._words, self._faces.body
        self._set.run(paragraph, words.language.between_sentences + words.gettext("See "), face)
        gap = words.language.label_space
        shown = []
        if has_table:
            shown.append((names[0], f"{words.gettext('Table')}{gap}{self._tables + 1}"))
        if has_figure:
            shown.append((names[1], f"{words.gettext('Figure')}{gap}{self._figures + 1}"))
        for i, (name, text) in enumerate(shown):
            if i:
                self._set.run(paragraph, words.gettext(" and "), face)
            self._set.reference(paragraph, name, text, face)
        self._set.run(paragraph, words.language.stop, face)

    def _table(self, b: View, table: Table, name: str) -> None:
        """Title above, unit to the right, three lines, then notes and sources."""
        words = self._words
        self._table_caption(table.title, name)
        if table.unit:
            unit = self._small()
            unit.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            unit.paragraph_format.keep_with_next = True
            self._set.run(unit, words.gettext("unit: {unit}", unit=table.unit), self._faces.note)
        face = self._faces.table
        crowded = len(table.columns) > CROWDED
        self._set.table(self._document, _narrow(table), Face(face.east_asian, size=9) if crowded else face)
        if table.notes:
            self._set.run(self._small(), words.remarks(table.notes), self._faces.note)
        for n in b.notes:
            self._note(self._small(), n, self._faces.note)
        self._sources(b)

    def _table_caption(self, title: str, name: str) -> None:
        self._tables += 1
        caption = self._document.add_paragraph(style="Caption")
        caption.paragraph_format.keep_with_next = True
        self._set.caption(caption, self._words.gettext("Table"), self._tables, name, title)

    def _note(self, paragraph: Any, n: Note, face: Face) -> None:
        if n.head:
            self._set.run(paragraph, n.head + self._words.language.colon, face, bold=True)
        self._set.run(paragraph, n.text, face)

    def _sources(self, b: View) -> None:
        """The documents in full with their numbers, which lead to the list at the end."""
        if not b.documents:
            self._small(after=6)
            return
        words, face = self._words, self._faces.note
        paragraph = self._small(after=8)
        self._set.run(paragraph, words.gettext("Sources") + words.language.colon, face, bold=True)
        for i, d in enumerate(b.documents):
            if i:
                self._set.run(paragraph, words.language.semicolon, face)
            n = self._report.number(d)
            self._set.reference(paragraph, f"_RefDocument{n}", f"[{n}]", face)
            self._set.run(paragraph, " " + graded(words, d), face)

    def _picture(self, b: View) -> bytes | None:
        """The chart as a picture without its caption; None, with the reason kept, where none can be made."""
        chart = None if self._excuse else view_chart(b, Theme(b.words))
        if chart is None:
            return None
        figure = json.loads(chart.to_json())
        height = int(figure["layout"].get("height") or 380)
        figure["layout"] |= {"width": PICTURE_WIDTH, "paper_bgcolor": "white", "plot_bgcolor": "white"}
        source = json.dumps(figure, ensure_ascii=True).replace("</", "<\\/")
        try:
            drawn = renderer.draw(source, "png", PICTURE_WIDTH, height, FINER)
        except PicturesError as error:
            _log.warning("no picture for %s: %s", b.name, error)
            self._excuse, self._why = error.message[self._words.code], error.code
            return None
        return base64.b64decode(drawn)

    def _figure(self, b: View, picture: bytes, name: str) -> None:
        """The picture, and its title below."""
        self._figures += 1
        holder = self._document.add_paragraph()
        holder.alignment = WD_ALIGN_PARAGRAPH.CENTER
        holder.paragraph_format.line_spacing = 1.0
        holder.paragraph_format.keep_with_next = True
        run = self._set.run(holder, "", self._faces.body)
        shape = run.add_picture(io.BytesIO(picture), width=Mm(140))
        shape._inline.docPr.set("descr", (b.sentence or b.title)[:4000])
        shape._inline.docPr.set("name", b.name)
        caption = self._document.add_paragraph(style="Caption")
        self._set.caption(caption, self._words.gettext("Fig."), self._figures, name, f"{b.name}")
        caption.paragraph_format.space_after = Pt(10)

    # -- closing ---------------------------------------------------------------------------------------------
    def _closing(self) -> None:
        words = self._words
        self._heading(words.gettext("How to read this report"), 1)
        for n in how_to_read(self._report):
            self._note(self._paragraph(), n, self._faces.body)
        self._evidence()
        if self._report.documents:
            self._heading(words.gettext("Documents"), 1)
            for d in self._report.documents:
                self._document_line(d)

    def _evidence(self) -> None:
        """The wording of the figures that were compared or drawn."""
        words = self._words
        groups: dict[int, str] = {}
        rows: list[tuple[str, ...]] = []
        for b in self._report.views:
            if not (b.is_chart or b.several) or not b.evidence:
                continue
            groups[len(rows)] = b.name
            rows += [
                (e.district, e.amount, e.period, e.as_written, self._graded_number(e.document))
                for e in b.evidence
            ]
        if not rows:
            return
        self._heading(words.gettext("As the sources write it"), 1)
        title = words.gettext("Figures as written in their documents")
        self._table_caption(title, f"_RefTable{self._tables + 1}")
        table = Table(
            title,
            (
                Column("district", words.gettext("District"), weight=1.2),
                Column("figure", words.gettext("Figure"), numeric=True, weight=1.6),
                Column("period", words.gettext("Period"), weight=1.7),
                Column("written", words.gettext("As written"), weight=3.4),
                Column("document", words.gettext("Source"), weight=0.9),
            ),
            tuple(rows),
            groups=groups,
        )
        self._set.table(self._document, table, Face(self._faces.table.east_asian, size=9))
        self._small(after=8)

    def _graded_number(self, document: Document) -> str:
        """The number of a document in the list at the end, and what kind of source it is."""
        grade = wording.reliability(self._words, document.reliability)
        return f"[{self._report.number(document)}] {grade}"

    def _document_line(self, d: Any) -> None:
        words, face = self._words, self._faces.source
        paragraph = self._document.add_paragraph(style="Bibliography")
        n = self._report.number(d)
        first = self._set.run(paragraph, "[", face)
        self._set.field(paragraph, "SEQ Document \\* ARABIC", str(n), face)
        last = self._set.run(paragraph, "]", face)
        self._set.bookmark(first, last, f"_RefDocument{n}")
        self._set.run(paragraph, f" {graded(words, d)}" + (f" {d.url}" if d.url else ""), face)


def _narrow(table: Table) -> Table:
    """The table without columns that say the same in every row or what the sources under it say."""
    dropped = {"source"} if any(c.key == "rank" for c in table.columns) else set()
    for i, c in enumerate(table.columns):
        if c.key == "scope" and len({row[i] for row in table.rows if row[i]}) < 2:
            dropped.add(c.key)
    return table.only([i for i, c in enumerate(table.columns) if c.key not in dropped])


#: Chinese numerals of first-level headings; more chapters than these are numbered on by Word alone.
_NUMERALS = "零一二三四五六七八九十"


def _numeral(n: int) -> str:
    if n <= 10:
        return _NUMERALS[n]
    tens, ones = divmod(n, 10)
    return ("" if tens == 1 else _NUMERALS[tens]) + "十" + (_NUMERALS[ones] if ones else "")


def _numbers(contents: Sequence[_Heading], language: Language) -> list[str]:
    """The numbers of headings as the program will set them, for the contents."""
    chapter = section = 0
    found = []
    for level, _, _, is_numbered in contents:
        if not is_numbered:
            found.append("")
            continue
        chapter, section = (chapter + 1, 0) if level == 1 else (chapter, section + 1)
        pattern, own = (language.chapter, chapter) if level == 1 else (language.section, section)
        found.append(pattern.format(chapter=chapter, section=section, numeral=_numeral(own)))
    return found
