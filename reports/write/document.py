"""A report as a document in the typography of official papers (GB/T 9704), in Chinese or English."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx.shared import Pt

from charts.theme import Theme
from charts.view_chart import view_chart
from reports.report import Report, how_to_read
from reports.write import brief_document, report_order
from reports.write.document_columns import parts
from reports.write.document_contents import Contents
from reports.write.document_parts import Setter, opened, size_of
from reports.write.document_pictures import Picture, Pictures
from reports.write.document_tables import TEXT_WIDTH, add_table
from reports.write.packing import saved
from reports.write.plain_text import LINK
from reports.write.report_order import Chapter, Entry
from views.evidence import graded
from views.table import Table
from views.view import Note, View


def write(report: Report) -> bytes:
    """The document as a Word file; briefs alone as a page each."""
    return brief_document.write(report) if report.is_brief else _Paper(report).saved()


class _Paper:
    """Sets one report."""

    def __init__(self, report: Report) -> None:
        self._report, self._words = report, report.words
        self._document = opened(report.words.code)
        self._set = Setter(report.words)
        self._pictures = Pictures(*(size_of(self._document, s) for s in ("Body Text", "Caption")))
        self._table_size = size_of(self._document, "Table Text")
        self._tables = self._figures = 0
        order = report_order.order_of(report)
        self._contents = Contents(self._document, self._set)
        self._opening()
        if order.findings:
            self._heading(order.findings)
            for text in report_order.findings(report):
                self._paragraph(text)
        for chapter in order.chapters:
            self._heading(chapter)
            for entry in chapter.entries:
                self._entry(entry)
        self._ending()
        self._closing(order)
        self._contents.fill()

    def saved(self) -> bytes:
        """The file, the same for the same report."""
        return saved(self._document, self._report)

    # -- texts -----------------------------------------------------------------------------------------------
    def _paragraph(self, text: str = "", style: str = "Body Text") -> Any:
        paragraph = self._document.add_paragraph(style=style)
        if text:
            self._set.run(paragraph, text)
        return paragraph

    def _heading(self, chapter: Chapter) -> None:
        self._contents.heading(chapter.title, 1, chapter.number)

    # -- opening and ending ----------------------------------------------------------------------------------
    def _opening(self) -> None:
        self._paragraph(self._report.title, "Title")
        for text in (self._report.subtitle, self._report.edition):
            if text:
                self._paragraph(text, "Subtitle")
        self._contents.begin(self._paragraph(self._words.gettext("Contents"), "TOC Heading"))

    def _ending(self) -> None:
        """What the writer adds to the text: names of attachments, who signs it, of which day it is."""
        report, words = self._report, self._words
        for n, name in enumerate(report.attachments, start=1):
            label = words.gettext("Attachment") + words.language.colon if n == 1 else ""
            number = f"{n}. " if len(report.attachments) > 1 else ""
            self._paragraph(f"{label}{number}{name}", "Attachments")
        if report.signature:
            self._paragraph(report.signature, "Signature")
        if report.dated:
            self._paragraph(report.dated, "Date")

    # -- views -----------------------------------------------------------------------------------------------
    def _entry(self, entry: Entry) -> None:
        view, words = entry.view, self._words
        if entry.title:
            self._contents.heading(entry.title, 2, entry.number)
        table = report_order.printed(view.table) if view.table is not None and view.table.rows else None
        pictures = self._pictures.of(view)
        text = words.paragraph((view.further_sentence, words.sentence(view.verdict) if view.verdict else ""))
        if text:
            self._pointers(self._paragraph(text), has_figure=bool(pictures), has_table=table is not None)
        for comment in filter(str.strip, view.comment.split("\n")):
            self._paragraph(comment)
        if pictures:
            self._figure(view, pictures, leads_on=table is not None)
        elif self._pictures.excuse and view_chart(view, Theme(words)) is not None:
            self._paragraph(self._pictures.excuse, "Table Note")
        if table is not None:
            self._table(table, view.sentence or view.title)
            self._remarks(view)

    def _pointers(self, paragraph: Any, *, has_figure: bool, has_table: bool) -> None:
        """“See figure 1 and table 1.” as fields that follow the captions."""
        words = self._words
        shown = []
        if has_figure:
            shown.append((f"_RefFigure{self._figures + 1}", words.gettext("Fig."), self._figures + 1))
        if has_table:
            shown.append((f"_RefTable{self._tables + 1}", words.gettext("Table"), self._tables + 1))
        if not shown:
            return
        self._set.run(paragraph, words.language.between_sentences + words.gettext("See "))
        for i, (name, label, n) in enumerate(shown):
            if i:
                self._set.run(paragraph, words.gettext(" and "))
            self._set.reference(paragraph, name, f"{label}{words.language.label_space}{n}")
        self._set.run(paragraph, words.language.stop)

    def _figure(self, view: View, pictures: Sequence[Picture], *, leads_on: bool) -> None:
        """The picture, and its title below; they stay with the table of the same figures."""
        self._figures += 1
        for picture in pictures:
            holder = self._paragraph(style="Figure")
            shape = holder.add_run().add_picture(io.BytesIO(picture.content), width=Pt(picture.width))
            shape._inline.docPr.set("descr", (view.sentence or view.title)[:4000])
            shape._inline.docPr.set("name", view.name)
        caption = self._paragraph(style="Caption")
        label = self._words.gettext("Fig.")
        self._set.caption(caption, label, self._figures, f"_RefFigure{self._figures}", view.name)
        caption.paragraph_format.keep_with_next = leads_on

    # -- tables ----------------------------------------------------------------------------------------------
    def _table(self, table: Table, description: str) -> None:
        """Title above, unit to the right, three lines; a table too wide for the page in several parts."""
        words = self._words
        self._tables += 1
        title = self._paragraph(style="Table Title")
        self._set.caption(
            title, words.gettext("Table"), self._tables, f"_RefTable{self._tables}", table.title
        )
        for n, part in enumerate(parts(table, self._table_size, TEXT_WIDTH)):
            if n:
                number = f"{words.gettext('Table')}{words.language.label_space}{self._tables}"
                self._paragraph(words.gettext("{table}, continued", table=number), "Table Title")
            if table.unit:
                self._paragraph(words.gettext("unit: {unit}", unit=table.unit), "Table Unit")
            add_table(self._document, part, self._table_size, description)

    def _remarks(self, view: View) -> None:
        """Under a table: what its signs mean, notes, and the documents with the numbers that lead to them."""
        words = self._words
        if view.table and view.table.notes:
            self._paragraph(words.remarks(view.table.notes), "Table Note")
        for n in view.notes:
            self._note(self._paragraph(style="Table Note"), n)
        paragraph = self._paragraph(style="Table Sources")
        if not view.documents:
            return
        self._set.run(paragraph, words.gettext("Sources") + words.language.colon, "Strong")
        for i, d in enumerate(view.documents):
            if i:
                self._set.run(paragraph, words.language.semicolon)
            number = self._report.number(d)
            self._set.reference(paragraph, f"_RefDocument{number}", f"[{number}]")
            self._set.run(paragraph, " " + graded(words, d))

    def _note(self, paragraph: Any, n: Note) -> None:
        if n.head:
            self._set.run(paragraph, n.head + self._words.language.colon, "Strong")
        self._set.run(paragraph, n.text)

    # -- closing ---------------------------------------------------------------------------------------------
    def _closing(self, order: report_order.Order) -> None:
        self._heading(order.how)
        for n in how_to_read(self._report):
            self._note(self._paragraph(), n)
        written = report_order.written_table(self._report)
        if order.written and written:
            self._heading(order.written)
            self._table(written, written.title)
            self._paragraph(style="Table Sources")
        if order.documents:
            self._heading(order.documents)
            self._bibliography(self._report.documents)

    def _bibliography(self, documents: Sequence[Any]) -> None:
        for d in documents:
            paragraph = self._paragraph(style="Bibliography")
            n = self._report.number(d)
            first = self._set.run(paragraph, "[")
            self._set.field(paragraph, "SEQ Document \\* ARABIC", str(n))
            last = self._set.run(paragraph, "]")
            self._set.bookmark(first, last, f"_RefDocument{n}")
            self._set.run(paragraph, f" {graded(self._words, d)}")
            if d.url and LINK.fullmatch(d.url):
                self._set.run(paragraph, " ")
                self._set.link(paragraph, d.url, d.url)
            elif d.url:
                self._set.run(paragraph, f" {d.url}")
