"""From the CSV files to a database that can be asked: `build` writes one where the facts have changed.

Only light modules are imported at the top, because every start of the server goes through here and mostly
finds nothing to do.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from data import schema, search_index, settings, store, summaries
from data.contracts import SCHEMA_VERSION, TABLES
from data.store import StoreError, current, databases, opens, store_error
from data.violations import DataError, terminal_language

if TYPE_CHECKING:
    import duckdb

    from data.check import Facts

__all__ = ["DataError", "StoreError", "build", "current", "is_current", "usable", "version"]

_log = logging.getLogger(__name__)

#: The columns of a figure in which words are looked for.
_SEARCHED = ("as_written", "observation_id", "note_zh", "note_en", "scope_name_zh", "scope_name_en")

Cell = str | int | float | date | list[str] | None
Rows = Sequence[Sequence[Cell]]


def build(folder: Path | None = None, out: Path | None = None, *, anew: bool = False) -> Path:
    """Which database holds these facts? Built where there is none yet or `anew`, else found.

    Raises DataError with all violations where the facts are broken, StoreError where nothing can be written;
    the database built last stays current.
    """
    folder, out = folder or settings.data_folder(), out or settings.store_folder()
    content_version = version(folder)
    path = _current_of(out, content_version)
    if path and not anew:
        return path

    from data.boundaries import boundaries, without_shape  # heavy, and needed only where something is built
    from data.check import load

    facts = load(folder)
    shapes = boundaries(facts.values("districts"))
    if version(folder) != content_version:
        return build(
            folder, out, anew=anew
        )  # somebody saved a file meanwhile: what was read is neither the old nor the new
    if facts.violations or shapes.violations:
        raise DataError(facts.violations + shapes.violations)
    for note in (*facts.notes, *without_shape(shapes, facts.lines("districts"))):
        _log.warning("%s", note.text(terminal_language()))
    return _publish(out, content_version, facts, shapes.tables())


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
    return _current_of(out or settings.store_folder(), version(folder or settings.data_folder())) is not None


def version(folder: Path) -> str:
    """Which hash stands for these facts, the shape of the database and the boundaries together?"""
    digest = hashlib.sha256()
    for statement in (SCHEMA_VERSION, *schema.definitions(), *summaries.statements()):
        _feed(digest, statement.encode())
    for table in TABLES:
        _feed(digest, table.file.encode())
        _feed(digest, _content(settings.source(folder, table.file, shipped=table.shipped)))
    from data.boundaries import fingerprint

    for part in fingerprint():
        _feed(digest, part)
    return digest.hexdigest()[:16]


def _feed(digest: Any, content: bytes) -> None:
    # The length goes first, so that no two different rows of parts look alike.
    digest.update(len(content).to_bytes(8, "big"))
    digest.update(content)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""  # missing or unreadable: the check says so


def _current_of(out: Path, content_version: str) -> Path | None:
    path = current(out)
    return (
        path if path and path.name == store.database_name(content_version) and store.is_intact(out) else None
    )


def _publish(out: Path, content_version: str, facts: Facts, others: Mapping[str, Rows]) -> Path:
    """Write the database and make it the current one. Raises StoreError and leaves nothing half-written."""
    import duckdb

    try:
        return _write_database(out, content_version, facts, others)
    except (OSError, duckdb.Error) as error:
        raise store_error(out, error) from error


def _write_database(out: Path, content_version: str, facts: Facts, others: Mapping[str, Rows]) -> Path:
    out.mkdir(parents=True, exist_ok=True)
    path = out / store.database_name(content_version)
    temporary_path = store.temporary(out, path.name)
    try:
        _write(temporary_path, content_version, facts, others)
        _rename(temporary_path, path)
    finally:
        for leftover in (temporary_path, Path(f"{temporary_path}.wal")):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)
    store.point_to(out, path, content_version)
    store.tidy(out)
    return path


def _rename(temporary_path: Path, path: Path) -> None:
    try:
        temporary_path.replace(path)
    except PermissionError:
        # Windows: a server reads the file of that name. Its content is the same, or its hash were not.
        if not path.exists():
            raise


def _write(path: Path, content_version: str, facts: Facts, others: Mapping[str, Rows]) -> None:
    import duckdb

    # Small blocks suit small tables: a twelfth of the size on disk.
    with duckdb.connect(path, config={**store.DUCKDB_CONFIG, "default_block_size": "16384"}) as connection:
        for statement in schema.definitions():
            connection.execute(statement)
        for table in TABLES:
            _insert(connection, table.name, schema.columns(table), _rows(table.name, facts))
        for name, parts in schema.OTHER_TABLES.items():
            rows = _meta(content_version, facts) if name == "meta" else others[name]
            _insert(connection, name, parts, rows)
        derive(connection)
        connection.execute("CHECKPOINT")


def derive(connection: duckdb.DuckDBPyConnection) -> None:
    """Write what follows from the facts in the same database: counts, and what is found by its name."""
    summaries.fill(connection)
    _insert(connection, "names", search_index.NAMES, list(search_index.name_rows(connection)))
    _insert(connection, "search_index", search_index.COLUMNS, list(search_index.rows(connection)))


def _rows(table: str, facts: Facts) -> Rows:
    """The rows of a file as the database takes them, with what the build adds at their end."""
    rows = facts.values(table)
    if table in ("districts", "metrics", "documents"):
        return [(*_cells(row), position) for position, row in enumerate(rows)]
    if table == "observations":
        rank = {name: _places(facts, name) for name in ("metric", "district")}
        # In the order of lists, the newest first: figures asked for together lie together, so that DuckDB reads few
        # blocks for them, and the first of a list are found without sorting.
        order = sorted(
            range(len(rows)),
            key=lambda i: (
                *(places[rows[i][f"{name}_id"]] for name, places in rank.items()),
                -cast(date, rows[i]["period_end"]).toordinal(),
                rows[i]["observation_id"],
            ),
        )
        return [(*_cells(rows[i]), _year(rows[i]["period_end"]), i, _searched(rows[i])) for i in order]
    return [_cells(row) for row in rows]


def _places(facts: Facts, name: str) -> dict[Any, int]:
    return {row[f"{name}_id"]: place for place, row in enumerate(facts.values(f"{name}s"))}


def _searched(row: Mapping[str, Any]) -> str:
    return " ".join(str(row[name]) for name in _SEARCHED if row[name]).lower()


def _cells(row: dict[str, Any]) -> tuple[Cell, ...]:
    return tuple(_cell(value) for value in row.values())


def _cell(value: Any) -> Cell:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, tuple):
        return list(value)
    return cast(Cell, value)


def _year(day: Any) -> int:
    return int(day.year)


def _release_order(row: Mapping[str, Any]) -> tuple[Any, tuple[int, ...]]:
    """By day, then by version as numbers: 2026.11.10 comes after 2026.11.9."""
    return row["released_on"], tuple(int(part) for part in row["version"].split("."))


def _meta(content_version: str, facts: Facts) -> Rows:
    releases = facts.values("releases")
    last = max(releases, key=_release_order, default={})
    return [
        ("data_version", str(last.get("version", "unreleased"))),
        ("released_on", str(last["released_on"]) if last else None),
        ("content_hash", content_version),
        ("schema_version", SCHEMA_VERSION),
    ]


def _insert(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: tuple[tuple[str, str], ...],
    rows: Rows,
) -> None:
    if not rows:
        return
    import pyarrow as pa

    types = {
        "VARCHAR": pa.string(),
        "INTEGER": pa.int32(),
        "DOUBLE": pa.float64(),
        "DATE": pa.date32(),
        "VARCHAR[]": pa.list_(pa.string()),
    }
    arrays = [
        pa.array(cells, types[kind])
        for cells, (_, kind) in zip(zip(*rows, strict=True), columns, strict=True)
    ]
    connection.register("incoming", pa.table(arrays, names=[name for name, _ in columns]))
    connection.execute(f'INSERT INTO "{table}" SELECT * FROM incoming')
    connection.unregister("incoming")
