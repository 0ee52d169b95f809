"""Slides of tables, of texts, and before a chapter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pptx.util import Pt

from charts import wrapping
from reports.write.slide_colours import INK, MUTED
from reports.write.slide_deck import Deck, Item, Page, holder
from reports.write.slide_layouts import Area, area_of
from reports.write.slide_sizes import inherited_size
from reports.write.slide_tables import add_table, is_slim, parts_of, split, without_empty
from reports.write.slide_text import points
from views.table import Table
from views.view import View

#: Sizes of a table that are tried, in points: the largest with which it needs the fewest slides.
TABLE_SIZES = (16.0, 14.0, 13.0, 12.0, 11.0, 10.0)
#: Sizes of a text that are tried; the smallest of them is set over several slides.
TEXT_SIZES = (32.0, 28.0, 24.0, 20.0, 18.0, 16.0)
NOTE = 10.5
#: From this many rows on a slim table stands in two parts side by side.
SIDE_BY_SIDE = 14


def table_pages(
    deck: Deck,
    title: str,
    subtitle: str,
    table: Table,
    *,
    view: View | None = None,
    section: str = "",
    sizes: Sequence[float] = TABLE_SIZES,
) -> list[Page]:
    """A table on as many slides as it needs, and what its signs mean below it."""
    table = without_empty(table)
    said = (*table.notes, *((view.sentence,) if view and view.sentence else ()))
    notes = deck.words.paragraph(deck.words.sentence(n) for n in said)
    area = deck.room("content", subtitle, section)
    wide = points(area.width)
    gutter = wide * 0.04 if is_slim(table) else 0.0
    columns = 2 if gutter and len(table.rows) > SIDE_BY_SIDE else 1
    each = (wide - gutter * (columns - 1)) / columns
    foot = wrapping.height(notes, NOTE, wide) + 6 if notes else 0.0
    most = points(area.height) - foot - deck.sources_height(view, wide) - 14
    parts, size = _fewest(table, each, most, columns, sizes)
    return [
        Page(_table(deck, parts[i : i + columns], size, each, gutter, notes, foot, view))
        for i in range(0, len(parts), columns)
    ]


def _fewest(
    table: Table, room: float, most: float, columns: int, sizes: Sequence[float]
) -> tuple[list[Table], float]:
    """The table in parts, in the largest size with which it needs the fewest slides."""
    fewest = -(-parts_of(table, room, most, sizes[-1]) // columns)
    size = next(s for s in sizes if -(-parts_of(table, room, most, s) // columns) == fewest)
    return split(table, room, most, size), size


def _table(
    deck: Deck,
    shown: Sequence[Table],
    size: float,
    each: float,
    gutter: float,
    notes: str,
    foot: float,
    view: View | None,
) -> Any:
    def draw(slide: Any, area: Area) -> None:
        below = area.top
        for k, part in enumerate(shown):
            left = area.left + int(Pt(k * (each + gutter)))
            below = max(below, add_table(deck.pen, slide, part, (left, area.top, int(Pt(each))), size))
        if notes:
            high = int(Pt(foot - 6))
            bottom = area.bottom - int(Pt(deck.sources_height(view, points(area.width))))
            top = min(below + int(Pt(14)), bottom - high)  # rows may come out somewhat higher than measured
            frame = deck.pen.box(slide, area.left, top, area.width, high)
            deck.pen.fill(frame, notes, NOTE, MUTED)
        if view:
            deck.sources(slide, view, area)
            deck.speak(slide, view, shown)

    return draw


def text_pages(deck: Deck, subtitle: str, section: str, text: str) -> list[Page]:
    """A text in the layout's place for it, in the largest type with which it needs one slide; else on several."""
    layout = deck.master.text
    area = deck.room("text", subtitle, section)
    usual = TEXT_SIZES[0]
    if layout.body is not None:
        usual = inherited_size(layout.layout, layout.body)
        placeholder = next(s for s in layout.layout.placeholders if s.element.ph.idx == layout.body)
        area = area_of(placeholder)._replace(top=max(placeholder.top, area.top))
    wide, high = points(area.width) - 16, points(area.height) - 10
    sizes = sorted({s for s in (*TEXT_SIZES, usual) if s <= max(usual, TEXT_SIZES[0])}, reverse=True)
    size = next(
        (s for s in sizes if wrapping.height(text, s, wide) + _paragraphs(text, s) <= high), sizes[-1]
    )
    most = high - size if len(text) > 1 else high
    parts = _even(text, size, wide, most)

    def page(part: str) -> Page:
        def draw(slide: Any, _: Area) -> None:
            if layout.body is None:
                frame = deck.pen.box(slide, area.left, area.top, area.width, area.height)
            else:
                placeholder = holder(slide, layout.body)
                placeholder.left, placeholder.top, placeholder.width, placeholder.height = (
                    area.left,
                    area.top,
                    area.width,
                    area.height,
                )
                frame = placeholder.text_frame
            deck.pen.fill(frame, part, size, "" if layout.body is not None else INK)

        return Page(draw, kind="text")

    return [page(part) for part in parts]


def _even(text: str, size: float, wide: float, most: float) -> list[str]:
    """The text in as few parts as keep to a height, and these about equally high."""
    parts = wrapping.pages(text, size, wide, most) or [""]
    low, high = 0.0, most
    while len(parts) > 1 and high - low > size * 2:
        middle = (low + high) / 2
        closer = wrapping.pages(text, size, wide, middle)
        if len(closer) > len(parts):
            low = middle
        else:
            parts, high = closer, middle
    return parts


def _paragraphs(text: str, size: float) -> float:
    """What a layout may keep between paragraphs, in points."""
    return text.count("\n") * size * 0.35


def divider(deck: Deck, title: str, text: str) -> Item:
    """The slide before a chapter, with what stands in it."""
    layout = deck.master.divider
    idx = layout.body if layout.body is not None else layout.subtitle

    def draw(slide: Any, area: Area) -> None:
        if not text:
            return
        if idx is None:
            top = max(area.top, layout.head.bottom + int(Pt(12)))
            frame = deck.pen.box(slide, area.left, top, area.width, max(area.bottom - top, int(Pt(20))))
            room = area._replace(top=top)
        else:
            placeholder = holder(slide, idx)
            frame = placeholder.text_frame
            room = Area(
                placeholder.left,
                placeholder.top,
                placeholder.left + placeholder.width,
                placeholder.top + placeholder.height,
            )
        size = wrapping.fitting(
            text, (18, 16, 14, 13, 12, 11), points(room.width) - 16, points(room.height) - 10
        )
        deck.pen.fill(frame, text, size, MUTED)

    return Item(title, "", title, (Page(draw, kind="divider"),))


def with_rows(table: Table, rows: Sequence[tuple[Any, ...]], heading: str) -> Table:
    """The table with further rows under a heading of their own."""
    groups = dict(table.groups) | ({len(table.rows): heading} if rows else {})
    return replace(table, rows=(*table.rows, *rows), groups=groups)
