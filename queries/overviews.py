"""Several comparisons at once: what can be compared, all metrics of a dimension, two metrics against each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from queries import observations
from queries.catalogue import Catalogue
from queries.comparability import judge
from queries.comparison import Comparison, compare
from queries.quality import EVERYTHING, Quality
from queries.ready import CONTEXT
from queries.records import Observation
from queries.store import Store

if TYPE_CHECKING:
    import pandas as pd

#: Below this number of districts a scatter or a heat table says less than the figures themselves.
ENOUGH = 3


class ComparableYears(NamedTuple):
    """Metrics × years: how many of the chosen districts compare; only metrics with at least one pair."""

    years: tuple[int, ...]
    #: metric id → year → number of districts that compare (2 or more)
    counts: dict[str, dict[int, int]]

    def to_frame(self, catalogue: Catalogue) -> pd.DataFrame:
        """Return a pandas DataFrame with a row a metric and year; columns: `READY` in `queries.frame_columns`."""
        from queries import frames

        return frames.ready(catalogue, self).to_frame()


def what_compares(
    store: Store, district_ids: Sequence[str], quality: Quality = EVERYTHING
) -> ComparableYears:
    """For every metric and year how many of the chosen districts may be ordered."""
    catalogue = store.catalogue
    counts: dict[str, dict[int, int]] = defaultdict(dict)
    for (metric_id, year), members in _compared(store, district_ids, quality).items():
        counts[metric_id][year] = len(members)
    years = sorted({year for row in counts.values() for year in row}, reverse=True)
    order = sorted(
        counts, key=lambda m: (catalogue.metrics[m].dimension_id == CONTEXT, catalogue.metrics[m].ordinal)
    )
    return ComparableYears(tuple(years), {m: counts[m] for m in order})


def _compared(
    store: Store, district_ids: Sequence[str], quality: Quality
) -> dict[tuple[str, int], frozenset[str]]:
    """The districts that may be ordered, of every metric and year in which two or more may."""
    catalogue = store.catalogue
    groups: dict[tuple[str, int], list[Observation]] = defaultdict(list)
    for o in quality.keep(observations.of_districts(store, district_ids), catalogue):
        groups[o.metric_id, o.year].append(o)
    compared = {}
    for (metric_id, year), figures in groups.items():
        if len({o.district_id for o in figures}) > 1:
            found = judge(catalogue.metrics[metric_id], figures, catalogue).compared
            if found:
                compared[metric_id, year] = frozenset(f.observation.district_id for f in found)
    return compared


def widest_years(
    store: Store, district_ids: Sequence[str], quality: Quality = EVERYTHING
) -> list[tuple[str, int]]:
    """Every metric in which some of the chosen districts compare, with the year in which most do."""
    comparable = what_compares(store, district_ids, quality)
    return [(metric_id, _widest(years)) for metric_id, years in comparable.counts.items()]


class LawMetric(NamedTuple):
    """A metric of law-based government in which some of the chosen districts compare."""

    metric_id: str
    #: The years in which they do, each with how many.
    years: dict[int, int]

    def year_near(self, year: int) -> int:
        """Return a year if districts compare in it, else the one in which most do."""
        return year if year in self.years else _widest(self.years)


def law_metrics(store: Store, district_ids: Sequence[str], quality: Quality = EVERYTHING) -> list[LawMetric]:
    """Return every metric of law-based government in which some of the chosen districts compare, in display order.

    Those of the dimension that only sets the scene are not among them.
    """
    found = what_compares(store, district_ids, quality).counts
    metrics = store.catalogue.metrics
    return [LawMetric(m, years) for m, years in found.items() if metrics[m].dimension_id != CONTEXT]


def by_metric(
    store: Store, dimension_id: str, district_ids: Sequence[str], quality: Quality = EVERYTHING
) -> list[Comparison]:
    """The widest comparison that holds of every metric of a dimension, the newest of these, in display order."""
    return [
        compare(store, m, year, district_ids, quality)
        for m, year in widest_years(store, district_ids, quality)
        if store.catalogue.metrics[m].dimension_id == dimension_id
    ]


def heat_rows(store: Store, district_ids: Sequence[str], quality: Quality = EVERYTHING) -> list[Comparison]:
    """For every metric the year in which most of the chosen districts compare, if these are three or more."""
    comparable = what_compares(store, district_ids, quality)
    rows = []
    for metric_id, years in comparable.counts.items():
        if max(years.values()) >= ENOUGH:
            rows.append(compare(store, metric_id, _widest(years), district_ids, quality))
    return rows


def _widest(years: dict[int, int]) -> int:
    """The year in which most districts compare, the newest among equals."""
    return max(years, key=lambda year: (years[year], year))


class Pair(NamedTuple):
    """Two comparisons of one year, and the districts that are ordered in both."""

    x: Comparison
    y: Comparison
    district_ids: tuple[str, ...]

    @property
    def is_enough(self) -> bool:
        """Whether enough districts are left for a scatter."""
        return len(self.district_ids) >= ENOUGH

    def to_frame(self) -> pd.DataFrame:
        """Return a pandas DataFrame with a row a district; columns: `PAIR` in `queries.frame_columns`."""
        from queries import frames

        return frames.pair(self).to_frame()


def pair(
    store: Store,
    metrics: tuple[str, str],
    year: int,
    district_ids: Sequence[str],
    quality: Quality = EVERYTHING,
) -> Pair:
    """Two metrics of one year for the districts that compare in both; ids must exist (KeyError otherwise)."""
    x, y = (compare(store, m, year, district_ids, quality) for m in metrics)
    of_y = {f.observation.district_id for f in y.judgement.compared}
    return Pair(
        x,
        y,
        tuple(f.observation.district_id for f in x.judgement.compared if f.observation.district_id in of_y),
    )


def possible_pairs(
    store: Store, district_ids: Sequence[str], quality: Quality = EVERYTHING
) -> list[tuple[str, str, int]]:
    """Metrics and year for which a scatter of three or more districts can be drawn, the newest first."""
    compared = _compared(store, district_ids, quality)
    metrics = store.catalogue.metrics
    order = sorted(
        {m for m, _ in compared}, key=lambda m: (metrics[m].dimension_id == "context", metrics[m].ordinal)
    )
    nobody: frozenset[str] = frozenset()
    return [
        (first, second, year)
        for year in sorted({year for _, year in compared}, reverse=True)
        for first, second in combinations(order, 2)
        if len(compared.get((first, year), nobody) & compared.get((second, year), nobody)) >= ENOUGH
    ]
