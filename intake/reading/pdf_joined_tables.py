"""Tables that go on over a page break: a repeated head once, a row or a merged cell that was cut in one piece."""

from __future__ import annotations

import re

from intake.reading.pdf_page import PdfCell, PdfTable

#: Rules at the same place on both pages, in points.
_SAME_EDGE = 4.0
_LONGEST_HEAD = 4
_FIGURE = re.compile(r"[-+]?[\d,.\s]+%?|")
#: What a new row of a form begins with.
_ENUMERATOR = re.compile(
    r"\s*(?:[一二三四五六七八九十]+\s*[、.．]|[（(][一二三四五六七八九十\d]+[）)]|\d+\s*[.．、]|第|总计|合计)"
)


def continued(table: PdfTable, after: PdfTable) -> bool:
    """Whether a table at the top of a page goes on with the one at the foot of the page before.

    It has the same rules, or the one part has some of those of the other: a head of merged cells has fewer.
    """
    few, many = sorted((table.edges, after.edges), key=len)
    ends = ((few[0], many[0]), (few[-1], many[-1]))
    return all(abs(one - other) <= _SAME_EDGE for one, other in ends) and all(
        abs(edge - many[_nearest(many, edge)]) <= _SAME_EDGE for edge in few
    )


def joined_tables(table: PdfTable, after: PdfTable) -> PdfTable:
    """Return a table with its continuation."""
    edges = max(table.edges, after.edges, key=len)
    table, after = _with_edges(table, edges), _with_edges(after, edges)
    head = _repeated_head(table, after)
    shift = table.rows - head
    rest = [cell for cell in after.cells if cell.row > head]
    first = [cell for cell in rest if cell.row == head + 1]
    cells = list(table.cells)
    if first and _is_cut_row(_last_row(table), first):
        shift -= 1
        rest = [cell for cell in rest if cell not in first or cell.row_span > 1]
        cells = [_with_rest(cell, table.rows, first) for cell in cells]
        rest = [cell for cell in rest if not _is_taken(cell, table, first)]
    cells, rest = _continue_merged(cells, table.rows, rest, head + 1)
    moved = [cell._replace(row=cell.row + shift) for cell in rest]
    rows = after.rows + shift
    whole = sorted([*cells, *moved], key=lambda cell: (cell.row, cell.column))
    return PdfTable(table.top, after.bottom, table.edges, rows, tuple(whole))


def _with_edges(table: PdfTable, edges: tuple[float, ...]) -> PdfTable:
    """Return a table with its columns counted by the rules of both its parts."""
    places = [_nearest(edges, edge) for edge in table.edges]
    cells = []
    for cell in table.cells:
        first, last = places[cell.column - 1], places[cell.column - 1 + cell.column_span]
        cells.append(cell._replace(column=first + 1, column_span=last - first))
    return table._replace(edges=edges, cells=tuple(cells))


def _nearest(edges: tuple[float, ...], edge: float) -> int:
    return min(range(len(edges)), key=lambda place: abs(edges[place] - edge))


def _repeated_head(table: PdfTable, after: PdfTable) -> int:
    """Return how many rows at the top of the continuation are those at the top of the table."""
    for rows in range(min(_LONGEST_HEAD, table.rows, after.rows), 0, -1):
        one, other = (
            [(cell[:4], cell.text) for cell in found.cells if cell.row <= rows] for found in (table, after)
        )
        ends = all(place[0] + place[2] - 1 <= rows for place, _ in one)
        if one == other and ends and any(not _FIGURE.fullmatch(text) for _, text in one):
            return rows
    return 0


def _last_row(table: PdfTable) -> list[PdfCell]:
    return [cell for cell in table.cells if cell.row + cell.row_span - 1 == table.rows]


def _is_cut_row(above: list[PdfCell], below: list[PdfCell]) -> bool:
    """Whether the first row of a continuation is the rest of the row above it.

    It is where the figures stand in one of the two alone, and the words go on without a number of their own.
    """
    if [cell.column for cell in above] != [cell.column for cell in below]:
        return False
    pairs = list(zip(above, below, strict=True))
    labels = [(one, other) for one, other in pairs if one.text and other.text]
    words = [(one, other) for one, other in labels if not _FIGURE.fullmatch(one.text + other.text)]
    if not words or len(words) != len(labels):
        return False
    figures = [sum(1 for cell in row if cell.text and _FIGURE.fullmatch(cell.text)) for row in (above, below)]
    if min(figures) or not max(figures):
        return False
    return not any(_ENUMERATOR.match(other.text) for _, other in words)


def _with_rest(cell: PdfCell, last: int, first: list[PdfCell]) -> PdfCell:
    """Return a cell of the last row with the lines that stand after the break."""
    if cell.row + cell.row_span - 1 != last:
        return cell
    rest = next((other for other in first if other.column == cell.column), None)
    if rest is None:
        return cell
    return cell._replace(lines=(*cell.lines, *rest.lines), row_span=cell.row_span + rest.row_span - 1)


def _is_taken(cell: PdfCell, table: PdfTable, first: list[PdfCell]) -> bool:
    return cell in first and any(cell.column == above.column for above in _last_row(table))


def _continue_merged(
    cells: list[PdfCell], last: int, rest: list[PdfCell], row: int
) -> tuple[list[PdfCell], list[PdfCell]]:
    """Let a merged cell that was cut go on: its words stand on one of the two pages."""
    for cell in [found for found in rest if found.row == row]:
        above = next(
            (
                found
                for found in cells
                if found.column == cell.column
                and found.column_span == cell.column_span
                and found.row + found.row_span - 1 == last
            ),
            None,
        )
        if above is None or max(above.row_span, cell.row_span) < 2:
            continue
        if (not above.text) == (not cell.text) or _FIGURE.fullmatch(above.text + cell.text):
            continue
        whole = above._replace(lines=above.lines + cell.lines, row_span=above.row_span + cell.row_span)
        cells = [whole if found is above else found for found in cells]
        rest = [found for found in rest if found is not cell]
    return cells, rest
