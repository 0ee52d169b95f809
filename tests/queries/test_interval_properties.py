"""What must hold of the arithmetic of intervals, whatever the figures are."""

from __future__ import annotations

from math import inf

from hypothesis import given
from hypothesis import strategies as st

from queries.intervals import Interval, difference, hull, interval, median, order, rank_ranges

number = st.integers(-20, 20).map(float)


@st.composite
def _interval(draw: st.DrawFn) -> Interval:
    low, high = sorted((draw(number), draw(number)))
    shape = draw(st.sampled_from(["closed", "point", "up", "down"]))
    return {
        "closed": Interval(low, high),
        "point": Interval(low, low),
        "up": Interval(low, inf),
        "down": Interval(-inf, high),
    }[shape]


intervals = st.lists(_interval(), min_size=1, max_size=8)


def _inside(draw: st.DataObject, i: Interval) -> float:
    return draw.draw(st.floats(max(i.low, -1000.0), min(i.high, 1000.0)))


def _narrowed(draw: st.DataObject, i: Interval) -> Interval:
    a, b = sorted((_inside(draw, i), _inside(draw, i)))
    return Interval(a, b)


@given(st.data(), _interval(), _interval())
def test_a_decided_order_holds_for_every_choice_of_values(
    data: st.DataObject, a: Interval, b: Interval
) -> None:
    x, y = _inside(data, a), _inside(data, b)
    decided = order(a, b)
    assert {"higher": x > y, "lower": x < y, "equal": x == y, "undecided": True}[decided]


@given(st.data(), _interval(), _interval())
def test_narrowing_never_turns_a_decided_order_round(data: st.DataObject, a: Interval, b: Interval) -> None:
    before = order(a, b)
    after = order(_narrowed(data, a), _narrowed(data, b))
    assert before in ("undecided", after)


@given(_interval(), _interval())
def test_order_is_antisymmetric(a: Interval, b: Interval) -> None:
    turned = {"higher": "lower", "lower": "higher"}
    assert order(b, a) == turned.get(order(a, b), order(a, b))


@given(st.data(), intervals)
def test_the_order_of_input_changes_no_rank(data: st.DataObject, several: list[Interval]) -> None:
    positions = data.draw(st.permutations(range(len(several))))
    shuffled = rank_ranges([several[p] for p in positions])
    straight = rank_ranges(several)
    assert shuffled == [straight[p] for p in positions]


@given(st.data(), intervals)
def test_a_rank_range_holds_the_rank_of_every_choice(data: st.DataObject, several: list[Interval]) -> None:
    values = [_inside(data, i) for i in several]
    for value, rank in zip(values, rank_ranges(several), strict=True):
        assert rank.first <= 1 + sum(v > value for v in values) <= rank.last


@given(st.data(), intervals)
def test_narrowing_one_figure_never_widens_a_rank(data: st.DataObject, several: list[Interval]) -> None:
    n = data.draw(st.integers(0, len(several) - 1))
    narrowed = [_narrowed(data, i) if k == n else i for k, i in enumerate(several)]
    for before, after in zip(rank_ranges(several), rank_ranges(narrowed), strict=True):
        assert before.first <= after.first <= after.last <= before.last


@given(st.lists(number, min_size=1, max_size=8))
def test_points_have_one_rank_and_equal_points_share_it(values: list[float]) -> None:
    ranks = rank_ranges([Interval(v, v) for v in values])
    for value, rank in zip(values, ranks, strict=True):
        assert rank == (1 + sum(v > value for v in values),) * 2


@given(st.data(), intervals)
def test_a_median_holds_the_median_of_every_choice(data: st.DataObject, several: list[Interval]) -> None:
    values = sorted(_inside(data, i) for i in several)
    n = len(values)
    middle = (values[(n - 1) // 2] + values[n // 2]) / 2
    found = median(several)
    assert found.low - 1e-6 <= middle <= found.high + 1e-6


@given(st.data(), _interval(), _interval())
def test_a_difference_holds_every_difference(data: st.DataObject, a: Interval, b: Interval) -> None:
    found = difference(a, b)
    assert found.low - 1e-6 <= _inside(data, a) - _inside(data, b) <= found.high + 1e-6


@given(intervals)
def test_a_hull_holds_all(several: list[Interval]) -> None:
    whole = hull(several)
    assert all(whole.low <= i.low and i.high <= whole.high for i in several)


def test_empty_bounds_are_open() -> None:
    assert interval(None, None) == (-inf, inf)
    assert interval(500, None) == (500, inf)
    assert interval(None, 3) == (-inf, 3)
