"""A proposed figure against what is held already: the same figure, last year's with stated growth, the relations."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from data.violations import Reason
from intake.proposal import Check, Proposal
from intake.unit_kinds import factor
from queries import checks
from queries.intervals import Interval, quotient
from queries.observations import of_metrics
from queries.records import Metric, Observation
from queries.rounding import as_rounded
from queries.store import Store

#: Names of checks, as they stand in a proposal.
SAME, LAST_YEAR, RELATION = "same_figure", "last_year", "relation"
#: The identifier of a figure that is only proposed.
PROPOSED = "proposed"
_GROWTH_ENDS = ("增长", "下降")


def against_known(
    proposal: Proposal, metric_id: str, district_id: str, store: Store, beside: Sequence[Proposal] = ()
) -> tuple[Check, ...]:
    """Return what is held of the same metric and period, last year's figure, and the relations with the new one in.

    `beside` are the other proposals of the document: among them stands the growth it states. Nothing is returned where
    metric or district are unknown, the unit does not fit, or nothing says from when the figure is.
    """
    metric = store.catalogue.metrics.get(metric_id)
    new = _as_observation(proposal, metric, district_id) if metric else None
    if metric is None or new is None or district_id not in store.catalogue.districts:
        return ()
    existing = of_metrics(store, [metric_id], [district_id])
    found = [
        *_same(store, metric, new, existing, proposal),
        *_last_year(store, metric, new, existing, proposal, beside),
    ]
    return (*found, *_relations(store, new, proposal))


def _as_observation(proposal: Proposal, metric: Metric, district_id: str) -> Observation | None:
    """Return the proposal as a figure of the metric, in its unit; None where that cannot be."""
    by = factor(proposal.unit_zh, metric.unit_zh)
    if by is None or not proposal.period.start or not proposal.period.end:
        return None
    start, end = (dt.date.fromisoformat(day) for day in (proposal.period.start, proposal.period.end))
    low, high = (
        None if bound is None else float(bound * by) for bound in (proposal.value_low, proposal.value_high)
    )
    return Observation(
        observation_id=PROPOSED,
        district_id=district_id,
        metric_id=metric.metric_id,
        period_start=start,
        period_end=end,
        period_basis=proposal.period.basis or "as_published",
        value=float(proposal.value * by),
        value_low=low,
        value_high=high,
        qualifier=proposal.qualifier,
        status=proposal.status,
        scope=proposal.scope,
        scope_name_zh=proposal.scope_name_zh or None,
        scope_name_en=None,
        document_id="",
        section=None,
        as_written=proposal.as_written,
        note_zh=None,
        note_en=None,
        year=end.year,
    )


def _same(
    store: Store, metric: Metric, new: Observation, existing: Iterable[Observation], proposal: Proposal
) -> Iterator[Check]:
    for old in existing:
        if not _same_period(metric, old, new) or not _same_scope(old, new):
            continue
        agrees = _meet(as_rounded(metric, old), as_rounded(metric, new))
        shown = f"{_number(old.value)}{metric.unit_zh}"
        zh, en = _document(store, old)
        text = (
            Reason(f"与已有数据一致：{shown}（{zh}）", f"Confirms what is held: {shown} ({en})")
            if agrees
            else Reason(
                f"与已有数据不一致：已有{shown}（{zh}），本文{_number(new.value)}{metric.unit_zh}",
                f"Contradicts what is held: {shown} ({en}), here {_number(new.value)}{metric.unit_zh}",
            )
        )
        yield Check(SAME, "holds" if agrees else "cannot_tell", text, (proposal.place, old.observation_id))


def _same_period(metric: Metric, old: Observation, new: Observation) -> bool:
    if (
        metric.basis == "stock"
        and new.period_basis in ("year", "as_of")
        and old.period_basis in ("year", "as_of")
    ):
        return old.period_end == new.period_end
    return (old.period_start, old.period_end) == (new.period_start, new.period_end)


def _same_scope(old: Observation, new: Observation) -> bool:
    return old.scope == new.scope and (old.scope == "district" or old.scope_name_zh == new.scope_name_zh)


def _last_year(
    store: Store,
    metric: Metric,
    new: Observation,
    existing: Iterable[Observation],
    proposal: Proposal,
    beside: Sequence[Proposal],
) -> Iterator[Check]:
    """Yield what last year's figure makes of this one, and whether the growth stated beside it agrees."""
    if new.period_basis not in ("year", "as_of", "half_year", "part_year") or metric.measure == "rate":
        return
    start, end = _before(new.period_start), _before(new.period_end)
    growth = _growth_beside(proposal, beside)
    for old in existing:
        if (old.period_start, old.period_end) != (start, end) or not _same_scope(old, new) or old.value <= 0:
            continue
        change = (new.value / old.value - 1) * 100
        zh, en = _document(store, old)
        shown = f"{old.year}：{_number(old.value)}{metric.unit_zh}（{zh}）"
        said = f"{old.year}: {_number(old.value)}{metric.unit_zh} ({en})"
        if growth is None:
            text = Reason(
                f"上年 {shown}，据此变化{change:+.1f}%", f"Last year {said}: a change of {change:+.1f}%"
            )
            yield Check(LAST_YEAR, "cannot_tell", text, (proposal.place, old.observation_id))
            continue
        holds = _growth_holds(as_rounded(metric, new), as_rounded(metric, old), growth)
        stated = f"{growth.value:+}%"
        text = Reason(
            f"上年 {shown}，据此变化{change:+.1f}%，文中为{stated}，{'相符' if holds else '不符'}",
            f"Last year {said}: a change of {change:+.1f}%; the text states {stated}, "
            f"which {'holds' if holds else 'does not hold'}",
        )
        yield Check(
            LAST_YEAR,
            "holds" if holds else "cannot_tell",
            text,
            (proposal.place, growth.place, old.observation_id),
        )


