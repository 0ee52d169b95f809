"""Pages set in two columns: which lines stand in which, so that each column is read to its end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from intake.reading.pdf_lines import Sign, TextLine, line_of, rows_of

#: Where on the width of a page the gap between columns may lie, and how the places are tried (in points).
_FROM, _TO, _STEP = 0.35, 0.65, 3.0
#: The gap is at least so many heights of type.
_GAP = 1.2
#: Rows with text on each side, and how many rows among them may run through the gap.
_FEWEST, _CROSSING = 6, 0.15
#: So much of a column is letters in most of its rows; in a table without rules it is less.
_FILLED = 0.6
#: And a column takes so much of the width of its page; figures of such a table take less.
_WIDE = 0.25
#: Places of a page in reading order: a part over the whole width, then the left and the right column below it.
_PARTS = 3


def lines_in_order(signs: Iterable[Sign], page: int, width: float) -> list[TextLine]:
    """Return the lines of a page in the order in which they are read; `column` says in which part each stands."""
    rows = [row for row in rows_of(signs) if _solid(row)]
    gap = _gap([_solid(row) for row in rows], width)
    if gap is None:
        return [line for row in rows if (line := line_of(row, page))]
    found: list[TextLine] = []
    for number, (crosses, group) in enumerate(groupby(rows, key=lambda row: _crosses(_solid(row), gap))):
        part = list(group)
        sides = [part] if crosses else [[_side(row, gap, left) for row in part] for left in (True, False)]
        for place, side in enumerate(sides, start=0 if crosses else 1):
            lines = (line_of(row, page) for row in side if row)
            found += [line._replace(column=_PARTS * number + place) for line in lines if line]
    return found


def is_in_column(line: TextLine) -> bool:
    """Whether a line stands in one of two columns, and not over the whole width."""
    return line.column % _PARTS != 0


def _gap(rows: Sequence[list[Sign]], width: float) -> float | None:
    """Return where the gap between two columns is; None where a page has only one."""
    best: tuple[int, float] | None = None
    for step in range(int((_TO - _FROM) * width / _STEP)):
        place = _FROM * width + step * _STEP
        count = _columns_at(rows, place, _WIDE * width)
        if count and (best is None or count > best[0]):
            best = (count, place)
    return best[1] if best else None


def _columns_at(rows: Sequence[list[Sign]], place: float, wide: float) -> int:
    """Return how many rows stand in two columns with a gap at a place; 0 where it is none."""
    right = [n for n, row in enumerate(rows) if not _crosses(row, place) and row[-1].left > place]
    if len(right) < _FEWEST:
        return 0
    band = rows[right[0] : right[-1] + 1]
    apart = [row for row in band if not _crosses(row, place)]
    if len(band) - len(apart) > _CROSSING * len(band):
        return 0
    for left in (True, False):
        sides = [side for row in apart if (side := _side(row, place, left))]
        if len(sides) < _FEWEST:
            return 0
        first, last = min(row[0].left for row in sides), max(row[-1].right for row in sides)
        if last - first < wide:
            return 0
        filled = [sum(sign.right - sign.left for sign in row) > _FILLED * (last - first) for row in sides]
        if 2 * sum(filled) < len(filled):
            return 0
    return len(apart)


def _solid(row: Sequence[Sign]) -> list[Sign]:
    return [sign for sign in row if sign.text.strip()]


def _side(row: Sequence[Sign], place: float, left: bool) -> list[Sign]:
    return [sign for sign in row if (sign.right <= place) == left]


def _crosses(row: Sequence[Sign], place: float) -> bool:
    """Whether a row runs through the gap."""
    half = _GAP * (row[0].bottom - row[0].top) / 2
    left = max((sign.right for sign in row if sign.left < place), default=None)
    right = min((sign.left for sign in row if sign.left >= place), default=None)
    if left is not None and right is not None:
        return left > place or right - left < 2 * half
    return left is not None and left > place
