"""A brief on slides: its columns in the largest type with which they fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from pptx.util import Pt

from charts import wrapping
from reports.brief_sheets import Sheet, sheets_of
from reports.write.slide_colours import INK, MUTED
from reports.write.slide_deck import Deck, Page
from reports.write.slide_layouts import Area
from reports.write.slide_text import Pen, points
from views.brief import BriefPart
from views.view import View

#: Sizes of type that are tried, and that of the sources, in points.
SIZES, SOURCE = (16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.5, 10.0), 9.0
#: Room above a heading and above a line, in points, and what a heading is larger by.
ABOVE_HEADING, ABOVE_LINE, LARGER = 9.0, 3.0, 1.0
#: Between the columns, of the width.
GUTTER = 0.035


class Column(NamedTuple):
    """A column of a slide: its parts and its place, in EMU."""

    parts: tuple[BriefPart, ...]
    left: int
    width: int


def brief_pages(deck: Deck, view: View) -> list[Page]:
    """The sheets of a brief, a slide each, with the documents that it cites at its foot."""
    return [_page(deck, view, sheet, n) for n, sheet in enumerate(sheets_of(view), start=1)]


def _page(deck: Deck, view: View, sheet: Sheet, n: int) -> Page:
    def draw(slide: Any, area: Area) -> None:
        text = sheet.sources
        wide = points(area.width)
        high = int(Pt(wrapping.height(text, SOURCE, wide) + 6)) if text else 0
        if text:
            top = area.bottom - high + int(Pt(4))
            frame = deck.pen.box(slide, area.left, top, area.width, area.bottom - top)
            deck.pen.fill(frame, text, SOURCE, MUTED)
        gutter = int(area.width * GUTTER)
        left = int((area.width - gutter) * sheet.share)
        places = ((area.left, left), (area.left + left + gutter, area.width - gutter - left))
        columns = [Column(p, *place) for p, place in zip(sheet.columns, places, strict=True)]
        set_columns(deck.pen, slide, columns, area.top, area.bottom - high)
        deck.speak(slide, view)

    return Page(draw, view.sentence if n == 1 else "")


def set_columns(pen: Pen, slide: Any, columns: Sequence[Column], top: int, bottom: int) -> None:
    """Set the columns in the largest type with which each fits between top and bottom."""
    most = points(bottom - top)
    size = next(
        (s for s in SIZES if all(_height(pen, c.parts, s, points(c.width)) <= most for c in columns)),
        SIZES[-1],
    )
    for c in columns:
        frame = pen.box(slide, c.left, top, c.width, bottom - top)
        _fill(pen, frame, c.parts, size)


def _height(pen: Pen, parts: Sequence[BriefPart], size: float, room: float) -> float:
    """How high the parts of a column become."""
    total = 0.0
    for part in parts:
        total += wrapping.height(part.heading, size + LARGER, room) + ABOVE_HEADING
        for x in part.lines:
            text = pen.words.labelled(x.head, f"{x.text} {x.numbers}")
            total += wrapping.height(f"• {text}", size, room) + ABOVE_LINE
        if part.remark:
            total += wrapping.height(part.remark, _small(size), room) + ABOVE_LINE
    return total


def _small(size: float) -> float:
    return max(SIZES[-1], size - 2)


def _fill(pen: Pen, frame: Any, parts: Sequence[BriefPart], size: float) -> None:
    colon, is_first = pen.words.language.colon, True

    def paragraph(above: float) -> Any:
        nonlocal is_first
        made = frame.paragraphs[0] if is_first else frame.add_paragraph()
        made.space_before = Pt(0 if is_first else above)
        is_first = False
        return made

    for part in parts:
        pen.run(paragraph(ABOVE_HEADING), part.heading, size + LARGER, INK, bold=True)
        for x in part.lines:
            line = paragraph(ABOVE_LINE)
            pen.run(line, "• ", size, MUTED)
            if x.head:
                pen.run(line, x.head + colon, size, INK, bold=True)
            pen.run(line, x.text, size, INK)
            if x.numbers:
                pen.run(line, f" {x.numbers}", size, MUTED)
        if part.remark:
            pen.run(paragraph(ABOVE_LINE), part.remark, _small(size), MUTED)
