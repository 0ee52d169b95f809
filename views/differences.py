"""How far two figures lie apart, in words, with no more digits than the coarser of the two.

2,270 less 39.63 is about 2,230, not 2,230.37: what the coarser figure leaves open, the difference leaves open too.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from math import floor, inf, isinf, log10
from typing import NamedTuple

from locales import Words
from queries.intervals import Interval, difference
from queries.records import Metric
from views import wording


def gap(words: Words, metric: Metric, more: Interval, less: Interval, *, calculated: bool = False) -> str:
    """Return by how much one figure exceeds another, with its unit; '' where nothing of that is left when rounded.

    Rates differ in percentage points. `calculated`: both are quotients, which are written with the decimals of their
    metric, and so is what lies between them. A difference that had to be rounded is called about.
    """
    if in_percent(metric):
        metric = metric._replace(measure="rate")
    decimals = metric.decimals if calculated else coarser(metric, (more, less))
    if calculated:
        more, less = _as_written(metric, more), _as_written(metric, less)
    exact = difference(more, less)
    if isinf(exact.high):
        least = wording.outward(exact, decimals).low  # "at least 3.5" would be false of 3.46
        return _open(words, metric, least) if least > 0 else ""
    if not exact.is_point:
        rounded = wording.outward(exact, decimals)
        return wording.gap(words, metric, rounded) if rounded.low > 0 else ""
    value = _rounded(exact.low, decimals)
    if value <= 0:
        return ""
    text = wording.gap(words, metric, Interval(value, value))
    return text if _is_same(value, exact.low) else wording.bounded(words, "approx", text)


def in_percent(metric: Metric) -> bool:
    """Return whether figures are percentages, so that two of them lie percentage points apart."""
    return metric.measure == "rate" or metric.unit_zh.startswith("%")


class Change(NamedTuple):
    """A change with its sign and unit as printed, and the number in it; None where it is no one number."""

    text: str
    value: float | None = None
    decimals: int = 0


def signed(words: Words, metric: Metric, change: Interval, ends: Iterable[Interval]) -> Change:
    """Return a change between two figures, rounded like `gap`; the exact one where nothing of it is left."""
    decimals = coarser(metric, ends)
    if not change.is_point:
        return Change(wording.signed_gap(words, metric, wording.outward(change, decimals)))
    value = _rounded(change.low, decimals) or round(change.low, metric.decimals)
    text = wording.signed_gap(words, metric, Interval(value, value))
    if not _is_same(value, change.low):
        text = f"≈ {text}"
    shown = words.amount(value, metric)
    return Change(text, round(value * words.scale(metric), 6), len(shown.partition(".")[2]))


def coarser(metric: Metric, figures: Iterable[Interval]) -> int:
    """Return the decimals of the coarsest of some figures, below zero where it counts in tens or hundreds."""
    return min((_decimals(metric, values) for values in figures), default=metric.decimals)


def _decimals(metric: Metric, values: Interval) -> int:
    """The decimals a figure is written with; of a band those that its width leaves."""
    if values.is_bounded and not values.is_point:
        return min(metric.decimals, -floor(log10((values.high - values.low) / 2) + 1e-9))
    finite = values.low if not isinf(values.low) else values.high
    if isinf(finite):
        return metric.decimals
    exponent = Decimal(str(finite)).normalize().as_tuple().exponent
    return min(metric.decimals, max(0, -int(exponent)))


def _as_written(metric: Metric, values: Interval) -> Interval:
    """A quotient as it is written beside the difference, so that the two agree to the last digit."""
    return Interval(*(round(v, metric.decimals) for v in values)) if values.is_point else values


def _open(words: Words, metric: Metric, least: float) -> str:
    """The least that a difference may be; what calls it so says that it may be more."""
    return wording.gap(words, metric, Interval(least, least))


def _rounded(value: float, decimals: int) -> float:
    """Halves away from zero, as readers round."""
    return float(Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def _is_same(one: float, other: float) -> bool:
    return abs(one - other) < 1e-9 * max(1.0, abs(other)) if inf not in (one, other) else one == other
