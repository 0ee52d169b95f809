"""Slides with heads and feet: title, chapter and subtitle in the layout's placeholders, sources, speaker notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from charts import wrapping
from reports.report import Report
from reports.write.slide_colours import INK, MUTED
from reports.write.slide_layouts import Area, Layout
from reports.write.slide_master import Master
from reports.write.slide_sizes import inherited_size
from reports.write.slide_text import Pen, points
from views.evidence import evidence_line, graded, sources_line
from views.table import Table
from views.view import View

#: Sizes of type, in points: titles down from what the layout says, the rest as they stand.
TITLES, SUBTITLE, VERDICT, SOURCE, FOOTER = (38, 34, 30, 26, 24, 22, 20, 18, 16), 14.0, 12.0, 9.0, 9.0
#: What of a width is counted on for sources: most are one line or two, and a further one would need more room.
SAFE = 0.96
#: Between parts of a head, and between it and the content, in points.
BETWEEN, UNDER_HEAD = 3.0, 7.0

Kind = Literal["content", "text", "divider"]


@dataclass(frozen=True)
class Page:
    """What one slide holds under its head: `draw` sets it in an area."""

    draw: Callable[[Any, Area], None]
    verdict: str = ""
    kind: Kind = "content"


@dataclass(frozen=True)
class Item:
    """Slides under one title; more than one are numbered."""

    title: str
    subtitle: str
    section: str
    pages: tuple[Page, ...]
    view: View | None = None
    #: Notes that found no room beside the chart; they stand at the end of the file.
    left: tuple[Any, ...] = field(default=())


class Deck:
    """Puts slides one after another."""

    def __init__(self, report: Report, master: Master) -> None:
        self.report, self.master, self.words = report, master, report.words
        self.pen = Pen(master, report.words)
        self.presentation = master.presentation
        #: The slides of each chapter, for the chapters of the file.
        self.chapters: list[tuple[str, list[int]]] = []

    # -- slides ----------------------------------------------------------------------------------------------
    def add(self, item: Item) -> None:
        """The slides of an item."""
        for n, page in enumerate(item.pages, start=1):
            title = self.numbered(item.title, n, len(item.pages))
            section = "" if page.kind == "divider" else item.section
            slide, area = self._begin(page.kind, title, item.subtitle, section, page.verdict)
            page.draw(slide, area)
            drop_empty(slide)

    def numbered(self, title: str, n: int, of: int) -> str:
        """The title of one of several slides."""
        return title if of == 1 else self.words.with_brackets(title, f"{n}/{of}")

    def chapter(self, name: str) -> None:
        """Begin a chapter of the file with the next slide."""
        self.chapters.append((name, []))

    def new_slide(self, layout: Layout) -> Any:
        """An empty slide on a layout, counted to the chapter begun last."""
        slide = self.presentation.slides.add_slide(layout.layout)
        if self.chapters:
            self.chapters[-1][1].append(slide.slide_id)
        return slide

    def layout(self, kind: Kind) -> Layout:
        """The layout of a kind of slide."""
        return {"content": self.master.content, "text": self.master.text, "divider": self.master.divider}[
            kind
        ]

    def room(self, kind: Kind, subtitle: str, section: str, verdict: str = "") -> Area:
        """What a slide has under such a head."""
        layout = self.layout(kind)
        top = layout.free.top
        if kind != "divider":
            text = self._under(layout, subtitle, section)
            if text:
                top = max(top, self._subtitle_area(layout, text).bottom + int(Pt(BETWEEN)))
            if verdict:
                top += int(Pt(wrapping.height(verdict, VERDICT, points(layout.free.width)) + BETWEEN))
        return layout.free._replace(top=top + int(Pt(UNDER_HEAD)))

    def _begin(self, kind: Kind, title: str, subtitle: str, section: str, verdict: str) -> tuple[Any, Area]:
        layout = self.layout(kind)
        slide = self.new_slide(layout)
        self.title(slide, layout, title)
        area = self.room(kind, subtitle, section, verdict)
        if kind == "divider":
            self._feet(slide)
            return slide, area
        if section and layout.over is not None:
            self.pen.fill(holder(slide, layout.over).text_frame, section)
        text = self._under(layout, subtitle, section)
        if text:
            self._subtitle(slide, layout, text)
        if verdict:
            high = Pt(wrapping.height(verdict, VERDICT, points(area.width)))
            top = area.top - int(Pt(UNDER_HEAD + BETWEEN)) - high
            box = self.pen.box(slide, area.left, top, area.width, high)
            self.pen.fill(box, verdict, VERDICT, INK, bold=True)
        self._feet(slide)
        return slide, area

    def title(self, slide: Any, layout: Layout, text: str) -> None:
        """A title in the placeholder of the layout, smaller than the layout says only where it needs to be."""
        wide, high = points(layout.head.width), points(layout.head.height)
        if layout.title is None:
            frame, usual = self.pen.box(slide, *_placed(layout.head)), 26.0
        else:
            frame = holder(slide, layout.title).text_frame
            usual = inherited_size(layout.layout, layout.title)
            wide, high = wide - 8, high - 4
        sizes = (usual, *(s for s in TITLES if s < usual))
        size = wrapping.fitting(text, sizes, wide, high)
        self.pen.fill(frame, text, None if size == usual and layout.title is not None else size)

    def _under(self, layout: Layout, subtitle: str, section: str) -> str:
        """What stands under a title: the subtitle, after the chapter where the layout keeps no place for this."""
        return " · ".join(t for t in (section if layout.over is None else "", subtitle) if t)

    def _subtitle_area(self, layout: Layout, text: str) -> Area:
        area = layout.free
        if layout.subtitle is not None and layout is not self.master.cover:
            placeholder = next(s for s in layout.layout.placeholders if s.element.ph.idx == layout.subtitle)
            area = Area(
                placeholder.left, placeholder.top, placeholder.left + placeholder.width, placeholder.top
            )
        high = int(Pt(wrapping.height(text, SUBTITLE, points(area.width)) + 1))
        return area._replace(bottom=area.top + high)

    def _subtitle(self, slide: Any, layout: Layout, text: str) -> None:
        area = self._subtitle_area(layout, text)
        if layout.subtitle is None:
            self.pen.fill(self.pen.box(slide, *_placed(area)), text, SUBTITLE, MUTED)
            return
        placeholder = holder(slide, layout.subtitle)
        placeholder.left, placeholder.top, placeholder.width, placeholder.height = map(Emu, _placed(area))
        is_usual = inherited_size(layout.layout, layout.subtitle) == SUBTITLE
        self.pen.fill(placeholder.text_frame, text, None if is_usual else SUBTITLE)

    # -- feet ------------------------------------------------------------------------------------------------
    def sources_height(self, view: View | None, width: float) -> float:
        """What the sources of a view take at the foot, with the space above, in points."""
        text = self._sources_text(view, width) if view else ""
        return wrapping.height(text, SOURCE, width * SAFE) + 6 if text else 0.0

    def sources(self, slide: Any, view: View, area: Area) -> None:
        """The sources of a view at the foot of an area."""
        text = self._sources_text(view, points(area.width))
        if text:
            high = int(Pt(self.sources_height(view, points(area.width)) - 6))
            frame = self.pen.box(slide, area.left, area.bottom - high, area.width, high)
            frame.vertical_anchor = MSO_ANCHOR.BOTTOM  # a further line goes up, not over the foot
            self.pen.fill(frame, text, SOURCE, MUTED)

    def _sources_text(self, view: View, width: float) -> str:
        """The documents in short: in full where they fit two lines, else by the numbers of the list at the end."""
        words = self.words
        if not view.documents:
            return ""
        full = words.gettext("Sources: {sources}", sources=sources_line(words, view.documents))
        if wrapping.lines(full, SOURCE, width * SAFE) <= 2:
            return full
        numbers = words.enumerated(map(str, sorted(map(self.report.number, view.documents))))
        return words.gettext(
            "Sources: documents {numbers} of the list at the end; the wording of each is in the speaker notes.",
            numbers=numbers,
        )

    def _feet(self, slide: Any) -> None:
        """Page number and edition at the foot, as the layout has them."""
        for placeholder in slide.slide_layout.placeholders:
            kind = placeholder.element.ph.get("type")
            if kind not in ("sldNum", "ftr"):
                continue
            slide.shapes.clone_placeholder(placeholder)
            paragraph = holder(slide, placeholder.element.ph.idx).text_frame.paragraphs[0]
            if kind == "ftr":
                self.pen.run(
                    paragraph, f"{self.words.gettext('Qujian')} · {self.report.edition}", FOOTER, MUTED
                )
            else:
                paragraph.alignment = PP_ALIGN.RIGHT
                self._field(paragraph)

    def _field(self, paragraph: Any) -> None:
        """The number of the slide, kept right by the program that shows it."""
        run = self.pen.run(paragraph, "‹#›", FOOTER, MUTED)
        run.tag = qn("a:fld")
        run.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
        run.set("type", "slidenum")

    def speak(self, slide: Any, view: View, parts: Sequence[Table] = ()) -> None:
        """Speaker notes: the sentence, the evidence of each figure as written, notes, documents with addresses."""
        words = self.words
        lines = [view.sentence, view.comment]
        shown = view.evidence
        if parts and view.table is not None and len(view.evidence) == len(view.table.rows):
            rows = {id(row) for part in parts for row in part.rows}
            pairs = zip(view.evidence, view.table.rows, strict=True)
            shown = tuple(e for e, row in pairs if id(row) in rows)
        if shown:
            lines += [words.gettext("Evidence"), *(evidence_line(words, e) for e in shown)]
        if view.notes:
            lines += [words.gettext("Notes"), *(words.labelled(n.head, n.text) for n in view.notes)]
        if view.documents:
            listed = [
                f"[{self.report.number(d)}] {graded(words, d)} {d.url or ''}".strip() for d in view.documents
            ]
            lines += [words.gettext("Documents"), *listed]
        notes = slide.notes_slide
        self.pen.fill(notes.notes_text_frame, "\n".join(line for line in lines if line))
        self.pen.dress_all(notes.element)


def holder(slide: Any, idx: int) -> Any:
    """The placeholder of a slide with a number."""
    return next(s for s in slide.placeholders if s.element.ph.idx == idx)


def drop_empty(slide: Any) -> None:
    """Take away the placeholders of a slide that got no text: a program shows their prompts."""
    for placeholder in list(slide.placeholders):
        if not (placeholder.has_text_frame and placeholder.text_frame.text):
            placeholder.element.getparent().remove(placeholder.element)


def _placed(area: Area) -> tuple[int, int, int, int]:
    return area.left, area.top, area.width, area.height
