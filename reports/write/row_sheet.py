"""A sheet of rows that programs read: one head, a row each, numbers, dates and truth values as such."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from data.contracts import TABLES

FONT = "Microsoft YaHei"
#: Longest text a cell of a spreadsheet holds; a longer one is cut and ends in an ellipsis.
LONGEST_CELL = 32_000
#: Widest column, in characters; longer texts wrap.
WIDEST = 48
#: The first year that spreadsheets know; a day before it stays a text.
FIRST_YEAR = 1901
DATE = "yyyy-mm-dd"
_BASE = {"font_name": FONT, "font_size": 10}


class Styles(NamedTuple):
    """The formats of a sheet of rows."""

    body: Any
    date: Any
    head: Any


def styles_in(book: Any) -> Styles:
    """Return the formats, made in a workbook once."""
    body = _BASE | {"valign": "top", "text_wrap": True}
    return Styles(
        book.add_format(body),
        book.add_format(body | {"num_format": DATE, "align": "left"}),
        book.add_format(_BASE | {"bold": True, "bottom": 1, "bg_color": "#F3F3EF"}),
    )


def write_rows(sheet: Any, styles: Styles, names: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Write a head and rows under it, freeze the head and put filters on it; return the number of the last row.

    A cell may be None (left empty), a text, a number, a truth value, a date or a list (joined by `;`).
    """
    widths = [len(name) for name in names]
    sheet.write_row(0, 0, names, styles.head)
    last = 0
    for last, row in enumerate(rows, start=1):
        for i, value in enumerate(row):
            cell = cell_of(value)
            if cell is None:
                continue
            widths[i] = max(widths[i], _width(cell))
            if isinstance(cell, dt.date):
                sheet.write_datetime(last, i, cell, styles.date)
            else:
                sheet.write(last, i, cell, styles.body)
    for i, width in enumerate(widths):
        sheet.set_column(i, i, min(WIDEST, width + 2))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, max(0, len(names) - 1))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    return last


def cell_of(value: object) -> object:
    """Return what a cell holds: a number, a truth value, a day, or a text no longer than cells may be."""
    if value is None or isinstance(value, (int, float, bool)):
        return value
    if isinstance(value, dt.date) and value.year >= FIRST_YEAR:
        return value
    text = ";".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def in_chinese(name: str, meaning: str) -> str:
    """Return what a column of the data means, in Chinese; '' where no file of the data has it.

    `meaning` is the English one: columns of several files share a name, and not all mean the same.
    """
    own = {c.en: c.zh for t in TABLES for c in t.columns if c.name == name}
    return own.get(meaning) or (next(iter(own.values())) if len(set(own.values())) == 1 else "")


def _width(cell: object) -> int:
    """How many Latin characters wide a text is; Chinese ones count double."""
    return sum(2 if ord(c) > 0x2E7F else 1 for c in str(cell))
