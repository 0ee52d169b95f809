"""API questions on the data themselves: which versions there are, and what changed between two of them."""

from __future__ import annotations

from locales import LANGUAGES, words
from pages.api.errors import ApiError
from pages.api.parameters import Parameters
from pages.api.responses import Answer, store_of_version
from queries import version_rows
from queries.differences import differences
from queries.frames import Rows
from queries.store import Store
from queries.versions import before, reasons
from queries.versions import versions as all_versions
from views import changes as in_words

DEFAULT_LIMIT, HIGHEST_LIMIT = 10_000, 1_000_000


def versions(store: Store, _p: Parameters) -> Answer:
    """Which versions of the data are there, who published them, and what did each change?"""
    return Answer(version_rows.versions(all_versions(store)))


def changes(store: Store, p: Parameters) -> Answer:
    """What changed from one version (`from`; the one before) to another (`to`; the newest)?"""
    last = p.text("to") or store.version
    first = p.text("from") or before(store, last)
    if not first:
        raise ApiError("unknown_id", "from", value="")
    older, newer = store_of_version(first, "from"), store_of_version(last, "to")
    found = differences(older, newer)
    rows = version_rows.changes(found.rows, reasons(first, last))
    limit = p.number("limit", DEFAULT_LIMIT, 0, HIGHEST_LIMIT)
    meta = {
        "from": first,
        "to": last,
        "total": len(rows.data),
        **{f"sentence_{code}": in_words.sentence(words(code), found) for code in LANGUAGES},
        "comparisons": [
            {
                "metric_id": c.metric_id,
                "year": c.year,
                "kind": c.kind,
                "before": [r.district_id for r in c.before],
                "after": [r.district_id for r in c.after],
                "turned": [list(pair) for pair in c.turned],
            }
            for c in found.comparisons
        ],
    }
    return Answer(Rows(rows.columns, rows.data[:limit]), meta)
