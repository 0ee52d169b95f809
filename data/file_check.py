"""What is wrong with one file? Its rows one by one, then what only all of them can show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from data.cells import CellError, Value, is_slashed, parse
from data.columns import Column, Table
from data.contracts import TABLES
from data.reading import Row, Sheet, rows
from data.repeats import Repeats
from data.rules import RULES, Rule
from data.violations import Reason, Violation, violation

#: A row, parsed; a cell that could not be parsed is not in it.
Values = dict[str, Value]

#: So many different cells of a column are parsed once; most columns have few.
_REMEMBERED = 4_096


@dataclass
class Known:
    """The rows of a file that others refer to: of each, the cells that rules of these others need."""

    sheet: Sheet
    needed: frozenset[str]
    rows: dict[Value, Values] = field(default_factory=dict)

    def add(self, values: Values) -> None:
        """Remember a row; of two with one key the first."""
        key = self.sheet.table.key[0]
        if key in values:
            needed = {name: values[name] for name in self.needed if name in values}
            self.rows.setdefault(values[key], needed or _NOTHING)


_NOTHING: Values = {}
#: Tables that others refer to → the columns that rules of these others need.
_NEEDED: dict[str, frozenset[str]] = {
    parent: frozenset(
        needed.split(".")[1]
        for table in TABLES
        for column in table.columns
        if column.table == parent
        for rule in RULES.get(table.name, ())
        for needed in rule.needs
        if needed.startswith(f"{column.name}.")
    )
    for parent in {column.table for table in TABLES for column in table.columns if column.table}
}


class FileCheck:
    """One file on its way through the checks: row by row, then what only all rows can show."""

    def __init__(self, sheet: Sheet, known: Mapping[str, Known]) -> None:
        self.sheet, self._table = sheet, sheet.table
        parents = self._parents = {c.table: known[c.table] for c in self._table.columns if c.table}
        self.known = Known(sheet, _NEEDED.get(sheet.table.name, frozenset()))
        self._cells: dict[str, dict[str, Value]] = {c.name: {} for c in self._table.columns}
        self._references = [c for c in self._table.columns if c.table and parents[c.table].sheet.whole]
        self._related = [
            (c.name, parents[c.table], {n: f"{c.name}.{n}" for n in parents[c.table].needed})
            for c in self._table.columns
            if c.kind == "reference" and parents[c.table].needed
        ]
        self._rules = [(rule, _needs(rule)) for rule in RULES.get(self._table.name, ())]
        self._dates = [c.name for c in self._table.columns if c.kind == "date"]
        self._slashed = _Slashed()
        self._groups = {names: Repeats() for names in _unique_groups(self._table)}
        self._alike = Repeats() if _is_keyed_by_identifier(self._table) else None

    def row(self, row: Row) -> Values:
        """Return the values of a row, and report what is wrong with it."""
        values = self._parsed(row)
        if self._dates:
            self._slashed.look_at(row, self._dates)
        for names, repeats in self._groups.items():
            key = _key(values, names)
            if key is not None:
                repeats.add(key)
        if self._alike is not None:
            self._alike.add(_besides_key(self._table, row))
        if not row.ragged:
            self.sheet.violations.add(self._faults(row, values))
        if self._table.name in _NEEDED:
            self.known.add(values)
        return values

    def close(self) -> None:
        """Report what only all rows together show."""
        self.sheet.notes.add(self._slashed.note(self._table))
        repeated = {names for names, repeats in self._groups.items() if repeats.close()}
        alike = self._alike is not None and self._alike.close()
        if not repeated and not alike:
            return
        # Read once more, for lines and exact keys; what else is wrong with the file was said the first time.
        first: dict[tuple[str, ...], dict[Any, int]] = {names: {} for names in (*repeated, ())}
        for row in rows(Sheet(self._table, self.sheet.path)):
            values = self._parsed(row, silent=True)
            for names in repeated:
                self.sheet.violations.add(self._repeated(row, values, names, first[names]))
            if alike:
                self.sheet.notes.add(self._like_another(row, first[()]))

    def _parsed(self, row: Row, *, silent: bool = False) -> Values:
        values: Values = {}
        for column in self._table.columns:
            name = column.name
            # In a ragged row cells may stand under the wrong heading; only its key, in front, is worth reading.
            if name not in row.cells or (row.ragged and name not in self._table.key):
                continue
            cell, seen = row.cells[name], self._cells[name]
            try:
                values[name] = seen[cell] if cell in seen else _remember(seen, column, cell)
            except CellError as error:
                if not row.ragged and not silent:
                    found = violation(self._table.file, row.line, name, cell, error.reason)
                    self.sheet.violations.add([found])
        return values

    def _faults(self, row: Row, values: Values) -> Iterator[Violation]:
        """Which cells refer to rows that do not exist, and which do not hold together?"""
        for column in self._references:
            value = values.get(column.name)
            known = self._parents[column.table].rows
            if value is not None and not (isinstance(value, str) and value in known):
                yield from _unknown(self._table, column, row, value, known)
        if not self._rules:
            return
        reachable = dict(values)
        for name, parent, names in self._related:
            other = parent.rows.get(values.get(name), _NOTHING)
            reachable.update((names[column], value) for column, value in other.items())
        for rule, needs in self._rules:
            try:
                needed = needs(reachable)
            except KeyError:
                continue  # a cell that could not be read, which is said already
            if not rule.holds(*needed):
                yield violation(self._table.file, row.line, rule.column, row.cells[rule.column], rule.reason)

    def _repeated(
        self, row: Row, values: Values, names: tuple[str, ...], first: dict[Any, int]
    ) -> Iterator[Violation]:
        """Does a key or a unique cell stand there a second time?"""
        key = _key(values, names)
        if key is None or not self._groups[names].may_repeat(key):
            return
        line = first.setdefault(key, row.line)
        if line != row.line:
            yield violation(
                self._table.file,
                row.line,
                "+".join(names),
                "+".join(row.cells[name] for name in names),
                Reason(f"与第{line}行重复，须唯一", f"stands on line {line} already: it must be unique"),
            )

    def _like_another(self, row: Row, first: dict[Any, int]) -> Iterator[Violation]:
        """Does a row differ from another in nothing but its identifier?"""
        cells = _besides_key(self._table, row)
        if self._alike is None or not self._alike.may_repeat(cells):
            return
        line = first.setdefault(cells, row.line)
        if line != row.line and not row.ragged:
            yield violation(
                self._table.file,
                row.line,
                self._table.key[0],
                row.cells.get(self._table.key[0], ""),
                Reason(
                    f"与第{line}行除标识外完全相同，请核对是否重复录入",
                    f"is like line {line} but for its identifier: was it entered twice?",
                ),
            )


class _Slashed:
    """Columns that have dates written as 2009/1/1. They are read; one note says so."""

    def __init__(self) -> None:
        self._cells = self._slashed = 0
        self._columns: dict[str, None] = {}
        self._first: tuple[int, str] = (0, "")

    def look_at(self, row: Row, names: Iterable[str]) -> None:
        """Count the dates of a row, and those written so."""
        for name in names:
            cell = row.cells.get(name)
            if cell:
                self._cells += 1
                if is_slashed(cell):
                    self._first = self._first if self._slashed else (row.line, cell)
                    self._slashed += 1
                    self._columns[name] = None

    def note(self, table: Table) -> Iterator[Violation]:
        """Say where they stand, if there are any."""
        if not self._slashed:
            return
        zh = "整列日期写成" if self._slashed == self._cells else "有日期写成"
        line, cell = self._first
        yield violation(
            table.file,
            line,
            "+".join(self._columns),
            cell,
            Reason(
                f"{zh} 2009/1/1，{self._slashed}格，已按 2009-01-01 读入",
                f"has dates written as 2009/1/1 ({self._slashed} cells), read as 2009-01-01",
            ),
        )


def _remember(seen: dict[str, Value], column: Column, cell: str) -> Value:
    value = parse(column, cell)
    if len(seen) < _REMEMBERED:
        seen[cell] = value
    return value


def _needs(rule: Rule) -> Callable[[Values], tuple[Value, ...]]:
    """What a rule needs of the cells that can be reached from a row. KeyError where one is not there."""
    if len(rule.needs) == 1:
        name = rule.needs[0]
        return lambda reachable: (reachable[name],)
    return itemgetter(*rule.needs)


def _unique_groups(table: Table) -> dict[tuple[str, ...], None]:
    """The columns that together may not stand there twice."""
    unique = ((c.name,) for c in table.columns if c.unique)
    return dict.fromkeys([table.key, *unique, *table.unique_together])


def _key(values: Values, names: tuple[str, ...]) -> Any:
    """The cells that must be unique; None where one could not be read, or the only one is empty."""
    try:
        return values[names[0]] if len(names) == 1 else tuple(values[name] for name in names)
    except KeyError:
        return None


def _is_keyed_by_identifier(table: Table) -> bool:
    """Whether rows may be alike but for their key: one keyed by free text says in it all that it says."""
    key = [table.column(name) for name in table.key]
    return len(key) == 1 and (key[0].kind != "text" or bool(key[0].pattern))


def _besides_key(table: Table, row: Row) -> tuple[str, ...]:
    return tuple(cell for name, cell in row.cells.items() if name not in table.key)


def _unknown(
    table: Table, column: Column, row: Row, value: Value, known: dict[Value, Values]
) -> Iterator[Violation]:
    for item in value if isinstance(value, tuple) else (value,):
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
