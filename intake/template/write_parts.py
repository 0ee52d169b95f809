"""What the sheets of the workbook have in common: page, title, heads, lists and messages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from data.violations import Reason
from intake.template import notes
from intake.template.layout import Field, both
from intake.template.styles import FONT, QUIET, Styles
from intake.template.vocabulary import texts

#: Rows of a sheet of rows, from 0: the hidden keys, title, guide, heads; rows to fill come after.
KEYS, TITLE, GUIDE, HEADS, FIRST = range(5)
#: What may still be done in a protected sheet.
ALLOWED = {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True, "insert_rows": True}
_LONGEST_TITLE, _LONGEST_MESSAGE = 32, 255


def page(sheet: Any) -> None:
    """Set a sheet up for A4 across, as many pages down as it needs."""
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f'&L&"{FONT}"&8&A&R&"{FONT}"&8&P / &N')


def heads(sheet: Any, fields: Sequence[Field], title: str, guide: str, language: str, styles: Styles) -> None:
    """Write keys, title, guide and heads, and keep the heads in sight and on each printed page."""
    page(sheet)
    for column, field in enumerate(fields):
        sheet.set_column(column, column, field.width, styles.of())
        sheet.write_string(KEYS, column, field.key)
        sheet.write_string(HEADS, column, both(field.head, language), styles.head())
    sheet.set_row(KEYS, None, None, {"hidden": True})
    line = {"text_wrap": False, "valign": "vcenter"}
    sheet.set_row(TITLE, 26)
    sheet.write_string(TITLE, 1, title, styles.of(bold=True, font_size=15, **line))
    sheet.set_row(GUIDE, 20)
    sheet.write_string(GUIDE, 1, guide, styles.of(font_color=QUIET, **line))
    sheet.set_row(HEADS, 64)
    sheet.freeze_panes(FIRST, 2)
    sheet.repeat_rows(HEADS)


def messages(field: Field, language: str) -> dict[str, Any]:
    """Return the message that is shown in the cells of a column."""
    return message(field.head, field.help, language) if field.help else {}


def message(head: Reason, text: Reason, language: str) -> dict[str, Any]:
    """Return a message with its title, cut to what spreadsheets show."""
    title = both(head, language, " ").replace("\n", "")
    return {
        "input_title": title
        if len(title) <= _LONGEST_TITLE
        else head.text(language).replace("\n", "")[:_LONGEST_TITLE],
        "input_message": both(text, language)[:_LONGEST_MESSAGE],
    }


def refusal(text: Reason, language: str) -> dict[str, Any]:
    """Return what is shown where a cell takes something else."""
    return {
        "error_title": both(notes.MISTAKE, language, " "),
        "error_message": both(text, language)[:_LONGEST_MESSAGE],
        "error_type": "stop",
    }


def listed(field: Field, language: str) -> dict[str, Any]:
    """Return the drop-down list of a column of choices."""
    return {
        "validate": "list",
        "source": texts(field.choices, language),
        **messages(field, language),
        **refusal(notes.NOT_IN_LIST, language),
    }


def dated(field: Field, language: str) -> dict[str, Any]:
    """Return the check of a column of dates."""
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": dt.date(1949, 1, 1),
        "maximum": dt.date(2100, 12, 31),
        **messages(field, language),
        **refusal(notes.NO_DAY, language),
    }
