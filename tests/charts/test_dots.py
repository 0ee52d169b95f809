"""Ranked dots: what is exact is a dot, what is not looks open, and every dot leads to its figure."""

from __future__ import annotations

import json
from math import inf
from typing import Any

import plotly.graph_objects as go
import pytest

from charts.dots import dots
from charts.frame import PHONE_WIDTH, config
from charts.theme import GREY, HUES
from charts.wrapping import width
from queries.comparability import JudgedObservation
from queries.comparison import Comparison
from queries.intervals import Interval
from tests.charts.made import (
    DARK,
    EN,
    MONEY,
    RATE,
    ZH,
    colours,
    comparison,
    observation,
    ranked,
    texts_in,
    unranked,
)


def _draw(c: Comparison, theme: Any = ZH) -> go.Figure:
    return dots(c, colours(c, theme), theme)


def _marks(figure: go.Figure) -> go.Scatter:
    (found,) = [t for t in figure.data if t.customdata is not None]
    return found


def _labels(figure: go.Figure) -> go.Scatter:
    (found,) = [t for t in figure.data if t.mode == "markers+text"]
    return found


def _intervals(figure: go.Figure) -> list[go.Scatter]:
    return [t for t in figure.data if t.mode != "markers+text" and t.customdata is None]


def test_exact_figures_are_dots_and_nothing_else() -> None:
    figure = _draw(comparison(ranked(observation("b", 934), observation("a", 500))))
    assert _intervals(figure) == []
    marks = _marks(figure)
    assert list(marks.x) == [934, 500]
    assert [t.strip() for t in _labels(figure).text] == ["934", "500"]
    assert all("open" not in s for s in marks.marker.symbol)
    assert list(figure.layout.yaxis.ticktext) == ["b区", "a区"], (
        "names stand there, colour is not the only signal"
    )


def test_an_approximate_figure_has_a_short_band() -> None:
    about = observation("a", 450, qualifier="approx", low=445, high=455)
    figure = _draw(comparison(ranked(about, observation("b", 300))))
    (band,) = _intervals(figure)
    assert (list(band.x), list(band.y), band.mode) == ([445, 455], [0, 0], "lines")
    assert _labels(figure).text[0].strip() == "≈450"


def test_a_lower_bound_is_an_arrow_that_stays_open() -> None:
    figure = _draw(comparison(ranked(observation("a", 500, qualifier="at_least"), observation("b", 300))))
    (arrow,) = _intervals(figure)
    assert arrow.x[0] == 500
    assert arrow.marker.symbol[1] == "arrow-right"
    assert 500 < arrow.x[1] <= figure.layout.xaxis.range[1]
    assert _labels(figure).text[0].strip() == "≥500"


def test_an_upper_bound_is_an_arrow_to_the_left() -> None:
    figure = _draw(comparison(ranked(observation("a", 500), observation("b", 300, qualifier="at_most"))))
    (arrow,) = _intervals(figure)
    assert (list(arrow.x), arrow.marker.symbol[0]) == ([0, 300], "arrow-left")


def test_conflicting_documents_widen_the_band() -> None:
    first, conflict = observation("a", 500), observation("a", 520, observation_id="twin")
    figure = _draw(comparison(ranked(first, observation("b", 300), conflicts={"a": [conflict]})))
    (band,) = _intervals(figure)
    assert list(band.x) == [500, 520]


def test_estimates_are_hollow_and_say_so() -> None:
    c = comparison(ranked(observation("a", 500, status="estimate"), observation("b", 300)))
    for theme, word in ((ZH, "预计"), (EN, "est.")):
        figure = _draw(c, theme)
        assert [s.endswith("-open") for s in _marks(figure).marker.symbol] == [True, False]
        assert word in _labels(figure).text[0]
        assert word not in _labels(figure).text[1]


def test_order_is_the_judgements_and_what_stands_beside_is_below_a_divider_in_grey() -> None:
    c = comparison(
        ranked(observation("b", 20), observation("a", 10)),
        unranked(observation("c", 5), observation("d", 99)),
    )
    figure = _draw(c)
    marks = _marks(figure)
    assert [d[0] for d in marks.customdata] == ["b-2022", "a-2022", "d-2022", "c-2022"]
    assert list(figure.layout.yaxis.ticktext) == ["b区", "a区", "d区", "c区"]
    assert list(marks.y) == [0, 1, 2, 3]
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1], "the first row is on top"
    divider = [s for s in figure.layout.shapes if s.y0 == s.y1]
    assert [s.y0 for s in divider] == [1.5]
    assert list(marks.marker.color)[2:] == [GREY["light"]] * 2
    assert set(marks.marker.color[:2]) <= set(HUES["light"])


@pytest.mark.parametrize("none_ranked", [True, False])
def test_no_divider_where_nothing_is_divided(none_ranked: bool) -> None:
    both = [observation("a", 10), observation("b", 5)]
    c = comparison((), unranked(*both)) if none_ranked else comparison(ranked(*both))
    assert [s for s in _draw(c).layout.shapes if s.y0 == s.y1] == []


def test_a_district_has_one_row_though_it_has_several_figures() -> None:
    later = observation("a", 40, observation_id="a-part", scope="area")
    figure = _draw(comparison(ranked(observation("b", 20), observation("a", 10)), unranked(later)))
    assert [d[0] for d in _marks(figure).customdata] == ["b-2022", "a-2022"]


