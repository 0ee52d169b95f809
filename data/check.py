"""Is everything in order with the facts? All violations of all files at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from data import state_rules
from data.cells import CellError, Value, is_slashed, parse
from data.columns import Column, Table
from data.contracts import BY_NAME, TABLES
from data.reading import Row, Sheet, read
from data.rules import RULES
from data.violations import Reason, Violation, grouped, violation


@dataclass
class Facts:
    """All files, read and parsed; a cell that could not be parsed is not in its row's values."""

    violations: list[Violation] = field(default_factory=list)
    #: What was read although it is not written as asked: worth knowing, and no reason to build nothing.
    notes: list[Violation] = field(default_factory=list)
    sheets: dict[str, Sheet] = field(default_factory=dict)
    parsed: dict[str, list[tuple[Row, dict[str, Value]]]] = field(default_factory=dict)

    def values(self, table: str) -> list[dict[str, Value]]:
        """Which rows has the table, in the order of its file?"""
        return [values for _, values in self.parsed[table]]

    def lines(self, table: str) -> list[tuple[int, dict[str, Value]]]:
        """The same rows, each with the line it stands on."""
        return [(row.line, values) for row, values in self.parsed[table]]


def check(folder: Path) -> list[Violation]:
    """What is wrong with the CSV files of this folder? Sorted by file and line; empty: nothing."""
    return load(folder).violations


def load(folder: Path) -> Facts:
    """What do the CSV files say, and what is wrong with them?"""
    facts = Facts(sheets={table.name: read(folder, table) for table in TABLES})
    violations: list[Violation] = []
    for table in TABLES:
        sheet = facts.sheets[table.name]
        violations += sheet.violations
        facts.notes += [*sheet.notes, *_slashed_dates(sheet), *_alike(sheet)]
        facts.parsed[table.name] = [_parse_row(sheet, row, violations) for row in sheet.rows]
    for table in TABLES:
        violations += _repeated(table, facts)
        violations += _dangling(table, facts)
        violations += _broken_rules(table, facts)
    violations += _incomplete_state_rules(facts)
    facts.violations = grouped(sorted(set(violations)))
    return facts


def _parse_row(sheet: Sheet, row: Row, violations: list[Violation]) -> tuple[Row, dict[str, Value]]:
    values: dict[str, Value] = {}
    for column in sheet.table.columns:
        # In a ragged row cells may stand under the wrong heading; only its key, in front, is worth reading.
        if column.name not in row.cells or (row.ragged and column.name not in sheet.table.key):
            continue
        cell = row.cells[column.name]
        try:
            values[column.name] = parse(column, cell)
        except CellError as error:
            if not row.ragged:
                violations.append(violation(sheet.table.file, row.line, column.name, cell, error.reason))
    return row, values


def _slashed_dates(sheet: Sheet) -> Iterator[Violation]:
    """Which columns have dates written as 2009/1/1? They are read; one note says so."""
    names = [c.name for c in sheet.table.columns if c.kind == "date"]
    cells = [(row, n) for row in sheet.rows for n in names if row.cells.get(n)]
    slashed = [(row, n) for row, n in cells if is_slashed(row.cells[n])]
    if not slashed:
        return
    columns = "+".join(dict.fromkeys(name for _, name in slashed))
    row, name = slashed[0]
    zh = "整列日期写成" if len(slashed) == len(cells) else "有日期写成"
    yield violation(
        sheet.table.file,
        row.line,
        columns,
        row.cells[name],
        Reason(
            f"{zh} 2009/1/1，{len(slashed)}格，已按 2009-01-01 读入",
            f"has dates written as 2009/1/1 ({len(slashed)} cells), read as 2009-01-01",
        ),
    )


