"""Which store answers now: the database the pointer names, opened once and exchanged when a new one is published."""

from __future__ import annotations

import logging
import threading
import time
from pathlib import Path

import duckdb

from data import settings
from data.build import DataError, usable
from data.store import POINTER
from queries.store import Store, open_store

#: The pointer is looked at this often at most, in seconds.
LOOK_EVERY = 1.0

_log = logging.getLogger(__name__)


class _Current:
    """The store of one folder and when its pointer was last looked at."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._store: Store | None = None
        self._seen: tuple[int, int] | None = None
        self._look_at = 0.0

    def get(self) -> Store:
        """The store the pointer names now, or up to `LOOK_EVERY` seconds ago."""
        store = self._store
        if store is not None and time.monotonic() < self._look_at:
            return store
        with self._lock:
            self._refresh()
            assert self._store is not None
            return self._store

    def _refresh(self) -> None:
        pointer = _stamp(self._folder / POINTER)
        # Worker processes open the file by its path: one that was deleted under a running server is built again.
        gone = self._store is not None and not self._store.path.exists()
        if self._store is None or gone or (pointer is not None and pointer != self._seen):
            self._store = self._opened()
            self._seen = pointer
        self._look_at = time.monotonic() + LOOK_EVERY

    def _opened(self) -> Store:
        """The newest store that opens; a broken new one leaves the last good one in use."""
        try:
            return open_store(usable(self._folder).resolve())
        except (OSError, DataError, duckdb.Error):
            if self._store is None:
                raise
            _log.exception("The new database in %s does not open; the last one stays in use", self._folder)
            return self._store


def _stamp(pointer: Path) -> tuple[int, int] | None:
    """What changes when the pointer is replaced; None where there is none."""
    try:
        status = pointer.stat()
    except OSError:
        return None
    return (status.st_mtime_ns, status.st_ino)


_known: dict[Path, _Current] = {}


def current_store() -> Store:
    """The store in use now, in the folder `QUJIAN_STORE` names; built from the CSV files where there is none.

    Cheap enough to be called for every question. Raises DataError where nothing is built and the facts are broken.
    """
    folder = settings.store_folder()
    return _known.setdefault(folder, _Current(folder)).get()
