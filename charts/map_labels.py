"""Where names stand on a map: inside their shape where they fit, else beside it with a line to it.

No name lies over another, over the line of another, or over a foreign shape; one that finds no place is left out, and
whoever draws says so. Everything is in pixels (or points) from the upper left corner of what is shown. A name keeps
its place when the map is drawn larger: its box then takes less of the map, from the point its line begins at.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import dist
from typing import Any, Literal, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from queries.map_values import Place

Spot = tuple[float, float]
#: From degrees to pixels, of many points at once: longitudes and latitudes in, x and y out.
Projection = Callable[[Any, Any], tuple[Any, Any]]
#: District → the width and height of its name.
Sizes = Mapping[str, tuple[float, float]]
#: District → where its name stands; None where it found no place.
Labels = Mapping[str, "Label | None"]
Tried = TypeVar("Tried")
#: The points of one closed line, a row each.
Ring = npt.NDArray[np.float64]
Side = Literal["left", "right", "top", "bottom"]

#: The map is judged in cells of so many pixels at least, and of so many cells at most.
CELL, MOST_CELLS = 4.0, 24_000
#: What stays free around a name, in pixels.
PAD = 3.0
#: A line over foreign shapes counts so many times its length. None is longer, and none runs longer over them, than so
#: much of the frame (of the side of a square as large): it would be followed by nobody.
OVER_SHAPES, LONGEST, LONGEST_OVER = 4.0, 0.35, 0.12
#: Going on to the next frame, in which all is smaller, must give so many of the names a place.
WORTH = 0.1
#: What is noted of a cell where no line may run: a name, or another line.
LINE, NAME = 1, 2
#: In how many places the line to a name is tried, and at how many points each line is judged.
MOST_TRIED, POINTS = 240, 16


class Area(NamedTuple):
    """A district to be named: the lines around it, a point inside it, and the size of its name."""

    rings: Sequence[Ring]
    middle: Spot
    width: float
    height: float


class Label(NamedTuple):
    """The box of a name; beside its shape with a line from one of its sides to the shape."""

    left: float
    top: float
    width: float
    height: float
    #: From the middle of a side of the box, to a point in the shape.
    line: tuple[Spot, Spot] | None = None
    #: The side of the box at which the line begins.
    side: Side | None = None

    @property
    def at(self) -> Spot:
        """The point that stays where it is when the map is drawn larger: where the line begins, else the middle."""
        return self.line[0] if self.line else (self.left + self.width / 2, self.top + self.height / 2)


def labels_of(
    places: Sequence[Place], sizes: Sizes, project: Projection, width: float, height: float
) -> Labels:
    """Return where the names of districts stand in a frame that shows them by a projection."""
    drawn = [(p, p.shape) for p in places if p.shape]
    areas = []
    for place, shape in drawn:
        rings = [np.column_stack(project(*points.T)) for points in rings_of(shape.geometry)]
        x, y = project(shape.lon, shape.lat)
        areas.append(Area(rings, (float(x), float(y)), *sizes[place.district.district_id]))
    ids = [p.district.district_id for p, _ in drawn]
    return dict(zip(ids, lay_out(areas, width, height), strict=True))


def best_labels(
    tried: Iterable[Tried], label: Callable[[Tried], Labels], wanted: Iterable[str]
) -> tuple[Tried, Labels]:
    """Return the first of several frames in which every wanted name finds a place, else the best of them.

    A later frame, in which all is smaller, is better only if enough more names find a place in it.
    """
    names = list(wanted)
    best: tuple[float, Tried, Labels] | None = None
    for step, frame in enumerate(tried):
        found = label(frame)
        lacking = sum(found.get(n) is None for n in names)
        cost = lacking + WORTH * len(names) * step
        if best is None or cost < best[0]:
            best = (cost, frame, found)
        if not lacking:
            break
    assert best is not None
    return best[1:]


def rings_of(geometry: str) -> list[Ring]:
    """Return the rings of a GeoJSON Polygon or MultiPolygon, in degrees."""
    shape = json.loads(geometry)
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    return [np.asarray(ring, dtype=float)[:, :2] for polygon in polygons for ring in polygon]


def lay_out(areas: Sequence[Area], width: float, height: float) -> list[Label | None]:
    """Return where each name stands in a frame of some pixels; None for one that finds no place."""
    cell = max(CELL, (width * height / MOST_CELLS) ** 0.5)
    size = int(height // cell), int(width // cell)
    masks = [_mask(a.rings, cell, size) for a in areas]
    found: list[Label | None] = [_inside(a, m, cell) for a, m in zip(areas, masks, strict=True)]
    owner = np.full(size, -1, dtype=np.int16)
    for i, mask in enumerate(masks):
        owner[mask] = i
    taken, kept = owner >= 0, np.zeros(size, dtype=np.int8)
    for label in found:
        if label:
            _fill(kept, label, cell, NAME)
    first = {
        i: _beside(areas[i], i, cell, owner, taken, kept) for i, label in enumerate(found) if label is None
    }
    # whose place would be the nearest chooses first: it is a small shape or one at the edge, with few other places
    nearest = {i: dist(*label.line) for i, label in first.items() if label and label.line}
    for i in sorted(nearest, key=lambda i: (nearest[i], i)):
        label = first[i]
        if label and not _is_free(label, cell, taken, kept):
            label = _beside(areas[i], i, cell, owner, taken, kept)
        found[i] = label
        if label and label.line:
            _fill(kept, label, cell, NAME)
            _fill(taken, label, cell, True)
            rows, columns = _cells_of(np.array([label.line]), cell, size)
            taken[rows, columns] = True
            for more in (0, 1):  # no line slips through between two cells
                wide = rows, np.minimum(columns + more, size[1] - 1)
                kept[wide] = np.maximum(kept[wide], LINE)
    return found


def _mask(rings: Sequence[Ring], cell: float, size: tuple[int, int]) -> npt.NDArray[np.bool_]:
    """The cells that a shape touches: those whose middle lies in it, and those its edge runs through."""
    rows, columns = size
    crossings = np.zeros((rows, columns + 1), dtype=np.int16)
    edges = np.concatenate([np.stack([r[:-1], r[1:]], axis=1) for r in rings]) / cell
    x0, y0, x1, y1 = edges[:, 0, 0], edges[:, 0, 1], edges[:, 1, 0], edges[:, 1, 1]
    first = np.clip(np.ceil(np.minimum(y0, y1) - 0.5), 0, rows).astype(int)
    last = np.clip(np.ceil(np.maximum(y0, y1) - 0.5), 0, rows).astype(int)
    count = last - first
    which = np.repeat(np.arange(len(edges)), count)
    row = first[which] + np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    share = (row + 0.5 - y0[which]) / (y1 - y0)[which]
    column = np.ceil(x0[which] + share * (x1 - x0)[which] - 0.5)
    np.add.at(crossings, (row, np.clip(column, 0, columns).astype(int)), 1)
    mask = np.zeros(size, dtype=bool)
    top, bottom = first.min(), last.max()
    mask[top:bottom] = np.cumsum(crossings[top:bottom], axis=1, dtype=np.int16)[:, :-1] & 1
    edge_rows, edge_columns = _cells_of(edges, 1.0, size)
    mask[edge_rows, edge_columns] = True
    return mask


def _cells_of(
    pieces: npt.NDArray[np.float64], cell: float, size: tuple[int, int]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The rows and columns of the cells that straight pieces (each two points) run through, within the frame."""
    start, along = pieces[:, 0] / cell, (pieces[:, 1] - pieces[:, 0]) / cell
    count = np.ceil(np.abs(along).max(axis=1) * 2).astype(int) + 1
    which = np.repeat(np.arange(len(pieces)), count)
    step = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    share = step / np.maximum(count - 1, 1)[which]
    spots = np.floor(start[which] + share[:, None] * along[which]).astype(np.int64)
    rows, columns = spots[:, 1], spots[:, 0]
    shown = (rows >= 0) & (rows < size[0]) & (columns >= 0) & (columns < size[1])
    return rows[shown], columns[shown]


