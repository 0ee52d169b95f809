"""What stands in one CSV file, line by line, and is it a CSV file at all? Rows are yielded, never all kept."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO, NamedTuple

from data.columns import Table
from data.decoding import Encoding, NotText, encoding
from data.layout import TOP, layout
from data.violations import Findings, Reason, violation

#: Called with the bytes of the file that are read.
Progress = Callable[[int], object]
#: After so many rows it is said how far a file is read.
_EVERY = 1_000


class Row(NamedTuple):
    """One row as written, and the physical line it starts on; ragged: its cells do not fit the header."""

    line: int
    cells: dict[str, str]
    ragged: bool = False


@dataclass
class Sheet:
    """One file and what was found in it so far. Not whole: rows are missing, so nothing can be said of references."""

    table: Table
    path: Path
    violations: Findings = field(default_factory=Findings)
    notes: Findings = field(default_factory=Findings)
    whole: bool = True
    rows: int = 0

    def complain(self, line: int, column: str, value: str, zh: str, en: str) -> None:
        """Add a finding about this file."""
        self.violations.add([violation(self.table.file, line, column, value, Reason(zh, en))])

    def note(self, line: int, column: str, value: str, zh: str, en: str) -> None:
        """Say of this file what was read although it is not written as asked."""
        self.notes.add([violation(self.table.file, line, column, value, Reason(zh, en))])


# A cell of any length reaches the check of its column, which names it; the module would stop at 128 kB.
csv.field_size_limit(min(sys.maxsize, 2**31 - 1))


def rows(sheet: Sheet, progress: Progress = lambda _: None) -> Iterator[Row]:
    """Yield the rows of a file; what is wrong with it stands in the sheet when the last has come."""
    kind = _encoding(sheet)
    if kind is None:
        sheet.whole = False
        return
    try:
        with sheet.path.open(encoding=kind.codec, newline="") as file:
            for row in _rows(sheet, file):
                sheet.rows += 1
                if not sheet.rows % _EVERY:
                    progress(file.buffer.tell())  # type: ignore[attr-defined]
                yield row
    except UnicodeDecodeError:  # somebody saved it anew meanwhile
        sheet.whole = False
        fault = NotText(0)
        sheet.complain(fault.line, "", "", fault.reason.zh, fault.reason.en)
    except OSError as error:
        _complain_unreadable(sheet, error)


def _rows(sheet: Sheet, file: IO[str]) -> Iterator[Row]:
    table = sheet.table
    form = layout(list(islice(file, TOP)), table.column_names)
    file.seek(0)
    for fault in form.faults:
        sheet.complain(1, "", "", fault.zh, fault.en)
    for _ in range(form.skipped):
        file.readline()
    records = _records(file, sheet, form.separator, form.skipped)
    first = next(records, None)
    if first is None:
        if sheet.whole:
            sheet.complain(0, "", "", "文件是空的，请补上标题行", "is empty: it needs a header line")
        sheet.whole = False
        return
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
        return
    _check_header(sheet, header)
    is_empty = True
    for line, record in _without_empty_rows(sheet, records):
        is_empty = False
        yield _row(sheet, header, line, record)
    if table.needs_rows and is_empty and sheet.whole:
        sheet.complain(0, "", "", "没有数据行，至少需要一行", "has no rows: it needs at least one")


def _encoding(sheet: Sheet) -> Encoding | None:
    try:
        kind = encoding(sheet.path)
    except FileNotFoundError:
        if not sheet.table.may_be_absent:
            where = sheet.path.parent
            sheet.complain(0, "", "", f"缺少文件，请放入 {where}", f"is missing: put it into {where}")
        return None
    except OSError as error:
        _complain_unreadable(sheet, error)
        return None
    except NotText as fault:
        sheet.complain(fault.line, "", "", fault.reason.zh, fault.reason.en)
        return None
    if kind.name:
        sheet.note(0, "", "", f"编码是 {kind.name}，已照读", f"is written in {kind.name} and was read so")
    return kind


def _complain_unreadable(sheet: Sheet, error: OSError) -> None:
    sheet.whole = False
    sheet.complain(0, "", "", f"无法读取：{error.strerror}", f"cannot be read: {error.strerror}")


def _records(
    lines: Iterable[str], sheet: Sheet, separator: str, above: int
) -> Iterator[tuple[int, list[str]]]:
    """Each record with the physical line it starts on; a quoted cell may run over several lines."""
    reader = csv.reader(lines, delimiter=separator, strict=True)
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


def _without_empty_rows(
    sheet: Sheet, records: Iterable[tuple[int, list[str]]]
) -> Iterator[tuple[int, list[str]]]:
    """The records but for rows without any content: at the end they are nothing, in between they are named."""
    gap: list[int] = []  # the lines of the empty rows just read
    for line, cells in records:
        if any(cells):
            for number in gap:
                sheet.complain(number, "", "", "整行是空的，请删去", "has no content: delete the row")
            gap.clear()
            yield line, cells
        else:
            gap.append(line)
    if gap:
        sheet.note(
            gap[0],
            "",
            "",
            f"末尾有{len(gap)}个空行，已略去",
            f"ends in rows without content ({len(gap)}), which were passed over",
        )


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
