"""Where names stand at the ends of lines: beside their own end, on no other line and on no other name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf
from typing import NamedTuple

#: Pixels from the left and upward.
Place = tuple[float, float]
#: A straight piece of a line, its left end first; a point is a piece without length.
Piece = tuple[Place, Place]

#: Between the end of a line and its name, and what a point takes around its middle.
AWAY, POINT = 12.0, 6.0
#: What the box of a name has above and below its letters, against its height.
SLACK = 0.15
#: How far a name may be moved, in its own heights, and in which steps.
FARTHEST, STEPS = 8, 4


class End(NamedTuple):
    """The end of a line, and the size of the name there."""

    x: float
    y: float
    width: float
    height: float


class _Box(NamedTuple):
    left: float
    right: float
    bottom: float
    top: float


def shifts(
    ends: Sequence[End], others: Sequence[Sequence[Piece]], extent: tuple[float, float] = (-inf, inf)
) -> list[float]:
    """How far to move each name up (down if negative) so that it is free; where nothing is, off other names at least.

    `others` holds for each end the pieces of all other lines; no name leaves the plot, which has its lower and upper
    edge at `extent`, unless there is no room in it.
    """
    placed: list[_Box] = []
    found: list[float] = []
    for end, pieces in zip(ends, others, strict=True):
        off_names = [s for s in _candidates(end) if not any(_meet(_box(end, s), b) for b in placed)]
        inside = [s for s in off_names if _is_inside(_box(end, s), extent)]
        off_names = inside or off_names
        free = (s for s in off_names if not any(_crosses(_box(end, s), p) for p in pieces))
        shift = next(free, next(iter(off_names), 0.0))
        placed.append(_box(end, shift))
        found.append(shift)
    return found


def _candidates(end: End) -> Iterator[float]:
    """The smallest moves first, upward before downward."""
    yield 0.0
    for n in range(1, FARTHEST * STEPS + 1):
        yield end.height * n / STEPS
        yield -end.height * n / STEPS


def _box(end: End, shift: float) -> _Box:
    middle = end.y + shift
    return _Box(end.x + AWAY, end.x + AWAY + end.width, middle - end.height / 2, middle + end.height / 2)


def _is_inside(box: _Box, extent: tuple[float, float]) -> bool:
    """Whether the letters of a name, which are lower than its box, lie between two heights."""
    slack = (box.top - box.bottom) * SLACK
    return extent[0] <= box.bottom + slack and box.top - slack <= extent[1]


def _meet(a: _Box, b: _Box) -> bool:
    return a.left < b.right and b.left < a.right and a.bottom < b.top and b.bottom < a.top


def _crosses(box: _Box, piece: Piece) -> bool:
    """Whether a piece of a line, or the point that it is, passes through a box."""
    (x0, y0), (x1, y1) = piece
    if x1 == x0:
        return _meet(box, _Box(x0 - POINT, x0 + POINT, min(y0, y1) - POINT, max(y0, y1) + POINT))
    left, right = max(box.left, x0), min(box.right, x1)
    if left > right:
        return False
    ends = [y0 + (y1 - y0) * (x - x0) / (x1 - x0) for x in (left, right)]
    return min(ends) < box.top and max(ends) > box.bottom
