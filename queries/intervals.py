"""Arithmetic of figures that are known as closed intervals: 500余 is [500, ∞), an exact figure is a point.

All statements here hold for every choice of true values inside the intervals; what does not is left undecided.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from math import inf, isinf
from statistics import median as middle
from typing import Literal, NamedTuple

Order = Literal["higher", "lower", "equal", "undecided"]


class Interval(NamedTuple):
    """A closed interval; infinite where the figure is open on that side."""

    low: float
    high: float

    @property
    def is_point(self) -> bool:
        """Whether one value only is possible."""
        return self.low == self.high

    @property
    def is_bounded(self) -> bool:
        """Whether the interval is closed on both sides."""
        return not isinf(self.low) and not isinf(self.high)

    @property
    def is_unknown(self) -> bool:
        """Whether any value at all is possible, so that nothing may be said of it."""
        return isinf(self.low) and isinf(self.high)


class RankRange(NamedTuple):
    """The ranks a figure may have, 1 being the largest; `first == last` where the rank is certain."""

    first: int
    last: int

    @property
    def is_certain(self) -> bool:
        """Whether only one rank is possible."""
        return self.first == self.last


def interval(low: float | None, high: float | None) -> Interval:
    """The interval of an observation's bounds, where empty means open."""
    return Interval(-inf if low is None else low, inf if high is None else high)


def hull(intervals: Iterable[Interval]) -> Interval:
    """The smallest interval that holds all of them: what is true of it is true of each."""
    members = list(intervals)
    return Interval(min(i.low for i in members), max(i.high for i in members))


def order(a: Interval, b: Interval) -> Order:
    """How `a` stands to `b`: decided only if no choice of values could turn it round."""
    if a.low > b.high:
        return "higher"
    if a.high < b.low:
        return "lower"
    if a.is_point and a == b:
        return "equal"
    return "undecided"


def difference(a: Interval, b: Interval) -> Interval:
    """All values that `a − b` may take."""
    return Interval(a.low - b.high, a.high - b.low)


def quotient(a: Interval, b: Interval) -> Interval:
    """All values that `a / b` may take, where `b` is known to be positive: an end at zero only means "near zero".

    ValueError where `b` may be negative or can only be zero, so that callers refuse it first.
    """
    if b.low < 0 or b.high <= 0:
        raise ValueError(f"the divisor must be positive, not {b.low} to {b.high}")
    return Interval(0.0 - _largest(-a.low, b), _largest(a.high, b))


def _largest(top: float, b: Interval) -> float:
    """The largest `top / x` for all x in `b`: by its smallest where the top is positive, else by its largest."""
    if top <= 0:
        return 0.0 if isinf(b.high) or not top else top / b.high
    return inf if isinf(top) or not b.low else top / b.low


def rank_ranges(intervals: Sequence[Interval]) -> list[RankRange]:
    """For each interval the ranks it may have: from 1 + those certainly above to n − those certainly below.

    Equal points tie: they share the better rank. O(n log n).
    """
    n = len(intervals)
    lows = sorted(i.low for i in intervals)
    highs = sorted(i.high for i in intervals)
    points = Counter(i.low for i in intervals if i.is_point)
    ranges = []
    for i in intervals:
        above = n - bisect_right(lows, i.high)
        below = bisect_left(highs, i.low)
        ties = points[i.low] - 1 if i.is_point else 0
        ranges.append(RankRange(1 + above, n - below - ties))
    return ranges


def median(intervals: Sequence[Interval]) -> Interval:
    """The values the median of the figures may take: the median of the lows to the median of the highs."""
    return Interval(middle(i.low for i in intervals), middle(i.high for i in intervals))
