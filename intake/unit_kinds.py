"""Which units count the same, and by what one of money is to be converted."""

from __future__ import annotations

from decimal import Decimal

from data.violations import Reason
from intake.prose.vocabulary import COUNTS, MONEY, PEOPLE

#: Measure words that texts change for one another.
_ALIKE = (
    frozenset({"件", "起", "宗", "例", "桩", "案", "单"}),
    frozenset({"次", "场", "场次", "期", "轮"}),
    frozenset({"家", "户", "个", "所", "处"}),
    frozenset({"项", "条", "个", "种", "类"}),
    frozenset({"份", "件", "篇", "部"}),
    frozenset(PEOPLE),
)
_FACTORS = {
    "亿元": Decimal(10) ** 8,
    "万元": Decimal(10) ** 4,
    "元": Decimal(1),
    "亿美元": Decimal(10) ** 8,
    "万美元": Decimal(10) ** 4,
    "美元": Decimal(1),
}
#: How well a unit fits another: the same, another measure word of the same things, one of other things.
SAME, ALIKE, COUNTED = 1.0, 0.94, 0.8


def fit(unit: str, other: str) -> float:
    """Return how well a figure in one unit may be of a metric in another: 1 the same, 0 not at all."""
    if unit == other or {unit, other} <= set(PEOPLE):
        return SAME
    if unit in MONEY and other in MONEY:
        return ALIKE if ("美元" in unit) == ("美元" in other) else 0.0
    if any(unit in group and other in group for group in _ALIKE):
        return ALIKE
    counted = (*COUNTS, *PEOPLE)
    return COUNTED if unit in counted and other in counted else 0.0


def factor(unit: str, other: str) -> Decimal | None:
    """Return by what a number in one unit is multiplied to be in the other; None where the units do not fit."""
    if unit in _FACTORS and other in _FACTORS and fit(unit, other):
        return _FACTORS[unit] / _FACTORS[other]
    return Decimal(1) if fit(unit, other) else None


def unit_warning(unit: str, other: str) -> Reason | None:
    """Return what a person must know of a figure in one unit under a metric in another; None where there is nothing."""
    by = factor(unit, other)
    if unit == other or by == 1:
        return None
    if by is None:
        return Reason(
            f"单位不符：原文为“{unit}”，指标为“{other}”",
            f"the units differ: {unit} as written, {other} of the metric",
        )
    return Reason(f"已由“{unit}”换算为“{other}”", f"converted from {unit} to {other}")
