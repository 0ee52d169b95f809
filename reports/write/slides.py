"""A report as slides: a slide a finding, native charts and tables, sources and notes, the evidence to speak from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from charts import wrapping
from reports.brief_sheets import sheets_of
from reports.report import Report, how_to_read
from reports.write import brief_slides
from reports.write.packing import saved
from reports.write.slide_charts import add_chart
from reports.write.slide_master import INK, MUTED, Master, office_master, own_master
from reports.write.slide_parts import Pen, add_table, is_slim, narrowed, points, split, without_empty
from views import explaining, wording
from views.evidence import evidence_line, graded, sources_line
from views.table import Column, Table
from views.view import Note, View

#: Sizes of type, in points.
TITLE, SUBTITLE, NOTE, SOURCE, COMMENT, TEXT = (26, 24, 22, 20, 18, 16), 14.0, 10.5, 9.0, 13.0, 15.0
#: Notes beside a chart are set smaller where all of them then find room.
NOTES = (10.5, 10.0, 9.5)
GAP = Pt(8)
#: From this many rows on a slim table stands in two parts side by side.
SIDE_BY_SIDE = 14
#: The smallest type of a table that is set smaller to need fewer slides.
SMALLEST = 10.0


def write(report: Report, master: bytes | None = None) -> bytes:
    """The slides as a PowerPoint file; `master` is an office's own template file."""
    presentation = _Presentation(report, office_master(master) if master else own_master())
    if not report.is_brief:
        presentation.cover()
        presentation.findings()
    for view in report.views:
        presentation.view(view)
    if not report.is_brief:
        presentation.closing()
    return presentation.saved()


