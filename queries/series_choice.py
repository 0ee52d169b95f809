"""Which metrics have a course worth looking at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from queries.store import Store


@dataclass(frozen=True)
class SeriesChoice:
    """Metrics in the order readers should meet them, and the years that figures cover."""

    metric_ids: tuple[str, ...]
    years: tuple[int, int]

    def __iter__(self) -> Iterator[str]:
        return iter(self.metric_ids)


@lru_cache(maxsize=2)
def longest_first(store: Store) -> SeriesChoice:
    """Metrics by their longest series of whole-district figures: law-based government first, then context."""
    rows = store.rows(
        """SELECT m.metric_id, coalesce(max(c.whole_years), 0) AS longest
           FROM metrics AS m LEFT JOIN coverage AS c USING (metric_id)
           GROUP BY m.metric_id, m.dimension_id, m.ordinal
           ORDER BY m.dimension_id = 'context' AND longest > 1, longest DESC, m.ordinal"""
    )
    (extent,) = store.rows("SELECT min(oldest_year), max(newest_year) FROM coverage")
    return SeriesChoice(tuple(str(row[0]) for row in rows), (int(extent[0] or 0), int(extent[1] or 0)))
