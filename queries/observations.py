"""Which figures there are: observations by metric, district and year."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from queries.records import Observation
from queries.store import Store

FIELDS = ", ".join(Observation._fields)


def of_metric_year(
    store: Store, metric_id: str, year: int, district_ids: Sequence[str] | None = None
) -> list[Observation]:
    """All figures of a metric whose period ends in a year, for some districts or (None) for all."""
    sql = f"SELECT {FIELDS} FROM observations WHERE metric_id = ? AND year = ?"
    if district_ids is None:
        return store.records(Observation, sql, (metric_id, year))
    return store.records(
        Observation, f"{sql} AND list_contains(?, district_id)", (metric_id, year, list(district_ids))
    )


def of_metrics(
    store: Store,
    metric_ids: Sequence[str],
    district_ids: Sequence[str],
    year_from: int | None = None,
    year_to: int | None = None,
) -> list[Observation]:
    """All figures of some metrics and districts, oldest first, within years of period end (both included)."""
    return store.records(
        Observation,
        f"""SELECT {FIELDS} FROM observations
            WHERE metric_id IN (SELECT unnest(?::VARCHAR[])) AND list_contains(?, district_id)
              AND year BETWEEN ? AND ?
            ORDER BY metric_id, district_id, period_end, period_start, observation_id""",
        (list(metric_ids), list(district_ids), year_from or 0, year_to or 9999),
    )


def of_district(store: Store, district_id: str) -> list[Observation]:
    """Everything known of one district."""
    return store.records(
        Observation,
        f"""SELECT {FIELDS} FROM observations WHERE district_id = ?
            ORDER BY metric_id, period_end, period_start, observation_id""",
        (district_id,),
    )


@lru_cache(maxsize=256)
def metrics_with_figures(
    store: Store, district_ids: tuple[str, ...] = (), years: tuple[int, ...] = ()
) -> frozenset[str]:
    """The metrics of which any of the districts has a figure in any of the years; all of them where none are named."""
    tests: list[str] = []
    values: list[str | int] = []
    for column, wanted in (("district_id", district_ids), ("year", years)):
        if wanted:
            tests.append(f"{column} IN ({', '.join('?' * len(wanted))})")
            values += wanted
    where = f" WHERE {' AND '.join(tests)}" if tests else ""
    rows = store.rows(f"SELECT DISTINCT metric_id FROM observations{where}", tuple(values))
    return frozenset(str(metric_id) for (metric_id,) in rows)


def by_id(store: Store, observation_id: str) -> Observation | None:
    """One figure by its identifier, or None."""
    records = store.records(
        Observation, f"SELECT {FIELDS} FROM observations WHERE observation_id = ?", (observation_id,)
    )
    return records[0] if records else None


def years_of(store: Store, metric_id: str) -> dict[int, int]:
    """For one metric: year of period end → number of districts with any figure, newest first."""
    return dict(
        store.rows(
            "SELECT year, districts FROM metric_years WHERE metric_id = ? ORDER BY year DESC",
            (metric_id,),
        )
    )


def districts_with(
    store: Store, metric_ids: Sequence[str], year_from: int | None = None, year_to: int | None = None
) -> set[str]:
    """The districts with any figure of some metrics (none given: of all) within years of period end."""
    rows = store.rows(
        """SELECT DISTINCT district_id FROM observations
           WHERE (? OR metric_id IN (SELECT unnest(?::VARCHAR[]))) AND year BETWEEN ? AND ?
           ORDER BY district_id""",
        (not metric_ids, list(metric_ids), year_from or 0, year_to or 9999),
    )
    return {str(district_id) for (district_id,) in rows}


def of_districts(store: Store, district_ids: Sequence[str]) -> list[Observation]:
    """Everything known of some districts, by metric."""
    return store.records(
        Observation,
        f"""SELECT {FIELDS} FROM observations WHERE list_contains(?, district_id)
            ORDER BY metric_id, district_id, period_end, observation_id""",
        (list(district_ids),),
    )
