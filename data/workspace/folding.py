"""Published changes written into the CSV files of the base, and marked so."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import update

from data import settings
from data.build import facts_digest
from data.contracts import BY_NAME
from data.workspace.database import Workspace, WorkspaceError, working_folder
from data.workspace.facts import newest, published
from data.workspace.log import note
from data.workspace.merging import Conflict, combined, merge
from data.workspace.schema import CHANGES


class Folded(NamedTuple):
    """The files that were written anew, how many rows changed in them, and what still contradicts the base."""

    files: tuple[str, ...]
    rows: int
    conflicts: tuple[Conflict, ...]


def fold(workspace: Workspace) -> Folded:
    """Write published changes into the CSV files; those that contradict the base stay as conflicts.

    Each file is replaced as a whole, and only then are its changes marked: cut off in between, the same again finds
    what stands in the files as absorbed. Raises DataError where a file cannot be read, WorkspaceError where one cannot
    be written or somebody published meanwhile.
    """
    base = settings.data_folder()
    with workspace.reading() as connection:
        last, found = newest(connection), combined(published(connection))
    if not found:
        return Folded((), 0, ())
    with working_folder(dir=base, prefix=".fold-") as folder:
        before = facts_digest(base)
        merged = merge(base, found, folder)
        if facts_digest(base) != before:
            raise WorkspaceError(
                "数据文件刚被更改，请重试", "the files were changed at this moment: try again"
            )
        open_conflicts = {conflict.change.key for conflict in merged.conflicts}
        taken_in = [key for key in found if key not in open_conflicts]
        files = sorted({BY_NAME[key.table].file for key in taken_in})
        written = [file for file in files if _differs(folder / file, base / file)]
        for file in written:
            _replace(folder / file, base / file)
    with workspace.writing() as connection:
        if newest(connection) != last:
            raise WorkspaceError(
                "刚有新版本发布，请重试", "a version was published at this moment: fold again"
            )
        for key in taken_in:
            of_row = (CHANGES.c.table_name == key.table) & (CHANGES.c.row_key == key.text)
            in_effect = (CHANGES.c.state == "published") & CHANGES.c.ended_after.is_(None)
            values = {"state": "folded", "ended_after": last}
            connection.execute(update(CHANGES).where(of_row & in_effect).values(values))
        note(connection, None, "folded", last, files=written, rows=len(taken_in))
    return Folded(tuple(written), len(taken_in) - len(merged.absorbed), tuple(merged.conflicts))


def _differs(one: Path, other: Path) -> bool:
    return not other.exists() or one.read_bytes() != other.read_bytes()


def _replace(new: Path, old: Path) -> None:
    """Put a file in the place of another, on the disk before the name changes."""
    with new.open("rb+") as file:
        os.fsync(file.fileno())
    new.replace(old)
