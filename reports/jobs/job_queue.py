"""One after the other: the bounded queue before a process that does one job at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class QueueFull(Exception):
    """Too many are waiting, or the wait was too long."""


class JobQueue:
    """Let one job run at a time. Safe to share between threads.

    `waiting`: how many may run and wait together; `patience`: for how many seconds each waits.
    """

    def __init__(self, waiting: int, patience: float) -> None:
        self._patience = patience
        self._places = threading.BoundedSemaphore(waiting)
        self._running = threading.Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn and keep it; raise QueueFull."""
        if not self._places.acquire(blocking=False):
            raise QueueFull
        try:
            if not self._running.acquire(timeout=self._patience):
                raise QueueFull
            try:
                yield
            finally:
                self._running.release()
        finally:
            self._places.release()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Wait until nothing runs, however long that takes, and let nothing begin meanwhile."""
        with self._running:
            yield
