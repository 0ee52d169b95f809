"""From the CSV files to a database that can be asked: `build` writes one where the facts have changed.

Only light modules are imported at the top, because every start of the server goes through here and mostly
finds nothing to do.
"""

from __future__ import annotations

import hashlib
import logging
import os
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data import schema, settings, store, summaries, telemetry
from data.contracts import SCHEMA_VERSION, TABLES
from data.store import StoreError, current, databases, opens, store_error
from data.violations import DataError, terminal_language

if TYPE_CHECKING:
    from data.check import Facts, Progress

__all__ = ["DataError", "StoreError", "build", "current", "is_current", "usable", "version"]

_log = logging.getLogger(__name__)
_BLOCK = 1 << 20
#: Facts up to this size, in bytes, are written by one thread: several take half as much again, most of it waiting
#: for each other.
_SMALL = 16 << 20

Rows = Sequence[Sequence[Any]]


def build(
    folder: Path | None = None,
    out: Path | None = None,
    *,
    anew: bool = False,
    progress: Progress = lambda *_: None,
) -> Path:
    """Which database holds these facts? Built where there is none yet or `anew`, else found.

    `progress` is called with the bytes of the files that are read, and those there are. Raises
    DataError with all violations where the facts are broken, StoreError where nothing can be written; the database
    built last stays current.
    """
    out = out or settings.store_folder()
    given, folder = folder, folder or facts_folder(out)
    content_version = version(folder)
    path = _current_of(out, content_version)
    if path and not anew:
        return path
    built = _publish(folder, out, content_version, progress)
    # Where somebody saved a file meanwhile, what was read is neither the old nor the new.
    return built or build(given, out, anew=anew, progress=progress)


def built_beside(folder: Path, out: Path) -> Path:
    """Which database holds these facts, whatever the current one is? Built where there is none that opens.

    Raises DataError and StoreError.
    """
    content_version = version(folder)
    path = out / store.database_name(content_version)
    if path.exists() and opens(path):
        return path
    built = _publish(folder, out, content_version, lambda *_: None, becomes_current=False)
    return built or built_beside(folder, out)


def make_current(path: Path) -> None:
    """Make a built database the current one of its folder. Raises StoreError."""
    try:
        store.point_to(path.parent, path, store.version_of(path))
    except OSError as error:
        raise store_error(path.parent, error) from error
    kept = _kept()
    if kept is not None:
        store.tidy(path.parent, kept)


def facts_folder(out: Path) -> Path:
    """Which folder holds the published facts: that of the base, or one with what people published on top of it?

    Raises StoreError where the workspace that knows cannot be asked.
    """
    if not settings.has_workspace():
        return settings.data_folder()
    from data.workspace.database import WorkspaceError
    from data.workspace.facts import published_folder

    try:
        return published_folder(out)
    except WorkspaceError as error:
        raise StoreError(out, error.reason) from error


def _kept() -> frozenset[str] | None:
    """The databases that are kept because they are versions; None where the workspace that knows cannot be asked."""
    if not settings.has_workspace():
        return frozenset()
    from data.workspace.database import WorkspaceError
    from data.workspace.facts import kept_versions

    try:
        return frozenset(map(store.database_name, kept_versions()))
    except WorkspaceError as error:
        _log.warning("%s", error)
        return None


def usable(out: Path | None = None) -> Path:
    """Which database of the folder shall be read: the current one; a damaged or missing one is built anew.

    Where that cannot be, the newest that opens. Raises DataError and StoreError where there is none.
    """
    out = out or settings.store_folder()
    newest = current(out)
    if newest and opens(newest):
        return newest
    if newest:
        _log.error(
            "The database %s is damaged: it is built anew, else the last that opens stays in use", newest
        )
    try:
        # What is as it was built and does not open comes from another version of DuckDB.
        return build(out=out, anew=newest is not None)
    except (DataError, StoreError):
        last = next((path for path in databases(out) if path != newest and opens(path)), None)
        if last is None:
            raise
        return last


def is_current(folder: Path | None = None, out: Path | None = None) -> bool:
    """Is the current database the one of these very facts?"""
    out = out or settings.store_folder()
    return _current_of(out, version(folder or facts_folder(out))) is not None


def version(folder: Path) -> str:
    """Which hash stands for these facts, the shape of the database and the boundaries together?"""
    digest = hashlib.sha256()
    for statement in (SCHEMA_VERSION, *schema.definitions(), *summaries.statements()):
        _feed(digest, statement.encode())
    _feed_facts(digest, folder)
    from data.boundaries import fingerprint

    for part in fingerprint():
        _feed(digest, part)
    return digest.hexdigest()[:16]


def has_this_shape(path: Path) -> bool:
    """Whether a database that opens has the tables and columns that this program writes; an older one may not."""
    import duckdb

    with duckdb.connect(path, read_only=True, config=store.DUCKDB_CONFIG) as connection:
        found = connection.execute("SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal")
        columns = {(str(table), str(column)) for table, column in found.fetchall()}
        version_found = connection.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone()
    return columns == schema.all_columns() and version_found == (SCHEMA_VERSION,)


