"""The sheet of documents, which the rows of figures refer to."""

from __future__ import annotations

from typing import Any

from intake.template import notes
from intake.template.chosen import Chosen
from intake.template.layout import DOCUMENT_ROWS, DOCUMENTS, SHEETS, both, document_number
from intake.template.styles import Styles
from intake.template.write_parts import ALLOWED, FIRST, dated, heads, listed, messages

_LAST = FIRST + DOCUMENT_ROWS - 1


def write(sheet: Any, chosen: Chosen, styles: Styles) -> None:
    """Fill the sheet: numbered rows, empty but for their numbers."""
    language = chosen.language
    guide = both(notes.DOCUMENTS_GUIDE, language, " ")
    heads(sheet, DOCUMENTS, both(SHEETS["documents"], language, " "), guide, language, styles)
    for index in range(DOCUMENT_ROWS):
        row = FIRST + index
        sheet.set_row(row, 34)
        sheet.write_string(
            row, 0, document_number(index), styles.locked(bold=True, align="center", valign="vcenter")
        )
        for column, field in enumerate(DOCUMENTS[1:], start=1):
            sheet.write_blank(row, column, None, styles.open(**_shown(field.key)))
    for column, field in enumerate(DOCUMENTS[1:], start=1):
        if field.choices:
            check = listed(field, language)
        elif field.key == "published_on":
            check = dated(field, language)
        else:
            check = {"validate": "any", **messages(field, language)}
        sheet.data_validation(FIRST, column, _LAST, column, check)
    sheet.protect("", ALLOWED)


def numbers(language: str) -> str:
    """Return the range of the numbers, as a list refers to it."""
    return f"='{SHEETS['documents'].text(language)}'!$A${FIRST + 1}:$A${_LAST + 1}"


def _shown(key: str) -> dict[str, Any]:
    return {"num_format": "yyyy-mm-dd", "align": "center"} if key == "published_on" else {}
