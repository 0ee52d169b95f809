"""Which store answers now: the database the pointer names, opened once and exchanged when a new one is published."""

from __future__ import annotations

import logging
import threading
import time
from pathlib import Path

import duckdb

from data import settings
from data.build import DataError, usable
from data.store import POINTER, current
from queries.ready import prepare
from queries.store import Store, open_store

#: The pointer is looked at this often at most, in seconds.
CHECK_INTERVAL = 1.0
#: A new database that did not open is tried again after so many seconds, then after twice as many, and so on.
RETRY_FIRST, RETRY_LONGEST = 1.0, 60.0

_log = logging.getLogger(__name__)


class _Current:
    """The store of one folder and when its pointer was last looked at."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._store: Store | None = None
        self._last_pointer: tuple[int, int] | None = None
        self._check_at = 0.0
        #: The publication that did not open, for how long it waits, and when it is tried again.
        self._failed: tuple[int, int] | None = None
        self._wait = self._retry_at = 0.0

    @property
    def opened(self) -> Store | None:
        """The store in use; None before the first question."""
        return self._store

    def get(self) -> Store:
        """The store the pointer names now, or up to `CHECK_INTERVAL` seconds ago; the last one while another opens."""
        store = self._store
        if store is not None and time.monotonic() < self._check_at:
            return store
        if not self._lock.acquire(blocking=store is None):
            assert store is not None
            return store
        try:
            self._refresh()
            assert self._store is not None
            return self._store
        finally:
            self._lock.release()

    def _refresh(self) -> None:
        pointer = _stamp(self._folder / POINTER)
        # Worker processes open the file by its path: one that was deleted under a running server is built again.
        is_missing = self._store is not None and not self._store.path.exists()
        is_put_off = pointer == self._failed and time.monotonic() < self._retry_at
        if self._store is None:
            self._open(usable(self._folder), pointer)
        elif (is_missing or pointer not in (None, self._last_pointer)) and not is_put_off:
            try:
                self._open(usable(self._folder) if is_missing else self._published(), pointer)
            except (OSError, DataError, duckdb.Error):
                self._put_off(pointer)
        self._check_at = time.monotonic() + CHECK_INTERVAL

    def _published(self) -> Path:
        """The database the pointer names; raises FileNotFoundError where there is none."""
        path = current(self._folder)
        if path is None:
            raise FileNotFoundError(self._folder / POINTER)
        return path

    def _open(self, path: Path, pointer: tuple[int, int] | None) -> None:
        """Take a database into use; what it raises leaves the last good one there."""
        store = open_store(path.resolve())
        if self._store is not None:
            prepare(store)  # readers keep what they have as long as this takes
        self._store = store
        if self._failed is not None:
            _log.warning("The new database in %s opens now", self._folder)
        self._last_pointer, self._failed = pointer, None
        self._retry_at = 0.0

    def _put_off(self, pointer: tuple[int, int] | None) -> None:
        """Try this publication again later, ever less often: it may be half copied, or locked for a while."""
        is_new = pointer != self._failed or not self._retry_at
        self._wait = RETRY_FIRST if is_new else min(self._wait * 2, RETRY_LONGEST)
        self._failed, self._retry_at = pointer, time.monotonic() + self._wait
        if is_new:
            _log.exception(
                "The new database in %s does not open; the last one stays in use, and this one is tried again",
                self._folder,
            )


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


def serving() -> Store | None:
    """The store that readers get at this moment, without looking for another; None before the first question."""
    found = _known.get(settings.store_folder())
    return found.opened if found else None
