"""Views calculated from published figures: per 10,000 residents, per km², share of a whole.

A view takes the figures that already compare, joins each with its divisor, and judges the results anew, so that every
interval, doubt and conflict of the inputs is inherited. Where a view makes no sense it is refused with a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil, floor, inf, isinf, log10
from typing import Literal, NamedTuple

from data.rules import NEVER_NEGATIVE
from queries import observations
from queries.comparability import JudgedObservation, judge
from queries.comparison import Comparison, Missing, documents_of, doubts_on
from queries.intervals import Interval, hull, interval, quotient
from queries.preference import preferred_first
from queries.records import Metric, Observation
from queries.store import Store

CalculatedView = Literal["per_10k", "per_km2", "share"]
VIEWS: tuple[CalculatedView, ...] = ("per_10k", "per_km2", "share")

POPULATION, AREA = "resident_population", "land_area"
#: A population may be this many years away from the figure it divides.
POPULATION_YEARS = 2
#: Unit of money in the data → how many of the plain unit, and its names: money per resident is shown in yuan.
MONEY = {"亿元": (1e8, "元", "yuan"), "万元": (1e4, "元", "yuan"), "亿美元": (1e8, "美元", "US dollars")}
#: A share this little above 100% is dust of floating point, not a contradiction.
ALMOST = 1 + 1e-9
#: What can be spread over an area.
SPREADABLE = ("count", "people", "money")

RefusalCode = Literal[
    "not_per_head",
    "not_per_area",
    "no_whole",
    "nothing_compares",
    "no_population",
    "no_area",
    "no_whole_figure",
    "no_positive_divisor",
    "part_above_whole",
    "nothing_bounds",
]


class Refusal(NamedTuple):
    """Why a view is not given, and the districts it is for want of."""

    code: RefusalCode
    district_ids: tuple[str, ...] = ()


#: A figure and those of the same day in conflict with it.
Alike = tuple[Observation, ...]


@dataclass(frozen=True)
class Calculation:
    """How the figures of a comparison came about."""

    view: CalculatedView
    #: The comparison of the published figures.
    source: Comparison
    #: observation id of a published figure → the figure it was divided by
    divisors: Mapping[str, Observation]
    #: The metric of the divisors.
    divisor: Metric

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the divisors: one for populations, possibly several for areas."""
        return tuple(sorted({o.year for o in self.divisors.values()}))


class Calculated(NamedTuple):
    """A calculated comparison and how it came about."""

    comparison: Comparison
    calculation: Calculation


def possible_views(store: Store, metric: Metric) -> list[CalculatedView]:
    """The views that make sense for a metric, whatever figures there are."""
    return [v for v in VIEWS if _senseless(store, metric, v) is None]


def calculate(store: Store, c: Comparison, view: CalculatedView) -> Calculated | Refusal:
    """The comparison's figures in another view, or why not."""
    senseless = _senseless(store, c.metric, view)
    if senseless:
        return senseless
    if not c.judgement.compared:
        return Refusal("nothing_compares")
    figures = c.judgement.compared
    divided_by = _divisors(store, c, figures, view)
    if isinstance(divided_by, Refusal):
        return divided_by
    divisors = {i: alike[0] for i, alike in divided_by.items()}
    divisor = store.catalogue.metrics[next(iter(divisors.values())).metric_id]
    factor, metric = _metric(c.metric, view, divisor)
    most = 100.0 if view == "share" else inf
    refused = _without_quotient(c.metric, divisor, figures, divided_by, factor, most)
    if refused:
        return refused
    rows = [
        _derived(o, divisors[o.observation_id], factor, values, most)
        for f in figures
        for o in (f.observation, *f.conflicts)
        for values in [_quotient(c.metric, divisor, o, divided_by[o.observation_id], factor)]
    ]
    metric = metric._replace(decimals=_decimals(rows))
    rows = [_bound_as_shown(o, metric.decimals) for o in rows]
    judgement = judge(metric, rows, store.catalogue, divided_by)
    used = [*rows, *(o for alike in divided_by.values() for o in alike)]
    present = {o.district_id for o in rows}
    calculation = Calculation(view, c, divisors, divisor)
    derived = replace(
        c,
        metric=metric,
        judgement=judgement,
        missing=c.missing
        + tuple(
            Missing(d.district_id, "beside")
            for d in c.districts
            if d.district_id not in present
            and (not c.shown or d.district_id in c.shown)
            and all(m.district_id != d.district_id for m in c.missing)
        ),
        doubts=doubts_on(store, used),
        documents=documents_of(store, used),
        is_calculated=True,
    )
    return Calculated(derived, calculation)


