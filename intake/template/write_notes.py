"""The sheet of notes: what the workbook is for, and how it is filled, in both languages."""

from __future__ import annotations

from typing import Any

from intake.template import notes
from intake.template.chosen import Chosen
from intake.template.layout import VERSION, both
from intake.template.styles import INK, QUIET, Styles, height
from intake.template.write_parts import page

_WIDTHS = (5, 66, 74)


def write(sheet: Any, chosen: Chosen, styles: Styles) -> None:
    """Fill the sheet."""
    page(sheet)
    widths = _WIDTHS if chosen.language == "zh" else (_WIDTHS[0], _WIDTHS[2], _WIDTHS[1])
    for column, across in enumerate(widths):
        sheet.set_column(column, column, across, styles.of())
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, chosen.named(notes.TITLE), _plain(styles, bold=True, font_size=15))
    row = 2
    for name, value in zip(notes.FACTS, _facts(chosen), strict=True):
        sheet.write_string(row, 1, f"{both(name, chosen.language, ' ')}: {value}", _plain(styles))
        row += 1
    row += 1
    sheet.write_string(
        row, 0, both(notes.FILL_IN, chosen.language, " "), _plain(styles, bold=True, font_size=12)
    )
    for number, note in enumerate(notes.NOTES, start=1):
        row += 1
        first, second = note if chosen.language == "zh" else (note.en, note.zh)
        sheet.write_number(row, 0, number, styles.of(align="center", font_color=QUIET))
        sheet.write_string(row, 1, first, styles.of(font_color=INK))
        sheet.write_string(row, 2, second, styles.of(font_color=QUIET))
        sheet.set_row(row, max(height(first, widths[1]), height(second, widths[2])) + 4)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.activate()


def _plain(styles: Styles, **wanted: Any) -> Any:
    """Return a format of a line that runs on over the cells beside it."""
    return styles.of(text_wrap=False, valign="vcenter", **wanted)


def _facts(chosen: Chosen) -> tuple[str, ...]:
    zh = chosen.language == "zh"
    names = dict.fromkeys(m.dimension_id for m in chosen.metrics)
    dimensions = [d.name_zh if zh else d.name_en for d in chosen.dimensions if d.dimension_id in names]
    district = (chosen.district.name_zh, chosen.district.name_en)
    return (
        " ".join(district if zh else district[::-1]),
        str(chosen.year),
        f"{len(chosen.metrics)}{'：' if zh else ': '}{('、' if zh else ', ').join(dimensions)}",
        chosen.data_version,
        VERSION,
    )
