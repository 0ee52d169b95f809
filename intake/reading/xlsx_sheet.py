"""The cells of one sheet: only those that say something are kept, within limits on their number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

from intake.reading import limits, office, refusals
from intake.reading.writer import GridCell
from intake.reading.xlsx_values import Values
from intake.reading.zip_parts import ZipParts

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


@dataclass
class Sheet:
    """Texts by row and column, merged ranges by their first cell, and what could not be read."""

    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    uncalculated: int = 0
    has_drawing: bool = False

    def grid(self) -> Iterator[GridCell]:
        """Yield the cells in their order, at the rows and columns of the sheet, with the empty ones between them."""
        hidden = self._covered()
        for row, column in self._places():
            if (row, column) not in hidden:
                down, across = self.spans.get((row, column), (1, 1))
                yield GridCell(row, column, self.cells.get((row, column), ""), down, across)

    def _places(self) -> Iterator[tuple[int, int]]:
        """Yield the places of the used range; only those of cells where the range is nearly empty and vast."""
        rows = sorted({row for row, _ in self.cells})
        columns = [column for _, column in self.cells]
        first, last = min(columns), max(columns)
        height = rows[-1] - rows[0] + 1
        if height * (last - first + 1) > limits.CELLS:
            yield from sorted(self.cells)
            return
        for row in range(rows[0], rows[-1] + 1):
            for column in range(first, last + 1):
                yield row, column

    def _covered(self) -> set[tuple[int, int]]:
        """Return the places that merged cells reach over."""
        return {
            (row, column)
            for (top, left), (down, across) in self.spans.items()
            for row in range(top, top + down)
            for column in range(left, left + across)
            if (row, column) != (top, left)
        }


def read_sheet(parts: ZipParts, part: str, values: Values) -> Sheet:
    """Return the cells of a sheet.

    Raises IntakeError where it is damaged or has more rows or cells than are read.
    """
    sheet = Sheet()
    source = BytesIO(parts.content(part))
    row, rows, cells, covered = 0, 0, 0, 0
    try:
        for _, element in etree.iterparse(
            source, events=("end",), resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
        ):
            name = office.local_name(element)
            if name == "row":
                row = _number(element.get("r"), row + 1)
                cells += len(element)
                rows += bool(len(element))
                if rows > limits.ROWS:
                    raise refusals.too_many(None, limits.ROWS, "行", "rows")
                if cells > limits.CELLS:
                    raise refusals.too_many(None, limits.CELLS, "个单元格", "cells")
                _read_row(sheet, element, row, values)
                element.clear()
            elif name == "mergeCell":
                covered += _merge(sheet, element.get("ref", ""), limits.CELLS - covered)
            elif name in {"drawing", "picture"}:
                sheet.has_drawing = True
    except etree.XMLSyntaxError as error:
        raise refusals.unparsed(error, "XLSX ", "XLSX") from error
    return sheet


def _read_row(sheet: Sheet, row: etree._Element, number: int, values: Values) -> None:
    column = 0
    for cell in row:
        match = _REFERENCE.fullmatch(cell.get("r", ""))
        column = _column(match[1]) if match else column + 1
        at_row = int(match[2]) if match else number
        if office.local_name(cell) != "c" or not (at_row <= _LAST_ROW and column <= _LAST_COLUMN):
            continue
        text = values.shown(cell)
        if text:
            sheet.cells[at_row, column] = text
        elif office.child(cell, "f") is not None and office.child(cell, "v") is None:
            sheet.uncalculated += 1


def _merge(sheet: Sheet, reference: str, most: int) -> int:
    """Keep a merged range and return how many places it covers; at most so many may be left."""
    first, _, last = reference.partition(":")
    start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
    if not start or not end:
        return 0
    top, left = int(start[2]), _column(start[1])
    down, across = int(end[2]) - top + 1, _column(end[1]) - left + 1
    if down < 1 or across < 1:
        return 0
    if down * across > most:
        raise refusals.too_many(None, limits.CELLS, "个单元格", "cells")
    sheet.spans[top, left] = (down, across)
    return down * across


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def _number(written: str | None, otherwise: int) -> int:
    fits = written and written.isascii() and written.isdecimal() and len(written) < 8
    return int(written) if written and fits else otherwise
