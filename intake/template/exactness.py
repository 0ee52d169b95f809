"""What a value stands for by its exactness, and whether the contract of figures lets it stand."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from data.row_check import broken_rules as rules_broken
from data.violations import Reason
from intake.proposal import Qualifier
from intake.template.amounts import Amount
from intake.template.read_hidden import TemplateMetric

_HUNDRED = Decimal(100)


class Interval(NamedTuple):
    """A value, the ends of the interval it stands for (None: open), and how firm it is."""

    value: Decimal
    low: Decimal | None
    high: Decimal | None
    qualifier: Qualifier


def interval(value: Amount, exactness: str, metric: TemplateMetric) -> Interval:
    """Return what a value stands for: about and nearly lie off by half a unit of its last digit."""
    number, half = value.value, value.step / 2
    if exactness == "approx":
        return Interval(number, number - half, number + half, "approx")
    if exactness == "nearly":
        return Interval(number, number - half, number, "approx")
    if exactness == "at_least":
        return Interval(number, number, _HUNDRED if metric.share == "yes" else None, "at_least")
    if exactness == "at_most":
        return Interval(number, Decimal(0) if metric.share == "yes" else None, number, "at_most")
    return Interval(number, number, number, "exact")


def broken_rules(found: Interval, metric: TemplateMetric) -> list[Reason]:
    """Return what the contract of figures says against a value, each thing once."""
    cells = {
        "value": found.value,
        "value_low": found.low,
        "value_high": found.high,
        "qualifier": found.qualifier,
        "metric_id.decimals": metric.decimals,
        "metric_id.measure": metric.measure,
        "metric_id.share": metric.share,
    }
    broken = rules_broken("observations", cells)
    return list(dict.fromkeys(r.reason for r in broken if r.column.startswith(("value", "qualifier"))))
