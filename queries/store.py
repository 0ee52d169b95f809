"""The built database: one read-only connection a process, a cursor a query."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb

from data.store import DUCKDB_CONFIG

if TYPE_CHECKING:
    from queries.catalogue import Catalogue

Row = TypeVar("Row", bound=tuple[Any, ...])
#: Databases up to this size, in bytes, are asked by one thread: a second one costs a fifth more and finds no work.
_SMALL = 32 << 20


class Store:
    """A database file, open for reading. Safe to share between threads; obtain it with `open_store`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = duckdb.connect(str(path), read_only=True, config=DUCKDB_CONFIG)
        self._local = threading.local()
        try:
            if path.stat().st_size <= _SMALL:
                self._connection.execute("SET threads = 1")
            # At once: what opens and cannot be read must be refused while the last good database is still at hand.
            rows = self._connection.execute("SELECT key, value FROM meta ORDER BY key").fetchall()
        except BaseException:
            self._connection.close()
            raise
        #: What the build says of itself: data_version, released_on ('' if unreleased), content_hash, schema_version.
        self.meta = {str(key): "" if value is None else str(value) for key, value in rows}

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query. Values go in as parameters only, never as text."""
        return self._cursor().execute(sql, parameters).fetchall()

    def records(self, kind: type[Row], sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """The rows of a query as tuples of `kind`; the query selects its fields in order."""
        make: Any = kind._make  # type: ignore[attr-defined]
        return [make(row) for row in self.rows(sql, parameters)]

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        """This thread's cursor: making one costs as much as a small query."""
        cursor = getattr(self._local, "cursor", None)
        if cursor is None:
            cursor = self._local.cursor = self._connection.cursor()
        return cursor

    @property
    def version(self) -> str:
        """The label of the release, as readers see it. It may stay when figures change: see `content_hash`."""
        return self.meta["data_version"]

    @property
    def content_hash(self) -> str:
        """What identifies the data: facts, shape of the database and boundaries. Compare this, never the label."""
        return self.meta["content_hash"]

    @cached_property
    def catalogue(self) -> Catalogue:
        """The small tables (districts, metrics, documents, doubts …), read once."""
        from queries.catalogue import read_catalogue

        return read_catalogue(self)


@lru_cache(maxsize=2)
def open_store(path: Path) -> Store:
    """The store in a database file. File names carry a hash of the content, so a changed file is a new store."""
    return Store(path)