def test_the_median_is_a_line_only_where_it_is_one_value() -> None:
    three = ranked(observation("a", 30), observation("b", 20), observation("c", 10))

    def line(median: Interval | None) -> list[float]:
        figure = _draw(comparison(three, median=median))
        return [s.x0 for s in figure.layout.shapes if s.x0 == s.x1]

    assert line(Interval(20, 20)) == [20]
    assert line(Interval(20, 25)) == []
    assert line(Interval(20, inf)) == []
    assert line(None) == []


def test_the_median_is_named_above_all_rows() -> None:
    """Within a row its name lay on dots and values of low pictures."""
    three = ranked(observation("a", 3000), observation("b", 644), observation("c", 600))
    figure = _draw(comparison(three, median=Interval(644, 644)))
    [name] = [a for a in figure.layout.annotations if a.text == "中位数644"]
    assert (name.yref, name.y, name.yanchor) == ("paper", 1, "bottom")
    assert figure.layout.margin.t >= name.font.size * 1.5


def test_every_value_stands_in_its_own_row_right_of_what_is_drawn_of_it() -> None:
    """Above its mark it touched the row before where rows are low."""
    figures = [
        observation("a", 500, qualifier="at_least"),
        observation("b", 450, qualifier="approx", low=445, high=455),
        observation("c", 300, qualifier="at_most"),
        observation("d", 200),
    ]
    figure = _draw(comparison(ranked(*figures)))
    labels = _labels(figure)
    assert list(labels.y) == [0, 1, 2, 3]
    assert labels.textposition == "middle right"
    arrow_tip = max(x for t in _intervals(figure) for x in t.x)
    assert list(labels.x) == [arrow_tip, 455, 300, 200]


def test_the_axis_starts_at_nought_and_holds_everything() -> None:
    figure = _draw(comparison(ranked(observation("a", 934), observation("b", 900))))
    low, high = figure.layout.xaxis.range
    assert -20 < low <= 0
    assert high > 934
    falling = _draw(
        comparison(ranked(observation("a", 2.5), observation("b", -3.5)), metric=RATE)
    ).layout.xaxis.range
    assert falling[0] < -3.5
    assert falling[1] > 2.5


def test_on_a_phone_the_largest_figure_is_not_cut_off() -> None:
    figure = _draw(comparison(ranked(observation("a", 2_067_318), observation("b", 12))))
    first, last = figure.layout.xaxis.range
    plot = PHONE_WIDTH
    for x, text in zip(_labels(figure).x, _labels(figure).text, strict=True):
        end = (x - first) / (last - first) * plot + width(text.strip(), ZH.size) + 16
        assert end <= plot + figure.layout.margin.r
    short = _draw(comparison(ranked(observation("a", 5), observation("b", 3))))
    assert short.layout.margin.r < figure.layout.margin.r


def test_money_is_shown_in_the_unit_of_the_language() -> None:
    c = comparison(ranked(observation("a", 1013.88), observation("b", 500)), metric=MONEY)
    zh, en = _draw(c, ZH), _draw(c, EN)
    assert [round(x, 6) for x in _marks(zh).x] == [1013.88, 500]
    assert [round(x, 6) for x in _marks(en).x] == [101.388, 50]
    assert (zh.layout.xaxis.title.text, en.layout.xaxis.title.text) == ("亿元", "billion yuan")
    assert _labels(en).text[0].strip() == "101.388"


def test_two_figures_of_nought_and_a_single_one_are_drawn() -> None:
    assert list(_marks(_draw(comparison(ranked(observation("a", 0), observation("b", 0))))).x) == [0, 0]
    assert list(_marks(_draw(comparison((), unranked(observation("a", 7))))).x) == [7]
    assert _draw(comparison(missing=["a"])).data == ()


def test_hovering_tells_figure_period_and_document() -> None:
    data = _marks(_draw(comparison(ranked(observation("a", 9), observation("b", 8))))).customdata[0]
    assert list(data) == ["a-2022", "2022年", "9件", "公报"]


def test_hostile_names_stay_text() -> None:
    """Plotly draws some tags in labels; links and scripts it must not make of data."""
    hostile = "<script>alert(1)</script><a href='javascript:alert(1)'>x</a>"
    c = comparison(ranked(observation("a", 9), observation("b", 8)))
    strange = c.districts[0]._replace(name_zh=hostile)
    figure = _draw(comparison(c.judgement.compared, everyone=[strange, c.districts[1]]))
    assert figure.layout.yaxis.ticktext[0] == hostile, "not cut; Plotly keeps only harmless tags"


@pytest.mark.parametrize("theme", [ZH, EN, DARK])
def test_nothing_points_outside(theme: Any) -> None:
    figures: list[JudgedObservation] = ranked(observation("a", 9), observation("b", 8, qualifier="at_least"))
    drawn = json.loads(_draw(comparison(figures), theme).to_json())
    settings = json.loads(json.dumps(config(theme)))
    outside = [t for t in texts_in([drawn, settings]) if "://" in t or t.startswith("//")]
    assert outside == []
    assert settings["displaylogo"] is False
    assert settings["displayModeBar"] is False
    assert ("locale" in settings) == (theme.words.code == "zh")
