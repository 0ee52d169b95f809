"""The published facts: the base with every change that was published and that the base has not taken in."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select

from data import settings, store
from data.build import facts_digest
from data.workspace.database import in_words, open_workspace
from data.workspace.merging import Cells, RowChange, RowKey, combined, merge
from data.workspace.schema import CHANGES, PUBLICATIONS

#: Folders of facts that nothing was built from for so long are deleted, in seconds.
STALE_AFTER = 3600.0


def published_folder(out: Path) -> Path:
    """Return the folder of the published facts: that of the base where nothing was published on top of it."""
    with open_workspace().reading() as connection:
        changes = published(connection)
    return folder_with(changes, out)


def folder_with(changes: Iterable[RowChange], out: Path) -> Path:
    """Return a folder of the base with these changes; the base itself where there are none.

    It is made once for a base and changes. Raises DataError where the base cannot be read, WorkspaceError where the
    folder cannot be written.
    """
    base, of_rows = settings.data_folder(), combined(changes)
    if not of_rows:
        return base
    folder = out / f"facts-{_name(facts_digest(base), of_rows.values())}"
    if not folder.exists():
        temporary = store.temporary(out, "facts")
        try:
            with in_words():
                temporary.mkdir(parents=True)
                merge(base, of_rows, temporary)
                _move(temporary, folder)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
        _tidy(out, folder)
    return folder


def published(connection: Connection, until: int | None = None) -> list[RowChange]:
    """Return what is published on top of the base, in order; or was, as of a publication."""
    query = select(CHANGES).where(CHANGES.c.publication.is_not(None))
    if until is None:
        query = query.where(CHANGES.c.ended_after.is_(None))
    else:
        in_effect = CHANGES.c.ended_after.is_(None) | (CHANGES.c.ended_after >= until)
        query = query.where(CHANGES.c.publication <= until, in_effect)
    rows = connection.execute(query.order_by(CHANGES.c.publication, CHANGES.c.change_id))
    return [row_change(row) for row in rows]


def row_change(row: object) -> RowChange:
    """Return what a row of `CHANGES` changes."""
    r: Any = row
    return RowChange(RowKey(r.table_name, tuple(json.loads(r.row_key))), _cells(r.before), _cells(r.after))


def newest(connection: Connection) -> int:
    """Return the number of the newest publication; -1 where there is none."""
    number = connection.scalar(select(func.max(PUBLICATIONS.c.number)))
    return -1 if number is None else int(number)


def kept_versions() -> list[str]:
    """Return the content hashes of the versions that stay built, by the setting."""
    with open_workspace().reading() as connection:
        query = select(PUBLICATIONS.c.content_hash).order_by(PUBLICATIONS.c.number.desc())
        return list(connection.scalars(query.limit(settings.versions_kept())))


def _cells(text: str | None) -> Cells | None:
    return None if text is None else json.loads(text)


def _name(base: str, changes: Iterable[RowChange]) -> str:
    digest = hashlib.sha256(base.encode())
    for change in changes:
        digest.update(json.dumps(change, ensure_ascii=False, sort_keys=True).encode())
    return digest.hexdigest()[:16]


def _move(temporary: Path, folder: Path) -> None:
    try:
        temporary.rename(folder)
    except OSError:
        if not folder.exists():  # else another process was quicker, and made the same
            raise


def _tidy(out: Path, used: Path) -> None:
    """Delete folders of facts that nothing is built from any more; what crashes left the store tidies itself."""
    for path in out.glob("facts-*"):
        if path != used and store.age(path) > STALE_AFTER:
            shutil.rmtree(path, ignore_errors=True)
