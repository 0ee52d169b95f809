"""From accepted changes to a version of the data: built first, then written down, then taken into use."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from data import settings
from data.build import built_beside, facts_digest, make_current, release_order
from data.contracts import BY_NAME, TABLES
from data.settings import source
from data.store import StoreError, database_name, version_of
from data.workspace.changes import Change, ChangedMeanwhileError, changes, changes_by_id, columns_of
from data.workspace.database import Workspace, WorkspaceError, now
from data.workspace.facts import folder_with, newest, published
from data.workspace.log import note
from data.workspace.merging import RowChange, RowKey, read
from data.workspace.people import Person, require
from data.workspace.schema import BASES, CHANGES, PUBLICATIONS

#: How often publishing is begun anew because somebody else was quicker.
TRIES = 20
#: Files of a base larger than this, packed, are not kept in the workspace.
LARGEST_BASE = 64 << 20
RELEASES = BY_NAME["releases"]


class Publication(NamedTuple):
    """A version of the data: its number (0: the base before anything was published), its name, when and what."""

    number: int
    version: str
    facts_digest: str
    content_hash: str
    published_by: int | None
    published_at: str
    text_zh: str
    text_en: str


class _QuickerError(Exception):
    """Somebody else has published or decided meanwhile."""


def publish(
    workspace: Workspace,
    actor: Person,
    today: date,
    text_zh: str,
    text_en: str,
    change_ids: Sequence[int] | None = None,
) -> Publication:
    """Publish accepted changes (all of them unless some are named) as a new version, and take it into use here.

    Where none is, what was edited by hand in the files is published. Nothing is published before its database is
    built, and nothing is in use before it is published: whoever is cut off in between finds one of the two. Raises
    NotAllowedError; WorkspaceError where nothing is accepted or there is no text; ChangedMeanwhileError; DataError
    where the facts do not pass their contracts; StoreError.
    """
    require(actor, "publish")
    if not text_zh.strip() or not text_en.strip():
        raise WorkspaceError(
            "请用中文和英文写明这一版有何变化", "say in both languages what changed in this version"
        )
    for _ in range(TRIES):
        try:
            return _publish(workspace, actor, today, (text_zh.strip(), text_en.strip()), change_ids)
        except (_QuickerError, IntegrityError):
            continue
    raise WorkspaceError(
        "多人同时发布，请稍后再试", "many people publish at this moment: try again in a minute"
    )


def publications(connection: Connection) -> list[Publication]:
    """Return all versions, the newest first."""
    columns = [PUBLICATIONS.c[name] for name in Publication._fields]
    return [Publication(*row) for row in connection.execute(select(*columns).order_by(columns[0].desc()))]


def _publish(
    workspace: Workspace,
    actor: Person,
    today: date,
    texts: tuple[str, str],
    change_ids: Sequence[int] | None,
) -> Publication:
    out, base = settings.store_folder(), settings.data_folder()
    digest = facts_digest(base)
    with workspace.reading() as connection:
        before, last = published(connection), newest(connection)
        is_edited = last >= 0 and edited_by_hand(connection)
        chosen = _accepted(connection, change_ids, may_be_none=is_edited and change_ids is None)
    release = _release(folder_with(before, out), today, texts)
    made = [*(c.row for c in chosen), release]
    folder = folder_with([*before, *made], out)
    _not_contradicted(folder, made)
    path = built_beside(folder, out)
    first = built_beside(base, out) if last < 0 else None
    publication = Publication(
        max(last, 0) + 1,
        str((release.after or {})["version"]),
        facts_digest(folder),
        version_of(path),
        actor.person_id,
        now(),
        *texts,
    )
    with workspace.writing() as connection:
        is_other = newest(connection) != last or len(published(connection)) != len(before)
        if is_other or facts_digest(base) != digest:  # published, or folded, or edited by hand
            raise _QuickerError
        _keep_base(connection, digest, base)
        if first is not None:
            _insert(connection, digest, _of_base(base, first))
        _insert(connection, digest, publication)
        _mark(connection, actor, chosen, release, publication)
    _take_into_use(workspace, publication, path)
    return publication


def _take_into_use(workspace: Workspace, publication: Publication, path: Path) -> None:
    """Make a version the current one here, and then a later one that was published meanwhile and is built here.

    In this order: whoever published that one may have made it current before us, but not before we look. Raises
    WorkspaceError where it is published, but cannot be taken into use yet.
    """
    try:
        make_current(path)
        with workspace.reading() as connection:
            last = publications(connection)[0]
        later = path.with_name(database_name(last.content_hash))
        if last.number > publication.number and later.exists():
            make_current(later)
    except (StoreError, WorkspaceError) as error:
        raise WorkspaceError(
            f"版本 {publication.version} 已发布，尚未启用，下次启动时启用：{error.reason.zh}",
            f"version {publication.version} is published and is taken into use at the next start: {error.reason.en}",
        ) from error


def edited_by_hand(connection: Connection) -> bool:
    """Return whether the published facts are not those of the newest version, since the files have changed."""
    found = publications(connection)[:1]
    folder = folder_with(published(connection), settings.store_folder())
    return bool(found) and facts_digest(folder) != found[0].facts_digest


def _accepted(connection: Connection, change_ids: Sequence[int] | None, *, may_be_none: bool) -> list[Change]:
    if change_ids is None:
        found = changes(connection, ("accepted",), most=1_000_000)[::-1]
    else:
        found = changes_by_id(connection, change_ids)
        if any(c.state != "accepted" for c in found):
            raise WorkspaceError("只能发布已通过的更改", "only what was accepted can be published")
    if not found and not may_be_none:
        raise WorkspaceError("没有已通过、待发布的更改", "nothing is accepted and waits to be published")
    return found


def _not_contradicted(folder: Path, made: Sequence[RowChange]) -> None:
    """Raise ChangedMeanwhileError where the published facts are not as these changes leave them."""
    wanted = {change.key: change.after for change in made}
    for table in {BY_NAME[key.table] for key in wanted}:
        found = {RowKey.of(table, cells): cells for cells in read(table, folder / table.file)}
        other = [key for key, after in wanted.items() if key.table == table.name and found.get(key) != after]
        if other:
            raise ChangedMeanwhileError(other)


def _release(folder: Path, today: date, texts: tuple[str, str]) -> RowChange:
    """The row of `releases.csv` that names the new version: one number further, and not before the last."""
    path = source(folder, RELEASES.file, shipped=RELEASES.shipped)
    rows = list(read(RELEASES, path)) if path.exists() else []
    last = max(rows, key=release_order, default=None)
    version = _next(last["version"], {r["version"] for r in rows}) if last else f"{today:%Y.%m}"
    day = max(today.isoformat(), last["released_on"].replace("/", "-") if last else "")
    after = {"version": version, "released_on": day, "text_zh": texts[0], "text_en": texts[1]}
    return RowChange(RowKey.of(RELEASES, after), None, after)


def _next(last: str, known: set[str]) -> str:
    year, month, *further = last.split(".")
    number = int(further[0]) if further else 0
    while (version := f"{year}.{month}.{number + 1}") in known:
        number += 1
    return version


def _keep_base(connection: Connection, digest: str, base: Path) -> None:
    """Keep the CSV files that a publication rests on, once."""
    if connection.scalar(select(BASES.c.base_digest).where(BASES.c.base_digest == digest)) is None:
        connection.execute(insert(BASES).values(base_digest=digest, content=_packed(base), kept_at=now()))


def _packed(base: Path) -> bytes | None:
    """The files of a base as a zip archive; None where they are too large."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in TABLES:
            path = source(base, table.file, shipped=table.shipped)
            if path.exists():
                archive.write(path, table.file)
            if buffer.tell() > LARGEST_BASE:
                return None
    return buffer.getvalue()


