"""A brief on slides: its columns in the largest type with which they fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from pptx.util import Pt

from charts import wrapping
from reports.write.slide_master import INK, MUTED
from reports.write.slide_parts import Pen, points
from views.brief import BriefPart

#: Sizes of type that are tried, and that of the sources, in points.
SIZES, SOURCE = (16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.5, 10.0), 9.0
#: Room above a heading and above a line, in points, and what a heading is larger by.
ABOVE_HEADING, ABOVE_LINE, LARGER = 9.0, 3.0, 1.0


class Column(NamedTuple):
    """A column of a slide: its parts and its place, in EMU."""

    parts: tuple[BriefPart, ...]
    left: int
    width: int


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
