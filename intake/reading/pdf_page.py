"""One page of a PDF file: its lines of text and its ruled tables, from top to bottom."""

from __future__ import annotations

from typing import Any, NamedTuple

from intake.reading import limits
from intake.reading.pdf_columns import lines_in_order
from intake.reading.pdf_lines import Sign, TextLine, lines_of, signs_of

#: Rules this near (in points) are one.
_NEAR = 3.0
_FEWEST_CELLS, _FEWEST_COLUMNS = 4, 2


class PdfCell(NamedTuple):
    """A cell with the lines in it; rows and columns count from 1."""

    row: int
    column: int
    row_span: int
    column_span: int
    right: float
    lines: tuple[TextLine, ...]

    @property
    def text(self) -> str:
        """What it says, for comparing cells."""
        return "".join(line.text for line in self.lines)


class PdfTable(NamedTuple):
    """A ruled table: where it stands, its vertical rules, and its cells in their order."""

    top: float
    bottom: float
    edges: tuple[float, ...]
    rows: int
    cells: tuple[PdfCell, ...]


class PdfPage(NamedTuple):
    """What stands on a page; `pictures` counts those that fill a good part of it.

    A page that draws more than a text does is left `unread`: a map, or one made to keep the reader busy.
    """

    number: int
    width: float
    height: float
    lines: list[TextLine]
    tables: list[PdfTable]
    pictures: int
    unread: bool = False


def read_page(page: Any, number: int, characters: int) -> PdfPage:
    """Return what stands on a page of pdfplumber, which has so many characters."""
    if characters > limits.PAGE_CHARACTERS or _drawn_by(page) > limits.PAGE_BYTES:
        return PdfPage(number, float(page.width), float(page.height), [], [], 0, unread=True)
    signs = [
        s
        for s in signs_of(page.chars)
        if 0 <= s.middle <= page.height and s.right > 0 and s.left < page.width
    ]
    tables: list[PdfTable] = []
    for found in _ruled(page):
        made = _table(found, signs, number)
        if made:
            tables.append(made[0])
            signs = made[1]
    pictures = sum(1 for image in page.images if _is_large(image, page))
    lines = lines_in_order(signs, number, float(page.width))
    return PdfPage(number, float(page.width), float(page.height), lines, tables, pictures)


def _drawn_by(page: Any) -> int:
    """Return how many bytes draw a page."""
    found = (part if hasattr(part, "get_data") else part.resolve() for part in page.page_obj.contents)
    return sum(len(part.get_data()) for part in found if hasattr(part, "get_data"))


def _ruled(page: Any) -> list[Any]:
    rules = len(page.lines) + len(page.rects) + len(page.curves)
    if rules < 2 or rules > limits.PAGE_RULES:
        return []
    tables: list[Any] = page.find_tables({"snap_tolerance": _NEAR, "intersection_tolerance": _NEAR})
    return sorted(tables, key=lambda table: table.bbox[1])


def _table(found: Any, signs: list[Sign], number: int) -> tuple[PdfTable, list[Sign]] | None:
    """Return a table and the signs that are left outside of it; None where the rules are no table."""
    boxes = [tuple(float(edge) for edge in box) for box in found.cells]
    columns = _positions([edge for box in boxes for edge in (box[0], box[2])])
    rows = _positions([edge for box in boxes for edge in (box[1], box[3])])
    if len(boxes) < _FEWEST_CELLS or len(columns) - 1 < _FEWEST_COLUMNS:
        return None
    inside: dict[int, list[Sign]] = {place: [] for place in range(len(boxes))}
    outside = []
    for sign in signs:
        across = (sign.left + sign.right) / 2
        place = next(
            (n for n, b in enumerate(boxes) if b[0] <= across < b[2] and b[1] <= sign.middle < b[3]), None
        )
        if place is None:
            outside.append(sign)
        else:
            inside[place].append(sign)
    cells = []
    for place, box in enumerate(boxes):
        row, column = _nearest(rows, box[1]), _nearest(columns, box[0])
        down, across_columns = _nearest(rows, box[3]) - row, _nearest(columns, box[2]) - column
        lines = tuple(lines_of(inside[place], number))
        cells.append(PdfCell(row + 1, column + 1, max(down, 1), max(across_columns, 1), box[2], lines))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return PdfTable(rows[0], rows[-1], tuple(columns), len(rows) - 1, tuple(cells)), outside


def _positions(edges: list[float]) -> list[float]:
    """Return the positions of rules, those that are near each other once."""
    found: list[float] = []
    for edge in sorted(edges):
        if not found or edge - found[-1] > _NEAR:
            found.append(edge)
    return found


def _nearest(positions: list[float], edge: float) -> int:
    return min(range(len(positions)), key=lambda place: abs(positions[place] - edge))


def _is_large(image: dict[str, Any], page: Any) -> bool:
    wide, high = image["x1"] - image["x0"], image["bottom"] - image["top"]
    return bool(wide * high > 0.1 * page.width * page.height)
