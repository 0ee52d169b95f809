"""How a metric went over the years in each district: series with their breaks, conflicts and partial figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from queries import observations
from queries.catalogue import Catalogue
from queries.comparability import ORDERABLE_BASES, years_comparable
from queries.comparison import Missing, documents_of, doubts_on
from queries.intervals import Interval, hull, interval
from queries.preference import preferred_first
from queries.quality import EVERYTHING, Quality
from queries.records import District, Document, Doubt, Metric, Observation
from queries.store import Store

if TYPE_CHECKING:
    import pandas as pd

Role = Literal["main", "twin", "aside"]


class Point(NamedTuple):
    """One figure of a series: `main` on the line, `twin` in conflict with it, `aside` of part of a year or district."""

    observation: Observation
    role: Role
    #: Whether a line may be drawn from the main point before: consecutive years and no doubt between them.
    joined: bool = False


class Break(NamedTuple):
    """Between two years of a series that must not be set against each other."""

    after_year: int
    before_year: int
    doubt: Doubt


@dataclass(frozen=True)
class Series:
    """One metric of one district over time, oldest first."""

    metric: Metric
    district: District
    points: tuple[Point, ...]
    breaks: tuple[Break, ...]

    @property
    def main(self) -> tuple[Observation, ...]:
        """The figures on the line."""
        return tuple(p.observation for p in self.points if p.role == "main")

    @property
    def breaks_between(self) -> tuple[Break, ...]:
        """The breaks that lie between two figures on the line: a calculated one may hold fewer years."""
        years = [o.year for o in self.main] or [0]
        return tuple(b for b in self.breaks if min(years) <= b.after_year and b.before_year <= max(years))

    def alternatives(self, o: Observation) -> list[Observation]:
        """A figure on the line and those in conflict with it, of its period and status: any may be the true one."""
        conflicting = [p.observation for p in self.points if p.role == "twin"]
        return [o, *(x for x in conflicting if (x.period, x.status) == (o.period, o.status))]

    def hull(self, o: Observation) -> Interval:
        """What a figure on the line may be if any conflicting figure of its period and status were the true one."""
        return hull(interval(x.value_low, x.value_high) for x in self.alternatives(o))


@dataclass(frozen=True)
class Trend:
    """The series of one metric with everything a reader must know about them."""

    metric: Metric
    series: tuple[Series, ...]
    missing: tuple[Missing, ...]
    doubts: tuple[Doubt, ...]
    documents: tuple[Document, ...]
    data_version: str

    @property
    def evidence(self) -> tuple[Observation, ...]:
        """Every figure shown."""
        return tuple(p.observation for s in self.series for p in s.points)

    def to_frame(self) -> pd.DataFrame:
        """Return a pandas DataFrame with a row a figure; columns: `TREND` in `queries.frame_columns`."""
        from queries import frames

        return frames.trend(self).to_frame()


def trend(
    store: Store,
    metric_id: str,
    district_ids: Sequence[str],
    year_from: int | None = None,
    year_to: int | None = None,
    quality: Quality = EVERYTHING,
) -> Trend:
    """The figures of a metric over the years for the chosen districts; ids must exist (KeyError otherwise)."""
    catalogue = store.catalogue
    metric = catalogue.metrics[metric_id]
    by_district: dict[str, list[Observation]] = defaultdict(list)
    rows = observations.of_metrics(store, [metric_id], district_ids, year_from, year_to)
    for o in quality.keep(rows, catalogue):
        by_district[o.district_id].append(o)
    filtered = {o.district_id for o in rows}
    all_series = [
        series_of(metric, catalogue.districts[d], by_district[d], catalogue)
        for d in district_ids
        if d in by_district
    ]
    shown = [p.observation for s in all_series for p in s.points]
    return Trend(
        metric=metric,
        series=tuple(all_series),
        missing=tuple(
            Missing(d, "filtered" if d in filtered else catalogue.absence_kind(metric_id, d, None))
            for d in district_ids
            if d not in by_district
        ),
        doubts=doubts_on(store, shown),
        documents=documents_of(store, shown),
        data_version=store.version,
    )


def series_of(
    metric: Metric, district: District, figures: Sequence[Observation], catalogue: Catalogue
) -> Series:
    """Sort one district's figures of one metric into the line, its conflicts and what covers only a part."""
    by_period: dict[object, list[Observation]] = defaultdict(list)
    partial: list[Observation] = []
    for o in figures:
        if (
            o.whole_district
            and o.period_basis in ORDERABLE_BASES[metric.basis]
            and o.period_basis != "half_year"
        ):
            by_period[o.period].append(o)
        else:
            partial.append(o)
    line, conflicts = [], []
    for same in by_period.values():
        first, *others = preferred_first(same, catalogue)
        line.append(first)
        conflicts.extend(others)
    line.sort(key=lambda o: (o.period_end, o.observation_id))
    points, breaks = _join(line, catalogue)
    points += [Point(o, "twin") for o in conflicts] + [Point(o, "aside") for o in partial]
    points.sort(key=lambda p: (p.observation.period_end, p.role != "main", p.observation.observation_id))
    return Series(metric, district, tuple(points), tuple(breaks))


def _join(line: Sequence[Observation], catalogue: Catalogue) -> tuple[list[Point], list[Break]]:
    """Main points, each joined to the one before unless a year is missing or a doubt lies between."""
    points, breaks = [], []
    previous: Observation | None = None
    for o in line:
        doubt = years_comparable(previous, o, catalogue) if previous else None
        if previous and doubt:
            breaks.append(Break(previous.year, o.year, doubt))
        joined = previous is not None and doubt is None and o.year - previous.year <= 1
        points.append(Point(o, "main", joined))
        previous = o
    return points, breaks
