"""Where is there evidence: how many figures, how fresh and how reliable, by district and dimension or metric."""

from __future__ import annotations

from typing import NamedTuple

from queries.practices import PracticeCounts, practice_counts
from queries.store import Store


class Coverage(NamedTuple):
    """What the sources say on one dimension (or metric) of one district."""

    district_id: str
    dimension_id: str
    metric_id: str | None
    figures: int
    metrics: int
    newest_year: int
    oldest_year: int
    official: int
    press: int
    secondary: int


class DistrictCoverage(NamedTuple):
    """What the sources say on one district in all."""

    district_id: str
    figures: int
    documents: int
    newest_year: int | None
    practices: PracticeCounts


def by_dimension(store: Store) -> list[Coverage]:
    """One cell for each district and dimension that has figures."""
    return store.records(
        Coverage,
        """SELECT c.district_id, m.dimension_id, NULL, sum(c.figures)::INTEGER, count(*)::INTEGER,
                  max(c.newest_year), min(c.oldest_year), sum(c.official)::INTEGER, sum(c.press)::INTEGER,
                  sum(c.secondary)::INTEGER
           FROM coverage AS c JOIN metrics AS m USING (metric_id)
           GROUP BY c.district_id, m.dimension_id ORDER BY c.district_id, m.dimension_id""",
    )


def by_metric(store: Store) -> list[Coverage]:
    """One cell for each district and metric that has figures."""
    return store.records(
        Coverage,
        """SELECT c.district_id, m.dimension_id, c.metric_id, c.figures, 1, c.newest_year, c.oldest_year,
                  c.official, c.press, c.secondary
           FROM coverage AS c JOIN metrics AS m USING (metric_id) ORDER BY m.ordinal, c.district_id""",
    )


def by_district(store: Store) -> dict[str, DistrictCoverage]:
    """For every district, also one without any row: figures, documents, newest year, practices."""
    practices = practice_counts(store)
    rows = store.rows(
        """SELECT t.district_id, coalesce(o.figures, 0)::INTEGER, coalesce(c.documents, 0)::INTEGER, o.newest
           FROM districts AS t
           LEFT JOIN (SELECT district_id, sum(figures) AS figures, max(newest_year) AS newest
                      FROM coverage GROUP BY district_id) AS o USING (district_id)
           LEFT JOIN (SELECT district_id, count(*) AS documents FROM document_use GROUP BY district_id) AS c
                USING (district_id)
           ORDER BY t.ordinal"""
    )
    none = PracticeCounts(0, 0)
    return {row[0]: DistrictCoverage._make((*row, practices.get(row[0], none))) for row in rows}
