"""One text out of blocks and tables, as `Document` wants it, with a place for each of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from intake.document import Block, Cell, Document, Format, Line, Page, Table
from intake.reading import limits, refusals
from intake.reading.headings import Heading, levels


class GridCell(NamedTuple):
    """A cell before it has a place in the text; rows and columns count from 1."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


class _Paragraph(NamedTuple):
    start: int
    end: int
    heading: Heading


@dataclass
class DocumentWriter:
    """Collects what a reader finds, in the order of the document.

    Its methods raise IntakeError where there is more than is read.
    """

    _pieces: list[str] = field(default_factory=list)
    _length: int = 0
    _cells: int = 0
    _paragraphs: list[_Paragraph] = field(default_factory=list)
    _tables: list[Table] = field(default_factory=list)

    def paragraph(self, text: str, outline: int = 0) -> int:
        """Add a paragraph, or a heading where the file says so (`outline` from 1 on); return where it starts."""
        self._new_line()
        start = self._add(text)
        self._paragraphs.append(_Paragraph(start, self._length, Heading(text, outline)))
        return start

    def table(self, cells: Iterable[GridCell], name: str = "") -> list[int]:
        """Add a table; return where each cell starts, in the order of the cells."""
        self._new_line()
        address = f"t{len(self._tables) + 1}"
        start, row, made, starts = self._length, 0, [], []
        for cell in cells:
            if row:
                self._add("\n" if cell.row != row else "\t")
            row = cell.row
            begin = self._add(cell.text)
            starts.append(begin)
            place = f"{address}.r{cell.row}.c{cell.column}"
            made.append(
                Cell(place, begin, self._length, cell.row, cell.column, cell.row_span, cell.column_span)
            )
            self._cells += 1
            if self._cells > limits.CELLS:
                raise refusals.too_many(None, limits.CELLS, "个单元格", "cells")
        self._tables.append(Table(address, start, self._length, tuple(made), name))
        return starts

    def document(
        self, kind: Format, sha256: str, lines: Iterable[Line] = (), pages: Iterable[Page] = ()
    ) -> Document:
        """Return the document that was collected.

        Raises IntakeError where it has no text.
        """
        text = "".join(self._pieces)
        if not text.strip():
            raise refusals.no_text()
        return Document(
            format=kind,
            sha256=sha256,
            text=text,
            blocks=blocks_of(self._paragraphs),
            tables=tuple(self._tables),
            lines=tuple(lines),
            pages=tuple(pages),
        )

    def _new_line(self) -> None:
        if self._length:
            self._add("\n")

    def _add(self, text: str) -> int:
        start = self._length
        self._pieces.append(text)
        self._length += len(text)
        if self._length > limits.CHARACTERS:
            raise refusals.too_many(None, limits.CHARACTERS, "字", "characters")
        return start


def blocks_of(paragraphs: Iterable[tuple[int, int, Heading]]) -> tuple[Block, ...]:
    """Return blocks with their levels, of ranges of a text and what stands in them."""
    found = list(paragraphs)
    ranked = levels([heading for _, _, heading in found])
    return tuple(
        Block(f"b{number}", start, end, level)
        for number, ((start, end, _), level) in enumerate(zip(found, ranked, strict=True), start=1)
    )