class _Presentation:
    """Puts slides one after another."""

    def __init__(self, report: Report, master: Master) -> None:
        self._report, self._master = report, master
        self._words = report.words
        self._pen = Pen(master, report.words)
        self._presentation = master.presentation

    # -- slides ----------------------------------------------------------------------------------------------
    def cover(self) -> None:
        """Title, districts, edition."""
        slide = self._presentation.slides.add_slide(self._master.cover)
        title, *others = list(slide.placeholders)
        size = wrapping.fitting(
            self._report.title, (38, 34, 30, 26, 22, 18), points(title.width), points(title.height)
        )
        self._pen.fill(title.text_frame, self._report.title, size)
        lines = [self._report.subtitle, self._report.edition, self._words.gettext("Qujian")]
        frame = others[0].text_frame if others else self._pen.box(slide, *self._area(0.5))
        for extra in others[1:]:
            extra.element.getparent().remove(extra.element)
        kept = [line for line in lines if line]
        for i, line in enumerate(kept):
            paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
            paragraph.space_after = Pt(6)
            self._pen.run(paragraph, line, 18 if i == 0 else 14, INK if i == 0 else MUTED)

    def findings(self) -> None:
        """The findings of the report on one page, if there are several."""
        words = self._words
        found = self._report.findings
        if len(found) < 2:
            return
        table = Table(
            words.gettext("Findings"),
            (Column("finding", words.gettext("Finding"), weight=1),),
            tuple((b.title,) for b in found),
            groups=_sections(found),
        )
        self._table_slides(words.gettext("Findings"), self._report.subtitle, table, 12.0)

    def view(self, b: View) -> None:
        """One item: a slide, and further ones where it needs them."""
        if b.brief:
            self._brief(b)
        elif b.is_chart:
            self._finding(b)
        elif b.table is not None:
            self._table_slides(b.title, b.subtitle, b.table, view=b)
            if b.comment:
                self._text_slides(b.title, b.subtitle, b.comment, b)
        else:
            self._text_slides(
                b.title or self._report.title,
                b.subtitle,
                "\n\n".join(t for t in (b.sentence, b.comment) if t),
                b,
            )

    def closing(self) -> None:
        """How to read the report, and the documents behind it."""
        words = self._words
        title, heads = (
            words.gettext("How to read this report"),
            (words.gettext("What"), words.gettext("Rule")),
        )
        rules = _note_table(title, heads, 6, how_to_read(self._report))
        self._table_slides(title, self._report.edition, rules, 13.0)
        if self._report.documents:
            listed = Table(
                words.gettext("Documents"),
                (
                    Column("number", words.gettext("No."), numeric=True, weight=0.5),
                    Column("citation", words.gettext("Document"), weight=6),
                    Column("kind", words.gettext("Kind of source"), weight=1.1),
                    Column("url", words.gettext("Address"), weight=4.4),
                ),
                tuple(
                    (
                        str(self._report.number(d)),
                        explaining.citation(words, d),
                        wording.reliability(words, d.reliability),
                        d.url or "",
                    )
                    for d in self._report.documents
                ),
            )
            self._table_slides(words.gettext("Documents"), self._report.edition, listed, 9.5)

    def saved(self) -> bytes:
        """The file, the same for the same report."""
        return saved(self._presentation, self._report)

    # -- kinds of slides -------------------------------------------------------------------------------------
    def _finding(self, b: View) -> None:
        """Chart to the left; table, comment and notes to the right; sources below. What is left over goes on."""
        slide, top = self._begin(b.title, b.subtitle, b.section, b.verdict)
        bottom = self._sources(slide, b)
        gutter = int(self._master.width * 0.035)
        left_wide = int(self._master.width * 0.55)
        right = self._master.left + left_wide + gutter
        right_wide = self._master.width - left_wide - gutter
        place = (self._master.left, top, left_wide, bottom - top)
        if not add_chart(self._pen, slide, b, place):
            right, right_wide = self._master.left, self._master.width
        y = top
        later: list[Table] = []
        if b.table is not None:
            is_compared = b.comparison is not None or b.map is not None
            small = narrowed(b.table, _SMALL) if is_compared else b.table
            parts = split(small, points(right_wide), points(bottom - top) * 0.72, 11)
            y = add_table(self._pen, slide, parts[0], (right, y, right_wide), 11) + int(GAP)
            later = parts[1:]
        rest = self._notes(slide, b, (right, y, right_wide, bottom - y))
        self._speak(slide, b)
        for part in later:
            self._table_slides(b.title, b.subtitle, part, view=b)
        if rest:
            self._note_slides(b, rest)
        if b.comment:
            self._text_slides(b.title, b.subtitle, b.comment, b)

    def _brief(self, b: View) -> None:
        """Two slides, each with the documents that it cites at its foot."""
        m, gutter = self._master, int(self._master.width * 0.035)
        found = sheets_of(b)
        for n, sheet in enumerate(found, start=1):
            slide, top = self._begin(
                self._numbered(b.title, n, len(found)), b.subtitle, "", b.sentence if n == 1 else ""
            )
            text = sheet.sources
            high = Pt(wrapping.height(text, SOURCE, points(m.width)) + 6) if text else 0
            if text:
                frame = self._pen.box(slide, m.left, m.bottom - high + Pt(4), m.width, high - Pt(4))
                self._pen.fill(frame, text, SOURCE, MUTED)
            left = int((m.width - gutter) * sheet.share)
            places = ((m.left, left), (m.left + left + gutter, m.width - gutter - left))
            columns = [brief_slides.Column(p, *place) for p, place in zip(sheet.columns, places, strict=True)]
            brief_slides.set_columns(self._pen, slide, columns, top, int(m.bottom - high))
            self._speak(slide, b)
        if b.comment:
            self._text_slides(b.title, b.subtitle, b.comment, b)

    def _notes(self, slide: Any, b: View, place: tuple[int, int, int, int]) -> list[Note]:
        """As many notes as the place holds; returns the others."""
        left, top, width, height = place
        room, most = points(width), points(height)
        under = b.map.note if b.map else None  # stands under the map itself
        wanted = sorted(
            (n for n in b.notes if n.text != under), key=lambda n: (not n.grave, n.kind != "missing")
        )
        if b.comparison is not None and b.comparison.judgement.compared and b.comparison.judgement.unranked:
            wanted.insert(0, Note("", self._words.gettext("Grey: not ranked")))
        further = self._words.gettext("Further notes on the next slide.")
        size, count = next(
            ((x, n) for x in NOTES if (n := self._fitting(wanted, x, room, most, further)) == len(wanted)),
            (NOTE, self._fitting(wanted, NOTE, room, most, further)),
        )
        kept, rest = wanted[:count], wanted[count:]
        if not kept and not rest:
            return []
        frame = self._pen.box(slide, left, top, width, height)
        lines = [*kept, *([Note("", further)] if rest else [])]
        for i, note in enumerate(lines):
            paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
            paragraph.space_after = Pt(3)
            self._note(paragraph, note, size)
        return rest

    def _fitting(self, notes: Sequence[Note], size: float, room: float, most: float, further: str) -> int:
        """How many of the notes a place holds, with a line for those it does not."""
        reserve = wrapping.height(further, size, room)
        used = 0.0
        for i, n in enumerate(notes):
            used += wrapping.height(self._words.labelled(n.head, n.text), size, room) + 3
            if used + (0 if i == len(notes) - 1 else reserve) > most:
                return i
        return len(notes)

    def _note(self, paragraph: Any, n: Note, size: float) -> None:
        if n.head:
            self._pen.run(paragraph, n.head + self._words.language.colon, size, INK, bold=True)
        self._pen.run(paragraph, n.text, size, MUTED)

    def _note_slides(self, b: View, notes: Sequence[Note]) -> None:
        """Notes that found no room beside the chart."""
        words = self._words
        table = _note_table(
            words.gettext("Notes"), (words.gettext("On"), words.gettext("Note")), 5 / 1.3, notes
        )
        title = b.title + words.gettext(" (notes)")
        self._table_slides(title, b.subtitle, table, 12.0, section=b.section, with_sources=b)

    def _table_slides(
        self,
        title: str,
        subtitle: str,
        table: Table,
        size: float = 11.0,
        *,
        view: View | None = None,
        section: str = "",
        with_sources: View | None = None,
    ) -> None:
        """A table on as many slides as it needs, the number of the part behind the title."""
        table = without_empty(table)
        said = (*table.notes, *((view.sentence,) if view and view.sentence else ()))
        notes = self._words.paragraph(self._words.sentence(n) for n in said)
        wide = self._master.width
        gutter = int(wide * 0.04) if is_slim(table) else 0
        columns = 2 if gutter and len(table.rows) > SIDE_BY_SIDE else 1
        each = (wide - gutter * (columns - 1)) // columns
        foot = wrapping.height(notes, NOTE, points(wide)) + 6 if notes else 0.0
        source = with_sources or view
        taken = self._sources_height(source) if source else 0.0
        most = points(self._master.bottom) - self._head_height(title, subtitle, "") - foot - taken - 6
        parts = split(table, points(each), most, size)
        closer = split(table, points(each), most, SMALLEST) if size > SMALLEST else parts
        if len(closer) < len(parts):
            size, parts = SMALLEST, closer
        slides = [parts[i : i + columns] for i in range(0, len(parts), columns)]
        for n, shown in enumerate(slides, start=1):
            numbered = self._numbered(title, n, len(slides))
            slide, top = self._begin(numbered, subtitle, section or (view.section if view else ""))
            below = top
            for k, part in enumerate(shown):
                left = self._master.left + k * (each + gutter)
                below = max(below, add_table(self._pen, slide, part, (left, top, each), size))
            if notes:
                frame = self._pen.box(slide, self._master.left, below + int(Pt(6)), wide, Pt(foot))
                self._pen.fill(frame, notes, NOTE, MUTED)
            if source:
                self._sources(slide, source)
            if view:
                self._speak(slide, view, shown)

    def _numbered(self, title: str, n: int, of: int) -> str:
        """The title of one of several slides."""
        if of == 1:
            return title
        return self._words.with_brackets(title, f"{n}/{of}")

    def _text_slides(self, title: str, subtitle: str, text: str, b: View) -> None:
        """The writer's words on as many slides as they need."""
        head = self._head_height(title, subtitle, "")
        most = points(self._master.bottom) - head - 8
        parts = wrapping.pages(text, TEXT, points(self._master.width), most) or [""]
        for n, part in enumerate(parts, start=1):
            section = b.section if b.section != b.title else ""
            slide, top = self._begin(self._numbered(title, n, len(parts)), subtitle, section)
            frame = self._pen.box(
                slide, self._master.left, top, self._master.width, self._master.bottom - top
            )
            self._pen.fill(frame, part, TEXT, INK)

    # -- parts of slides -------------------------------------------------------------------------------------
    def _area(self, share: float) -> tuple[int, int, int, int]:
        m = self._master
        return m.left, int(m.bottom * share), m.width, int(m.bottom * (1 - share))

    def _head_height(self, title: str, subtitle: str, verdict: str) -> float:
        """Where content begins below a head, in points from the top of the slide."""
        lines = [(subtitle, SUBTITLE), (verdict, 12.0)]
        room = points(self._master.width)
        return points(self._master.top) + 4 + sum(wrapping.height(t, s, room) + 3 for t, s in lines if t) + 6

    def _begin(self, title: str, subtitle: str, section: str, verdict: str = "") -> tuple[Any, int]:
        """A slide with its head; returns it and where content may begin."""
        slide = self._presentation.slides.add_slide(self._master.content)
        m = self._master
        holder = slide.shapes.title
        if holder is None:
            frame = self._pen.box(slide, m.left, int(m.top * 0.3), m.width, int(m.top * 0.7))
            wide, high = m.width, int(m.top * 0.7)
        else:
            frame, wide, high = holder.text_frame, holder.width, holder.height
        size = wrapping.fitting(title, TITLE, points(wide) - 4, points(high))
        self._pen.fill(frame, title, size)
        if section:
            over = self._pen.box(slide, m.left, Pt(24), m.width, Pt(18))
            self._pen.fill(over, section, 11, MUTED)
        top = points(m.top) + 4
        room = points(m.width)
        for text, size, colour, bold in ((subtitle, SUBTITLE, MUTED, None), (verdict, 12.0, INK, True)):
            if text:
                high_ = wrapping.height(text, size, room)
                self._pen.fill(
                    self._pen.box(slide, m.left, Pt(top), m.width, Pt(high_)), text, size, colour, bold=bold
                )
                top += high_ + 3
        self._tidy(slide)
        return slide, int(Pt(top + 6))

    def _sources_text(self, b: View) -> str:
        """The documents in short: in full where they fit two lines, else by the numbers of the list at the end."""
        words = self._words
        if not b.documents:
            return ""
        full = words.gettext("Sources: {sources}", sources=sources_line(words, b.documents))
        if wrapping.lines(full, SOURCE, points(self._master.width)) <= 2:
            return full
        numbers = words.enumerated(map(str, sorted(map(self._report.number, b.documents))))
        return words.gettext(
            "Sources: documents {numbers} of the list at the end; the wording of each is in the speaker notes.",
            numbers=numbers,
        )

    def _sources_height(self, b: View) -> float:
        text = self._sources_text(b)
        return wrapping.height(text, SOURCE, points(self._master.width)) + 6 if text else 0.0

    def _sources(self, slide: Any, b: View) -> int:
        """Sources at the foot; returns the EMU above them."""
        text = self._sources_text(b)
        m = self._master
        if not text:
            return m.bottom
        high = Pt(self._sources_height(b))
        frame = self._pen.box(slide, m.left, m.bottom - high + Pt(4), m.width, high - Pt(4))
        self._pen.fill(frame, text, SOURCE, MUTED)
        return int(m.bottom - high - Pt(4))

    def _tidy(self, slide: Any) -> None:
        """Page number and edition at the foot, as the layout has them."""
        for holder in slide.slide_layout.placeholders:
            kind = holder.element.ph.get("type")
            if kind not in ("sldNum", "ftr"):
                continue
            slide.shapes.clone_placeholder(holder)
            place = holder.element.ph.idx
            mine = next(s for s in slide.placeholders if s.element.ph.idx == place)
            paragraph = mine.text_frame.paragraphs[0]
            if kind == "ftr":
                self._pen.run(
                    paragraph, f"{self._words.gettext('Qujian')} · {self._report.edition}", 9, MUTED
                )
            else:
                paragraph.alignment = PP_ALIGN.RIGHT
                self._field(paragraph)

    def _field(self, paragraph: Any) -> None:
        """The number of the slide, kept right by the program that shows it."""
        run = self._pen.run(paragraph, "‹#›", 9, MUTED)
        run.tag = qn("a:fld")
        run.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
        run.set("type", "slidenum")

    def _speak(self, slide: Any, b: View, parts: Sequence[Table] = ()) -> None:
        """Speaker notes: the sentence, the evidence of each figure as written, notes, documents with addresses."""
        words = self._words
        lines = [b.sentence, b.comment]
        shown = b.evidence
        if parts and b.table is not None and len(b.evidence) == len(b.table.rows):
            rows = {id(row) for part in parts for row in part.rows}
            shown = tuple(e for e, row in zip(b.evidence, b.table.rows, strict=True) if id(row) in rows)
        if shown:
            lines += [words.gettext("Evidence"), *(evidence_line(words, e) for e in shown)]
        if b.notes:
            lines += [words.gettext("Notes"), *(words.labelled(n.head, n.text) for n in b.notes)]
        if b.documents:
            listed = [
                f"[{self._report.number(d)}] {graded(words, d)} {d.url or ''}".strip() for d in b.documents
            ]
            lines += [words.gettext("Documents"), *listed]
        notes = slide.notes_slide
        self._pen.fill(notes.notes_text_frame, "\n".join(line for line in lines if line))
        self._pen.dress_all(notes.element)


#: The columns of a comparison that go beside a chart.
_SMALL = ("district", "figure", "rank", "exactness")


def _note_table(title: str, heads: tuple[str, str], wider: float, notes: Sequence[Note]) -> Table:
    """Notes as a table whose second column is so many times wider."""
    columns = (Column("head", heads[0]), Column("text", heads[1], weight=wider))
    return Table(title, columns, tuple((n.head, n.text) for n in notes))


def _sections(views: Sequence[View]) -> dict[int, str]:
    found: dict[int, str] = {}
    before = None
    for i, b in enumerate(views):
        if b.section != before and b.section:
            found[i] = b.section
        before = b.section
    return found


__all__ = ["write"]
