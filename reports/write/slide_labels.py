"""Where figures stand at the points of lines on slides: off one another, off names, and off the lines where it goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

#: From the upper left corner of a chart, in points.
Place = tuple[float, float]
#: How far from its point a label stands, in points: about what PowerPoint and LibreOffice keep.
AWAY = 7.0
#: The sides that are tried, above first; as DrawingML names them.
SIDES = ("t", "b", "r", "l")


class Box(NamedTuple):
    """A rectangle from the upper left corner of a chart."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether both have a place in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Wanted(NamedTuple):
    """A label that is wanted: its point, its size, and whether it goes before others."""

    at: Place
    width: float
    height: float
    first: bool = False


def sides(
    wanted: Sequence[Wanted], lines: Iterable[tuple[Place, Place]], taken: Iterable[Box], within: Box
) -> list[str]:
    """Return for each label the side of its point at which it is free; '' for one to be left out.

    Those that go first are placed first. A label may cross a line where it finds no other place, but no other label
    and nothing that is taken.
    """
    pieces = list(lines)
    used = list(taken)
    found = [""] * len(wanted)
    for i in sorted(range(len(wanted)), key=lambda i: not wanted[i].first):
        boxes = {side: _box(wanted[i], side) for side in SIDES}
        inside = [s for s in SIDES if _is_within(boxes[s], within)]
        free = [s for s in inside if not any(boxes[s].meets(b) for b in used)]
        clear = [s for s in free if not any(_crosses(boxes[s], *p) for p in pieces)]
        side = next(iter(clear or free), "")
        if side:
            used.append(boxes[side])
            found[i] = side
    return found


def _box(w: Wanted, side: str) -> Box:
    x, y = w.at
    if side in "tb":
        top = y - AWAY - w.height if side == "t" else y + AWAY
        return Box(x - w.width / 2, top, x + w.width / 2, top + w.height)
    left = x + AWAY if side == "r" else x - AWAY - w.width
    return Box(left, y - w.height / 2, left + w.width, y + w.height / 2)


def _is_within(box: Box, outer: Box) -> bool:
    return (
        box.left >= outer.left
        and box.right <= outer.right
        and box.top >= outer.top
        and box.bottom <= outer.bottom
    )


def _crosses(box: Box, a: Place, b: Place) -> bool:
    """Whether a straight line between two places passes through a box."""
    (x0, y0), (x1, y1) = sorted((a, b))
    left, right = max(box.left, x0), min(box.right, x1)
    if left > right:
        return False
    if x1 == x0:
        return min(y0, y1) < box.bottom and max(y0, y1) > box.top
    ends = [y0 + (y1 - y0) * (x - x0) / (x1 - x0) for x in (left, right)]
    return min(ends) < box.bottom and max(ends) > box.top
