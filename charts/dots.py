"""Ranked dots with intervals: one metric across districts. Two dots must look as good as five."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf, isinf

from charts.frame import SELECTION, axis_title, frame, right_margin, row_names, text_at, ticks
from charts.plotly_figures import PlotlyFigure, new_figure
from charts.theme import GREY, SeriesStyle, Theme
from charts.wrapping import width
from queries.comparability import JudgedObservation
from queries.comparison import Comparison
from views import wording
from views.selection import MOST_SHOWN

#: Pixels a row of the chart takes, and what the axis needs besides.
ROW, AXIS = 46, 56
#: How large a dot is, in pixels.
DOT = 16
#: What the name of the median takes above the rows, in pixels.
MEDIAN_NAME = 24


def dots(
    c: Comparison, styles: Mapping[str, SeriesStyle], theme: Theme, most: int = MOST_SHOWN
) -> PlotlyFigure:
    """Dots for the leading figure of each district: compared ones on top, the largest first, the others below in grey.

    Of more districts than `most` the first are drawn. An exact figure is a dot, an approximate one has a band, a bound
    an open arrow; estimates are hollow. Each dot's `customdata` is the observation id.
    """
    figures = _rows(c)[:most]
    figure = new_figure()
    if not figures:
        return frame(figure, theme, AXIS + ROW)
    scale = theme.words.scale(c.metric)
    edge = _edge(figures) * scale
    floor = min([0.0, *_finite(figures)]) * scale
    for y, f in enumerate(figures):
        _interval(figure, f, y, scale, edge, floor, _colour(f, styles, theme))
    _dots(figure, c, figures, scale, styles, theme)
    compared = sum(f.compared for f in figures)
    if 0 < compared < len(figures):
        figure.add_hline(y=compared - 0.5, line={"color": theme.muted, "width": 1, "dash": "dot"})
    frame(figure, theme, AXIS + ROW * len(figures))
    names = [theme.words.pick(_district(c, f), "name") for f in figures]
    marked = [theme.marked(f.observation.district_id, n) for f, n in zip(figures, names, strict=True)]
    row_names(figure, marked, theme, ticks="")
    pad = (edge - floor) * 0.18 or 1.0
    first, last = floor - (pad if floor < 0 else (edge - floor) * 0.01), edge + pad
    labels = [wording.label(theme.words, c.metric, f.observation) for f in figures]
    ends = [_right_end(f, edge, scale) for f in figures]
    _labels(figure, ends, labels, theme)
    beside = [(x, width(text, theme.size) + 18) for x, text in zip(ends, labels, strict=True)]
    widest = max(width(name, theme.size) for name in names)
    figure.update_layout(margin_r=right_margin(beside, (first, last), widest))
    _median(figure, c, compared, scale, (first, last), theme)
    figure.update_xaxes(
        range=[first, last],
        title=axis_title(theme, theme.words.unit(c.metric)),
        zeroline=True,
        **ticks(theme, edge, floor),
    )
    return figure


def _rows(c: Comparison) -> list[JudgedObservation]:
    """The leading figures, compared ones first in their order, then the others by value."""
    leading = c.leading
    unranked = sorted((f for f in leading if not f.compared), key=lambda f: -f.observation.value)
    return [f for f in leading if f.compared] + unranked


def _district(c: Comparison, f: JudgedObservation):  # type: ignore[no-untyped-def]
    return next(d for d in c.districts if d.district_id == f.observation.district_id)


def _edge(figures: Sequence[JudgedObservation]) -> float:
    """The right end of the axis: the largest finite bound, with room for an arrow."""
    largest = max([0.0, *_finite(figures)])
    return largest * 1.12 if any(f.hull.high == inf for f in figures) else largest


def _finite(figures: Sequence[JudgedObservation]) -> list[float]:
    """Every value and bound, but for the open ends."""
    return [v for f in figures for v in (f.observation.value, f.hull.low, f.hull.high) if not isinf(v)]


def _colour(f: JudgedObservation, styles: Mapping[str, SeriesStyle], theme: Theme) -> str:
    return styles[f.observation.district_id].colour if f.compared else GREY[theme.mode]


def _interval(
    figure: PlotlyFigure, f: JudgedObservation, y: int, scale: float, edge: float, floor: float, colour: str
) -> None:
    """The band a figure may lie in, conflicting documents included; an arrow where it is open."""
    low, high = f.hull.low * scale, f.hull.high * scale
    if low == high:
        return
    start = floor if isinf(low) else low
    end = edge if isinf(high) else high
    figure.add_scatter(
        x=[start, end],
        y=[y, y],
        mode="lines+markers" if isinf(high) or isinf(low) else "lines",
        line={"color": colour, "width": 6 if not (isinf(high) or isinf(low)) else 2},
        opacity=0.45,
        marker={
            "symbol": [
                "arrow-left" if isinf(low) else "line-ns",
                "arrow-right" if isinf(high) else "line-ns",
            ],
            "size": 12,
            "color": colour,
        },
        hoverinfo="skip",
    )


def _dots(
    figure: PlotlyFigure,
    c: Comparison,
    figures: Sequence[JudgedObservation],
    scale: float,
    styles: Mapping[str, SeriesStyle],
    theme: Theme,
) -> None:
    words = theme.words
    titles = {d.document_id: words.pick(d, "title") for d in c.documents}
    figure.add_scatter(
        x=[f.observation.value * scale for f in figures],
        y=list(range(len(figures))),
        mode="markers",
        cliponaxis=False,
        customdata=[
            [
                f.observation.observation_id,
                wording.period(words, f.observation),
                wording.quantity(words, c.metric, f.observation),
                titles[f.observation.document_id],
            ]
            for f in figures
        ],
        hovertemplate="<b>%{customdata[2]}</b><br>%{customdata[1]}<br>%{customdata[3]}<extra></extra>",
        marker={
            "size": DOT,
            "symbol": ["circle-open" if f.observation.status == "estimate" else "circle" for f in figures],
            "color": [_colour(f, styles, theme) for f in figures],
            "line": {"width": 2, "color": [_colour(f, styles, theme) for f in figures]},
            "opacity": 1,
        },
        **SELECTION,
    )


def _right_end(f: JudgedObservation, edge: float, scale: float) -> float:
    """Where what is drawn of a figure ends on the right: at its dot, its band or the tip of its arrow."""
    return max(f.observation.value * scale, edge if isinf(f.hull.high) else f.hull.high * scale)


def _labels(figure: PlotlyFigure, ends: Sequence[float], labels: Sequence[str], theme: Theme) -> None:
    """Every value to the right of what is drawn of it: above, it would reach into the row before in low pictures."""
    figure.add_scatter(
        x=list(ends),
        y=list(range(len(labels))),
        mode="markers+text",
        marker={"size": DOT, "opacity": 0},  # keeps the text off the dot
        text=[f"  {text}" for text in labels],
        textposition="middle right",
        textfont={"size": theme.size, "color": theme.ink},
        cliponaxis=False,
        hoverinfo="skip",
    )


def _median(
    figure: PlotlyFigure, c: Comparison, rows: int, scale: float, extent: tuple[float, float], theme: Theme
) -> None:
    """A thin line for the median of three or more, drawn only where it is one value; named above all rows."""
    middle = c.judgement.median
    if middle is None or not middle.is_point:
        return
    x = middle.low * scale
    figure.add_shape(
        type="line",
        x0=x,
        x1=x,
        y0=-0.5,
        y1=rows - 0.5,
        line={"color": theme.muted, "width": 1, "dash": "dash"},
        layer="below",
    )
    text = theme.words.gettext("median {amount}", amount=theme.words.amount(middle.low, c.metric))
    side = "left" if x < sum(extent) / 2 else "right"
    place = {"yref": "paper", "xanchor": side, "yanchor": "bottom"}
    figure.add_annotation(text_at(x, 1, text, theme.size - 3, theme.muted, **place))
    figure.update_layout(margin_t=MEDIAN_NAME)