def _window(area: Area, cell: float) -> tuple[int, int]:
    """Rows and columns of cells that a name and what stays free around it may touch."""
    return (
        int(np.ceil((area.height + 2 * PAD) / cell)) + 1,
        int(np.ceil((area.width + 2 * PAD) / cell)) + 1,
    )


def _counts(mask: npt.NDArray[np.bool_], window: tuple[int, int]) -> npt.NDArray[np.int32]:
    """How many cells of a mask lie in a window, for each place of its upper left corner; empty where none fits."""
    rows, columns = window
    sums = np.zeros((mask.shape[0] + 1, mask.shape[1] + 1), dtype=np.int32)
    sums[1:, 1:] = np.cumsum(np.cumsum(mask, axis=0, dtype=np.int32), axis=1)
    if rows > mask.shape[0] or columns > mask.shape[1]:
        return np.zeros((0, 0), dtype=np.int32)
    found: npt.NDArray[np.int32] = (
        sums[rows:, columns:] - sums[:-rows, columns:] - sums[rows:, :-columns] + sums[:-rows, :-columns]
    )
    return found


def _inside(area: Area, mask: npt.NDArray[np.bool_], cell: float) -> Label | None:
    """The place wholly inside a shape that is nearest to its middle."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return None
    top, left = rows[0], columns[0]
    window = _window(area, cell)
    counts = _counts(mask[top : rows[-1] + 1, left : columns[-1] + 1], window)
    fit_rows, fit_columns = np.nonzero(counts == window[0] * window[1])
    if not len(fit_rows):
        return None
    x = (fit_columns + left + window[1] / 2) * cell
    y = (fit_rows + top + window[0] / 2) * cell
    best = int(np.argmin(np.hypot(x - area.middle[0], y - area.middle[1])))
    return Label(float(x[best]) - area.width / 2, float(y[best]) - area.height / 2, area.width, area.height)


def _beside(
    area: Area,
    number: int,
    cell: float,
    owner: npt.NDArray[np.int16],
    taken: npt.NDArray[np.bool_],
    kept: npt.NDArray[np.int8],
) -> Label | None:
    """The free place whose line to the shape is the shortest and crosses the least; None where there is none.

    `owner` says whose shape covers a cell, `taken` where no name may stand, `kept` where no line may run.
    """
    window = _window(area, cell)
    rows, columns = 2 * np.array(np.nonzero(_counts(taken, window)[::2, ::2] == 0))
    tx, ty = area.middle
    if not len(rows) or not (0 <= tx < owner.shape[1] * cell and 0 <= ty < owner.shape[0] * cell):
        return None
    left = (columns + window[1] / 2) * cell - area.width / 2
    top = (rows + window[0] / 2) * cell - area.height / 2
    right, bottom = left + area.width, top + area.height
    is_at_side = (left > tx) | (right < tx)
    x = np.where(is_at_side, np.where(left > tx, left, right), left + area.width / 2)
    y = np.where(is_at_side, top + area.height / 2, np.where(top > ty, top, bottom))
    length = np.hypot(x - tx, y - ty)
    order = np.argsort(length, kind="stable")
    side = cell * owner.size**0.5
    order = order[length[order] <= LONGEST * side]
    if not len(order):
        return None
    near = order[: MOST_TRIED // 2]
    further = order[MOST_TRIED // 2 :]
    order = np.concatenate([near, further[:: max(1, len(further) * 2 // MOST_TRIED)]])
    x, y, length = x[order], y[order], length[order]
    row, column = int(ty / cell), int(tx / cell)
    kept = kept.copy()  # beside tiny shapes the lines to their neighbours end in nearly the same place
    around = kept[max(0, row - 1) : row + 2, max(0, column - 1) : column + 2]
    around[around == LINE] = 0
    cells = _cells_along(x, y, area.middle, POINTS, cell, owner.shape)
    over = owner[cells]
    foreign = ((over >= 0) & (over != number)).mean(axis=0)
    cost = length * (1 + OVER_SHAPES * foreign)
    cost[length * foreign > LONGEST_OVER * side] = np.inf
    cost[kept[cells].any(axis=0)] = np.inf
    best = next(
        (
            int(b)
            for b in np.argsort(cost, kind="stable")[: int(np.isfinite(cost).sum())]
            # judged at some points so far, it is now looked at in every cell
            if not kept[
                _cells_along(x[b], y[b], area.middle, int(length[b] * 2 / cell) + 2, cell, owner.shape)
            ].any()
        ),
        None,
    )
    if best is None:
        return None
    i = order[best]
    at: Side = (
        ("left" if left[i] > tx else "right") if is_at_side[i] else ("top" if top[i] > ty else "bottom")
    )
    line = ((float(x[best]), float(y[best])), area.middle)
    return Label(float(left[i]), float(top[i]), area.width, area.height, line, at)


def _cells_along(
    x: Any, y: Any, to: Spot, points: int, cell: float, size: tuple[int, ...]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The rows and columns of the cells at some points of lines from places (or one) to a spot, a line a column."""
    share = np.linspace(0.02, 1.0, points)[:, None]
    rows = ((y + (to[1] - y) * share) / cell).astype(np.int64)
    columns = ((x + (to[0] - x) * share) / cell).astype(np.int64)
    return np.minimum(rows, size[0] - 1), np.minimum(columns, size[1] - 1)


def _is_free(label: Label, cell: float, taken: npt.NDArray[np.bool_], kept: npt.NDArray[np.int8]) -> bool:
    """Whether the place found for a name is free as before."""
    assert label.line
    (x, y), to = label.line
    along = _cells_along(x, y, to, int(dist((x, y), to) * 2 / cell) + 2, cell, taken.shape)
    return not taken[_box(label, cell)].any() and not kept[along].any()


def _fill(mask: npt.NDArray[Any], label: Label, cell: float, mark: int) -> None:
    """Mark the cells of a label, and of what stays free around it."""
    mask[_box(label, cell)] = mark


def _box(label: Label, cell: float) -> tuple[slice, slice]:
    """The rows and columns of the cells of a label, and of what stays free around it."""
    top, bottom = (int(y // cell) for y in (label.top - PAD, label.top + label.height + PAD))
    left, right = (int(x // cell) for x in (label.left - PAD, label.left + label.width + PAD))
    return slice(max(0, top), bottom + 1), slice(max(0, left), right + 1)
