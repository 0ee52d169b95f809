"""The sheet of figures: a prepared row a metric, by dimension, and free rows where the metric is chosen."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Any

from data.violations import Reason
from intake.template import notes
from intake.template.chosen import Chosen
from intake.template.layout import FIGURES, FREE_ROWS, HEADING, LONGEST_WORDING, Field, both, position
from intake.template.styles import HEAD, QUIET, Styles, height
from intake.template.vocabulary import EXACTNESS, PERIOD, SCOPE, STATUS
from intake.template.write_documents import numbers
from intake.template.write_hidden import column_of_metrics
from intake.template.write_parts import (
    ALLOWED,
    FIRST,
    HEADS,
    dated,
    heads,
    listed,
    message,
    messages,
    refusal,
)
from queries.records import Metric

_COLUMNS = {field.key: column for column, field in enumerate(FIGURES)}
_OPEN = [field for field in FIGURES if field.open]
_CENTRED = {"exactness", "status", "period", "start", "end", "scope", "document"}


def write(sheet: Any, chosen: Chosen, styles: Styles) -> None:
    """Fill the sheet."""
    language = chosen.language
    guide = both(notes.FIGURES_GUIDE, language, " ")
    heads(sheet, FIGURES, chosen.named(notes.TITLE), guide, language, styles)
    sheet.set_column(0, 0, None, None, {"hidden": True})
    row = FIRST
    for dimension_id, metrics in groupby(chosen.metrics, key=lambda m: m.dimension_id):
        dimension = next(d for d in chosen.dimensions if d.dimension_id == dimension_id)
        _heading(sheet, row, Reason(dimension.name_zh, dimension.name_en), language, styles)
        for row, metric in enumerate(metrics, start=row + 1):  # noqa: B020 - each block begins where the last ended
            _prepared(sheet, row, metric, chosen, styles)
        row += 1
    _heading(sheet, row, notes.FREE_HEADING, language, styles)
    free = row + 1
    for row in range(free, free + FREE_ROWS):
        _free(sheet, row, chosen, styles)
    _checks(sheet, free, row, chosen)
    sheet.autofilter(HEADS, 0, row, len(FIGURES) - 1)
    value = _letter("value")
    sheet.ignore_errors({"number_stored_as_text": f"{value}{FIRST + 1}:{value}{row + 1}"})
    sheet.protect("", ALLOWED)


def _heading(sheet: Any, row: int, text: Reason, language: str, styles: Styles) -> None:
    """Write a line over a block; its cells are not merged, for merged ones cannot be sorted."""
    shown = styles.of(bold=True, bg_color=HEAD, text_wrap=False, valign="vcenter", top=1)
    sheet.set_row(row, 22)
    sheet.write_string(row, 0, HEADING)
    sheet.write_string(row, 1, both(text, language, "  "), shown)
    for column in range(2, len(FIGURES)):
        sheet.write_blank(row, column, None, shown)


def _prepared(sheet: Any, row: int, metric: Metric, chosen: Chosen, styles: Styles) -> None:
    name = both(Reason(metric.name_zh, metric.name_en), chosen.language)
    last = chosen.last.get(metric.metric_id, "—")
    quiet = styles.locked(font_color=QUIET, font_size=9)
    shown = (
        ("metric", name, styles.locked(bold=True)),
        ("unit", chosen.unit(metric), styles.locked(align="center")),
        ("definition", chosen.definition(metric), styles.locked(font_size=9)),
        ("last", last, quiet),
    )
    sheet.write_string(row, 0, metric.metric_id)
    for key, text, style in shown:
        sheet.write_string(row, _COLUMNS[key], text, style)
    _inputs(sheet, row, chosen.language, "year" if metric.basis == "flow" else "year_end", styles)
    sizes = {"metric": 10.0, "unit": 10.0, "definition": 9.0, "last": 9.0}
    sheet.set_row(row, max(height(text, FIGURES[_COLUMNS[key]].width, sizes[key]) for key, text, _ in shown))


def _free(sheet: Any, row: int, chosen: Chosen, styles: Styles) -> None:
    sheet.set_row(row, 34)
    metric = f"{_letter('metric')}{row + 1}"
    sheet.write_blank(row, _COLUMNS["metric"], None, styles.open(font_size=10))
    for key, style in (
        ("unit", styles.locked(align="center")),
        ("definition", styles.locked(font_size=9)),
    ):
        listing = column_of_metrics(chosen, "label")
        found = f"INDEX({column_of_metrics(chosen, key)},MATCH({metric},{listing},0))"
        sheet.write_formula(row, _COLUMNS[key], f'=IF({metric}="","",IFERROR({found},""))', style, "")
    sheet.write_blank(row, _COLUMNS["last"], None, styles.locked())
    _inputs(sheet, row, chosen.language, "", styles)


def _inputs(sheet: Any, row: int, language: str, period: str, styles: Styles) -> None:
    """Write the cells to fill, with what is most common; what it is not, people see and change."""
    common = {
        "exactness": EXACTNESS[0].text(language),
        "status": STATUS[0].text(language),
        "scope": SCOPE[0].text(language),
        "period": next((c.text(language) for c in PERIOD if c.code == period), ""),
    }
    for field in _OPEN:
        style = styles.open(**_shown(field.key))
        if common.get(field.key):
            sheet.write_string(row, _COLUMNS[field.key], common[field.key], style)
        else:
            sheet.write_blank(row, _COLUMNS[field.key], None, style)


def _shown(key: str) -> dict[str, Any]:
    if key == "value":
        return {"align": "right", "bold": True}
    if key in ("start", "end"):
        return {"num_format": "yyyy-mm-dd", "align": "center", "font_size": 10}
    return {"align": "center", "font_size": 10} if key in _CENTRED else {"font_size": 10}


def _checks(sheet: Any, free: int, last: int, chosen: Chosen) -> None:
    """Add the drop-down lists, checks and messages of each column."""
    language = chosen.language
    for field in _OPEN:
        check = _CHECKS.get(field.key, _any)(field, language)
        column = _COLUMNS[field.key]
        sheet.data_validation(FIRST, column, last, column, check)
    column = _COLUMNS["metric"]
    listing = {
        "validate": "list",
        "source": f"={column_of_metrics(chosen, 'label')}",
        **message(FIGURES[column].head, notes.CHOOSE_METRIC, language),
        **refusal(notes.NOT_IN_LIST, language),
    }
    sheet.data_validation(free, column, last, column, listing)


def _any(field: Field, language: str) -> dict[str, Any]:
    return {"validate": "any", **messages(field, language)}


def _document(field: Field, language: str) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": numbers(language),
        **messages(field, language),
        **refusal(notes.NOT_IN_LIST, language),
    }


def _wording(field: Field, language: str) -> dict[str, Any]:
    return {
        "validate": "length",
        "criteria": "<=",
        "value": LONGEST_WORDING,
        **messages(field, language),
        **refusal(notes.TOO_LONG, language),
    }


_CHECKS: dict[str, Callable[[Field, str], dict[str, Any]]] = {
    **{field.key: listed for field in _OPEN if field.choices},
    "start": dated,
    "end": dated,
    "document": _document,
    "as_written": _wording,
}


def _letter(key: str) -> str:
    return chr(ord("A") + position(FIGURES, key))
