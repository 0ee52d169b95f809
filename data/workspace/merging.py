"""Changes on top of the base: the CSV files as they are once rows are added, corrected and withdrawn."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from data.cells import CellError, Value, parse
from data.columns import Table
from data.contracts import TABLES
from data.reading import Sheet, rows
from data.settings import source
from data.violations import DataError

#: A row as written: the text of each cell by its column.
Cells = Mapping[str, str]


class RowKey(NamedTuple):
    """Which row of which file: the cells of its key, in the order of the contract."""

    table: str
    cells: tuple[str, ...]

    @classmethod
    def of(cls, table: Table, cells: Cells) -> RowKey:
        """Return the key of a row."""
        return cls(table.name, tuple(cells.get(name, "") for name in table.key))

    @property
    def text(self) -> str:
        """The cells as they are kept in the workspace."""
        return json.dumps(self.cells, ensure_ascii=False)


class RowChange(NamedTuple):
    """A row before and after: None before it was added, None after it was withdrawn."""

    key: RowKey
    before: Cells | None
    after: Cells | None


class Conflict(NamedTuple):
    """A change of a row that the base has in another way than the change found it and than it leaves it."""

    change: RowChange
    base: Cells | None


@dataclass
class Merged:
    """What came of it: rows that the base holds already as changed, and rows that it holds in a third way."""

    absorbed: set[RowKey] = field(default_factory=set)
    conflicts: list[Conflict] = field(default_factory=list)


def combined(changes: Iterable[RowChange]) -> dict[RowKey, RowChange]:
    """Return one change a row for several of it, in their order: from before the first to after the last."""
    found: dict[RowKey, RowChange] = {}
    for change in changes:
        first = found.get(change.key)
        found[change.key] = change._replace(before=first.before) if first else change
    return found


def merge(base: Path, changes: Mapping[RowKey, RowChange], folder: Path) -> Merged:
    """Write the CSV files of a base with changes into an empty folder.

    A file without changes is copied as it is. In the others rows keep their order, corrected ones their place, and
    added ones follow in the order of `changes`; so the same base and changes give the same bytes everywhere. Where
    they contradict each other the base stands, and the conflict is returned. Raises DataError where a file that is to
    be changed cannot be read.
    """
    merged = Merged()
    for table in TABLES:
        path = source(base, table.file, shipped=table.shipped)
        of_table = {key: change for key, change in changes.items() if key.table == table.name}
        if not of_table:
            if path.exists():
                shutil.copyfile(path, folder / table.file)
            continue
        _write(table, folder / table.file, list(_rows(table, path, of_table, merged)))
    return merged


def read(table: Table, path: Path) -> Iterator[Cells]:
    """Yield the rows of a file as written; DataError where it cannot be read as a table of these columns."""
    sheet = Sheet(table, path)
    for row in rows(sheet):
        if row.ragged:
            break
        yield row.cells
    if sheet.violations:
        raise DataError(sheet.violations.lines())


def same(table: Table, one: Cells | None, other: Cells | None) -> bool:
    """Whether two rows say the same, however their cells are written (2024/1/1 and 2024-01-01)."""
    if one is None or other is None:
        return one is other
    return all(_value(table, name, one) == _value(table, name, other) for name in table.column_names)


def _rows(table: Table, path: Path, changes: dict[RowKey, RowChange], merged: Merged) -> Iterator[Cells]:
    left = dict(changes)
    for cells in read(table, path) if path.exists() or not table.may_be_absent else ():
        change = left.pop(RowKey.of(table, cells), None)
        kept = _decided(table, change, cells, merged) if change else cells
        if kept is not None:
            yield kept
    for change in left.values():
        added = _decided(table, change, None, merged)
        if added is not None:
            yield added


def _decided(table: Table, change: RowChange, base: Cells | None, merged: Merged) -> Cells | None:
    """The row as it is now: as changed where the base is as the change found it, else as the base has it."""
    if same(table, base, change.after):
        merged.absorbed.add(change.key)
        return base
    if same(table, base, change.before):
        return change.after
    merged.conflicts.append(Conflict(change, base))
    return base


def _value(table: Table, name: str, cells: Cells) -> Value:
    cell = cells.get(name, "")
    try:
        return parse(table.column(name), cell)
    except CellError:
        return cell


def _write(table: Table, path: Path, found: list[Cells]) -> None:
    """Write a file as all of ours are written: UTF-8, commas, one line end, quotes where they are needed."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table.column_names)
        writer.writerows([cells.get(name, "") for name in table.column_names] for cells in found)
