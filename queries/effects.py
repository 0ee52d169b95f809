"""What becomes of comparisons when the facts change: both databases are built, the new one in a folder of its own."""

from __future__ import annotations

from pathlib import Path

from data.build import built_beside, version
from data.store import database_name
from queries.differences import ComparisonDifference, differences
from queries.store import Store


def effects(before: Path, after: Path, out: Path, folder: Path) -> tuple[ComparisonDifference, ...]:
    """Return the comparisons that appear, disappear or turn from one folder of facts to another.

    A database of the facts before may stand in the store `out` already; what is built is written to `folder`. To be
    called in a worker process: what is kept for readers of this one would make room for it. Raises DataError, and
    StoreError.
    """
    known = out / database_name(version(before))
    first = Store(known if known.exists() else built_beside(before, folder))
    return differences(first, Store(built_beside(after, folder))).comparisons
