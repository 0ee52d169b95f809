"""A table as rows and columns: which cell lies where, and which labels a place has to its left and above it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile
from typing import NamedTuple

from intake.document import Cell, Document, Table
from intake.forms.labels import label_key
from intake.forms.values import looks_like_value


class GridCell(NamedTuple):
    """A cell where it lies; one that a page break cut has two sources, and their texts are one."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    sources: tuple[Cell, ...]


class Grid:
    """A table, or several that continue each other on the next page."""

    def __init__(
        self, cells: Iterable[GridCell], tables: Sequence[Table], known: Callable[[str], bool]
    ) -> None:
        self.cells = tuple(cells)
        self.tables = tuple(tables)
        self._at = {
            (row, column): cell
            for cell in self.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }
        self.rows = max((row for row, _ in self._at), default=0)
        self.columns = max((column for _, column in self._at), default=0)
        self._filled_rows = {row for (row, _), cell in self._at.items() if cell.text.strip()}
        self._labels = {id(cell): _label(cell.text, known) for cell in self.cells}

    def at(self, row: int, column: int) -> GridCell | None:
        """Return the cell that covers a place."""
        return self._at.get((row, column))

    def label(self, cell: GridCell) -> str:
        """Return the label that a cell is, as it is compared; '' where it is none."""
        return self._labels[id(cell)]

    def labels_left(self, cell: GridCell) -> tuple[str, ...]:
        """Return the labels to the left of a cell, outermost first."""
        return tuple(map(self.label, self.heads_left(cell)))

    def labels_above(self, cell: GridCell) -> tuple[str, ...]:
        """Return the nearest block of labels above a cell, outermost first; an empty row ends a table."""
        return tuple(map(self.label, self.heads_above(cell)))

    def heads_left(self, cell: GridCell) -> tuple[GridCell, ...]:
        """Return the cells that are labels to the left of a cell, outermost first."""
        return self._chain([(cell.row, column) for column in range(cell.column - 1, 0, -1)], (-1, 0))

    def heads_above(self, cell: GridCell) -> tuple[GridCell, ...]:
        """Return the cells that are the nearest block of labels above a cell, outermost first."""
        rows = takewhile(self._filled_rows.__contains__, range(cell.row - 1, 0, -1))
        return self._chain([(row, cell.column) for row in rows], (0, -1))

    def _chain(self, places: Sequence[tuple[int, int]], step: tuple[int, int]) -> tuple[GridCell, ...]:
        found: list[GridCell] = []
        last: GridCell | None = None
        for position, place in enumerate(places):
            cell = self._at.get(place)
            if cell is not None and cell is last:
                continue
            last = cell
            if cell and self.label(cell):
                found.append(cell)
            elif found and not self._is_blank(cell):
                break
            elif found and not self._label_further(places[position + 1 :]):
                # A label that stands once for several rows or columns, without being merged.
                found += self._from_neighbour(place, step)
        return tuple(reversed(found))

    def _label_further(self, places: Sequence[tuple[int, int]]) -> bool:
        for place in places:
            cell = self._at.get(place)
            if cell and self.label(cell):
                return True
            if not self._is_blank(cell):
                return False
        return False

    def _from_neighbour(self, place: tuple[int, int], step: tuple[int, int]) -> list[GridCell]:
        row, column = place
        while True:
            row, column = row + step[0], column + step[1]
            if row < 1 or column < 1:
                return []
            cell = self._at.get((row, column))
            if cell and self.label(cell):
                return [cell]
            if not self._is_blank(cell):
                return []

    @staticmethod
    def _is_blank(cell: GridCell | None) -> bool:
        return cell is None or not cell.text.strip()


def grid_of(document: Document, table: Table, known: Callable[[str], bool]) -> Grid:
    """Return a table as a grid."""
    cells = (GridCell(c.row, c.column, c.row_span, c.column_span, document.of(c), (c,)) for c in table.cells)
    return Grid(cells, [table], known)


def continued(grid: Grid, more: Grid, known: Callable[[str], bool], whole: Callable[[str], bool]) -> Grid:
    """Return a grid with the rows of another below; a row that the page break cut in two is one again.

    Two halves are one row if the labels make a known one only together, or if all labels stand in the upper
    half and all figures in the lower. `whole` knows a complete label.
    """
    lower_cells = [cell._replace(row=cell.row + grid.rows) for cell in more.cells]
    cut, tables = grid.rows, [*grid.tables, *more.tables]
    upper = {c.column: c for c in grid.cells if c.row == cut and c.row_span == 1}
    lower = {c.column: c for c in lower_cells if c.row == cut + 1 and c.row_span == 1}
    halves = [(upper[column], lower[column]) for column in sorted(upper.keys() & lower.keys())]
    if not _are_one_row(halves, whole):
        return Grid([*grid.cells, *lower_cells], tables, known)
    joined = {id(one): _joined(one, other) for one, other in halves}
    merged = {id(other) for _, other in halves}
    below = [cell._replace(row=cell.row - 1) for cell in lower_cells if id(cell) not in merged]
    return Grid([*(joined.get(id(cell), cell) for cell in grid.cells), *below], tables, known)


def _are_one_row(halves: Sequence[tuple[GridCell, GridCell]], whole: Callable[[str], bool]) -> bool:
    both = [(one, other) for one, other in halves if one.text.strip() and other.text.strip()]
    if both:
        return all(_are_halves(one, other, whole) for one, other in both)
    upper = [looks_like_value(one.text) for one, _ in halves if one.text.strip()]
    lower = [looks_like_value(other.text) for _, other in halves if other.text.strip()]
    return bool(upper) and bool(lower) and not any(upper) and all(lower)


def _are_halves(one: GridCell, other: GridCell, whole: Callable[[str], bool]) -> bool:
    if looks_like_value(one.text) or looks_like_value(other.text):
        return False
    return whole(label_key(one.text + other.text)) and not whole(label_key(other.text))


def _joined(one: GridCell, other: GridCell) -> GridCell:
    filled = [part for part in (one, other) if part.text.strip()]
    sources = tuple(cell for part in filled for cell in part.sources)
    return one._replace(text="".join(part.text for part in filled), sources=sources or one.sources)


def _label(text: str, known: Callable[[str], bool]) -> str:
    if looks_like_value(text):
        return ""
    key = label_key(text)
    return key if known(key) else ""
