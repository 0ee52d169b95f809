"""Three-line tables on slides: how they fall into a width, where they are cut, and the native table itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from charts import wrapping
from charts.colour_steps import shaded
from reports.write.slide_colours import INK, MUTED, RULE, add_fill
from reports.write.slide_text import END, Pen, points
from views.table import Cell, Gap, Number, Table, shown

#: What of a cell's width is counted on: programs and faces differ by this much.
SAFE = 0.97
#: Points of a table's type, and around the text of a cell.
CELL, PAD_X, PAD_Y = 11.0, 4.0, 2.6
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


@dataclass(frozen=True)
class Layout:
    """A table's columns in a width, and how high each of its rows is, in points."""

    widths: tuple[float, ...]
    head: float
    rows: tuple[float, ...]

    @property
    def height(self) -> float:
        """The height of the whole table."""
        return self.head + sum(self.rows)


def is_slim(table: Table) -> bool:
    """Whether all columns but the first hold signs only, so that two parts stand side by side."""
    return len(table.columns) > 2 and all(len(shown(c)) <= 2 for row in table.rows for c in row[1:])


def narrowed(table: Table, keys: Sequence[str]) -> Table:
    """The table with some of its columns, for where there is little room."""
    return table.only([i for i, c in enumerate(table.columns) if c.key in keys])


def without_empty(table: Table) -> Table:
    """The table without columns that say nothing in any row."""
    kept = [i for i in range(len(table.columns)) if any(_texts(table, i)[1:])]
    return table.only(kept) if table.rows and len(kept) < len(table.columns) else table


def layout(table: Table, room: float, size: float = CELL) -> Layout:
    """How a table falls into a width of `room` points."""
    widths = column_widths(table, room, size)

    def high(cells: Sequence[str]) -> float:
        return (
            max(
                wrapping.height(text or " ", size, max((w - 2 * PAD_X) * SAFE, size))
                for text, w in zip(cells, widths, strict=True)
            )
            + 2 * PAD_Y
        )

    return Layout(
        widths,
        high([c.name for c in table.columns]),
        tuple(high([shown(c) for c in row]) for row in table.rows),
    )


def column_widths(table: Table, room: float, size: float) -> tuple[float, ...]:
    """The columns by their weights, but none so narrow that a word of its head or of a short cell breaks."""
    total = sum(c.weight for c in table.columns)
    widths = [room * c.weight / total for c in table.columns]
    least = [
        max(
            _longest(table.columns[i].name, size) * BOLD,
            *(_least(row[i], size) for row in table.rows),
        )
        + 2 * PAD_X
        for i in range(len(table.columns))
    ]
    if sum(least) > room:  # then all give way alike
        return tuple(m * room / sum(least) for m in least)
    for _ in table.columns:  # what narrow columns need is taken from those that have more than they need
        short = [i for i, (w, m) in enumerate(zip(widths, least, strict=True)) if w < m - 0.01]
        if not short:
            break
        free = [i for i in range(len(widths)) if widths[i] > least[i]]
        need = sum(least[i] - widths[i] for i in short)
        spare = sum(widths[i] - least[i] for i in free)
        for i in free:
            widths[i] -= (widths[i] - least[i]) * min(1.0, need / spare)
        for i in short:
            widths[i] = least[i]
    return tuple(widths)


#: How much wider bold type is; longer words may break: addresses, sentences without spaces.
BOLD, LONGEST_WORD = 1.15, 24
#: A text with a figure that is no longer than this does not break either: 131（2025）.
SHORT = 10


def _texts(table: Table, i: int) -> list[str]:
    """The head and the cells of a column."""
    return [table.columns[i].name, *(shown(row[i]) for row in table.rows)]


def _least(cell: Cell, size: float) -> float:
    """The width that a cell needs: a figure stands on one line with its marks, also a short text that has one."""
    text = shown(cell)
    if isinstance(cell, Number) or (len(text) <= SHORT and any(c.isdigit() for c in text)):
        return wrapping.loose_width(text, size) / SAFE + 2
    return _longest(text, size)


def _longest(text: str, size: float) -> float:
    """The width of the longest word that must not break: none of Chinese, which breaks anywhere."""
    words = text.split() if text.isascii() else []
    return max((wrapping.loose_width(w, size) for w in words if len(w) <= LONGEST_WORD), default=0.0)


def parts_of(table: Table, room: float, most: float, size: float = CELL) -> int:
    """How many parts a table falls into that keep to a height each."""
    return len(_cut(table, layout(table, room, size), most, size))


def split(table: Table, room: float, most: float, size: float = CELL) -> list[Table]:
    """The table in as few parts as keep to a height each, and these about equally high."""
    plan = layout(table, room, size)
    parts = _cut(table, plan, most, size)
    low, high = 0.0, most
    while len(parts) > 1 and high - low > size:
        middle = (low + high) / 2
        closer = _cut(table, plan, middle, size)
        if len(closer) > len(parts):
            low = middle
        else:
            parts, high = closer, middle
    return parts


