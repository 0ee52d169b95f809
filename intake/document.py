"""What a file says: one text, and the blocks, tables and pages that lie in it. Every place is a range of that text."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal, NamedTuple

from data.violations import Reason

Format = Literal["html", "pdf", "docx", "xlsx", "txt"]


class IntakeError(Exception):
    """A file cannot be read; `reason` says why and what to do, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        self.reason = Reason(zh, en)
        super().__init__(en)


class Block(NamedTuple):
    """A paragraph or a heading; `address` is `b1`, `b2` … in the order of the document."""

    address: str
    start: int
    end: int
    #: 0 for a paragraph, 1 for the highest heading, and so on.
    level: int = 0


class Cell(NamedTuple):
    """A cell of a table, `t1.r2.c3`; rows and columns count from 1, and a merged cell spans several of them."""

    address: str
    start: int
    end: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


class Table(NamedTuple):
    """A table, `t1`, `t2` …; each merged cell stands once. In a workbook `name` is the sheet."""

    address: str
    start: int
    end: int
    cells: tuple[Cell, ...]
    name: str = ""


class Page(NamedTuple):
    """A page of a PDF file, in points."""

    number: int
    width: float
    height: float


class Line(NamedTuple):
    """A run of text on a page of a PDF file; `edges` are the left edges of its characters, and last the right edge."""

    start: int
    end: int
    page: int
    top: float
    bottom: float
    edges: tuple[float, ...]


class Box(NamedTuple):
    """A rectangle on a page, in points from its upper left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Document:
    """What was read in a file. Blocks and tables stand in the order of the text and do not overlap."""

    format: Format
    #: Of the file as it came.
    sha256: str
    text: str
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    pages: tuple[Page, ...] = ()
    lines: tuple[Line, ...] = ()
    #: What the file itself calls its title and its day of publication (YYYY-MM-DD); '' where it does not say.
    title: str = ""
    published_on: str = ""
    encoding: str = ""
    #: What could not be read, such as a picture of a table.
    warnings: tuple[Reason, ...] = ()

    def of(self, part: Block | Table | Cell) -> str:
        """Return the text of a part."""
        return self.text[part.start : part.end]

    def parts(self) -> Iterator[Block | Table]:
        """Yield blocks and tables in the order of the document."""
        found: list[Block | Table] = [*self.blocks, *self.tables]
        yield from sorted(found, key=lambda part: part.start)

    def address_at(self, offset: int) -> str:
        """Return the address of the block or cell in which a character stands; '' between them."""
        found: list[Block | Cell] = [*self.blocks]
        found += (cell for table in self.tables for cell in table.cells)
        return next((part.address for part in found if part.start <= offset < part.end), "")

    def section_at(self, offset: int) -> str:
        """Return the last heading before a character; '' where there is none."""
        headings = [block for block in self.blocks if block.level]
        position = bisect_right([block.start for block in headings], offset)
        return self.of(headings[position - 1]).strip() if position else ""

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """Return where a phrase stands on the pages, a rectangle for each line of it."""
        found = []
        for line in self.lines:
            first, last = max(start, line.start), min(end, line.end)
            if first < last:
                left, right = line.edges[first - line.start], line.edges[last - line.start]
                found.append(Box(line.page, left, line.top, right, line.bottom))
        return tuple(found)

    def to_json(self) -> str:
        """Return all of it as JSON, as it is kept and travels between processes."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))


def document_from_json(text: str) -> Document:
    """Return a document from what `to_json` made."""
    found: dict[str, Any] = json.loads(text)
    tables = (
        Table(address, start, end, tuple(Cell(*cell) for cell in cells), name)
        for address, start, end, cells, name in found["tables"]
    )
    return Document(
        **found
        | {
            "blocks": tuple(Block(*block) for block in found["blocks"]),
            "tables": tuple(tables),
            "pages": tuple(Page(*page) for page in found["pages"]),
            "lines": tuple(_line(line) for line in found["lines"]),
            "warnings": tuple(Reason(*warning) for warning in found["warnings"]),
        }
    )


def _line(found: list[Any]) -> Line:
    start, end, page, top, bottom, edges = found
    return Line(start, end, page, top, bottom, tuple(edges))
