"""Views of a series: index (base year = 100), change on the year before, average annual growth.

They relate figures of one district to each other, so each step asks first whether its two years compare. A bound has
no growth; rates change in percentage points and have neither index nor average growth.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, NamedTuple, get_args

from queries.catalogue import Catalogue
from queries.comparability import STOCK_WINDOW, years_comparable
from queries.comparison import Missing
from queries.intervals import Interval, difference, quotient
from queries.records import District, Metric, Observation
from queries.store import Store
from queries.trend import Point, Series, Trend

SeriesView = Literal["index", "change", "growth"]
VIEWS: tuple[SeriesView, ...] = get_args(SeriesView)
SERIES_VIEWS: tuple[SeriesView, ...] = ("index", "change", "growth")
A_YEAR = dt.timedelta(days=365)


@dataclass(frozen=True)
class SeriesCalculation:
    """How the points of a calculated trend came about."""

    view: SeriesView
    source: Trend
    #: observation id of a point → the figure it was related to
    bases: dict[str, Observation]
    #: The base year of an index.
    base_year: int | None = None


class CalculatedTrend(NamedTuple):
    """A calculated trend and how it came about."""

    trend: Trend
    calculation: SeriesCalculation


class Growth(NamedTuple):
    """Average annual growth of one district between two of its figures, in percent."""

    district: District
    first: Observation
    last: Observation
    rate: Interval


def refuses(metric: Metric, view: SeriesView) -> bool:
    """Whether a view makes no sense for a metric: no index and no average growth of rates."""
    return view in ("index", "growth") and metric.measure == "rate"


def base_years(t: Trend) -> list[int]:
    """The years in which a series has a figure to start an index from, the ones that most series share first."""
    count: dict[int, int] = {}
    for s in t.series:
        for o in s.main:
            if _can_be_base(s.hull(o)):
                count[o.year] = count.get(o.year, 0) + 1
    return sorted(count, key=lambda year: (-count[year], year))


def index(store: Store, t: Trend, base_year: int) -> CalculatedTrend:
    """Every series relative to its figure of the base year = 100; series without one are named as missing."""
    bases: dict[str, Observation] = {}
    series, missing = [], []
    for s in t.series:
        base = next((o for o in s.main if o.year == base_year and _can_be_base(s.hull(o))), None)
        if base is None:
            missing.append(Missing(s.district.district_id, "no_base"))
            continue
        points: list[Observation] = []
        for o in s.main:
            if _related(s, base, o, store.catalogue):
                point = _with_value(o, _ratio(s, o, base, 100.0, 0.0), 100 * o.value / base.value)
                # What rests on an estimate is one.
                points.append(point._replace(status=base.status) if base.status == "estimate" else point)
                bases[o.observation_id] = base
        series.append(_series(s, _relabelled(t.metric, "index", base_year), points))
    derived = replace(
        t,
        metric=_relabelled(t.metric, "index", base_year),
        series=tuple(series),
        missing=t.missing + tuple(missing),
    )
    return CalculatedTrend(derived, SeriesCalculation("index", t, bases, base_year))


def change(store: Store, t: Trend) -> CalculatedTrend:
    """Every figure against that of the year before: in percent, rates in percentage points."""
    bases: dict[str, Observation] = {}
    metric = _relabelled(t.metric, "change", None)
    series = []
    for s in t.series:
        points: list[Observation] = []
        for before, o in pairwise(s.main):
            if abs((o.period_end - before.period_end).days - 365) > STOCK_WINDOW.days:
                continue
            if o.year - before.year != 1 or before.period_basis != o.period_basis:
                continue
            if before.status != o.status or not _related(s, before, o, store.catalogue):
                continue
            if t.metric.measure == "rate":
                gap = difference(s.hull(o), s.hull(before))
                points.append(_with_value(o, gap, o.value - before.value))
            elif _can_be_base(s.hull(before)):
                value = (o.value / before.value - 1) * 100
                points.append(_with_value(o, _ratio(s, o, before, 100.0, -100.0), value))
            else:
                continue
            bases[o.observation_id] = before
        series.append(_series(s, metric, points))
    kept = tuple(s for s in series if s.points)
    lacking = tuple(Missing(s.district.district_id, "no_base") for s in series if not s.points)
    derived = replace(t, metric=metric, series=kept, missing=t.missing + lacking)
    return CalculatedTrend(derived, SeriesCalculation("change", t, bases))


def average_growth(store: Store, t: Trend) -> list[Growth]:
    """Average annual growth from the first to the last figure of each series that compare; n years, n-th root.

    Series with fewer than two such figures, of different status, or from or to a figure of zero or less are left out.
    """
    growths = []
    for s in t.series:
        ends = _ends(s, store.catalogue)
        if ends is None or refuses(t.metric, "growth"):
            continue
        first, last = ends
        years = (last.period_end - first.period_end).days / 365.2425
        ratio = _ratio(s, last, first, 1.0, 0.0)
        power = 1 / (round(years) if abs(years - round(years)) < 0.02 else years)
        rate = Interval((ratio.low**power - 1) * 100, (ratio.high**power - 1) * 100)
        growths.append(Growth(s.district, first, last, rate))
    return growths


def _ends(s: Series, catalogue: Catalogue) -> tuple[Observation, Observation] | None:
    """The longest span between two figures of one status that compare: the newest last, then the oldest first."""
    for last in reversed(s.main):
        for first in s.main:
            if last.year - first.year < 1 or last.period_end - first.period_end < A_YEAR - STOCK_WINDOW:
                break
            same = first.status == last.status and first.period_basis == last.period_basis
            if (
                same
                and all(_can_be_base(s.hull(o)) for o in (first, last))
                and _related(s, first, last, catalogue)
            ):
                return first, last
    return None


def _can_be_base(values: Interval) -> bool:
    """Whether a figure is closed on both sides and surely above zero."""
    return values.is_bounded and values.low > 0


def _related(s: Series, a: Observation, b: Observation, catalogue: Catalogue) -> bool:
    """Whether two figures may be set against each other, whichever of conflicting figures is true."""
    # A bound has no growth.
    bounded = s.hull(a).is_bounded and s.hull(b).is_bounded
    return bounded and (a is b or years_comparable(a, b, catalogue) is None)


def _ratio(s: Series, o: Observation, base: Observation, factor: float, shift: float) -> Interval:
    """`factor · o / base + shift` as an interval; a figure related to itself is certain."""
    if o is base:
        return Interval(factor + shift, factor + shift)
    top = s.hull(o)
    values = quotient(Interval(factor * top.low, factor * top.high), s.hull(base))
    return Interval(values.low + shift, values.high + shift)


def _with_value(o: Observation, values: Interval, value: float) -> Observation:
    return o._replace(
        value=value,
        value_low=values.low,
        value_high=values.high,
        qualifier="exact" if values.is_point else "approx",
    )


def _series(s: Series, metric: Metric, figures: Sequence[Observation]) -> Series:
    """A series of calculated figures, joined where the published ones are neighbours."""
    points = []
    previous: Observation | None = None
    for o in figures:
        joined = previous is not None and o.year - previous.year <= 1
        points.append(Point(o, "main", joined))
        previous = o
    return Series(metric, s.district, tuple(points), s.breaks)


def _relabelled(metric: Metric, view: SeriesView, base_year: int | None) -> Metric:
    """The metric under which calculated figures are shown."""
    if view == "index":
        return metric._replace(
            name_zh=f"{metric.name_zh}指数（{base_year}年=100）",
            name_en=f"{metric.name_en}, index ({base_year} = 100)",
            unit_zh="点",
            unit_en="points",
            measure="index",
            decimals=1,
        )
    points = metric.measure == "rate"
    nominal = metric.measure == "money"
    return metric._replace(
        name_zh=f"{metric.name_zh}比上年{'名义' if nominal else ''}变化",
        name_en=f"{metric.name_en}, {'nominal ' if nominal else ''}change on the year before",
        unit_zh="个百分点" if points else "%",
        unit_en="percentage points" if points else "%",
        measure="rate" if points else "index",
        decimals=max(1, metric.decimals) if points else 1,
    )
