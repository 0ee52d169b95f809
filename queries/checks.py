"""Do published figures fit together: sums that must hold, rates that follow from counts, growth from two years.

The relations are rows of `relations.csv`. A relation checks figures; it never fills a missing one.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import Literal, NamedTuple

from queries import observations
from queries.intervals import Interval, quotient
from queries.records import Metric, Observation, Relation
from queries.rounding import as_rounded
from queries.store import Store

Outcome = Literal["agrees", "disagrees", "unchecked"]

#: Floating point leaves dust in sums of decimals; no published figure is finer than this.
DUST = 1e-9


class Check(NamedTuple):
    """One published figure held against what its parts give."""

    relation: Relation
    result: Observation
    parts: tuple[Observation, ...]
    #: Metrics of parts for which no figure of the same period and scope is held.
    missing: tuple[str, ...]
    #: What the parts give, with their rounding; None where it cannot be computed.
    computed: Interval | None
    outcome: Outcome


@lru_cache(maxsize=2)
def all_checks(store: Store) -> tuple[Check, ...]:
    """Every published figure that a relation speaks of, checked; by relation, then district and period.

    Where a part has several figures for the period, each choice is a check of its own.
    """
    checks_of_all: list[Check] = []
    for relation in store.catalogue.relations:
        checks_of_all.extend(_checks(store, relation))
    return tuple(checks_of_all)


def checks_on(store: Store, observation_id: str) -> list[Check]:
    """The checks in which a figure takes part, as result or as part."""
    return [
        c
        for c in all_checks(store)
        if observation_id == c.result.observation_id
        or (c.outcome != "unchecked" and any(observation_id == p.observation_id for p in c.parts))
    ]


def checks_with(store: Store, figure: Observation) -> list[Check]:
    """The checks in which a figure that the store does not hold would take part, beside the figures of its district."""
    found: list[Check] = []
    for relation in store.catalogue.relations:
        if figure.metric_id in (relation.result_metric_id, *relation.part_metric_ids):
            found.extend(
                c
                for c in _checks(store, relation, [figure.district_id], [figure])
                if any(o is figure for o in (c.result, *c.parts))
            )
    return found


_WORST_FIRST: tuple[Outcome, ...] = ("disagrees", "agrees", "unchecked")


@lru_cache(maxsize=2)
def outcomes(store: Store) -> dict[str, Outcome]:
    """For every figure that takes part in a relation the worst that came of it: a disagreement before all else."""
    outcomes_by_id: dict[str, set[Outcome]] = defaultdict(set)
    for c in all_checks(store):
        outcomes_by_id[c.result.observation_id].add(c.outcome)
        if c.outcome != "unchecked":
            for part in c.parts:
                outcomes_by_id[part.observation_id].add(c.outcome)
    return {i: next(o for o in _WORST_FIRST if o in outcomes) for i, outcomes in outcomes_by_id.items()}


def disagreements(store: Store) -> list[Check]:
    """The checks that fail, both sides of each to be seen."""
    return [c for c in all_checks(store) if c.outcome == "disagrees"]


def _checks(
    store: Store,
    relation: Relation,
    district_ids: Sequence[str] | None = None,
    added: Sequence[Observation] = (),
) -> Iterator[Check]:
    metric_ids = [relation.result_metric_id, *relation.part_metric_ids]
    rows = observations.of_metrics(store, metric_ids, district_ids or list(store.catalogue.districts))
    rows += added
    by_metric: dict[tuple[str, str], list[Observation]] = defaultdict(list)
    for o in rows:
        by_metric[o.metric_id, o.district_id].append(o)
    for result in rows:
        if result.metric_id == relation.result_metric_id:
            yield from _check(store, relation, result, by_metric)


def _check(
    store: Store,
    relation: Relation,
    result: Observation,
    by_metric: dict[tuple[str, str], list[Observation]],
) -> Iterator[Check]:
    """The checks of one result, one for each choice among conflicting parts."""
    parts_and_shifts = _parts_and_shifts(relation, result)
    choices = [
        _of_period(store.catalogue.metrics[m], by_metric[m, result.district_id], result, shift)
        for m, shift in parts_and_shifts
    ]
    missing = tuple(m for (m, _), figures in zip(parts_and_shifts, choices, strict=True) if not figures)
    if missing:
        known = tuple(figures[0] for figures in choices if figures)
        yield Check(relation, result, known, missing, None, "unchecked")
        return
    for parts in product(*choices):
        yield _of_parts(store, relation, result, parts)


def _parts_and_shifts(relation: Relation, result: Observation) -> list[tuple[str, int]]:
    """The metrics of the parts, with how many years before the result each is taken."""
    if relation.kind == "growth":
        part = relation.part_metric_ids[0]
        return [(part, 0), (part, 1)]
    return [(m, 0) for m in relation.part_metric_ids]


def _of_period(
    metric: Metric, figures: Iterable[Observation], result: Observation, years_before: int
) -> list[Observation]:
    """The figures of the result's district, scope and status for its period, or for the same period years before.

    A stock goes with the end of the period. An area changes little: the nearest one serves, whatever its year.
    """
    same = [
        o
        for o in figures
        if (o.scope, o.scope_name_zh, o.status) == (result.scope, result.scope_name_zh, result.status)
    ]
    start, end = _back(result.period_start, years_before), _back(result.period_end, years_before)
    if metric.basis == "stock":
        at_end = [o for o in same if o.period_end == end and o.period_basis in ("as_of", "year")]
        if at_end or metric.measure != "area" or not same:
            return at_end
        nearest = min(abs((o.period_end - end).days) for o in same)
        return [o for o in same if abs((o.period_end - end).days) == nearest]
    return [o for o in same if (o.period_start, o.period_end) == (start, end)]


def _back(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def _of_parts(store: Store, relation: Relation, result: Observation, parts: Sequence[Observation]) -> Check:
    metrics = store.catalogue.metrics
    computed = _compute(
        relation, metrics[relation.result_metric_id], [as_rounded(metrics[p.metric_id], p) for p in parts]
    )
    if computed is None:
        return Check(relation, result, tuple(parts), (), None, "unchecked")
    published = as_rounded(metrics[result.metric_id], result)
    slack = relation.slack + DUST
    enough = published.high + slack >= computed.low
    within = enough and (relation.sense == ">=" or published.low - slack <= computed.high)
    return Check(relation, result, tuple(parts), (), computed, "agrees" if within else "disagrees")


def _compute(relation: Relation, result: Metric, parts: Sequence[Interval]) -> Interval | None:
    """What the parts give; None where a divisor is not surely positive or nothing bounds the outcome."""
    if relation.kind == "growth":
        now, before = parts
        if before.low <= 0:
            return None
        ratio = quotient(now, before)
        return _finite(Interval((ratio.low - 1) * 100, (ratio.high - 1) * 100))
    if relation.kind == "sum":
        return _finite(_total(parts))
    *first, last = parts
    total = _total(first)
    if relation.kind == "difference":
        return _finite(Interval(total.low - last.high, total.high - last.low))
    if last.low <= 0:
        return None
    percent = 100 if result.unit_zh.startswith("%") else 1
    ratio = quotient(total, last)
    return _finite(Interval(percent * ratio.low, percent * ratio.high))


def _total(parts: Iterable[Interval]) -> Interval:
    members = list(parts)
    return Interval(sum(i.low for i in members), sum(i.high for i in members))


def _finite(outcome: Interval) -> Interval | None:
    return None if outcome.is_unknown else outcome
