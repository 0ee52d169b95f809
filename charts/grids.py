"""A table as a picture: set in the largest type with which all of it fits, in parts side by side where it is slim."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from math import ceil
from typing import NamedTuple

from charts.captioned import MOST_WHOLE, Caption, captioned, plain, room_for
from charts.colour_steps import shaded
from charts.frame import frame, text_at
from charts.plotly_figures import PlotlyFigure, new_figure
from charts.sizes import Size
from charts.theme import Theme
from charts.wrapping import width, wrap

#: Around the text of a cell, between parts side by side, and between the lines of a cell, against its type.
PAD_X, PAD_Y, GUTTER, LEADING = 7.0, 3.5, 28.0, 1.32
#: The smallest type of a table in points on paper and in pixels, and by how much each try is smaller than the one
#: before.
POINTS, SMALLEST, STEP = 8.0, 8.5, 0.5
#: The least padding of columns of short figures, and how many letters such figures have at most.
TIGHT, FIGURE = 3.5, 5
#: In how many rounds room is shared out between columns of text.
ROUNDS = 4
#: A first column that names rows keeps so many letters on a line if it can.
NAME = 8
#: What text around a table may take of the height.
MOST_TEXT = 0.42
#: Parts side by side: at most so many, and only where cells besides the first are so short.
PARTS, SHORT = 3, 6


class Field(NamedTuple):
    """One cell."""

    text: str
    #: Whether it stands back: what is missing.
    quiet: bool = False
    #: From 0 (smallest of its row) to 1 (largest); None without a shade.
    shade: float | None = None


@dataclass(frozen=True)
class Grid:
    """A table as it is drawn."""

    heads: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[Field, ...], ...]
    #: index of a row → the heading before it
    groups: Mapping[int, str] = field(default_factory=dict)

    @property
    def is_slim(self) -> bool:
        """Whether parts of it may stand side by side."""
        return all(len(f.text) <= SHORT for row in self.rows for f in row[1:])


class _Line(NamedTuple):
    """A row ready to be drawn: its cells broken into lines; one cell alone is a heading across."""

    cells: tuple[tuple[str, ...], ...]
    fields: tuple[Field, ...]
    height: float
    is_heading: bool = False


class _Plan(NamedTuple):
    """A table fitted into a place."""

    size: float
    widths: tuple[float, ...]
    head: _Line
    parts: tuple[tuple[_Line, ...], ...]
    #: How many rows found no room.
    left_out: int = 0

    @property
    def height(self) -> float:
        return self.head.height + max((sum(x.height for x in p) for p in self.parts), default=0.0)


def captioned_grid(
    grid: Grid, caption: Caption, theme: Theme, size: Size, more: Callable[[int], str]
) -> PlotlyFigure:
    """The table laid out for a fixed format with its caption; `more(n)` says that n rows found no room."""
    room, height = room_for(caption, theme, size, MOST_TEXT)
    smallest = smallest_type(size)
    plan = _fitted(grid, room, height, theme, smallest)
    if plan.left_out and caption.is_whole:
        plan = _cut(grid, room, _parts_of(grid)[-1], size.height * MOST_WHOLE, smallest)
        height = plan.height
    if plan.left_out:
        plan = _fitted(grid, room, height - theme.size * 1.6, theme, smallest)
    figure = _drawn(grid, plan, room, theme, more(plan.left_out) if plan.left_out else "")
    return captioned(figure, caption, theme, size, plot=figure.layout.height, most_text=MOST_TEXT)


def smallest_type(size: Size) -> float:
    """Return the smallest type of a table in a format, in pixels of its layout: 8 points on paper."""
    return max(SMALLEST, ceil(POINTS / size.points / STEP) * STEP)


def _parts_of(grid: Grid) -> list[int]:
    """In how many parts side by side a table may stand."""
    return [n for n in range(1, PARTS + 1) if n == 1 or grid.is_slim]


def _fitted(grid: Grid, room: float, height: float, theme: Theme, smallest: float) -> _Plan:
    """The largest type, in the fewest parts; in the smallest as many rows as there is room for."""
    tries = _parts_of(grid)
    size = float(theme.size)
    while size >= smallest:
        for n in tries:
            # names of rows are not broken for the sake of larger type while smaller type has room for them
            plan = _plan(grid, room, size, n, height, NAME if size > smallest else 0)
            if plan is not None:
                return plan
        size -= STEP
    return _cut(grid, room, tries[-1], height, smallest)


def _plan(grid: Grid, room: float, size: float, n: int, height: float, name: int) -> _Plan | None:
    """The table in n parts, or None where it is too high or a column too narrow."""
    if (len(grid.rows) + len(grid.groups)) * _line_height(size) > n * height:
        return None  # not even with a line a row
    each = (room - GUTTER * (n - 1)) / n
    widths = _widths(grid, each, size, name)
    if widths is None:
        return None
    head, lines = _lines(grid, widths, size)
    parts = _split(lines, n, height - head.height)
    return _Plan(size, widths, head, parts) if parts is not None else None


def _cut(grid: Grid, room: float, n: int, height: float, size: float) -> _Plan:
    """The table in its smallest type, without the rows that find no room."""
    for parts in range(n, 0, -1):
        widths = _widths(grid, (room - GUTTER * (parts - 1)) / parts, size)
        if widths is not None:
            break
    else:
        widths, parts = tuple(room / len(grid.heads) for _ in grid.heads), 1
    most = parts * ceil(height / _line_height(size))
    shown = replace(grid, rows=grid.rows[:most], groups={i: g for i, g in grid.groups.items() if i < most})
    head, lines = _lines(shown, widths, size)
    found: list[tuple[_Line, ...]] = []
    rest = lines
    for _ in range(parts):
        used, taken = 0.0, 0
        while taken < len(rest) and used + rest[taken].height <= height - head.height:
            used += rest[taken].height
            taken += 1
        while taken and rest[taken - 1].is_heading:  # a heading goes with its first row
            taken -= 1
        found.append(tuple(rest[:taken]))
        rest = rest[taken:]
    drawn = sum(not x.is_heading for part in found for x in part)
    return _Plan(size, widths, head, tuple(found), len(grid.rows) - drawn)


def _line_height(size: float) -> float:
    return size * LEADING + 2 * PAD_Y


def _widths(grid: Grid, room: float, size: float, name: int = 0) -> tuple[float, ...] | None:
    """As wide as its longest text where there is room; else the widest columns give way. None where words break.

    What is left over goes to columns of text, in proportion to what they hold. The first column keeps so many letters
    of `name` on a line.
    """
    columns = [[head, *(row[i].text for row in grid.rows)] for i, head in enumerate(grid.heads)]
    pads = [2 * _pad(c) for c in columns]
    longest = [max(width(t, size, bold=k == 0) for k, t in enumerate(c)) for c in columns]
    wished = [w + pad for w, pad in zip(longest, pads, strict=True)]
    least = [
        max(_unbroken(t, size, bold=k == 0) for k, t in enumerate(c)) + pad
        for c, pad in zip(columns, pads, strict=True)
    ]
    least[0] = max(least[0], min(wished[0], name * size + pads[0]))
    if sum(least) > room:
        return None
    if sum(wished) <= room:
        spare = (room - sum(wished)) / (sum(longest) or 1)
        return tuple(w + spare * text for w, text in zip(wished, longest, strict=True))
    return _shared_out(columns, wished, least, pads, room, size)


def _shared_out(
    columns: Sequence[Sequence[str]],
    wished: Sequence[float],
    least: Sequence[float],
    pads: Sequence[float],
    room: float,
    size: float,
) -> tuple[float, ...]:
    """The room beyond the least widths in proportion to the text that would go on a further line, up to the wish."""
    widths = list(least)
    for _ in range(ROUNDS):
        needs = [
            sum(max(0.0, width(t, size) - w + pad) for t in c) if w < wish else 0.0
            for c, w, wish, pad in zip(columns, widths, wished, pads, strict=True)
        ]
        spare = room - sum(widths)
        if spare < 1 or not sum(needs):
            break
        widths = [
            min(wish, w + spare * need / sum(needs))
            for w, wish, need in zip(widths, wished, needs, strict=True)
        ]
    return tuple(widths)


def _pad(column: Sequence[str]) -> float:
    """What stays free to either side of the texts of a column: less of short figures, which stand apart anyway."""
    return TIGHT if all(len(t) <= FIGURE for t in column) else PAD_X


def _unbroken(text: str, size: float, *, bold: bool = False) -> float:
    """The widest piece of a text that may not be broken: a word, or a few Chinese signs."""
    words = text.split()
    latin = max((width(w, size, bold=bold) for w in words if w.isascii()), default=0.0)
    return max(latin, min(width(text, size, bold=bold), size * 4.1 * (1.08 if bold else 1)))


def _lines(grid: Grid, widths: Sequence[float], size: float) -> tuple[_Line, list[_Line]]:
    pads = [_pad([head, *(row[i].text for row in grid.rows)]) for i, head in enumerate(grid.heads)]

    def line(fields: Sequence[Field], *, bold: bool = False) -> _Line:
        cells = tuple(
            tuple(wrap(f.text, w - 2 * pad + 1, size, bold=bold)) or ("",)
            for f, w, pad in zip(fields, widths, pads, strict=True)
        )
        return _Line(cells, tuple(fields), max(map(len, cells)) * size * LEADING + 2 * PAD_Y)

    heading_high = _line_height(size)
    lines = []
    for i, row in enumerate(grid.rows):
        if i in grid.groups:
            heading = grid.groups[i]
            lines.append(_Line(((heading,),), (Field(heading),), heading_high, is_heading=True))
        lines.append(line(row))
    return line([Field(h) for h in grid.heads], bold=True), lines


def _split(lines: Sequence[_Line], n: int, height: float) -> tuple[tuple[_Line, ...], ...] | None:
    """The lines in n parts of about the same height, none above `height`; a heading never ends a part."""
    aim = sum(x.height for x in lines) / n
    for most in (*(aim * k for k in (1.0, 1.05, 1.12, 1.25) if aim * k <= height), height):
        parts: list[list[_Line]] = [[]]
        used = 0.0
        for i, x in enumerate(lines):
            need = x.height + (lines[i + 1].height if x.is_heading and i + 1 < len(lines) else 0)
            if used + need > most and parts[-1]:
                parts.append([])
                used = 0.0
            parts[-1].append(x)
            used += x.height
            if used > height:
                break
        else:
            if len(parts) <= n:
                return tuple(map(tuple, parts))
    return None


def _drawn(grid: Grid, plan: _Plan, room: float, theme: Theme, last: str) -> PlotlyFigure:
    """The table in pixels: one unit of its axes is one pixel of the layout."""
    sheet = _Sheet()
    high = plan.height + (theme.size * 1.6 if last else 0)
    each = sum(plan.widths)
    for n, part in enumerate(plan.parts):
        _part(sheet, grid, plan, part, n * (each + GUTTER), theme)
    if last:
        _text(sheet, last, 0, high - theme.size, theme.size - 2, theme.muted)
    figure = new_figure({"layout": {"annotations": sheet.texts, "shapes": sheet.shapes}})
    figure.add_scatter(x=[0], y=[0], mode="markers", marker={"opacity": 0}, hoverinfo="skip")
    frame(figure, theme, round(high))
    figure.update_xaxes(visible=False, range=[0, room])
    figure.update_yaxes(visible=False, range=[high, 0])
    return figure


def _part(sheet: _Sheet, grid: Grid, plan: _Plan, lines: Sequence[_Line], left: float, theme: Theme) -> None:
    """One part of a table: three lines, hairlines between rows."""
    y = 0.0
    right = left + sum(plan.widths)
    _rule(sheet, left, right, y, 1.5, theme.ink)
    for x in _cells(grid, plan, plan.head, left):
        _cell(sheet, x, y, plan, plan.head.height, theme, bold=True)
    y += plan.head.height
    _rule(sheet, left, right, y, 1.0, theme.ink)
    for line in lines:
        if line.is_heading:
            _text(
                sheet, line.cells[0][0], left + PAD_X, y + line.height / 2, plan.size, theme.muted, bold=True
            )
        else:
            for x in _cells(grid, plan, line, left):
                _cell(sheet, x, y, plan, line.height, theme)
        y += line.height
        _rule(sheet, left, right, y, 0.5, theme.rule)
    _rule(sheet, left, right, y, 1.5, theme.ink)


@dataclass
class _Sheet:
    """What is drawn, collected: plotly copies everything for each single thing that is added to a figure."""

    texts: list[dict[str, object]] = field(default_factory=list)
    shapes: list[dict[str, object]] = field(default_factory=list)


class _Placed(NamedTuple):
    """A cell and where it stands."""

    lines: tuple[str, ...]
    field: Field
    left: float
    width: float
    align: str


def _cells(grid: Grid, plan: _Plan, line: _Line, left: float) -> Iterator[_Placed]:
    starts = accumulate(plan.widths, initial=left)
    for i, (cell, found, x, w) in enumerate(zip(line.cells, line.fields, starts, plan.widths, strict=False)):
        signs = i > 0 and all(len(row[i].text) <= 2 for row in grid.rows)
        yield _Placed(cell, found, x, w, "right" if grid.numeric[i] else "center" if signs else "left")


def _cell(
    sheet: _Sheet, c: _Placed, y: float, plan: _Plan, height: float, theme: Theme, *, bold: bool = False
) -> None:
    if c.field.shade is not None:
        sheet.shapes.append(
            {
                "type": "rect",
                "x0": c.left + 1.5,
                "x1": c.left + c.width - 1.5,
                "y0": y + 1,
                "y1": y + height - 1,
                "fillcolor": shaded(c.field.shade),
                "line": {"width": 0},
                "layer": "below",
            }
        )
    at = {"left": c.left + PAD_X, "center": c.left + c.width / 2, "right": c.left + c.width - PAD_X}[c.align]
    text = "\n".join(c.lines)
    colour = theme.muted if c.field.quiet else theme.ink
    _text(sheet, text, at, y + height / 2, plan.size, colour, align=c.align, bold=bold)


def _text(
    sheet: _Sheet,
    text: str,
    x: float,
    y: float,
    size: float,
    colour: str,
    *,
    align: str = "left",
    bold: bool = False,
) -> None:
    shown = "<br>".join(plain(part) for part in text.split("\n"))
    if not shown:
        return
    text = f"<b>{shown}</b>" if bold else shown
    place = {"xref": "x", "yref": "y", "xanchor": align, "yanchor": "middle", "align": align, "borderpad": 0}
    sheet.texts.append(text_at(x, y, text, size, colour, **place))


def _rule(sheet: _Sheet, left: float, right: float, y: float, weight: float, colour: str) -> None:
    line = {"width": weight, "color": colour}
    sheet.shapes.append({"type": "line", "x0": left, "x1": right, "y0": y, "y1": y, "line": line})
