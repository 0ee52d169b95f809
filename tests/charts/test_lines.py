"""Lines over years: gaps stay gaps, and what is unusual looks unusual."""

from __future__ import annotations

import datetime as dt
import json
from itertools import combinations, pairwise
from math import ceil, floor
from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.end_labels import AWAY, End, shifts
from charts.lines import LABEL_GAP, lines, position
from queries.trend import Break, Point, Trend
from tests.charts.made import DARK, DOUBT, EN, MONEY, ZH, colours, observation, series, texts_in, trend


def _draw(t: Trend, theme: Any = ZH, height: int = 380) -> go.Figure:
    return lines(t, colours(t, theme), theme, height)


def _strokes(figure: go.Figure) -> list[tuple[tuple[float, float], tuple[float, float], str]]:
    """The pieces of lines that are drawn, with their dash; brackets to conflicting figures are not among them."""
    found = []
    for trace in figure.data:
        if trace.mode == "lines" and trace.line.width == 2:
            assert not trace.connectgaps
            ends = list(zip(trace.x, trace.y, strict=True))
            found += [
                (a, b, trace.line.dash or "solid")
                for a, b in pairwise(ends)
                if a[0] is not None and b[0] is not None
            ]
    return sorted(found)


def _points(figure: go.Figure) -> go.Scatter:
    (found,) = [t for t in figure.data if t.mode == "markers"]
    return found


def _run(*years: int, **changes: Any) -> list[Point]:
    """Exact yearly figures, each joined to the one before where that is the year before."""
    return [Point(observation("a", 100 + y - years[0], y, **changes), "main", y - 1 in years) for y in years]


def test_points_are_always_visible_and_lead_to_their_figure() -> None:
    points = _points(_draw(trend(series("a", _run(2020, 2021, 2022)))))
    assert list(points.x) == [2020, 2021, 2022]
    assert [d[0] for d in points.customdata] == ["a-2020", "a-2021", "a-2022"]
    assert min(points.marker.size) >= 8
    assert points.unselected.marker.opacity == 1


def test_gaps_stay_gaps() -> None:
    figure = _draw(trend(series("a", _run(2018, 2019, 2021))))
    assert _strokes(figure) == [((2018, 100), (2019, 101), "solid")]
    assert list(_points(figure).x) == [2018, 2019, 2021]


def test_a_break_parts_the_line_and_is_marked() -> None:
    points = [Point(observation("a", 5, 2020), "main"), Point(observation("a", 9, 2021), "main", False)]
    figure = _draw(trend(series("a", points, [Break(2020, 2021, DOUBT)])))
    assert _strokes(figure) == []
    assert [(s.x0, s.x1, s.line.dash) for s in figure.layout.shapes] == [(2020.5, 2020.5, "dot")]
    assert _draw(trend(series("a", _run(2020, 2021)))).layout.shapes == ()


def test_twins_are_hollow_and_tied_to_the_figure_on_the_line() -> None:
    main = observation("a", 100, 2020)
    conflict = observation("a", 120, 2020, observation_id="twin")
    figure = _draw(trend(series("a", [Point(main, "main"), Point(conflict, "twin")])))
    (bracket,) = [t for t in figure.data if t.mode == "lines"]
    assert bracket.line.dash == "dot"
    assert (bracket.y[0], bracket.y[-1]) == (100, 120)
    assert (bracket.x[0], bracket.x[-1]) == (2020, 2020)
    symbols = dict(
        zip([d[0] for d in _points(figure).customdata], _points(figure).marker.symbol, strict=True)
    )
    assert symbols["twin"].endswith("-open")
    assert not symbols["a-2020"].endswith("-open")


def test_a_part_of_a_year_stands_aside_small_and_off_the_line() -> None:
    part = observation(
        "a", 40, 2021, observation_id="part", period_basis="part_year", period_end=dt.date(2021, 6, 30)
    )
    figure = _draw(trend(series("a", [*_run(2020), Point(part, "aside")])))
    points = _points(figure)
    i = [d[0] for d in points.customdata].index("part")
    assert points.marker.symbol[i] == "x-thin-open"
    assert points.marker.size[i] < points.marker.size[1 - i]
    assert 2020.5 < points.x[i] < 2021, "left of the year's tick, where the period ended"
    assert _strokes(figure) == []


def test_bounds_point_and_estimates_are_hollow_and_the_line_to_them_is_dotted() -> None:
    found = [
        Point(observation("a", 490, 2018), "main"),
        Point(observation("a", 495, 2019), "main", True),
        Point(observation("a", 500, 2020, qualifier="at_least"), "main", True),
        Point(observation("a", 510, 2021, qualifier="at_most"), "main", True),
        Point(observation("a", 520, 2022, status="estimate"), "main", True),
    ]
    figure = _draw(trend(series("a", found)))
    plain, _, least, most, estimate = _points(figure).marker.symbol
    assert len({plain, least, most, estimate}) == 4
    assert ("up" in least, "down" in most) == (True, True)
    assert [s.endswith("-open") for s in (plain, least, most, estimate)] == [False, False, False, True]
    assert [dash for _, _, dash in _strokes(figure)] == ["solid", "dot", "dot", "dot"]