def _alike(sheet: Sheet) -> Iterator[Violation]:
    """Which rows differ from another in nothing but their identifier?"""
    key = [sheet.table.column(name) for name in sheet.table.key]
    if len(key) > 1 or (key[0].kind == "text" and not key[0].pattern):
        return  # what is keyed by free text says in it all that it says
    first_seen: dict[tuple[str, ...], int] = {}
    for row in sheet.rows:
        cells = tuple(cell for name, cell in row.cells.items() if name not in sheet.table.key)
        line = first_seen.setdefault(cells, row.line)
        if line != row.line and not row.ragged:
            yield violation(
                sheet.table.file,
                row.line,
                sheet.table.key[0],
                row.cells.get(sheet.table.key[0], ""),
                Reason(
                    f"与第{line}行除标识外完全相同，请核对是否重复录入",
                    f"is like line {line} but for its identifier: was it entered twice?",
                ),
            )


def _repeated(table: Table, facts: Facts) -> Iterator[Violation]:
    """Which keys and unique cells stand there a second time?"""
    groups = dict.fromkeys(
        [table.key, *((c.name,) for c in table.columns if c.unique), *table.unique_together]
    )
    for names in groups:
        first_seen: dict[tuple[Value, ...], int] = {}
        for row, values in facts.parsed[table.name]:
            if any(name not in values for name in names) or (len(names) == 1 and values[names[0]] is None):
                continue
            key = tuple(values[name] for name in names)
            line = first_seen.setdefault(key, row.line)
            if line != row.line:
                yield violation(
                    table.file,
                    row.line,
                    "+".join(names),
                    _shown(row, names),
                    Reason(f"与第{line}行重复，须唯一", f"stands on line {line} already: it must be unique"),
                )


def _shown(row: Row, names: Iterable[str]) -> str:
    return "+".join(row.cells[name] for name in names)


def _dangling(table: Table, facts: Facts) -> Iterator[Violation]:
    """Which cells refer to rows that do not exist?"""
    for column in (c for c in table.columns if c.table):
        if not facts.sheets[column.table].whole:
            continue
        known = _keys(column.table, facts)
        for row, values in facts.parsed[table.name]:
            if not row.ragged:
                yield from _unknown(table, column, row, values.get(column.name), known)


def _unknown(table: Table, column: Column, row: Row, value: Value, known: set[Value]) -> Iterator[Violation]:
    items = value if isinstance(value, tuple) else () if value is None else (value,)
    for item in items:
        if item not in known:
            yield violation(
                table.file,
                row.line,
                column.name,
                str(item),
                Reason(
                    f"{column.table}.csv 中没有这一标识，请更正或补上该行",
                    f"is not in {column.table}.csv: correct it, or add the row there",
                ),
            )


def _keys(table: str, facts: Facts) -> set[Value]:
    """Which identifiers does the file have?"""
    key = BY_NAME[table].key[0]
    return {values[key] for values in facts.values(table) if key in values}


def _broken_rules(table: Table, facts: Facts) -> Iterator[Violation]:
    """Which rows do not hold together?"""
    rules = RULES.get(table.name, ())
    if not rules:
        return
    related = {c.name: _by_key(c.table, facts) for c in table.columns if c.kind == "reference"}
    for row, values in facts.parsed[table.name]:
        if row.ragged:
            continue
        reachable = dict(values)
        for name, others in related.items():
            other = others.get(values.get(name), {})
            reachable.update({f"{name}.{column}": value for column, value in other.items()})
        for rule in rules:
            if all(name in reachable for name in rule.needs) and not rule.holds(
                *(reachable[n] for n in rule.needs)
            ):
                yield violation(table.file, row.line, rule.column, row.cells[rule.column], rule.reason)


def _incomplete_state_rules(facts: Facts) -> Iterator[Violation]:
    """Which case of tasks and requirements would have no state?"""
    table = BY_NAME["state_rules"]
    if facts.sheets[table.name].whole:
        yield from state_rules.faults(table, facts.lines(table.name))


def _by_key(table: str, facts: Facts) -> dict[Value, dict[str, Value]]:
    key = BY_NAME[table].key[0]
    by_key: dict[Value, dict[str, Value]] = defaultdict(dict)
    for values in facts.values(table):
        if key in values:
            by_key.setdefault(values[key], values)
    return by_key
