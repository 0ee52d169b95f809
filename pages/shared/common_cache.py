"""What pages keep for all readers: the values of pure functions, bounded by their size, each made once.

A page is its controls and then what was chosen, drawn; the second half rests on its arguments alone, so whoever
chooses the same is shown what is there already.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable
from functools import partial
from threading import Condition
from typing import Any, ParamSpec, TypeVar

from cachetools import LRUCache, cached
from cachetools.keys import hashkey

from queries.store import Store
from views.spec import ViewSpec

P = ParamSpec("P")
T = TypeVar("T")

#: Bytes of all that is kept.
MOST = 64_000_000
#: What counts for a value that is neither text nor a sequence (a chart takes some 80,000 bytes), and for an argument.
USUAL, USUAL_ARGUMENT = 100_000, 100


def size_of(value: Any, usual: int = USUAL) -> int:
    """Return about how many bytes a value takes: its texts exactly, whatever else it holds as it says, or `usual`."""
    if value is None or isinstance(value, str):
        return sys.getsizeof(value)
    if isinstance(value, ViewSpec):
        return size_of(value.values, usual)
    if isinstance(value, (tuple, list)):
        return sum((size_of(v, usual) for v in value), 100)
    return int(getattr(value, "kept_bytes", usual))


class _Values(LRUCache[Any, Any]):
    """What is kept, the least recently used first to go; arguments count too, for readers send what they like."""

    #: The store it was taken from.
    store: Store | None = None
    _size_of_key = 0

    def __setitem__(self, key: Any, value: Any) -> None:
        self._size_of_key = size_of(key, USUAL_ARGUMENT)
        super().__setitem__(key, value)

    def getsizeof(self, value: Any) -> int:  # type: ignore[override]  # a function without self, in the stubs
        """Return the size of a value with the key that was set last."""
        return self._size_of_key + size_of(value)


_values = _Values(MOST)
_changed = Condition()


def start_with(store: Store) -> None:
    """Forget what was taken from another store: nobody asks for it again, and it would keep its database open."""
    if _values.store is not store:
        with _changed:
            _values.clear()
            _values.store = store


def _key(name: str, *given: Any) -> Hashable:
    return hashkey(name, *map(_hashable, given))


def _hashable(given: Any) -> Any:
    if isinstance(given, dict):
        return tuple(given.items())
    return tuple(given) if isinstance(given, list) else given


def cached_for_all(make: Callable[P, T]) -> Callable[P, T]:
    """Keep the values of a function of hashable arguments, or dicts and lists of such, as long as there is room.

    Those who ask for a value that is being made wait for it; an error reaches whoever asked, and is not kept. The
    function stands in a module that is imported: pages are scripts, made anew with every run.
    """
    assert make.__module__ != "__main__", f"{make.__qualname__} would be another function in every run"
    name = f"{make.__module__}:{make.__qualname__}"
    keeping: Callable[P, T] = cached(_values, key=partial(_key, name), condition=_changed)(make)
    return keeping