def _senseless(store: Store, metric: Metric, view: CalculatedView) -> Refusal | None:
    """Refusals that follow from the metric alone."""
    if view == "per_10k" and metric.per_capita != "yes":
        return Refusal("not_per_head")
    per_person = metric.measure == "money" and metric.per_capita != "yes"
    if view == "per_km2" and (metric.measure not in SPREADABLE or per_person):
        return Refusal("not_per_area")
    if view == "share" and whole_of(store, metric.metric_id) is None:
        return Refusal("no_whole")
    return None


def whole_of(store: Store, metric_id: str) -> str | None:
    """The metric of which this one is a declared part: the result of the first sum it stands in."""
    for relation in store.catalogue.relations:
        if relation.kind == "sum" and metric_id in relation.part_metric_ids:
            return relation.result_metric_id
    return None


def _divisors(
    store: Store, c: Comparison, figures: Sequence[JudgedObservation], view: CalculatedView
) -> dict[str, Alike] | Refusal:
    """For every figure and each in conflict with it the figure it is divided by, with those in conflict with that."""
    members = [f.observation.district_id for f in figures]
    chosen: dict[str, Alike] | Refusal
    if view == "per_10k":
        chosen = _populations(store, c, members)
    elif view == "per_km2":
        chosen = _areas(store, c, members)
    else:
        chosen = _wholes(store, c, figures)
    if isinstance(chosen, Refusal):
        return chosen
    return {
        o.observation_id: chosen[f.observation.district_id]
        for f in figures
        for o in (f.observation, *f.conflicts)
    }


def _whole_district(
    store: Store, c: Comparison, metric_id: str, members: Sequence[str], reach: int
) -> list[Observation]:
    """Actual figures of whole districts with a stated date, within some years, that the reader lets in."""
    rows = observations.of_metrics(store, [metric_id], members, c.year - reach, c.year + reach)
    return [
        o
        for o in c.quality.keep(rows, store.catalogue)
        if o.whole_district and o.status == "actual" and o.period_basis in ("as_of", "year")
    ]


def _populations(store: Store, c: Comparison, members: Sequence[str]) -> dict[str, Alike] | Refusal:
    """One population date for the whole set: the nearest that all members have within two years."""
    populations = _whole_district(store, c, POPULATION, members, POPULATION_YEARS)
    dates = sorted({o.period_end for o in populations}, key=lambda d: (abs(d.year - c.year), -d.toordinal()))
    for date in dates:
        at_date = [o for o in populations if o.period_end == date]
        if {o.district_id for o in at_date} == set(members):
            return _one_each(store, at_date)
    published = {o.district_id for o in populations}
    return Refusal("no_population", tuple(m for m in members if m not in published) or tuple(members))


def _areas(store: Store, c: Comparison, members: Sequence[str]) -> dict[str, Alike] | Refusal:
    """The published area of each member, of the nearest year: areas change little, and the year is told."""
    areas = _whole_district(store, c, AREA, members, 100)
    nearest: dict[str, list[Observation]] = {}
    for member in members:
        own = [o for o in areas if o.district_id == member]
        if own:
            gap = min(abs(o.year - c.year) for o in own)
            nearest[member] = [o for o in own if abs(o.year - c.year) == gap]
    if len(nearest) < len(members):
        return Refusal("no_area", tuple(m for m in members if m not in nearest))
    return _one_each(store, [o for figures in nearest.values() for o in figures])


def _wholes(store: Store, c: Comparison, figures: Sequence[JudgedObservation]) -> dict[str, Alike] | Refusal:
    """The declared whole of each member, of the very same period, scope and status."""
    whole = whole_of(store, c.metric.metric_id)
    assert whole is not None
    members = [f.observation.district_id for f in figures]
    rows = c.quality.keep(observations.of_metric_year(store, whole, c.year, members), store.catalogue)
    same = {(f.observation.district_id, f.observation.period, f.observation.status) for f in figures}
    wholes = [o for o in rows if o.whole_district and (o.district_id, o.period, o.status) in same]
    lacking = tuple(m for m in members if m not in {o.district_id for o in wholes})
    return Refusal("no_whole_figure", lacking) if lacking else _one_each(store, wholes)


def _one_each(store: Store, figures: Sequence[Observation]) -> dict[str, Alike]:
    """For each district the preferred figure, then those that say something else of the same day."""
    chosen: dict[str, Alike] = {}
    for district_id in {o.district_id for o in figures}:
        own = preferred_first((o for o in figures if o.district_id == district_id), store.catalogue)
        chosen[district_id] = tuple(o for o in own if o.period_end == own[0].period_end)
    return chosen


