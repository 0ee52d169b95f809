"""Workbooks to fill, filled as departments fill them; all figures and documents are invented."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl

from intake.template.layout import DOCUMENTS, FIGURES, SHEETS
from intake.template.write import template
from queries.store import Store

#: The first row of documents and the first prepared figure, below the heading of its dimension.
FIRST_DOCUMENT, FIRST_FIGURE = 5, 6
TITLE = "河西区2024年行政执法工作报告（虚构，仅供测试）"


def workbook(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def saved(book: Any) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def column(key: str, sheet: str = "figures") -> int:
    """Return the column of a key, from 1."""
    fields = FIGURES if sheet == "figures" else DOCUMENTS
    return [field.key for field in fields].index(key) + 1


def row_of(sheet: Any, metric_id: str) -> int:
    return next(row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value == metric_id)


def put(sheet: Any, row: int, of: str = "figures", /, **cells: object) -> None:
    for key, value in cells.items():
        sheet.cell(row, column(key, of)).value = value


def with_document(book: Any, language: str = "zh") -> Any:
    """Fill in document D1 and return the sheet of figures."""
    words = {"zh": ("年度报告", "官方"), "en": ("annual report", "official")}[language]
    put(
        book[SHEETS["documents"].text(language)],
        FIRST_DOCUMENT,
        "documents",
        title=TITLE,
        publisher="河西区虚构局",
        kind=words[0],
        published_on="2025-01-20",
        reliability=words[1],
    )
    return book[SHEETS["figures"].text(language)]


def filled(
    store: Store, fill: Callable[[Any], None], language: str = "zh", dimension_id: str | None = "enforcement"
) -> bytes:
    """Return the workbook for Hexi and 2024 with document D1 and what `fill` puts on the sheet of figures."""
    book = workbook(template(store, "hexi", 2024, dimension_id=dimension_id, language=language))
    fill(with_document(book, language))
    return saved(book)


def figure(sheet: Any, metric_id: str, value: object, wording: str, **cells: object) -> int:
    """Fill the prepared row of a metric and return its number."""
    row = row_of(sheet, metric_id)
    put(sheet, row, **{"value": value, "as_written": wording, "document": "D1"} | cells)
    return row
