"""Tables of web pages: their rows, and which of them hold data."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from intake.reading.layout import CellContent, holds_data

_CELLS = ("td", "th")


def is_data(table: etree._Element) -> bool:
    """Whether a table is one of data, and not the frame of a page."""
    rows = [[CellContent(_length(cell), _nests(cell)) for cell in row] for row in own_rows(table)]
    return bool(rows) and holds_data(rows)


def own_rows(table: etree._Element) -> Iterator[list[etree._Element]]:
    """Yield the cells of each row that is the table's own, and not that of a table within."""
    for row in table.iter("tr"):
        if next(row.iterancestors("table"), None) is table:
            yield [cell for cell in row.iter(*_CELLS) if next(cell.iterancestors("tr"), None) is row]


def _length(cell: etree._Element) -> int:
    return sum(len(text.strip()) for text in cell.itertext())


def _nests(cell: etree._Element) -> bool:
    return next(cell.iterdescendants("table"), None) is not None
