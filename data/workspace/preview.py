"""What an edit would change and what the contracts say to it, before anybody proposes it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from data import settings
from data.check import check
from data.contracts import BY_NAME
from data.reading import Sheet, rows
from data.settings import source
from data.violations import Violation
from data.workspace.changes import Edit, foundation, row_changes
from data.workspace.database import Workspace
from data.workspace.facts import folder_with
from data.workspace.merging import Cells, RowChange, RowKey, combined, merge, read


class Faults(NamedTuple):
    """What is wrong with the facts once some rows are changed: by row and column, and elsewhere."""

    of_rows: Mapping[RowKey, Sequence[Violation]]
    others: Sequence[Violation]

    def __bool__(self) -> bool:
        return bool(self.of_rows or self.others)


class Preview(NamedTuple):
    """What edits would change, and what is wrong with the facts then; `before` and `after` are folders of them."""

    changes: tuple[RowChange, ...]
    faults: Faults
    before: Path
    after: Path

    @property
    def change(self) -> RowChange:
        """What the first edit would change, which mostly is the only one."""
        return self.changes[0]


def standing_facts(workspace: Workspace) -> Path:
    """Return the folder of the facts on which a proposal made now would stand. Raises DataError."""
    with workspace.reading() as connection:
        return folder_with(foundation(connection), settings.store_folder())


def rows_of(folder: Path, table_name: str) -> Iterator[Cells]:
    """Yield the rows of a file of facts as written. Raises DataError."""
    table = BY_NAME[table_name]
    path = source(folder, table.file, shipped=table.shipped)
    yield from read(table, path) if path.exists() else ()


def row_with(folder: Path, key: RowKey) -> Cells | None:
    """Return a row of the facts as written; None where it is not there. Raises DataError."""
    table = BY_NAME[key.table]
    return next((cells for cells in rows_of(folder, key.table) if RowKey.of(table, cells) == key), None)


@contextmanager
def preview(workspace: Workspace, *edits: Edit) -> Iterator[Preview]:
    """Give what would come of edits, with both folders of facts as long as they are needed; nothing is written.

    Raises WorkspaceError where a row is not there, is there already, or does not change; DataError.
    """
    with workspace.reading() as connection:
        before = foundation(connection)
    made = tuple(row_changes(before, edits))
    with tempfile.TemporaryDirectory() as name:
        after = Path(name)
        faults = _faults([*before, *made], made, after)
        yield Preview(made, faults, folder_with(before, settings.store_folder()), after)


def faults_of(workspace: Workspace, made: Sequence[RowChange]) -> Faults:
    """Return what would be wrong with the facts once these rows are changed. Raises DataError."""
    with workspace.reading() as connection:
        before = foundation(connection)
    with tempfile.TemporaryDirectory() as name:
        return _faults([*before, *made], made, Path(name))


def _faults(changes: Iterable[RowChange], made: Sequence[RowChange], folder: Path) -> Faults:
    """Write the changed facts into a folder, check them, and say which of the faults stand in which of the rows."""
    merge(settings.data_folder(), combined(changes), folder)
    found = check(folder)
    places = _places(folder, {change.key for change in made}) if found else {}
    of_rows: dict[RowKey, list[Violation]] = {}
    others = []
    for violation in found:
        key = places.get((violation.file, violation.line))
        if key is None:
            others.append(violation)
        else:
            of_rows.setdefault(key, []).append(violation)
    return Faults(of_rows, others)


def _places(folder: Path, keys: set[RowKey]) -> dict[tuple[str, int], RowKey]:
    """On which line of which file each of these rows stands."""
    found = {}
    for table in {BY_NAME[key.table] for key in keys}:
        path = source(folder, table.file, shipped=table.shipped)
        for row in rows(Sheet(table, path)) if path.exists() else ():
            key = RowKey.of(table, row.cells)
            if key in keys:
                found[table.file, row.line] = key
    return found