def facts_digest(folder: Path) -> str:
    """Which hash stands for the facts alone, whatever program builds a database from them?"""
    digest = hashlib.sha256()
    _feed_facts(digest, folder)
    return digest.hexdigest()


def _feed_facts(digest: Any, folder: Path) -> None:
    for table in TABLES:
        _feed(digest, table.file.encode())
        _feed_file(digest, settings.source(folder, table.file, shipped=table.shipped))


def _feed(digest: Any, content: bytes) -> None:
    # The length goes first, so that no two different rows of parts look alike.
    digest.update(len(content).to_bytes(8, "big"))
    digest.update(content)


def _feed_file(digest: Any, path: Path) -> None:
    """The same of what a file holds, block by block; of none where it cannot be read, which the check says."""
    try:
        with path.open("rb") as file:
            digest.update(os.fstat(file.fileno()).st_size.to_bytes(8, "big"))
            while block := file.read(_BLOCK):
                digest.update(block)
    except OSError:
        _feed(digest, b"")


def _current_of(out: Path, content_version: str) -> Path | None:
    path = current(out)
    return (
        path if path and path.name == store.database_name(content_version) and store.is_intact(out) else None
    )


def _publish(
    folder: Path, out: Path, content_version: str, progress: Progress, *, becomes_current: bool = True
) -> Path | None:
    """Write the database and make it the current one; None where the facts changed meanwhile.

    Raises DataError, StoreError, and leaves nothing half-written.
    """
    import duckdb

    began = time.monotonic()
    outcome = "failed"
    try:
        path = _write_database(folder, out, content_version, progress)
        outcome = "built" if path else "overtaken"
        if path and becomes_current:
            make_current(path)
        return path
    except (OSError, duckdb.Error) as error:
        raise store_error(out, error) from error
    finally:
        took = time.monotonic() - began
        telemetry.say_built(outcome, took)
        said = {
            "event": "build",
            "outcome": outcome,
            "content_hash": content_version,
            "ms": round(took * 1000),
        }
        _log.info("Build of %s: %s", content_version, outcome, extra=said)


def _write_database(folder: Path, out: Path, content_version: str, progress: Progress) -> Path | None:
    out.mkdir(parents=True, exist_ok=True)
    path = out / store.database_name(content_version)
    temporary_path = store.temporary(out, path.name)
    try:
        _write(temporary_path, folder, content_version, progress)
        if version(folder) != content_version:
            return None
        _rename(temporary_path, path)
    except DataError:
        if version(folder) != content_version:
            return None
        raise
    finally:
        store.remove_temporary(temporary_path)
    return path


def _rename(temporary_path: Path, path: Path) -> None:
    try:
        temporary_path.replace(path)
    except PermissionError:
        # Windows: a server reads the file of that name. Its content is the same, or its hash were not.
        if not path.exists():
            raise


def _write(path: Path, folder: Path, content_version: str, progress: Progress) -> None:
    """Write the facts of a folder into a new database. Raises DataError with all violations."""
    import duckdb

    from data.boundaries import boundaries, without_shape  # heavy, and needed only where something is built
    from data.check import load
    from data.writing import MEMORY, Writer, derive, insert

    # Small blocks suit small tables: a twelfth of the size on disk.
    config = {**store.DUCKDB_CONFIG, "default_block_size": "16384", "memory_limit": MEMORY}
    config["temp_directory"] = str(store.spill(path))
    if _size(folder) <= _SMALL:
        config["threads"] = 1
    with duckdb.connect(path, config=config) as connection:
        for statement in schema.definitions():
            connection.execute(statement)
        writer = Writer(connection)
        facts = load(folder, writer.take, progress)
        shapes = boundaries(facts.values("districts"))
        if facts.violations or shapes.violations:
            raise DataError(facts.violations + shapes.violations)
        for note in (*facts.notes, *without_shape(shapes, facts.lines("districts"))):
            _log.warning("%s", note.text(terminal_language()))
        writer.close()
        others: Mapping[str, Rows] = {**shapes.tables(), "meta": _meta(content_version, facts)}
        for name, parts in schema.OTHER_TABLES.items():
            insert(connection, name, parts, others[name])
        derive(connection)
        connection.execute("CHECKPOINT")


def _size(folder: Path) -> int:
    """How many bytes the files of the facts have together, those that are there."""
    files = (settings.source(folder, table.file, shipped=table.shipped) for table in TABLES)
    return sum(file.stat().st_size for file in files if file.exists())


def release_order(row: Mapping[str, Any]) -> tuple[Any, tuple[int, ...]]:
    """By day, then by version as numbers: 2026.11.10 comes after 2026.11.9."""
    return row["released_on"], tuple(int(part) for part in row["version"].split("."))


def _meta(content_version: str, facts: Facts) -> Rows:
    releases = facts.values("releases")
    last = max(releases, key=release_order, default={})
    return [
        ("data_version", str(last.get("version", "unreleased"))),
        ("released_on", str(last["released_on"]) if last else None),
        ("content_hash", content_version),
        ("schema_version", SCHEMA_VERSION),
    ]
