"""Rows as an Excel file: one sheet of rows, one that says what they are; numbers as numbers, texts never formulas."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import xlsxwriter

from data.contracts import TABLES
from reports.write.packing import moment
from views.table import Number

FONT = "Microsoft YaHei"
#: Longest text a cell of a spreadsheet holds; a longer one is cut and ends in an ellipsis.
LONGEST_CELL = 32_000
#: Widest column, in characters; longer texts wrap.
WIDEST = 48
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}


def workbook_bytes(
    name: str, columns: Sequence[str], rows: Iterable[Sequence[object]], version: str, released_on: str
) -> bytes:
    """How do these rows look as an Excel file? Sheets `name` and `Notes 说明`; the date inside is the data version's.

    A cell may be None (left empty), a text, a number, a truth value, a date or a list (joined by `;`).
    """
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, OPTIONS)
    created = moment(released_on)
    book.set_properties({"title": f"Qujian 区鉴 {name}", "created": created})
    body = book.add_format({"font_name": FONT, "font_size": 10, "valign": "top", "text_wrap": True})
    head = book.add_format(
        {"font_name": FONT, "font_size": 10, "bold": True, "bottom": 1, "bg_color": "#F3F3EF"}
    )
    sheet = book.add_worksheet(name[:31])
    widths = [len(c) for c in columns]
    sheet.write_row(0, 0, columns, head)
    last = 0
    for last, row in enumerate(rows, start=1):
        for i, value in enumerate(row):
            cell = _cell(value)
            if cell is None:
                continue
            widths[i] = max(widths[i], _width(cell))
            sheet.write(last, i, cell, body)
    for i, width in enumerate(widths):
        sheet.set_column(i, i, min(WIDEST, width + 2))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, max(0, len(columns) - 1))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    _notes(book, columns, version, released_on, head, body)
    book.close()
    return file.getvalue()


def number_format(n: Number, unit: str = "") -> str:
    """The format that shows a number with its signs and, right behind it, a unit: ≥#,##0.0 est."""
    digits = "#,##0" + ("." + "0" * n.decimals if n.decimals else "")
    behind = _quoted(unit) + _quoted(n.suffix)
    form = f"{_quoted(n.prefix)}{digits}{behind}"
    if n.value >= 0 or not n.prefix:
        return form
    # Without a form of their own, the minus of numbers below zero would stand before the signs.
    sign = n.prefix if "−" in n.prefix else f"{n.prefix}−"
    return f"{form};{_quoted(sign)}{digits}{behind}"


def _quoted(text: str) -> str:
    """A text in a format of numbers, where it is no command."""
    return f'"{text.replace(chr(34), "")}"' if text else ""


def _cell(value: object) -> object:
    if value is None or isinstance(value, (int, float, bool)):
        return value
    text = ";".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def _width(cell: object) -> int:
    """How many Latin characters wide a text is; Chinese ones count double."""
    return sum(2 if ord(c) > 0x2E7F else 1 for c in str(cell))


def _notes(  # type: ignore[no-untyped-def]
    book: xlsxwriter.Workbook, columns: Sequence[str], version: str, released_on: str, head, body
) -> None:
    """What the file is, and what each column means."""
    sheet = book.add_worksheet("Notes 说明")
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 2, 70)
    lines = [
        (
            "Qujian 区鉴",
            "各区法治政府建设数据，逐条注明来源。",
            "Figures by district, each with its source.",
        ),
        (
            "data version",
            f"数据版本 {version}"
            + (f"（{released_on}）" if released_on else "")
            + f"；在网址 /?data={version} 可查阅",
            f"Data version {version}"
            + (f" of {released_on}" if released_on else "")
            + f", open at /?data={version}",
        ),
        (
            "missing",
            "空格表示未注明或不适用，绝非零。",
            "An empty cell: not stated or not applicable, never zero.",
        ),
    ]
    meanings = {c.name: c for t in TABLES for c in t.columns}
    for row, line in enumerate(lines):
        sheet.write_row(row, 0, line, body)
    start = len(lines) + 1
    sheet.write_row(start, 0, ("column 列", "含义", "meaning"), head)
    for i, name in enumerate(columns, start=1):
        known = meanings.get(name)
        meaning = (known.zh, known.en) if known else ("", "")
        sheet.write_row(start + i, 0, (name, *meaning), body)
