"""The versions of the data: what they are called, who published them and why, and the database of each.

A version is a row of `releases`. Who published it, and what it rests on, the workspace knows where there is one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

import duckdb

from data import settings
from data.build import has_this_shape, release_order
from data.store import DUCKDB_CONFIG, StoreError, databases
from data.violations import DataError, Reason
from queries.current import current_store
from queries.records import Release
from queries.store import Store, open_store

if TYPE_CHECKING:
    from data.workspace.versions import Description

#: A row of the facts: its table and its key.
RowName = tuple[str, tuple[str, ...]]

#: The databases of published versions that were asked for: a version stays what it is.
_databases: dict[tuple[Path, str | None, str], Path] = {}
_finding = Lock()


class VersionError(Exception):
    """A version that cannot be opened; `reason` says why in both languages, `is_unknown` whether there is none."""

    def __init__(self, reason: Reason, *, is_unknown: bool = False) -> None:
        self.reason, self.is_unknown = reason, is_unknown
        super().__init__(reason.en)


class Version(NamedTuple):
    """A version of the data."""

    version: str
    released_on: dt.date | None
    text_zh: str
    text_en: str
    #: Whether it is the one that everybody sees unless they ask for another.
    is_current: bool
    #: Whether its figures can be looked at: they were kept, or can be built again unless their base was too large.
    is_kept: bool
    #: Whether the workspace knows it: the base before the first publication, or what was published since.
    is_published: bool
    #: When (UTC, as the workspace writes it) and by whom it was published; None where it came with the files.
    published_at: str | None = None
    published_by: str | None = None
    #: How many rows of the facts it added, changed and withdrew; None where nobody counted.
    added: int | None = None
    changed: int | None = None
    withdrawn: int | None = None


class Why(NamedTuple):
    """Why a row was changed, who proposed it and who decided."""

    reason: str
    author: str
    decided_by: str


def versions(store: Store) -> list[Version]:
    """Return the versions, the newest first: those that the newest data name, and those that the workspace knows."""
    sql = f"SELECT {', '.join(Release._fields)} FROM releases"
    releases = {r.version: r for r in store.records(Release, sql)}
    described = {d.publication.version: d for d in _descriptions()}
    found = [
        _version(name, releases.get(name), described.get(name), name == store.version)
        for name in releases.keys() | described.keys()
    ]
    return sorted(found, key=_order, reverse=True)


def before(store: Store, version: str) -> str:
    """Return the version before another; '' where there is none."""
    names = [v.version for v in versions(store)]
    return next(iter(names[names.index(version) + 1 :]), "") if version in names else ""


def _version(name: str, release: Release | None, described: Description | None, is_current: bool) -> Version:
    texts = release or (described.publication if described else None)
    made = Version(
        name,
        release.released_on if release else None,
        texts.text_zh if texts else "",
        texts.text_en if texts else "",
        is_current,
        is_current or described is not None or _left_behind(name) is not None,
        described is not None,
    )
    if described is None or not described.publication.number:
        return made
    return made._replace(
        published_at=described.publication.published_at,
        published_by=described.published_by,
        added=described.added,
        changed=described.changed,
        withdrawn=described.withdrawn,
    )


def _order(v: Version) -> tuple[bool, dt.date, tuple[int, ...]]:
    """The current one is the newest whatever it is called; the others as `data.build.release_order` says."""
    if v.released_on is None:
        return v.is_current, dt.date.min, ()
    return v.is_current, *release_order({"released_on": v.released_on, "version": v.version})


def _descriptions() -> Sequence[Description]:
    """What the workspace knows of the versions; nothing where there is none, or where it cannot be reached."""
    if not settings.has_workspace():
        return ()
    from data.workspace.database import WorkspaceError, open_workspace
    from data.workspace.versions import descriptions

    try:
        with open_workspace().reading() as connection:
            return descriptions(connection)
    except WorkspaceError:
        return ()


def store_of(version: str) -> Store:
    """Return the data of a version, those that everybody sees where none is named; built again where that must be.

    Raises VersionError where there is no such version, or its database is gone and cannot be built again.
    """
    current = current_store()
    if not version:
        return current
    path = _published(version) if settings.has_workspace() else None
    if path is None:
        path = current.path if version == current.version else _left_behind(version)
    if path is None:
        zh, en = f"没有数据版本 {version[:40]}", f"there is no data version {version[:40]}"
        raise VersionError(Reason(zh, en), is_unknown=True)
    return open_store(path.resolve())


def _published(version: str) -> Path | None:
    """The database of a version that the workspace knows; None where it knows none of this name."""
    out = settings.store_folder()
    key = (out, settings.database(), version)
    path = _databases.get(key)
    if path is None or not path.exists():  # not looked for yet, or deleted since
        with _finding:  # one that must be built again is built once, and who asks meanwhile finds it then
            path = _built(version, out)
        if path is not None:
            _databases[key] = path
    return path


def _built(version: str, out: Path) -> Path | None:
    from data.workspace.database import WorkspaceError, open_workspace
    from data.workspace.versions import database_of, version_named

    try:
        workspace = open_workspace()
        with workspace.reading() as connection:
            publication = version_named(connection, version)
        if publication is None:
            return None
        return database_of(workspace, publication, out)
    except (WorkspaceError, StoreError) as error:
        raise VersionError(error.reason) from error
    except DataError as error:
        text = error.violations[0].text
        zh, en = (f"版本 {version} 无法重建：", f"version {version} cannot be built again: ")
        raise VersionError(Reason(zh + text("zh"), en + text("en"))) from error


def _left_behind(version: str) -> Path | None:
    """A database of this version that still lies in the store, where nobody keeps an account of versions."""
    return next((path for path in databases(settings.store_folder()) if _version_in(path) == version), None)


@lru_cache(maxsize=64)
def _version_in(path: Path) -> str:
    """What a database calls its version; '' where it cannot be read, or another program built it."""
    try:
        if not has_this_shape(path):
            return ""
        with duckdb.connect(path, read_only=True, config=DUCKDB_CONFIG) as connection:
            found = connection.execute("SELECT value FROM meta WHERE key = 'data_version'").fetchone()
    except duckdb.Error:
        return ""
    return str(found[0]) if found else ""


def reasons(before: str, after: str) -> dict[RowName, list[Why]]:
    """Return why rows were changed between two versions, in order; nothing of what the files brought.

    Empty too where the workspace does not know both versions.
    """
    if not settings.has_workspace():
        return {}
    from data.workspace.database import WorkspaceError, open_workspace
    from data.workspace.versions import changes_between, version_named

    found: dict[RowName, list[Why]] = {}
    try:
        with open_workspace().reading() as connection:
            first, last = (version_named(connection, name) for name in (before, after))
            if first is None or last is None:
                return {}
            for change in changes_between(connection, first, last):
                why = Why(change.reason, change.author, change.decided_by or "")
                found.setdefault((change.row.key.table, change.row.key.cells), []).append(why)
    except WorkspaceError:
        return {}
    return found
