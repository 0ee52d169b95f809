"""The hidden sheet: what the workbook is, and every metric with what reading a figure of it needs."""

from __future__ import annotations

from typing import Any

from intake.template.chosen import Chosen
from intake.template.layout import FIRST_METRIC_COLUMN, HIDDEN_SHEET, MARK, METRIC_FIELDS, VERSION
from queries.records import Metric


def write(book: Any, chosen: Chosen) -> None:
    """Add the sheet; a name of the workbook leads to it, by which it is recognised."""
    sheet = book.add_worksheet(HIDDEN_SHEET)
    for row, (name, value) in enumerate(_facts(chosen)):
        sheet.write_row(row, 0, (name, value))
    sheet.write_row(0, FIRST_METRIC_COLUMN, METRIC_FIELDS)
    for row, metric in enumerate(chosen.every_metric, start=1):
        for column, value in enumerate(_metric(chosen, metric), start=FIRST_METRIC_COLUMN):
            sheet.write_string(row, column, value)
    sheet.protect()
    sheet.hide()
    book.define_name("qujian_template", f"='{HIDDEN_SHEET}'!$A$1")


def column_of_metrics(chosen: Chosen, field: str) -> str:
    """Return the range of a column of the metrics, as formulas and lists refer to it."""
    letter = chr(ord("A") + FIRST_METRIC_COLUMN + METRIC_FIELDS.index(field))
    return f"'{HIDDEN_SHEET}'!${letter}$2:${letter}${len(chosen.every_metric) + 1}"


def _facts(chosen: Chosen) -> tuple[tuple[str, str], ...]:
    return (
        (MARK, VERSION),
        ("district_id", chosen.district.district_id),
        ("year", str(chosen.year)),
        ("language", chosen.language),
        ("data_version", chosen.data_version),
        ("content_hash", chosen.content_hash),
        ("metric_ids", ",".join(m.metric_id for m in chosen.metrics)),
    )


def _metric(chosen: Chosen, metric: Metric) -> tuple[str, ...]:
    made = {
        "label": chosen.label(metric),
        "unit": chosen.unit(metric),
        "definition": chosen.definition(metric),
    }
    return tuple(made.get(field) or str(getattr(metric, field)) for field in METRIC_FIELDS)