def test_where_a_date_stands_on_the_axis() -> None:
    year = observation("a", 1, 2021)
    assert position(year) == 2021
    ends = {
        dt.date(2021, 12, 31): 2021.0,
        dt.date(2021, 1, 1): 2020.5,
        dt.date(2021, 7, 2): 2020.75,
    }
    for day, x in ends.items():
        assert position(year._replace(period_basis="as_of", period_end=day)) == pytest.approx(x, abs=0.002)


def test_every_year_has_a_tick_and_they_are_texts() -> None:
    axis = _draw(trend(series("a", _run(2015, 2022)))).layout.xaxis
    assert list(axis.ticktext) == [str(y) for y in range(2015, 2023)]
    long = _draw(trend(series("a", _run(*range(1980, 2025))))).layout.xaxis
    assert long.ticktext[-1] == "2024"
    assert len(long.ticktext) <= 12
    assert all("," not in t for t in long.ticktext)


def test_the_axis_of_values_starts_at_nought() -> None:
    low, high = _draw(trend(series("a", _run(2020, 2021)))).layout.yaxis.range
    assert low == 0
    assert high > 101
    fall = series("a", [Point(observation("a", -4, 2020), "main"), Point(observation("a", 2, 2021), "main")])
    low, high = _draw(trend(fall)).layout.yaxis.range
    assert low < -4
    assert high > 2


def test_money_is_shown_in_the_unit_of_the_language() -> None:
    t = trend(series("a", _run(2020, 2021), metric=MONEY))
    assert [round(y, 6) for y in _points(_draw(t, EN)).y] == [10, 10.1]
    assert _draw(t, EN).layout.yaxis.title.text == "billion yuan"
    assert _draw(t, ZH).layout.yaxis.title.text == "亿元"


def test_nothing_to_draw() -> None:
    assert [t for t in _draw(trend()).data if t.mode == "markers"] == []


def test_labels_at_line_ends_do_not_overlap() -> None:
    ends = {"a": 100.0, "b": 101, "c": 101, "d": 102, "e": 3}
    t = trend(*(series(d, [Point(observation(d, v, 2022), "main")]) for d, v in ends.items()))
    figure = _draw(t)
    low, high = figure.layout.yaxis.range
    pixel = (380 - 70) / (high - low)
    labels = {a.text: a.y * pixel + (a.yshift or 0) for a in figure.layout.annotations}
    assert set(labels) == {f"{d}区" for d in ends}
    heights = sorted(labels.values())
    assert all(b - a >= LABEL_GAP * ZH.size - 1e-6 for a, b in pairwise(heights))
    assert labels["e区"] == pytest.approx(3 * pixel), "a label with room stays at its line"


def test_a_label_keeps_its_place_where_none_is_near() -> None:
    early = series("a", [Point(observation("a", 100, 2000), "main")])
    late = series("b", [Point(observation("b", 100, 2024), "main")])
    assert [a.yshift for a in _draw(trend(early, late)).layout.annotations] == [0, 0]


def test_a_name_does_not_stand_on_the_line_of_another() -> None:
    """The one ends in 2018, where the other goes on at the same height."""
    early = series("a", [Point(observation("a", 100, y), "main", y > 2015) for y in range(2015, 2019)])
    late = series("b", [Point(observation("b", 100, y), "main", y > 2015) for y in range(2015, 2025)])
    figure = _draw(trend(early, late))
    (a, b) = sorted(figure.layout.annotations, key=lambda x: x.text)
    assert (a.x, b.x) == (2018, 2024)
    assert abs(a.yshift) >= LABEL_GAP * ZH.size / 2, "clear of the line"
    assert b.yshift == 0, "nothing is in the way here"


@given(st.data())
def test_names_that_can_stand_free_do(data: st.DataObject) -> None:
    spots = st.tuples(st.integers(0, 900), st.integers(0, 300))
    ends = [End(*data.draw(spots), 60, 20) for _ in range(data.draw(st.integers(1, 6)))]
    lines_of = [[tuple(sorted(data.draw(st.tuples(spots, spots))))] for _ in ends]
    others = [[p for j, own in enumerate(lines_of) if j != i for p in own] for i in range(len(ends))]
    found = shifts(ends, others)
    boxes = [
        (e.x + AWAY, e.x + AWAY + e.width, e.y + s - 10, e.y + s + 10)
        for e, s in zip(ends, found, strict=True)
    ]
    for (l1, r1, b1, t1), (l2, r2, b2, t2) in combinations(boxes, 2):
        assert r1 <= l2 or r2 <= l1 or t1 <= b2 or t2 <= b1, "no name on another"
    for (left, right, bottom, top), pieces in zip(boxes, others, strict=True):
        for (x0, y0), (x1, y1) in pieces:
            inside = [
                y0 + (y1 - y0) * (x - x0) / (x1 - x0)
                for x in range(max(ceil(left), x0), min(floor(right), x1) + 1)
                if x1 > x0
            ]
            assert not any(bottom < y < top for y in inside) or len(pieces) > 2, "few lines leave room"


@pytest.mark.parametrize("theme", [ZH, EN, DARK])
def test_nothing_points_outside(theme: Any) -> None:
    drawn = json.loads(_draw(trend(series("a", _run(2020, 2021))), theme).to_json())
    assert [t for t in texts_in(drawn) if "://" in t or t.startswith("//")] == []