def _of_base(base: Path, path: Path) -> Publication:
    """The base as version 0, so that later ones can be compared with it."""
    releases = source(base, RELEASES.file, shipped=RELEASES.shipped)
    last: Mapping[str, str] = (
        max(read(RELEASES, releases), key=release_order, default={}) if releases.exists() else {}
    )
    texts = (last.get("text_zh", ""), last.get("text_en", ""))
    version = last.get("version", "base")
    return Publication(0, version, facts_digest(base), version_of(path), None, now(), *texts)


def _insert(connection: Connection, digest: str, publication: Publication) -> None:
    connection.execute(insert(PUBLICATIONS).values(base_digest=digest, **publication._asdict()))


def _mark(
    connection: Connection,
    actor: Person,
    chosen: Sequence[Change],
    release: RowChange,
    publication: Publication,
) -> None:
    """Write down which changes are in a publication, and the row that names it."""
    ids = [c.change_id for c in chosen]
    still = CHANGES.c.change_id.in_(ids) & (CHANGES.c.state == "accepted")
    values = {"state": "published", "publication": publication.number}
    if connection.execute(update(CHANGES).where(still).values(values)).rowcount != len(ids):
        raise _QuickerError
    row = {**columns_of(release), "reason": publication.text_en, "author": actor.person_id}
    connection.execute(insert(CHANGES).values(**values, **row, created_at=now()))
    note(connection, actor.person_id, "published", publication.version, changes=ids)