def _metric(metric: Metric, view: CalculatedView, divisor: Metric) -> tuple[float, Metric]:
    """What to multiply the quotient by, and the metric under which it is shown."""
    if view == "share":
        return 100.0, metric._replace(
            name_zh=f"{metric.name_zh}占{divisor.name_zh}比重",
            name_en=f"{metric.name_en} as a share of {divisor.name_en[0].lower()}{divisor.name_en[1:]}",
            unit_zh="%",
            unit_en="%",
            measure="rate",
        )
    if view == "per_km2":
        return 1.0, metric._replace(
            name_zh=f"每平方公里{metric.name_zh}",
            name_en=f"{metric.name_en} per km²",
            unit_zh=f"{metric.unit_zh}/平方公里",
            unit_en=f"{metric.unit_en} per km²",
            measure="index",
        )
    if metric.unit_zh in MONEY:
        factor, unit_zh, unit_en = MONEY[metric.unit_zh]
        return factor, metric._replace(
            name_zh=f"人均{metric.name_zh}",
            name_en=f"{metric.name_en} per resident",
            unit_zh=f"{unit_zh}/人",
            unit_en=f"{unit_en} per resident",
            measure="index",
        )
    return 1e4, metric._replace(
        name_zh=f"每万常住人口{metric.name_zh}",
        name_en=f"{metric.name_en} per 10,000 residents",
        unit_zh=f"{metric.unit_zh}/万人",
        unit_en=f"{metric.unit_en} per 10,000 residents",
        measure="index",
    )


def _without_quotient(
    top: Metric,
    bottom: Metric,
    figures: Sequence[JudgedObservation],
    divisors: Mapping[str, Alike],
    factor: float,
    most: float,
) -> Refusal | None:
    """The refusal for districts whose figures cannot be divided at all."""

    def lacking(fails: Callable[[Observation], bool]) -> tuple[str, ...]:
        rows = (o for f in figures for o in (f.observation, *f.conflicts))
        return tuple(dict.fromkeys(o.district_id for o in rows if fails(o)))

    def by_nothing(o: Observation) -> bool:
        values = _possible(bottom, divisors[o.observation_id])
        return values.low < 0 or values.high <= 0

    without = lacking(by_nothing)
    if without:
        return Refusal("no_positive_divisor", without)
    quotients = {
        o.observation_id: _quotient(top, bottom, o, divisors[o.observation_id], factor)
        for f in figures
        for o in (f.observation, *f.conflicts)
    }
    leading = {f.observation.observation_id for f in figures}
    above = lacking(lambda o: o.observation_id in leading and quotients[o.observation_id].low > most * ALMOST)
    if above:
        return Refusal("part_above_whole", above)
    unknown = lacking(lambda o: quotients[o.observation_id].is_unknown)
    return Refusal("nothing_bounds", unknown) if unknown else None


def _possible(metric: Metric, figures: Iterable[Observation]) -> Interval:
    """What figures in conflict may be; amounts that are never negative are not below zero where a bound is open."""
    values = hull(interval(o.value_low, o.value_high) for o in figures)
    is_open = isinf(values.low) and metric.measure in NEVER_NEGATIVE and values.high >= 0
    return Interval(0.0, values.high) if is_open else values


def _quotient(top: Metric, bottom: Metric, o: Observation, divisors: Alike, factor: float) -> Interval:
    """All values of the quotient, whichever of conflicting divisors is true."""
    values = _possible(top, [o])
    return quotient(Interval(factor * values.low, factor * values.high), _possible(bottom, divisors))


def _derived(
    o: Observation, divisor: Observation, factor: float, values: Interval, most: float
) -> Observation:
    """The quotient as an observation that keeps the period, scope, status and id of the published figure.

    None is above `most`, unless a second document contradicts the first so far.
    """
    low, high = values
    if low <= most * ALMOST:
        low, high = min(low, most), min(high, most)
    if values.is_point:
        value, qualifier = low, "exact"
    elif isinf(values.high):
        value, qualifier = low, "at_least"
    elif isinf(low) or low == 0:
        value, qualifier = high, "at_most"
    else:
        published = values.low if divisor.value <= 0 else factor * o.value / divisor.value
        value, qualifier = min(max(published, low), high), "approx"
    return o._replace(
        value=value,
        value_low=None if isinf(low) else low,
        value_high=None if isinf(high) else high,
        qualifier=qualifier,
    )


def _bound_as_shown(o: Observation, decimals: int) -> Observation:
    """A bound is rounded outward: "at least 149,254" would be false of 149,253.7."""
    step: float = 10**decimals
    if o.qualifier == "at_least":
        return o._replace(value=floor(round(o.value * step, 6)) / step)
    if o.qualifier == "at_most":
        return o._replace(value=ceil(round(o.value * step, 6)) / step)
    return o


#: Digits that matter in a quotient.
SIGNIFICANT = 3


def _decimals(rows: Sequence[Observation]) -> int:
    """Decimals that keep three significant digits of the smallest value and one of the smallest difference."""
    values = sorted(o.value for o in rows)
    smallest = min((abs(v) for v in values if v), default=1.0)
    closest = min((b - a for a, b in pairwise(values) if b > a), default=1.0)
    return min(6, max(0, SIGNIFICANT - 1 - floor(log10(smallest)), -floor(log10(closest))))
