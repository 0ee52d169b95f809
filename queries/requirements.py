"""Requirements against facts: is a target met, by whom, and in which state is it today?

The state follows from the district's own figures and today's date by the rules of `state_rules.csv`; nothing is
guessed, and a date that has passed without a result is never called overdue.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from queries import observations
from queries.intervals import Interval, interval
from queries.plan_records import StateRule, Target
from queries.preference import preferred_first
from queries.records import District, Metric, Observation
from queries.store import Store

Outcome = Literal["met", "not_met", "undecided", "none"]
Timing = Literal["undated", "open", "within_year", "passed"]


class Standing(NamedTuple):
    """How one district's newest figure stands to a requirement."""

    district: District
    evidence: Outcome
    observation: Observation | None


@dataclass(frozen=True)
class Requirement:
    """One target with its own state, and how every district's figures stand to it."""

    target: Target
    metric: Metric
    district: District
    timing: Timing
    rule: StateRule
    own: Standing
    others: tuple[Standing, ...]

    def standing(self, district_id: str) -> Standing | None:
        """Return how a district stands to it; None where our sources have no figure to hold against it."""
        return next(
            (s for s in (self.own, *self.others) if s.district.district_id == district_id and s.observation),
            None,
        )


@lru_cache(maxsize=2)
def state_rules(store: Store) -> tuple[StateRule, ...]:
    """The rules, in the order in which they are tried."""
    fields = ", ".join(StateRule._fields)
    return tuple(store.records(StateRule, f"SELECT {fields} FROM state_rules ORDER BY ordinal"))


def rule_for(rules: Iterable[StateRule], evidence: Outcome, timing: Timing) -> StateRule:
    """The first rule that fits; the last rule of the table fits everything."""
    for rule in rules:
        if rule.evidence in ("any", evidence) and rule.timing in ("any", timing):
            return rule
    raise LookupError(f"no rule for {evidence}, {timing}")


def timing(due: dt.date | None, today: dt.date) -> Timing:
    """Where a date lies from today: the day itself has not passed; a year ahead is the same day next year."""
    if due is None:
        return "undated"
    if due < today:
        return "passed"
    return "within_year" if due <= _a_year_after(today) else "open"


def _a_year_after(day: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)


def satisfies(values: Interval, comparator: str, required: float) -> Outcome:
    """Whether a figure known as an interval satisfies a requirement, for every value it may have."""
    if comparator == ">=":
        return "met" if values.low >= required else "not_met" if values.high < required else "undecided"
    if comparator == "<=":
        return "met" if values.high <= required else "not_met" if values.low > required else "undecided"
    if values.is_point and values.low == required:
        return "met"
    return "undecided" if values.low <= required <= values.high else "not_met"


def targets(store: Store) -> list[Target]:
    """All requirements, in the order of the data."""
    return store.records(Target, f"SELECT {', '.join(Target._fields)} FROM targets ORDER BY target_id")


def requirements(store: Store, today: dt.date, district_ids: Sequence[str] = ()) -> list[Requirement]:
    """Every requirement of the chosen districts (all if none) against the figures of every district."""
    rules = state_rules(store)
    return [
        _requirement(store, target, today, rules)
        for target in targets(store)
        if not district_ids or target.district_id in district_ids
    ]


def _requirement(store: Store, target: Target, today: dt.date, rules: Sequence[StateRule]) -> Requirement:
    catalogue = store.catalogue
    figures = observations.of_metrics(store, [target.metric_id], list(catalogue.districts))
    standings = {
        d.district_id: _standing(store, target, d, [o for o in figures if o.district_id == d.district_id])
        for d in catalogue.districts.values()
    }
    own = standings.pop(target.district_id)
    when = timing(target.due, today)
    return Requirement(
        target=target,
        metric=catalogue.metrics[target.metric_id],
        district=catalogue.districts[target.district_id],
        timing=when,
        rule=rule_for(rules, own.evidence, when),
        own=own,
        others=tuple(standings.values()),
    )


def _standing(store: Store, target: Target, district: District, figures: Sequence[Observation]) -> Standing:
    """How a district stands: by its newest actual figure of the scope asked for, not from before the requirement."""
    own = district.district_id == target.district_id
    fitting = [
        o
        for o in figures
        if o.status == "actual"
        and (o.scope_name_zh == target.scope_name_zh if own and target.scope_name_zh else o.whole_district)
        and (not own or target.period_start is None or o.period_end >= target.period_start)
    ]
    if not fitting:
        return Standing(district, "none", None)
    newest = max(o.period_end for o in fitting)
    observation = preferred_first((o for o in fitting if o.period_end == newest), store.catalogue)[0]
    values = interval(observation.value_low, observation.value_high)
    return Standing(district, satisfies(values, target.comparator, target.value), observation)


def together(evidence: Iterable[Outcome]) -> Outcome:
    """What several requirements of one task come to: not met if any is not, met only if all are."""
    outcomes = set(evidence)
    if not outcomes:
        return "none"
    for decisive in ("not_met", "undecided", "none"):
        if decisive in outcomes:
            return decisive
    return "met"
