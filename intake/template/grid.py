"""The cells of a workbook as text, date or number, within limits; formulas, links and macros are not followed."""

from __future__ import annotations

import datetime as dt
import io
import warnings
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from intake.document import IntakeError
from intake.reading import refusals
from intake.template import archive

#: What is read of a sheet, of a workbook, and of a cell.
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS, LONGEST_TEXT, MOST_TEXT = 3000, 60, 30, 2000, 4_000_000
_EXCEL_DAYS = range(1, 73_051)

Kind = Literal["text", "number", "day", "formula", "error"]


class Input(NamedTuple):
    """What stands in a cell: its text as shown, and what kind of thing it is."""

    text: str
    kind: Kind
    #: A number is kept in percent (12% is 0.12).
    percent: bool = False


class Row(NamedTuple):
    """A row of a sheet: its number there, and its cells that are not empty, by column from 1."""

    number: int
    cells: dict[int, Input]


class Sheet(NamedTuple):
    """A sheet with its rows that are not empty."""

    name: str
    rows: tuple[Row, ...]
    #: There are more rows than are read.
    is_cut: bool = False


def sheets(content: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook. Raises IntakeError where it cannot be read or is too large."""
    archive.check(content)
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # what openpyxl drops (styles of WPS, say) is nothing that is read
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
            return _sheets(book)
    except (IntakeError, MemoryError):
        raise
    except Exception as error:
        # A broken workbook breaks openpyxl in any of its parts.
        raise refusals.damaged("XLSX ", "XLSX") from error


def _sheets(book: Any) -> tuple[Sheet, ...]:
    room = [MOST_TEXT]
    found = [_sheet(sheet, book.epoch, room) for sheet in book.worksheets[:MOST_SHEETS]]
    book.close()
    return tuple(found)


def _sheet(sheet: Any, epoch: Any, room: list[int]) -> Sheet:
    """Read a sheet, whatever size it says it has."""
    sheet.reset_dimensions()
    rows: list[Row] = []
    for number, cells in enumerate(sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS), start=1):
        filled = dict(_inputs(cells, epoch))
        if not filled:
            continue
        if number > MOST_ROWS:
            return Sheet(sheet.title, tuple(rows), is_cut=True)
        room[0] -= sum(len(i.text) for i in filled.values())
        if room[0] < 0:
            raise IntakeError(
                "工作簿中的文字过多，不像填好的模板",
                "the workbook holds more text than a filled template can",
            )
        rows.append(Row(number, filled))
    return Sheet(sheet.title, tuple(rows))


def _inputs(cells: tuple[Any, ...], epoch: Any) -> Iterator[tuple[int, Input]]:
    for column, cell in enumerate(cells, start=1):
        if cell.value is not None:
            found = _input(cell, epoch)
            if found.text:
                yield column, found


def _input(cell: Any, epoch: Any) -> Input:
    value = cell.value
    if cell.data_type == "f":
        return Input(str(value)[:LONGEST_TEXT], "formula")
    if cell.data_type == "e":
        return Input(str(value)[:LONGEST_TEXT], "error")
    if isinstance(value, dt.datetime):
        return Input(value.date().isoformat(), "day")
    if isinstance(value, dt.date):
        return Input(value.isoformat(), "day")
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Input(str(value).strip()[:LONGEST_TEXT], "text")
    return Input(_digits(value), "number", percent="%" in str(cell.number_format))


def _digits(value: float) -> str:
    """Return a number as people write it; the program that saved it may have written 60.090000000000003."""
    return format(Decimal(repr(value)), "f").removesuffix(".0")


def day_of_serial(number: int) -> dt.date | None:
    """Return the day that spreadsheets keep as a number; None where it is none."""
    return dt.date(1899, 12, 30) + dt.timedelta(days=number) if number in _EXCEL_DAYS else None
