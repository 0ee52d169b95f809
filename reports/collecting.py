"""What goes wrong on the way, noted where it happens and told by whoever began."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Generic, TypeVar

T = TypeVar("T")


class Collector(Generic[T]):
    """Notes of one kind; they are kept only while somebody collects them, in the same thread."""

    def __init__(self, name: str) -> None:
        self._kept: ContextVar[list[T] | None] = ContextVar(name, default=None)

    def add(self, note: T) -> None:
        """Keep a note, if somebody collects them."""
        found = self._kept.get()
        if found is not None:
            found.append(note)

    @contextmanager
    def collect(self) -> Iterator[list[T]]:
        """Collect what is noted meanwhile."""
        found: list[T] = []
        token = self._kept.set(found)
        try:
            yield found
        finally:
            self._kept.reset(token)
