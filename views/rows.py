"""Tidy rows that need words: comparisons with their reasons in both languages, and the tables of views."""

from __future__ import annotations

from collections.abc import Iterable

from locales import words
from queries import frames
from queries.comparison import Comparison
from queries.frame_columns import REASONS, Column
from queries.frames import Rows
from views import wording
from views.table import Cell, Gap, Number, Table


def comparison(comparisons: Iterable[Comparison]) -> Rows:
    """Return the rows of `queries.frames.comparison` with `reasons_zh` and `reasons_en` after `reasons`."""
    shown = list(comparisons)
    rows = frames.comparison(shown)
    figures = [f for c in shown for f in c.judgement.figures]
    at = rows.names.index("reasons") + 1
    languages = (words("zh"), words("en"))
    return Rows(
        (*rows.columns[:at], *REASONS, *rows.columns[at:]),
        [
            (
                *row[:at],
                *([wording.reason(w, r, f.observation) for r in f.reasons] for w in languages),
                *row[at:],
            )
            for row, f in zip(rows.data, figures, strict=True)
        ],
    )


def table(shown: Table) -> Rows:
    """Return a view's table as tidy rows, its columns named by their keys.

    A column of figures gives two: the number in the unit of the table, empty for a gap, and `KEY_text`, as printed
    with its marks (≥, ≈) or the words of the gap. `unit` and `group`, the heading above a row, are added where the
    table has them.
    """
    columns: list[Column] = []
    cells: list[list[object]] = []
    for at, head in enumerate(shown.columns):
        own = [row[at] for row in shown.rows]
        numbers = [_number(cell, numeric=head.numeric) for cell in own]
        if any(n is not None for n in numbers):
            columns.append(Column(head.key, "number", head.name, shown.unit))
            cells.append([*numbers])
        name = f"{head.key}_text" if columns and columns[-1].name == head.key else head.key
        columns.append(Column(name, "text", head.name))
        cells.append([_text(cell) for cell in own])
    for name, values in (("unit", [shown.unit] * len(shown.rows)), ("group", _groups(shown))):
        if any(values) and all(c.name != name for c in columns):
            columns.append(Column(name, "text", name))
            cells.append([*values])
    return Rows(tuple(columns), list(zip(*cells, strict=True)))


def _number(cell: Cell, *, numeric: bool) -> float | None:
    """Return the figure of a cell; under a numeric head plain digits, such as a rank or a count, are figures too."""
    if isinstance(cell, Number):
        return cell.value
    return float(cell) if numeric and isinstance(cell, str) and cell.isdecimal() else None


def _text(cell: Cell) -> str:
    return cell.text if isinstance(cell, (Number, Gap)) else str(cell)


def _groups(shown: Table) -> list[str]:
    """Return for each row the heading it stands under."""
    headings, heading = [], ""
    for at in range(len(shown.rows)):
        heading = shown.groups.get(at, heading)
        headings.append(heading)
    return headings
