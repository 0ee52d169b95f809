"""Rows as CSV that Excel and WPS open as it is meant: UTF-8 with BOM, numbers as numbers, texts never as formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

_BOM = "\ufeff"
#: A text that begins like this is taken for a formula by some spreadsheet (Chinese ones know full-width forms), unless
#: it is a signed number and nothing else.
_FORMULA = re.compile(r"(?![+-]\d+(?:\.\d+)?%?\Z)[=+\-@\t\r\n＝＋－＠]")


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """How do these rows look as a CSV file? One header line, then a line a row; UTF-8 with BOM, CRLF.

    A cell may be None (left empty), a text, a number, a truth value, a date or a list (joined by `;`).
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([_cell(c) for c in columns])
    writer.writerows([_cell(c) for c in row] for row in rows)
    return (_BOM + text.getvalue()).encode("utf-8")


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, int):
        return value
    text = ";".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    return "'" + text if _FORMULA.match(text) else text
