"""What stands in one CSV file, line by line, and is it a CSV file at all?"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from data.columns import Table
from data.decoding import NotText, decoded
from data.layout import layout
from data.settings import source
from data.violations import Reason, Violation, violation


@dataclass(frozen=True)
class Row:
    """One row as written, and the physical line it starts on; ragged: its cells do not fit the header."""

    line: int
    cells: dict[str, str]
    ragged: bool = False


@dataclass
class Sheet:
    """One file as written. Not whole: rows are missing, so nothing can be said of references to it."""

    table: Table
    rows: list[Row] = field(default_factory=list)
    violations: list[Violation] = field(default_factory=list)
    notes: list[Violation] = field(default_factory=list)
    whole: bool = True

    def complain(self, line: int, column: str, value: str, zh: str, en: str) -> None:
        """Add a finding about this file."""
        self.violations.append(violation(self.table.file, line, column, value, Reason(zh, en)))

    def note(self, line: int, column: str, value: str, zh: str, en: str) -> None:
        """Say of this file what was read although it is not written as asked."""
        self.notes.append(violation(self.table.file, line, column, value, Reason(zh, en)))


# A cell of any length reaches the check of its column, which names it; the module would stop at 128 kB.
csv.field_size_limit(min(sys.maxsize, 2**31 - 1))


def read(folder: Path, table: Table) -> Sheet:
    """What stands in the table's file of this folder?"""
    sheet = Sheet(table)
    content = _decoded(source(folder, table.file, shipped=table.shipped), sheet)
    if content is None:
        sheet.whole = False
        return sheet
    form = layout(content, table.column_names)
    for fault in form.faults:
        sheet.complain(1, "", "", fault.zh, fault.en)
    above = len("".join(io.StringIO(content, newline="").readlines()[: form.skipped]))
    records = _records(content[above:], sheet, form.separator, form.skipped)
    first = next(records, None)
    if first is None:
        if sheet.whole:
            sheet.complain(0, "", "", "文件是空的，请补上标题行", "is empty: it needs a header line")
        sheet.whole = False
        return sheet
    header = first[1]
    if not form.known and not set(header) & set(table.column_names):
        sheet.complain(
            first[0],
            "",
            "",
            f"第一行不是表头，应为 {','.join(table.column_names[:3])}…",
            f"does not begin with its header: {','.join(table.column_names[:3])}… is asked for",
        )
        sheet.whole = False
        return sheet
    _check_header(sheet, header)
    for line, record in _without_empty_rows(sheet, list(records)):
        sheet.rows.append(_row(sheet, header, line, record))
    if table.needs_rows and not sheet.rows and sheet.whole:
        sheet.complain(0, "", "", "没有数据行，至少需要一行", "has no rows: it needs at least one")
    return sheet


def _decoded(path: Path, sheet: Sheet) -> str | None:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        if not sheet.table.may_be_absent:
            sheet.complain(
                0, "", "", f"缺少文件，请放入 {path.parent}", f"is missing: put it into {path.parent}"
            )
        return None
    except OSError as error:
        sheet.complain(0, "", "", f"无法读取：{error.strerror}", f"cannot be read: {error.strerror}")
        return None
    try:
        text, encoding = decoded(raw)
    except NotText as fault:
        sheet.complain(fault.line, "", "", fault.reason.zh, fault.reason.en)
        return None
    if encoding:
        sheet.note(0, "", "", f"编码是 {encoding}，已照读", f"is written in {encoding} and was read so")
    return text


def _records(content: str, sheet: Sheet, separator: str, above: int) -> Iterator[tuple[int, list[str]]]:
    """Each record with the physical line it starts on; a quoted cell may run over several lines."""
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=separator, strict=True)
    while True:
        line = above + reader.line_num + 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            sheet.whole = False
            sheet.complain(
                line,
                "",
                "",
                f"引号或字段有误（{error}），请检查从这一行开始的双引号是否成对",
                f"has broken quotes ({error}): check that double quotes from this line on are paired",
            )
            continue
        if record:
            yield line, record


def _without_empty_rows(sheet: Sheet, records: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """The records but for rows without any content: at the end they are nothing, in between they are named."""
    last = max((i for i, (_, cells) in enumerate(records) if any(cells)), default=-1)
    trailing = records[last + 1 :]
    if trailing:
        sheet.note(
            trailing[0][0],
            "",
            "",
            f"末尾有{len(trailing)}个空行，已略去",
            f"ends in rows without content ({len(trailing)}), which were passed over",
        )
    kept = []
    for line, cells in records[: last + 1]:
        if any(cells):
            kept.append((line, cells))
        else:
            sheet.complain(line, "", "", "整行是空的，请删去", "has no content: delete the row")
    return kept


def _check_header(sheet: Sheet, header: list[str]) -> None:
    known = sheet.table.column_names
    unnamed = [number for number, name in enumerate(header, start=1) if not name.strip()]
    if unnamed:
        sheet.complain(
            1,
            "",
            "",
            f"{'一列' if len(unnamed) == 1 else f'{len(unnamed)}列'}没有名称"
            f"（第{'、'.join(map(str, unnamed[:5]))}列），请删去该列，多为行末多出的逗号",
            f"has {len(unnamed)} column(s) without a name (number {', '.join(map(str, unnamed[:5]))}): "
            "delete them, mostly a comma too many at the ends of lines",
        )
    for name in known:
        if name not in header:
            sheet.complain(1, name, "", "缺少这一列，请补上", "is a missing column: add it")
            sheet.whole = sheet.whole and name not in sheet.table.key
    for name in dict.fromkeys(name for name in header if name.strip()):
        if name not in known:
            sheet.complain(1, name, "", "多余的列，请删除", "is not a column of this file: delete it")
        elif header.count(name) > 1:
            sheet.complain(1, name, "", "列名重复，只留一列", "stands in the header more than once: keep one")


def _row(sheet: Sheet, header: list[str], line: int, record: list[str]) -> Row:
    ragged = len(record) != len(header)
    if ragged:
        sheet.complain(
            line,
            "",
            "",
            f"有{len(record)}格，标题行有{len(header)}格，请检查逗号与引号",
            f"has {len(record)} cells where the header has {len(header)}: check commas and quotes",
        )
    return Row(line, dict(zip(header, record, strict=False)), ragged)
