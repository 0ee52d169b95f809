"""What pages keep for all readers: the values of pure functions, bounded by their size, each made once.

A page is its controls and then what was chosen, drawn; the second half rests on its arguments alone, so whoever
chooses the same is shown what is there already.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from threading import Condition
from typing import Any, ParamSpec, TypeVar

from cachetools import LRUCache, cached
from cachetools.keys import hashkey

from queries.store import Store

P = ParamSpec("P")
T = TypeVar("T")

#: Bytes of all that is kept, and what a value counts that is neither text nor a sequence (a chart takes some 80,000).
MOST = 64_000_000
USUAL = 100_000


def size_of(value: Any) -> int:
    """Return about how many bytes a value takes: its texts exactly, whatever else it holds as `USUAL`."""
    if value is None or isinstance(value, str):
        return sys.getsizeof(value)
    return sum(map(size_of, value), 100) if isinstance(value, (tuple, list)) else USUAL


class _Values(LRUCache[Any, Any]):
    """What is kept, the least recently used first to go."""

    #: The store it was taken from.
    store: Store | None = None


_values = _Values(MOST, getsizeof=size_of)
_changed = Condition()


def keep_for(store: Store) -> None:
    """Forget what was taken from another store: nobody asks for it again, and it would keep its database open."""
    if _values.store is not store:
        with _changed:
            _values.clear()
            _values.store = store


def kept(make: Callable[P, T]) -> Callable[P, T]:
    """Keep the values of a function of hashable arguments, for as long as there is room.

    Those who ask for a value that is being made wait for it; an error reaches whoever asked, and is not kept.
    """
    name = f"{make.__module__}:{make.__qualname__}"
    keeping: Callable[P, T] = cached(_values, key=partial(hashkey, name), condition=_changed)(make)
    return keeping