def _growth_beside(proposal: Proposal, beside: Iterable[Proposal]) -> Proposal | None:
    """Return the growth that the document states of a figure: the same label and period, just behind it."""
    labels = {f"{proposal.label}{word}" for word in _GROWTH_ENDS}
    near = (
        other
        for other in beside
        if other.label in labels
        and other.unit_zh == "%"
        and other.period == proposal.period
        and 0 < other.char_start - proposal.char_start < 120
    )
    return next(near, None)


def _growth_holds(new: Interval, old: Interval, growth: Proposal) -> bool:
    if old.low <= 0:
        return False
    ratio = quotient(new, old)
    half = 10.0 ** _exponent(growth.value) / 2
    low = -math.inf if growth.value_low is None else float(growth.value_low) - half
    high = math.inf if growth.value_high is None else float(growth.value_high) + half
    return (ratio.high - 1) * 100 + checks.DUST >= low and (ratio.low - 1) * 100 - checks.DUST <= high


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return min(exponent, 0) if isinstance(exponent, int) else 0


def _relations(store: Store, new: Observation, proposal: Proposal) -> Iterator[Check]:
    for check in checks.checks_with(store, new):
        if check.outcome == "unchecked":
            continue
        relation, metric = check.relation, store.catalogue.metrics[check.result.metric_id]
        computed = check.computed or Interval(math.nan, math.nan)
        shown = (
            _number(computed.low)
            if computed.is_point
            else f"{_number(computed.low)}—{_number(computed.high)}"
        )
        holds = check.outcome == "agrees"
        zh, en = ("成立", "holds") if holds else ("不成立", "does not hold")
        unit = metric.unit_zh
        text = Reason(
            f"{relation.text_zh}{zh}：{metric.name_zh}{_number(check.result.value)}{unit}，按各部分为{shown}{unit}",
            f"{relation.text_en} It {en}: {metric.name_en} is {_number(check.result.value)}{unit}, "
            f"its parts give {shown}{unit}",
        )
        others = tuple(o.observation_id for o in (check.result, *check.parts) if o.observation_id != PROPOSED)
        yield Check(RELATION, "holds" if holds else "cannot_tell", text, (proposal.place, *others))


def _meet(one: Interval, other: Interval) -> bool:
    return one.low <= other.high + checks.DUST and other.low <= one.high + checks.DUST


def _before(day: dt.date) -> dt.date:
    return (
        day.replace(year=day.year - 1, day=28)
        if (day.month, day.day) == (2, 29)
        else day.replace(year=day.year - 1)
    )


def _document(store: Store, old: Observation) -> tuple[str, str]:
    document = store.catalogue.documents[old.document_id]
    return f"《{document.title_zh}》", document.title_en


def _number(value: float) -> str:
    return f"{value:,.10f}".rstrip("0").rstrip(".")
