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


_COUNTS = """count(*)::INTEGER, count(DISTINCT o.metric_id)::INTEGER, max(o.year), min(o.year),
             count(*) FILTER (d.reliability = 'official')::INTEGER,
             count(*) FILTER (d.reliability = 'press')::INTEGER,
             count(*) FILTER (d.reliability = 'secondary')::INTEGER"""


def by_dimension(store: Store) -> list[Coverage]:
    """One cell for each district and dimension that has figures."""
    return store.records(
        Coverage,
        f"""SELECT o.district_id, m.dimension_id, NULL, {_COUNTS}
            FROM observations AS o JOIN metrics AS m USING (metric_id) JOIN documents AS d USING (document_id)
            GROUP BY o.district_id, m.dimension_id ORDER BY o.district_id, m.dimension_id""",
    )


def by_metric(store: Store) -> list[Coverage]:
    """One cell for each district and metric that has figures."""
    return store.records(
        Coverage,
        f"""SELECT o.district_id, m.dimension_id, o.metric_id, {_COUNTS}
            FROM observations AS o JOIN metrics AS m USING (metric_id) JOIN documents AS d USING (document_id)
            GROUP BY o.district_id, m.dimension_id, o.metric_id, m.ordinal ORDER BY m.ordinal, o.district_id""",
    )


def by_district(store: Store) -> dict[str, DistrictCoverage]:
    """For every district, also one without any row: figures, documents, newest year, practices."""
    practices = practice_counts(store)
    rows = store.rows(
        """SELECT t.district_id, coalesce(o.figures, 0)::INTEGER, coalesce(c.documents, 0)::INTEGER, o.newest
           FROM districts AS t
           LEFT JOIN (SELECT district_id, count(*) AS figures, max(year) AS newest
                      FROM observations GROUP BY district_id) AS o USING (district_id)
           LEFT JOIN (SELECT district_id, count(DISTINCT document_id) AS documents
                      FROM (SELECT district_id, document_id FROM observations
                            UNION SELECT district_id, document_id FROM systems) GROUP BY district_id)
                AS c USING (district_id)
           ORDER BY t.ordinal"""
    )
    none = PracticeCounts(0, 0)
    return {row[0]: DistrictCoverage._make((*row, practices.get(row[0], none))) for row in rows}
