"""What a filled workbook holds as one text with tables, so that a proposal can be shown in its row."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from intake.document import Cell, Document, Table
from intake.template.columns import Columns
from intake.template.grid import Input
from intake.template.layout import Field


class Source:
    """The text as it grows, and where each cell of the workbook stands in it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._tables: list[Table] = []
        self.ranges: dict[str, tuple[int, int]] = {}

    def add(self, columns: Columns, fields: Iterable[Field], filled: Iterable[str]) -> None:
        """Add a sheet: its heads, and the rows in which one of the cells `filled` was filled."""
        shown = [field for field in fields if field.key in columns.by_key and field.zh]
        wanted = list(filled)
        start, cells = self._length, []
        for column, field in enumerate(shown, start=1):
            first, last = self._write(field.zh.replace("\n", ""), "\t")
            cells.append(Cell(f"{columns.sheet.name}!{field.key}", first, last, 1, column))
        row = 1
        for line in columns.lines():
            if not any(line[key].text for key in wanted):
                continue
            row += 1
            self._write("", "\n")
            for column, field in enumerate(shown, start=1):
                first, last = self._write(_shown(line[field.key]), "\t")
                self.ranges[line.address(field.key)] = (first, last)
                if first < last:
                    cells.append(Cell(line.address(field.key), first, last, row, column))
        self._tables.append(
            Table(f"t{len(self._tables) + 1}", start, self._length, tuple(cells), columns.sheet.name)
        )
        self._write("", "\n")

    def document(self, content: bytes, title: str) -> Document:
        """Return all of it as a document."""
        return Document(
            format="xlsx",
            sha256=hashlib.sha256(content).hexdigest(),
            text="".join(self._parts),
            tables=tuple(self._tables),
            title=title,
        )

    def _write(self, text: str, end: str) -> tuple[int, int]:
        first = self._length
        self._parts += (text, end)
        self._length += len(text) + len(end)
        return first, first + len(text)


def _shown(cell: Input) -> str:
    """Return a cell on one line; what a formula gives is not known here."""
    return "" if cell.kind == "formula" else " ".join(cell.text.split())
