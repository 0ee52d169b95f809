"""How wide the columns of a table are on paper: no number, date or short word is broken over lines."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from charts.wrapping import loose_width
from views.table import Number, Table, shown

#: Between a text and the edge of its cell, on both sides together, in points.
PADDING = 7.0
#: Texts up to so many type sizes stay on one line, where there is room for it: 不参与排序, 2024年12月31日.
#: Runs of letters and digits longer than the second number may be broken: no column holds them.
KEPT = ((8.5, 24), (5.5, 24), (4.0, 24), (0.0, 24), (0.0, 10))
#: Heads of columns up to so many type sizes are never broken.
HEAD = 6.0
#: Heads are bold; Latin letters of the faces that stand in for Times are then wider by so much.
BOLD = 1.2
#: What is never broken: runs of letters and digits with their marks, and the unit of a number.
_WORD = re.compile(r"[!-~\u00a0-\u024f≥≤≈−—]+[%％]?|.", re.DOTALL)


def widths(table: Table, size: float, room: float) -> list[float]:
    """Return the widths of the columns in the unit of the type size; together they are as wide as the room.

    Of those that keep more or fewer short texts whole, the ones with which the table is lowest.
    """
    columns = [_texts(table, i) for i in range(len(table.columns))]
    measured = [[loose_width(t, size) for t in texts] for texts in columns]
    tried: list[tuple[int, int, list[float]]] = []
    for short, longest in KEPT:
        least = _least(table, size, short, longest)
        if sum(least) <= room:
            found = _shared(least, measured, room, [c.weight for c in table.columns])
            tried.append((_lines(measured, found), len(tried), found))
    if not tried:
        return [n * room / sum(least) for n in least]
    return min(tried)[-1]


def _shared(
    least: Sequence[float], measured: Sequence[Sequence[float]], room: float, weights: Sequence[float]
) -> list[float]:
    """What is free goes to the columns that need more; what is left then, by their weights."""
    more = [max(0.0, max(texts) + PADDING - n) for n, texts in zip(least, measured, strict=True)]
    free = room - sum(least)
    if sum(more) >= free:
        return [n + free * m / sum(more) for n, m in zip(least, more, strict=True)]
    rest = free - sum(more)
    return [n + m + rest * w / sum(weights) for n, m, w in zip(least, more, weights, strict=True)]


def _lines(measured: Sequence[Sequence[float]], found: Sequence[float]) -> int:
    """About how many lines a table takes."""
    rows = zip(
        *([math.ceil(t / (w - PADDING)) for t in c] for c, w in zip(measured, found, strict=True)),
        strict=True,
    )
    return sum(max(1, *row) for row in rows)


def parts(table: Table, size: float, room: float) -> list[Table]:
    """Return a table in parts that each have room, with the first column in each; itself where it has room."""
    least = _least(table, size, *KEPT[-1])
    if sum(least) <= room or len(least) < 3:
        return [table]
    found: list[list[int]] = [[0]]
    taken = least[0]
    for i, n in enumerate(least[1:], start=1):
        if taken + n > room and len(found[-1]) > 1:
            found.append([0])
            taken = least[0]
        found[-1].append(i)
        taken += n
    return [table.only(kept) for kept in found]


def _least(table: Table, size: float, short: float, longest: int) -> list[float]:
    """The widths below which a column breaks a figure, its head, or a text that is short."""
    found = []
    for i, c in enumerate(table.columns):
        wide = _unbroken(c.name, size * BOLD, HEAD, longest)
        for row in table.rows:
            whole = math.inf if isinstance(row[i], Number) else short
            wide = max(wide, _unbroken(shown(row[i]), size, whole, longest))
        found.append(wide + PADDING)
    return found


def _unbroken(text: str, size: float, short: float, longest: int) -> float:
    whole = loose_width(text, size)
    if whole <= short * size:
        return whole
    return max((loose_width(w, size) for w in _WORD.findall(text) if len(w) <= longest), default=size)


def _texts(table: Table, i: int) -> list[str]:
    return [table.columns[i].name, *(shown(row[i]) for row in table.rows)]
