"""Tables of Word files, each merged cell once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from intake.reading import limits, office
from intake.reading.docx_styles import Styles
from intake.reading.docx_text import CONTAINERS, text_of
from intake.reading.layout import CellContent, holds_data
from intake.reading.writer import GridCell


def is_data(table: etree._Element) -> bool:
    """Whether a table is one of data, and not a frame around text."""
    rows = [
        [CellContent(_length(cell), _nests(cell)) for cell in _named(row, "tc")]
        for row in _named(table, "tr")
    ]
    return bool(rows) and holds_data(rows)


def grid(table: etree._Element, styles: Styles) -> Iterable[GridCell]:
    """Return the cells of a table in their order; a cell merged downwards grows with each row that continues it."""
    found: dict[tuple[int, int], GridCell] = {}
    open_cells: dict[int, tuple[int, int]] = {}
    for number, row in enumerate(_named(table, "tr"), start=1):
        column = 1 + _number(office.value(office.child(row, "trPr"), "gridBefore"), 0)
        for cell in _named(row, "tc"):
            if column > limits.COLUMNS:
                break
            properties = office.child(cell, "tcPr")
            across = max(_number(office.value(properties, "gridSpan"), 1), 1)
            merged = office.child(properties, "vMerge")
            above = open_cells.get(column)
            if merged is not None and office.attribute(merged, "val") != "restart" and above is not None:
                found[above] = found[above]._replace(row_span=number - above[0] + 1)
            else:
                found[number, column] = GridCell(number, column, _text(cell, styles), 1, across)
                if merged is not None:
                    open_cells[column] = (number, column)
                else:
                    open_cells.pop(column, None)
            column += across
    return found.values()


def _named(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield rows of a table or cells of a row, also those in content controls."""
    for part in element:
        if office.local_name(part) == name:
            yield part
        elif office.local_name(part) in CONTAINERS:
            yield from _named(part, name)


def _text(cell: etree._Element, styles: Styles) -> str:
    paragraphs = (element for element in cell.iter() if office.local_name(element) == "p")
    lines = (text_of(p, styles.of(p).label).strip(" \t\u3000\xa0") for p in paragraphs)
    return "\n".join(line for line in lines if line)


def _length(cell: etree._Element) -> int:
    return sum(len(element.text or "") for element in cell.iter() if office.local_name(element) == "t")


def _nests(cell: etree._Element) -> bool:
    return any(office.local_name(element) == "tbl" for element in cell.iter())


def _number(written: str, otherwise: int) -> int:
    fits = written.isascii() and written.isdecimal() and len(written) < 6
    return min(int(written), limits.COLUMNS) if fits else otherwise
