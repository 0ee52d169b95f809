"""Earlier versions of the data: their databases, built again where they are gone; what changed in between."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, case, func, select

from data import settings
from data.build import built_beside, facts_digest, has_this_shape
from data.columns import Table
from data.contracts import TABLES
from data.settings import source
from data.store import database_name, opens
from data.workspace.changes import NOT_EDITED, Change, Edit, changes_by_id, propose
from data.workspace.database import Workspace, WorkspaceError, working_folder
from data.workspace.facts import folder_with, published
from data.workspace.merging import Cells, RowKey, combined, merge, read, same
from data.workspace.people import Person, require
from data.workspace.publishing import Publication, publications
from data.workspace.schema import BASES, CHANGES, PEOPLE, PUBLICATIONS


class Description(NamedTuple):
    """What the workspace knows of a version: who published it, and how many rows it added, changed and withdrew.

    Nobody published version 0, the base as it was before, and nothing was counted for it.
    """

    publication: Publication
    published_by: str | None
    added: int
    changed: int
    withdrawn: int


def descriptions(connection: Connection) -> list[Description]:
    """Return every version with what is known of it, the newest first."""
    names = dict(connection.execute(select(PEOPLE.c.person_id, PEOPLE.c.name)).tuples().all())
    is_added, is_withdrawn = CHANGES.c.before.is_(None), CHANGES.c.after.is_(None)
    is_other = CHANGES.c.before.is_not(None) & CHANGES.c.after.is_not(None)
    sums = [func.sum(case((kind, 1), else_=0)) for kind in (is_added, is_other, is_withdrawn)]
    query = (
        select(CHANGES.c.publication, *sums)
        .where(CHANGES.c.publication.is_not(None), CHANGES.c.table_name.not_in(NOT_EDITED))
        .group_by(CHANGES.c.publication)
    )
    counts = {number: counted for number, *counted in connection.execute(query)}
    return [
        Description(p, names.get(p.published_by or 0), *map(int, counts.get(p.number, (0, 0, 0))))
        for p in publications(connection)
    ]


def version_named(connection: Connection, name: str) -> Publication | None:
    """Return a version by its name; None where there is none of this name."""
    return next((p for p in publications(connection) if p.version == name), None)


def database_of(workspace: Workspace, publication: Publication, out: Path) -> Path:
    """Return the database of a version, as this program builds it; built again where it is gone.

    Raises WorkspaceError where that cannot be, and says why.
    """
    path = out / database_name(publication.content_hash)
    if path.exists() and opens(path) and has_this_shape(path):
        return path
    with facts_of(workspace, publication) as facts:
        return built_beside(facts, out)


def go_back(workspace: Workspace, actor: Person, publication: Publication, reason: str) -> list[int]:
    """Propose all that leads from the published facts back to those of a version; return the ids of the changes.

    Once accepted they are published as a new version: nothing that was published is ever taken out of the history.
    Raises NotAllowedError; WorkspaceError where nothing differs or the version cannot be built again.
    """
    require(actor, "propose")
    with workspace.reading() as connection, facts_of(workspace, publication) as then:
        edits = _edits(folder_with(published(connection), settings.store_folder()), then)
    return propose(workspace, actor, edits, reason)


def _edits(now: Path, then: Path) -> list[Edit]:
    """What leads from the rows of one folder to those of another."""
    found: list[Edit] = []
    for table in TABLES:
        if table.name in NOT_EDITED:
            continue
        before, after = _rows(table, now), _rows(table, then)
        found += [Edit(table.name, key.cells) for key in before.keys() - after.keys()]
        found += [
            Edit(table.name, key.cells if key in before else None, cells)
            for key, cells in after.items()
            if not same(table, before.get(key), cells)
        ]
    return sorted(found, key=lambda edit: (edit.table, edit.key or ()))


def _rows(table: Table, folder: Path) -> dict[RowKey, Cells]:
    path = source(folder, table.file, shipped=table.shipped)
    return {RowKey.of(table, cells): cells for cells in read(table, path)} if path.exists() else {}


@contextmanager
def facts_of(workspace: Workspace, publication: Publication) -> Iterator[Path]:
    """Give a folder with the CSV files of a version, as long as it is needed. Raises WorkspaceError."""
    with working_folder() as folder:
        base, facts = folder / "base", folder / "facts"
        base.mkdir()
        facts.mkdir()
        with workspace.reading() as connection:
            _unpack(connection, publication, base)
            found = published(connection, publication.number)
        merge(base, combined(found), facts)
        if facts_digest(facts) != publication.facts_digest:
            raise WorkspaceError(
                f"版本 {publication.version} 无法按原样重建：其基础数据已不完整",
                f"version {publication.version} cannot be built again as it was: its base is not whole any more",
            )
        yield facts


def changes_between(connection: Connection, first: Publication, last: Publication) -> list[Change]:
    """Return what was published after the earlier and up to the later of two versions, in order."""
    low, high = sorted((first.number, last.number))
    query = select(CHANGES.c.change_id).where(CHANGES.c.publication > low, CHANGES.c.publication <= high)
    ids = list(connection.scalars(query))
    return changes_by_id(connection, ids) if ids else []


def _unpack(connection: Connection, publication: Publication, folder: Path) -> None:
    """Write the base of a version into a folder: as it was kept, else as it still is."""
    query = (
        select(PUBLICATIONS.c.base_digest, BASES.c.content)
        .join(BASES, BASES.c.base_digest == PUBLICATIONS.c.base_digest, isouter=True)
        .where(PUBLICATIONS.c.number == publication.number)
    )
    digest, content = connection.execute(query).one()
    if content is not None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            archive.extractall(folder)
    elif facts_digest(settings.data_folder()) == digest:
        merge(settings.data_folder(), {}, folder)
    else:
        raise WorkspaceError(
            f"版本 {publication.version} 的库文件已不在，其基础数据过大、未予保存，无法重建",
            f"the database of version {publication.version} is gone, and its base was too large to be kept: "
            "it cannot be built again",
        )
