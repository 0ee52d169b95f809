"""Rows as an Excel file: one sheet of rows, one that says what they are; numbers as numbers, texts never formulas."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence

import xlsxwriter

from reports.write.packing import moment
from reports.write.row_sheet import DATE, Styles, in_chinese, styles_in, write_rows
from views.table import Number

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": DATE,
}


def workbook_bytes(
    name: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    version: str,
    released_on: str,
    explained: Mapping[str, str] | None = None,
) -> bytes:
    """How do these rows look as an Excel file? Sheets `name` and `Notes 说明`; the date inside is the data version's.

    Cells are as `row_sheet.write_rows` says. `explained`: what each column means, in English.
    """
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, OPTIONS)
    created = moment(released_on)
    book.set_properties({"title": f"Qujian 区鉴 {name}", "created": created})
    styles = styles_in(book)
    write_rows(book.add_worksheet(name[:31]), styles, columns, rows)
    _notes(book, columns, explained or {}, version, released_on, styles)
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


def _notes(
    book: xlsxwriter.Workbook,
    columns: Sequence[str],
    explained: Mapping[str, str],
    version: str,
    released_on: str,
    styles: Styles,
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
    for row, line in enumerate(lines):
        sheet.write_row(row, 0, line, styles.body)
    start = len(lines) + 1
    sheet.write_row(start, 0, ("column 列", "含义", "meaning"), styles.head)
    for i, name in enumerate(columns, start=1):
        meaning = explained.get(name, "")
        sheet.write_row(start + i, 0, (name, in_chinese(name, meaning), meaning), styles.body)
    sheet.freeze_panes(start + 1, 0)