def _cut(table: Table, plan: Layout, most: float, size: float) -> list[Table]:
    """Parts filled one after the other, a group's heading going with its first row."""
    group_high = size * wrapping.LEADING + 2 * PAD_Y
    parts: list[Table] = []
    start, used, heading = 0, plan.head, ""
    for i, row_high in enumerate(plan.rows):
        if i in table.groups:
            heading = table.groups[i]
        need = row_high + (group_high if i in table.groups else 0)
        if used + need > most and i > start:
            parts.append(_part(table, start, i, parts))
            start, used = i, plan.head + (group_high if heading and i not in table.groups else 0)
        used += need
    return [*parts, _part(table, start, len(table.rows), parts)]


def _part(table: Table, start: int, end: int, before: Sequence[Table]) -> Table:
    groups = {i - start: name for i, name in table.groups.items() if start <= i < end}
    earlier = [i for i in table.groups if i <= start]
    if before and earlier and 0 not in groups:
        groups[0] = table.groups[max(earlier)]
    return Table(table.title, table.columns, table.rows[start:end], table.unit, table.notes, groups)


def add_table(pen: Pen, slide: Any, table: Table, place: tuple[int, int, int], size: float = CELL) -> int:
    """A native three-line table at left, top, width (EMU); returns the EMU below it."""
    left, top, width = place
    plan = layout(table, points(width), size)
    group_high = size * wrapping.LEADING + 2 * PAD_Y
    count = 1 + len(table.rows) + len(table.groups)
    shape = slide.shapes.add_table(count, len(table.columns), Emu(left), Emu(top), Emu(width), Pt(1))
    shape.name = table.title
    grid = shape.table
    properties = grid._tbl.tblPr
    properties.set("bandRow", "0")
    properties.set("firstRow", "1")
    properties.find(qn("a:tableStyleId")).text = _NO_STYLE
    for column, w in zip(grid.columns, plan.widths, strict=True):
        column.width = Pt(w)
    _fill_row(pen, grid, 0, [c.name for c in table.columns], table, size, bold=True)
    grid.rows[0].height = Pt(plan.head)
    line = 1
    for i, row in enumerate(table.rows):
        if i in table.groups:
            _group_row(pen, grid, line, table.groups[i], size)
            grid.rows[line].height = Pt(group_high)
            line += 1
        _fill_row(pen, grid, line, row, table, size)
        grid.rows[line].height = Pt(plan.rows[i])
        line += 1
    _lines(grid)
    _shades(grid, table)
    total = int(Pt(plan.height + group_high * len(table.groups)))
    shape.height = Emu(total)
    return top + total


def _fill_row(
    pen: Pen,
    grid: Any,
    line: int,
    cells: Sequence[Cell],
    table: Table,
    size: float,
    *,
    bold: bool = False,
) -> None:
    for j, (value, column) in enumerate(zip(cells, table.columns, strict=True)):
        cell = grid.cell(line, j)
        _margins(cell)
        paragraph = cell.text_frame.paragraphs[0]
        short = column.weight <= 1 and not column.numeric and j > 0 and len(shown(value)) < 8
        if column.numeric or short:
            paragraph.alignment = PP_ALIGN.RIGHT if column.numeric else PP_ALIGN.CENTER
        if shown(value):
            pen.run(paragraph, shown(value), size, MUTED if isinstance(value, Gap) else INK, bold=bold)
        else:  # an empty cell is as high as its end mark says
            pen.dress(etree.SubElement(paragraph._p, END, {"sz": str(int(size * 100))}))


def _group_row(pen: Pen, grid: Any, line: int, text: str, size: float) -> None:
    cell = grid.cell(line, 0)
    cell.merge(grid.cell(line, len(grid.columns) - 1))
    _margins(cell)
    pen.run(cell.text_frame.paragraphs[0], text, size, MUTED, bold=True)


def _margins(cell: Any) -> None:
    properties = cell._tc.get_or_add_tcPr()
    for side, pad in (("marL", PAD_X), ("marR", PAD_X), ("marT", PAD_Y), ("marB", PAD_Y)):
        properties.set(side, str(int(Pt(pad))))
    properties.set("anchor", "ctr")


def _lines(grid: Any) -> None:
    """Three lines: above, under the head, below; hairlines between."""
    rows = grid._tbl.tr_lst
    for i, row in enumerate(rows):
        for cell in row.tc_lst:
            properties = cell.get_or_add_tcPr()
            if i == 0:
                _line(properties, _TOP, 1.25, INK)
            last = i == len(rows) - 1
            _line(
                properties,
                _BOTTOM,
                1.25 if last else 0.75 if i == 0 else 0.25,
                INK if last or i == 0 else RULE,
            )


def _shades(grid: Any, table: Table) -> None:
    """The ground of figures that are shaded within their row; it comes after the lines in a cell's properties."""
    before = 0
    for i, row in enumerate(table.rows):
        before += i in table.groups
        for j, value in enumerate(row):
            if isinstance(value, Number) and value.shade is not None:
                properties = grid._tbl.tr_lst[1 + i + before].tc_lst[j].get_or_add_tcPr()
                add_fill(properties, shaded(value.shade).lstrip("#"))


_TOP, _BOTTOM = qn("a:lnT"), qn("a:lnB")


def _line(properties: Any, tag: str, weight: float, colour: str) -> None:
    line = etree.SubElement(properties, tag)
    line.set("w", str(int(Pt(weight))))
    add_fill(line, colour)
