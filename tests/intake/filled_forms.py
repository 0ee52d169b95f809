"""Disclosure forms filled with figures that were made up and agree with each other, in every format.

`made(form_id)` gives the figures, `changed` replaces some by what a cell should say instead; a renderer writes
the same tables as a page, a Word or Excel file, or a PDF.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from itertools import groupby

import docx
import typst
import xlsxwriter

from intake.forms.registry import Form, FormCell, forms
from tests.intake.made_disclosure import Part

Filled = dict[str, str]
DISTRICT = "虚构区"
_OUT = "三、本年度办理结果/"


def form_of(form_id: str) -> Form:
    return next(form for form in forms() if form.form_id == form_id)


def made(form_id: str, changed: Mapping[str, str] | None = None) -> Filled:
    """Every cell of a form by its path, as written; all its sums hold."""
    form = form_of(form_id)
    numbers: dict[str, int] = {}
    rows: dict[str, dict[str, str]] = {}
    for cell in _of_table(form, "三"):
        rows.setdefault(cell.row, {})[cell.column] = cell.path
    for column in next(iter(rows.values())):
        _fill_column(rows, column, numbers)
    for paths in rows.values():
        numbers[paths["总计"]] = sum(numbers[path] for column, path in paths.items() if column != "总计")
    for position, cell in enumerate(_of_table(form, "四")):
        numbers[cell.path] = 3 + position if not cell.path.endswith("总计") else 0
    for _, block in groupby(_of_table(form, "四"), key=lambda cell: cell.block):
        *parts, total = (cell.path for cell in block)
        numbers[total] = sum(numbers[part] for part in parts)
    for position, cell in enumerate(_of_table(form, "二")):
        numbers[cell.path] = 1036 + 17 * position
    return {cell.path: str(numbers[cell.path]) for cell in form.cells} | dict(changed or {})


def _fill_column(rows: Mapping[str, Mapping[str, str]], column: str, numbers: dict[str, int]) -> None:
    first, carried_in, *results, total, carried_out = (paths[column] for paths in rows.values())
    for position, path in enumerate(results):
        numbers[path] = (position * 7 + len(column) * 3) % 23
    numbers[total] = sum(numbers[path] for path in results)
    numbers[carried_out], numbers[carried_in] = 5 + len(column), 2
    numbers[first] = numbers[total] + numbers[carried_out] - numbers[carried_in]


def _of_table(form: Form, number: str) -> list[FormCell]:
    return [cell for cell in form.cells if cell.path.startswith(number)]


def tables(form_id: str, filled: Filled) -> list[tuple[str, list[Part]]]:
    """The tables of a form, each with the heading above it ('' where it has none of its own)."""
    form = form_of(form_id)
    two = groupby(_of_table(form, "二"), key=lambda cell: cell.block)
    found = [
        (form.tables[0] if not i else "", _simple(list(cells), filled)) for i, (_, cells) in enumerate(two)
    ]
    found.append((form.tables[1], _applications(_of_table(form, "三"), filled)))
    found.append((form.tables[2], _cases(_of_table(form, "四"), filled)))
    return found


def _simple(cells: list[FormCell], filled: Filled) -> list[Part]:
    columns = list(dict.fromkeys(cell.column for cell in cells))
    rows = list(dict.fromkeys(cell.row for cell in cells))
    found = [Part(1, 1, cells[0].block, 1, len(columns) + 1), Part(2, 1, "信息内容")]
    found += [Part(2, 2 + i, column) for i, column in enumerate(columns)]
    for i, row in enumerate(rows, start=3):
        found.append(Part(i, 1, row))
    found += [Part(3 + rows.index(c.row), 2 + columns.index(c.column), filled[c.path]) for c in cells]
    return sorted(found)


def _applications(cells: list[FormCell], filled: Filled) -> list[Part]:
    columns = list(dict.fromkeys(cell.column for cell in cells))
    rows = list(dict.fromkeys(cell.row for cell in cells))
    found = [
        Part(1, 1, "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3),
        Part(1, 4, "申请人情况", 1, 7),
        Part(2, 4, "自然人", 2),
        Part(2, 5, "法人或其他组织", 1, 5),
        Part(2, 10, "总计", 2),
    ]
    found += [Part(3, 5 + i, column.split("/")[1]) for i, column in enumerate(columns[1:6])]
    found += _row_labels(rows)
    found += [Part(4 + rows.index(c.row), 4 + columns.index(c.column), filled[c.path]) for c in cells]
    return sorted(found)


def _row_labels(rows: list[str]) -> list[Part]:
    found: list[Part] = []
    paths = [row.split("/") for row in rows]
    for level in range(3):
        keys = [tuple(path[: level + 1]) if len(path) > level else None for path in paths]
        start = 4
        for key, same in groupby(keys):
            span = len(list(same))
            if key is not None:
                last = len(paths[start - 4]) == level + 1
                found.append(Part(start, level + 1, key[-1], span, 3 - level if last else 1))
            start += span
    return found


def _cases(cells: list[FormCell], filled: Filled) -> list[Part]:
    found = [
        Part(1, 1, "行政复议", 2, 5),
        Part(1, 6, "行政诉讼", 1, 10),
        Part(2, 6, "未经复议直接起诉", 1, 5),
        Part(2, 11, "复议后起诉", 1, 5),
    ]
    found += [Part(3, i, cell.column) for i, cell in enumerate(cells, start=1)]
    found += [Part(4, i, filled[cell.path]) for i, cell in enumerate(cells, start=1)]
    return sorted(found)


def title(form_id: str, year: int) -> str:
    return f"{DISTRICT}政府信息公开工作{year}年度报告（测试用，数字均为虚构）"


def _is_label(part: Part) -> bool:
    return len(part.text) > 2 and not any(sign.isdigit() for sign in part.text[2:])


def html(form_id: str, year: int, filled: Filled, encoding: str = "utf-8") -> bytes:
    """Labels have blanks and line breaks in them, as pages have."""

    def cell(part: Part) -> str:
        label = part.text[:2] + "<br> " + part.text[2:] if _is_label(part) else part.text
        return f'<td rowspan="{part.row_span}" colspan="{part.column_span}"><p>&nbsp;{label}</p></td>'

    name = title(form_id, year)
    body = f"<h1>{name}</h1><p>一、总体情况</p><p>本报告为测试而作，数字均为虚构。</p>"
    for heading, parts in tables(form_id, filled):
        rows = groupby(parts, key=lambda part: part.row)
        cells = "".join(f"<tr>{''.join(map(cell, row))}</tr>" for _, row in rows)
        body += (f"<p>{heading}</p>" if heading else "<p></p>") + f"<table>{cells}</table>"
    head = f'<meta charset="{encoding}"><title>{name}</title>'
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(encoding)


def word(form_id: str, year: int, filled: Filled) -> bytes:
    document = docx.Document()
    document.add_heading(title(form_id, year), 0)
    for heading, parts in tables(form_id, filled):
        document.add_paragraph(heading or " ")
        table = document.add_table(
            max(p.row for p in parts), max(p.column + p.column_span - 1 for p in parts)
        )
        for part in parts:
            first = table.cell(part.row - 1, part.column - 1)
            last = table.cell(part.row + part.row_span - 2, part.column + part.column_span - 2)
            first.merge(last).text = part.text[:2] + "\n" + part.text[2:] if _is_label(part) else part.text
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def workbook(form_id: str, year: int, filled: Filled, merged: bool = True) -> bytes:
    """All tables below each other on one sheet, as offices send them; without merging, labels stand once."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet("年度报告")
    sheet.write_string(0, 0, title(form_id, year))
    top = 2
    for heading, parts in tables(form_id, filled):
        sheet.write_string(top, 0, heading)
        for part in parts:
            row, column = top + part.row, part.column - 1
            if merged and part.row_span * part.column_span > 1:
                sheet.merge_range(
                    row, column, row + part.row_span - 1, column + part.column_span - 1, part.text
                )
            elif part.text.isdecimal():
                sheet.write_number(row, column, int(part.text))
            else:
                sheet.write_string(row, column, part.text)
        top += 2 + max(p.row for p in parts)
    book.close()
    return file.getvalue()


def pdf(form_id: str, year: int, filled: Filled, before: int = 8) -> bytes:
    """Ruled tables, that of applications over a page break; so many lines of text stand before them."""

    def cell(part: Part) -> str:
        place = f"x: {part.column - 1}, y: {part.row - 1}"
        return f"table.cell(rowspan: {part.row_span}, colspan: {part.column_span}, {place})[{part.text}]"

    source = (
        '#set page(paper: "a4", footer: context [— #counter(page).display() —])\n'
        '#set text(font: "Noto Serif CJK SC", size: 9pt, lang: "zh")\n'
        f"= {title(form_id, year)}\n" + "".join(f"第{n}行文字。\n\n" for n in range(before))
    )
    for heading, parts in tables(form_id, filled):
        width = max(p.column + p.column_span - 1 for p in parts)
        columns = "(1.2fr, 1.4fr, 3fr" + ", 1fr" * 7 + ")" if width == 10 else f"(1fr,) * {width}"
        source += f"\n{heading}\n\n#table(columns: {columns}, {', '.join(map(cell, parts))})\n"
    return typst.compile(source.encode())
