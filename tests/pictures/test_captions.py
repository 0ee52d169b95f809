"""Captions: nothing overflows, nothing is markup, everything a reader must know is inside."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.captioned import Caption, captioned, plain
from charts.captions import caption_of
from charts.dots import dots
from charts.lines import lines
from charts.sizes import SIZE_NAMES, SIZES
from charts.theme import Theme
from charts.wrapping import balanced, width, wrap
from locales import words
from queries.trend import Point, Role
from tests.charts.made import EN, ZH, colours, comparison, observation, ranked, series, trend, unranked
from views import explaining
from views.spec import ViewSpec
from views.view import View

TEXTS = st.text(
    alphabet=st.sampled_from("滨海新区，。、（）《》“”：ab Cd12,345.6%·—~/@"), min_size=1, max_size=300
)


@given(TEXTS, st.integers(200, 900), st.integers(8, 30))
def test_no_line_is_wider_than_its_column(text: str, room: int, size: int) -> None:
    for fill in (wrap, balanced):
        lines = fill(text, room, size, bold=True)
        assert lines or not text.strip()
        for line in lines:
            assert width(line, size, bold=True) <= room + size * 1.1, line


@given(TEXTS, st.integers(200, 900))
def test_no_sign_is_lost(text: str, room: int) -> None:
    assert re.sub(r"\s", "", "".join(wrap(text, room, 14))) == re.sub(r"\s", "", text)


@given(TEXTS)
def test_no_line_begins_with_a_mark_or_ends_with_an_opening_bracket(text: str) -> None:
    bare = re.sub(r"[，。、（）《》“”：]{2,}", "，", text).lstrip("，。、）》”：")
    lines = wrap(bare, 300, 14)
    assert [x for x in lines[1:] if x[0] in "，。、）》："] == []
    assert [x for x in lines[:-1] if x[-1] in "（《"] == []


def test_a_number_keeps_its_unit() -> None:
    assert "2,841人" in " ".join(wrap("滨海新区行政执法人员2,841人，河东区982人", 205, 14))


def test_past_the_last_line_an_ellipsis_stands() -> None:
    found = wrap("很长的说明" * 100, 300, 14, most=2)
    assert len(found) == 2
    assert found[-1].endswith("…")


@pytest.mark.parametrize("size", SIZE_NAMES)
@pytest.mark.parametrize("theme", [ZH, EN])
@pytest.mark.parametrize("length", [1, 60, 10_000])
def test_everything_lies_inside_the_picture(size: str, theme: Theme, length: int) -> None:
    c = comparison(ranked(observation("a", 1234567), observation("b", 12)), unranked(observation("c", 5)))
    long = ("长说明，" if theme.words.code == "zh" else "a long note, ") * (length // 4 + 1)
    caption = Caption(long, long, (long,), (long,), "区鉴 2026.11", (long,) * 30)
    s = SIZES[size]  # type: ignore[index]
    figure = captioned(dots(c, colours(c), theme), caption, theme, s)
    m = figure.layout.margin
    assert (figure.layout.width, figure.layout.height) == (s.width, s.height)
    assert s.height - m.t - m.b >= 60, "no room is left for the plot"
    assert s.width - m.l - m.r >= 200
    ours = [a for a in figure.layout.annotations if a.yref == "paper"]
    for a in ours:
        top = m.t - a.yshift
        assert top >= 0, a.text
        assert top + a.font.size * 1.3 <= s.height, a.text
        assert m.l + a.xshift + width(re.sub("</?b>", "", a.text), a.font.size) <= s.width, a.text
    places = sorted((m.t - a.yshift, a.font.size) for a in ours)
    for (above, size_above), (below, _) in pairwise(places):
        assert below - above >= size_above * 1.2, "lines lie on each other"


def _view(code: str, **shown: Any) -> View:
    return View(ViewSpec("compare"), words(code), "", **shown)


def test_caption_of_a_comparison_says_what_must_be_known() -> None:
    c = comparison(
        ranked(observation("a", 9, qualifier="at_least"), observation("b", 5)),
        unranked(observation("x", 3)),
        missing=["z"],
    )
    caption = caption_of(_view("zh", comparison=c), "1", "2026-11-22")
    text = "\n".join([caption.title, caption.subtitle, *caption.notes, *caption.sources, caption.imprint])
    for wanted in ("案件数", "2022年", "件", "≥", "x区", "z区", "《公报》", "2026年11月22日", "数据版本1"):
        assert wanted in text, wanted


def test_details_are_printed_only_where_asked_for() -> None:
    c = comparison(ranked(observation("a", 9), observation("b", 5)))
    view = _view("zh", comparison=c)
    assert caption_of(view, "1", "").details == ()
    assert "定义" in caption_of(view, "1", "", details=True).details[0]


@pytest.mark.parametrize("last", [2021, 2022])
def test_caption_of_a_trend_names_missing_years_where_there_are_any(last: int) -> None:
    t = trend(
        series("a", [Point(observation("a", 5, 2020), "main"), Point(observation("a", 7, last), "main")])
    )
    caption = caption_of(_view("en", trend=t), "1", "2026-11-22")
    assert f"2020–{last}" in caption.subtitle
    assert any("Missing years stay open" in n for n in caption.notes) == (last == 2022)
    assert lines(t, colours(t), EN).data


#: Symbols of Plotly, and how the legend writes them.
SIGNS = {
    "circle": "●", "circle-open": "○", "triangle-up": "▲", "triangle-up-open": "△",
    "triangle-down": "▼", "triangle-down-open": "▽", "x-thin-open": "×",
}  # fmt: skip


@pytest.mark.parametrize("role", ["main", "twin", "aside"])
@pytest.mark.parametrize("status", ["actual", "estimate"])
@pytest.mark.parametrize("qualifier", ["exact", "approx", "at_least", "at_most"])
def test_the_legend_speaks_of_the_marks_that_are_drawn(qualifier: str, status: str, role: Role) -> None:
    first = Point(observation("a", 4, 2020), "main")
    point = Point(observation("a", 5, 2020, qualifier=qualifier, status=status), role)
    t = trend(series("a", [point] if role == "main" else [first, point]))
    drawn = {
        SIGNS[s]
        for trace in lines(t, colours(t), EN).data
        if trace.marker.symbol
        for s in trace.marker.symbol
    }
    legend = explaining.legend(words("en"), t)
    marks = {sign for sign, _ in legend if sign in SIGNS.values()}
    assert marks <= drawn
    unusual = role == "aside" or qualifier in ("at_least", "at_most") or status == "estimate"
    assert bool(marks) == unusual
    if role != "aside" and unusual:
        assert [text for sign, text in legend if sign in marks] == [
            ", ".join(
                text
                for text, holds in (
                    ("lower bound", qualifier == "at_least"),
                    ("upper bound", qualifier == "at_most"),
                    ("estimate", status == "estimate"),
                )
                if holds
            )
        ]


HOSTILE = '<a href="http://evil">x</a> & <script>alert(1)</script> \u202e\x07 <b>'


def test_markup_in_a_caption_is_text() -> None:
    shown = plain(HOSTILE)
    assert "<" not in shown
    assert "\u202e" not in shown
    assert "\x07" not in shown
