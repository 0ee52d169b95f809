"""What stands in one CSV file, line by line, and is it a CSV file at all?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from data.columns import Table
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
    whole: bool = True

    def complain(self, line: int, column: str, value: str, zh: str, en: str) -> None:
        """Add a finding about this file."""
        self.violations.append(violation(self.table.file, line, column, value, Reason(zh, en)))


def read(folder: Path, table: Table) -> Sheet:
    """What stands in the table's file of this folder?"""
    sheet = Sheet(table)
    content = _decoded(source(folder, table.file, shipped=table.shipped), sheet)
    if content is None:
        sheet.whole = False
        return sheet
    records = _records(content, sheet)
    first = next(records, None)
    if first is None:
        if sheet.whole:
            sheet.complain(0, "", "", "文件是空的，请补上标题行", "is empty: it needs a header line")
        sheet.whole = False
        return sheet
    header = first[1]
    _check_header(sheet, header)
    for line, record in records:
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
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        sheet.complain(
            raw.count(b"\n", 0, error.start) + 1,
            "",
            "",
            "不是 UTF-8 编码，请另存为“CSV UTF-8”",
            "is not UTF-8: save the file as “CSV UTF-8”",
        )
        return None


def _records(content: str, sheet: Sheet) -> Iterator[tuple[int, list[str]]]:
    """Each record with the physical line it starts on; a quoted cell may run over several lines."""
    reader = csv.reader(io.StringIO(content, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
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


def _check_header(sheet: Sheet, header: list[str]) -> None:
    known = sheet.table.column_names
    for name in known:
        if name not in header:
            sheet.complain(1, name, "", "缺少这一列，请补上", "is a missing column: add it")
            sheet.whole = sheet.whole and name not in sheet.table.key
    for name in dict.fromkeys(header):
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
