"""The cells of a table of a web page, with what they span."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from intake.reading.html_pieces import lines_of
from intake.reading.html_tables import own_rows
from intake.reading.layout import SpannedCell, placed
from intake.reading.writer import GridCell

#: Spans beyond this are no spans that anybody meant.
_WIDEST = 1000


def grid(table: etree._Element) -> Iterator[GridCell]:
    """Yield the cells of a table; lines within a cell stay lines."""
    rows = list(own_rows(table))
    spanned = [
        [
            SpannedCell("\n".join(lines_of(cell)), _down(cell, len(rows)), _span(cell, "colspan"))
            for cell in row
        ]
        for row in rows
    ]
    return placed(spanned)


def _down(cell: etree._Element, rows: int) -> int:
    written = cell.get("rowspan", "").strip()
    # In HTML zero means: to the end.
    return rows if written == "0" else _span(cell, "rowspan")


def _span(cell: etree._Element, name: str) -> int:
    written = cell.get(name, "").strip()
    return min(int(written), _WIDEST) if written.isascii() and written.isdecimal() and len(written) < 6 else 1
