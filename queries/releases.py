"""Which version of the data this is, and what its publishers say has changed in it."""

from __future__ import annotations

from queries.records import Release
from queries.store import Store


def newest_release(store: Store) -> Release | None:
    """Return the release by whose version the store is called; None where nothing was released yet."""
    found = store.records(
        Release,
        f"SELECT {', '.join(Release._fields)} FROM releases WHERE version = ?",
        (store.version,),
    )
    return next(iter(found), None)
