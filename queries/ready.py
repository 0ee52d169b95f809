"""What can be compared today: every metric and year in which two or more districts may be ordered."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from queries import observations, ready_files
from queries.comparability import judge
from queries.quality import EVERYTHING, FIRST_HAND, Quality
from queries.store import Store

_log = logging.getLogger(__name__)

#: The dimension that only sets the scene; comparisons in it come after those of law-based government.
CONTEXT = "context"


class ReadySet(NamedTuple):
    """A comparison that holds: the districts that are ordered, the largest first."""

    metric_id: str
    year: int
    district_ids: tuple[str, ...]
    forecasts: bool
    decided: bool


def candidates(store: Store) -> list[tuple[str, int]]:
    """Metrics and years with figures of two or more whole districts, in the order readers should meet them."""
    return [
        (str(metric_id), int(year))
        for metric_id, year in store.rows(
            """SELECT y.metric_id, y.year FROM metric_years AS y JOIN metrics AS m USING (metric_id)
               WHERE y.whole_districts > 1
               ORDER BY m.dimension_id = ?, y.whole_districts DESC, y.year DESC, m.ordinal""",
            (CONTEXT,),
        )
    ]


def judged(store: Store, metric_id: str, year: int, quality: Quality) -> ReadySet | None:
    """The set of one metric and year, if it holds."""
    catalogue = store.catalogue
    figures = quality.keep(observations.of_metric_year(store, metric_id, year), catalogue)
    judgement = judge(catalogue.metrics[metric_id], figures, catalogue)
    if not judgement.compared:
        return None
    districts = tuple(f.observation.district_id for f in judgement.compared)
    return ReadySet(metric_id, year, districts, judgement.forecasts, judgement.decided)


def as_row(s: ReadySet) -> list[Any]:
    """A set as it is kept: its districts in one text."""
    return [s.metric_id, s.year, " ".join(s.district_ids), s.forecasts, s.decided]


def _sets(store: Store, quality: Quality) -> list[ReadySet]:
    """All sets that hold: judged now, or, of many figures, once for all and kept beside the database."""
    kept = None
    if ready_files.figures_to_judge(store) >= ready_files.MANY:
        kept = ready_files.read(store, quality)
        if kept is None:
            kept = _judged_apart(store, quality)
    if kept is None:
        return _one_text_each(store, (judged(store, m, year, quality) for m, year in candidates(store)))
    return _one_text_each(store, (ReadySet(m, y, tuple(ids.split()), *more) for m, y, ids, *more in kept))


def _judged_apart(store: Store, quality: Quality) -> list[Any] | None:
    """The sets as rows, judged by processes of their own; None where these fail, so that this one does it."""
    try:
        found = ready_files.judged_by_all_processors(store, quality)
    except OSError:
        _log.exception("What compares is judged by this process alone")
        return None
    ready_files.write(store, quality, found)
    return found


def _one_text_each(store: Store, sets: Iterable[ReadySet | None]) -> list[ReadySet]:
    """The sets, with one text in memory for each district, however many sets it is in."""
    ids = {district_id: district_id for district_id in store.catalogue.districts}
    return [s._replace(district_ids=tuple(ids[i] for i in s.district_ids)) for s in sets if s is not None]


def ready_sets(store: Store, quality: Quality = EVERYTHING) -> tuple[ReadySet, ...]:
    """All comparisons that hold: law-based government before context, wide ones first, then newest."""
    return _ready_sets(store, quality)  # one value, however the arguments are written


@lru_cache(maxsize=4)
def _ready_sets(store: Store, quality: Quality) -> tuple[ReadySet, ...]:
    return tuple(sorted(_sets(store, quality), key=lambda s: _rank(store, s)))


def prepare(store: Store) -> None:
    """Find what pages and reports ask for unless somebody chooses otherwise, so that no reader waits for it."""
    for quality in (EVERYTHING, FIRST_HAND):
        ready_sets(store, quality)
    comparable_metrics(store)


def first_of_each_metric(sets: Iterable[ReadySet]) -> list[ReadySet]:
    """The sets in their order, of every metric only the first: for strips that several years of one would fill."""
    first_by_metric: dict[str, ReadySet] = {}
    for ready in sets:
        first_by_metric.setdefault(ready.metric_id, ready)
    return list(first_by_metric.values())


def _rank(store: Store, ready: ReadySet) -> tuple[bool, bool, int, int]:
    metric = store.catalogue.metrics[ready.metric_id]
    return (metric.dimension_id == CONTEXT, ready.forecasts, -len(ready.district_ids), -ready.year)


@lru_cache(maxsize=2)
def comparable_metrics(store: Store) -> frozenset[str]:
    """The metrics with at least one year in which two or more districts may be ordered."""
    return frozenset(s.metric_id for s in ready_sets(store))
