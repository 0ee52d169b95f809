"""Which rows of a file may stand there twice? Eight bytes a row are kept, so that millions can be looked through."""

from __future__ import annotations

from array import array
from collections.abc import Hashable


class Repeats:
    """Keys of rows as they come; afterwards, those that may have come before."""

    def __init__(self) -> None:
        self._hashes = array("q")
        self._repeated: frozenset[int] = frozenset()

    def add(self, key: Hashable) -> None:
        """Take in the key of a row."""
        self._hashes.append(hash(key))

    def close(self) -> bool:
        """Find what came more than once; whether there is any."""
        import numpy as np

        hashes = np.sort(np.frombuffer(self._hashes, dtype=np.int64))
        self._repeated = frozenset(hashes[1:][hashes[1:] == hashes[:-1]].tolist())
        self._hashes = array("q")
        return bool(self._repeated)

    def may_repeat(self, key: Hashable) -> bool:
        """Whether a key may have come more than once; certain only where it has not."""
        return hash(key) in self._repeated
