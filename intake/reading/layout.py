"""Which tables hold data, and which only arrange a page; where cells stand that span several rows or columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from intake.reading import limits
from intake.reading.writer import GridCell

#: A table with fewer cells, or with one column, arranges text.
_FEWEST_CELLS = 4
#: A cell so long, and holding so much of all text, is the page itself.
_PAGE_CELL, _PAGE_SHARE = 600, 0.7
#: So many filled cells a nested table, and at least so many, make a table of data whose cell holds another.
_FILLED_A_TABLE, _FILLED = 4, 6


class CellContent(NamedTuple):
    """How much text a cell has, and whether another table stands in it."""

    length: int
    nested: bool = False


class SpannedCell(NamedTuple):
    """The text of a cell and how many rows and columns it takes, before it has a place."""

    text: str
    row_span: int = 1
    column_span: int = 1


def holds_data(rows: Sequence[Sequence[CellContent]]) -> bool:
    """Whether a table is one of data: its rows and columns say something, which those of a layout do not."""
    cells = [cell for row in rows for cell in row]
    if len(cells) < _FEWEST_CELLS or max(len(row) for row in rows) < 2:
        return False
    own = [cell.length for cell in cells if not cell.nested]
    tables = len(cells) - len(own)
    if tables:
        return sum(1 for length in own if length) >= max(_FILLED, _FILLED_A_TABLE * tables)
    longest, total = max(own), sum(own)
    return total > 0 and not (longest > _PAGE_CELL and longest > _PAGE_SHARE * total)


def placed(rows: Iterable[Sequence[SpannedCell]]) -> Iterator[GridCell]:
    """Yield the cells of rows at their places: a cell goes to the first column that none above reaches into."""
    all_rows = list(rows)
    free_from: dict[int, int] = {}
    for number, row in enumerate(all_rows, start=1):
        column = 1
        for cell in row:
            while free_from.get(column, 0) > number:
                column += 1
            if column > limits.COLUMNS:
                break
            across = min(max(cell.column_span, 1), limits.COLUMNS)
            down = min(max(cell.row_span, 1), len(all_rows) - number + 1)
            yield GridCell(number, column, cell.text, down, across)
            for taken in range(column, column + across):
                free_from[taken] = number + down
            column += across
