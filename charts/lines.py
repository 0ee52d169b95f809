"""Lines over years: points always visible, gaps left open, everything unusual drawn differently."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from charts.end_labels import AWAY, End, Piece, Place, shifts
from charts.frame import SELECTION, axis_title, frame, right_margin, text_at, ticks
from charts.plotly_figures import PlotlyFigure, new_figure
from charts.theme import SeriesStyle, Theme
from charts.wrapping import width
from queries.records import Observation
from queries.trend import Series, Trend
from views import wording
from views.explaining import mark
from views.selection import MOST_SHOWN

HEIGHT = 380
#: What a chart takes of its height besides the plot.
BESIDES = 70
#: A chart lower than so many pixels has no room for a value at every usual step.
LOW = 190
#: What two labels at line ends need between them, in sizes of type.
LABEL_GAP = 1.43
#: What Plotly calls the marks that the legend explains.
SYMBOLS = {
    "●": "circle", "○": "circle-open", "▲": "triangle-up", "△": "triangle-up-open",
    "▼": "triangle-down", "▽": "triangle-down-open", "×": "x-thin-open",
}  # fmt: skip
#: About how wide the plot is, in pixels: enough to tell which labels could meet.
PLOT_WIDTH = 900
#: About what the values on the left take of the width of a picture, in pixels.
VALUES = 44


def position(o: Observation) -> float:
    """Where a figure stands on the axis of years: whole years and 31 December on the tick, earlier dates left of it."""
    if o.period_basis == "year":
        return float(o.year)
    first = dt.date(o.year, 1, 1)
    passed = (o.period_end - first).days / ((dt.date(o.year, 12, 31) - first).days)
    return o.year - 0.5 * (1 - passed)


def lines(
    trend: Trend,
    styles: Mapping[str, SeriesStyle],
    theme: Theme,
    height: int = HEIGHT,
    *,
    from_zero: bool = True,
    most: int = MOST_SHOWN,
    wide: float = PLOT_WIDTH,
) -> PlotlyFigure:
    """The series of one metric over the years.

    Estimates are hollow, bounds are arrows, part-years small crosses, conflicting figures joined to the line,
    breaks a dotted line; each point's `customdata` starts with the observation id. The plot is about so many
    pixels `wide`.
    """
    figure = new_figure()
    trend = replace(trend, series=trend.series[:most])
    scale = theme.words.scale(trend.metric)
    titles = {d.document_id: theme.words.pick(d, "title") for d in trend.documents}
    for series in trend.series:
        style = styles[series.district.district_id]
        _segments(figure, series, scale, style)
        _conflicts(figure, series, scale, style)
        _points(figure, trend, series, scale, style, theme, titles)
        _breaks(figure, series, style, theme)
    frame(figure, theme, height)
    shown = [o.value * scale for o in trend.evidence]
    years = sorted({o.year for o in trend.evidence})
    if not shown:
        return figure
    top, bottom = max(shown), min(shown)
    if from_zero:
        top, bottom = max(0.0, top), min(0.0, bottom)
    margin = (top - bottom) * 0.1 or 1
    figure.update_yaxes(
        range=[bottom - (0 if bottom == 0 else margin), top + margin],
        zeroline=True,
        title=axis_title(theme, theme.words.unit(trend.metric)),
        **(ticks(theme, top, bottom, 5 if height > LOW else 3) if from_zero else {}),
    )
    first, last = years[0], years[-1]
    every = max(1, -(-(last - first + 1) // 12))
    named = [y for y in range(first, last + 1) if (last - y) % every == 0]
    figure.update_xaxes(
        range=[first - 0.6, last + 0.3 + (last - first + 1) * 0.16],
        tickvals=named,
        ticktext=[str(y) for y in named],
        showgrid=False,
        zeroline=False,
    )
    _end_labels(figure, trend, scale, styles, theme, (bottom, top + margin), (wide, height))
    figure.update_layout(margin_r=_room(trend, theme, years))
    return figure


def _room(trend: Trend, theme: Theme, years: Sequence[int]) -> float:
    """Pixels to keep free at the right, so that on a phone no name at the end of a line is cut off."""
    span = years[-1] - years[0] + 2
    right = years[-1] + 0.3 + 0.16 * span
    return right_margin(
        [
            (
                max(position(p.observation) for p in s.points),
                width(theme.words.pick(s.district, "name"), theme.size) + 14,
            )
            for s in trend.series
        ],
        (right - span, right),
    )


def _segments(figure: PlotlyFigure, series: Series, scale: float, style: SeriesStyle) -> None:
    """The line itself, dotted towards estimates and bounds, interrupted where years are missing or do not compare."""
    line = [p for p in series.points if p.role == "main"]
    pieces: dict[str, tuple[list[float | None], list[float | None]]] = {"solid": ([], []), "dot": ([], [])}
    for before, point in pairwise(line):
        if point.joined:
            a, b = before.observation, point.observation
            x, y = pieces["solid" if _firm(a) and _firm(b) else "dot"]
            x += [position(a), position(b), None]
            y += [a.value * scale, b.value * scale, None]
    for dash, (x, y) in pieces.items():
        if x:
            line_style = {"color": style.colour, "width": 2, "dash": dash}
            figure.add_scatter(x=x, y=y, mode="lines", line=line_style, hoverinfo="skip")


def _firm(o: Observation) -> bool:
    return o.status == "actual" and o.qualifier == "exact"


def _conflicts(figure: PlotlyFigure, series: Series, scale: float, style: SeriesStyle) -> None:
    """A bracket from each conflicting figure to the one on the line."""
    line = {o.period: o for o in series.main}
    for o in (p.observation for p in series.points if p.role == "twin"):
        main = line[o.period]
        figure.add_scatter(
            x=[position(main), position(main) + 0.12, position(o) + 0.12, position(o)],
            y=[main.value * scale, main.value * scale, o.value * scale, o.value * scale],
            mode="lines",
            line={"color": style.colour, "width": 1, "dash": "dot"},
            hoverinfo="skip",
        )


def _points(
    figure: PlotlyFigure,
    trend: Trend,
    series: Series,
    scale: float,
    style: SeriesStyle,
    theme: Theme,
    titles: Mapping[str, str],
) -> None:
    words = theme.words
    points = series.points
    name = words.pick(series.district, "name")
    figure.add_scatter(
        x=[position(p.observation) for p in points],
        y=[p.observation.value * scale for p in points],
        mode="markers",
        customdata=[
            [
                p.observation.observation_id,
                f"{name}　{wording.quantity(words, trend.metric, p.observation)}",
                wording.period(words, p.observation),
                "" if p.observation.whole_district else f"{wording.scope(words, p.observation)}<br>",
                titles[p.observation.document_id],
            ]
            for p in points
        ],
        hovertemplate=(
            "<b>%{customdata[1]}</b><br>%{customdata[2]}<br>%{customdata[3]}%{customdata[4]}<extra></extra>"
        ),
        marker={
            "size": [8 if p.role == "aside" else 11 for p in points],
            "symbol": [SYMBOLS[mark(p)] for p in points],
            "color": style.colour,
            "opacity": 1,
            "line": {"color": style.colour, "width": 2},
        },
        **SELECTION,
    )


def _breaks(figure: PlotlyFigure, series: Series, style: SeriesStyle, theme: Theme) -> None:
    """A dotted upright line where a series breaks; the note stands with the doubts beside the chart."""
    for b in series.breaks_between:
        figure.add_vline(
            x=(b.after_year + b.before_year) / 2,
            line={"color": style.colour, "width": 1, "dash": "dot"},
            opacity=0.45,
        )


def _end_labels(
    figure: PlotlyFigure,
    trend: Trend,
    scale: float,
    styles: Mapping[str, SeriesStyle],
    theme: Theme,
    extent: tuple[float, float],
    size: tuple[float, int],
) -> None:
    """District names at the ends of their lines, moved where they would stand on a line or on one another."""
    years = [o.year for o in trend.evidence]
    across = size[0] / (
        1.16 * (max(years) - min(years)) + 1.06
    )  # the axis is longer than the years, for names
    pixels = (size[1] - BESIDES) / ((extent[1] - extent[0]) or 1)

    def place(o: Observation) -> Place:
        return position(o) * across, o.value * scale * pixels

    ends = [(s, next(iter(reversed(s.main)), s.points[-1].observation)) for s in trend.series]
    ends.sort(key=lambda end: end[1].value)
    names = [theme.words.pick(s.district, "name") for s, _ in ends]
    pieces = [_pieces(s, place) for s, _ in ends]
    moved = shifts(
        [
            End(*place(o), width(n, theme.size), LABEL_GAP * theme.size)
            for (_, o), n in zip(ends, names, strict=True)
        ],
        [[p for other in pieces if other is not own for p in other] for own in pieces],
        (extent[0] * pixels, extent[1] * pixels),
    )
    for (s, o), name, shift in zip(ends, names, moved, strict=True):
        colour = styles[s.district.district_id].colour
        more = {"xanchor": "left", "xshift": AWAY, "yshift": shift}
        text = theme.marked(s.district.district_id, name)
        figure.add_annotation(text_at(position(o), o.value * scale, text, theme.size, colour, **more))


def _pieces(series: Series, place: Callable[[Observation], Place]) -> list[Piece]:
    """What is drawn of a series: its points, and the pieces of its line."""
    line = [p for p in series.points if p.role == "main"]
    joined = [(place(a.observation), place(b.observation)) for a, b in pairwise(line) if b.joined]
    return [*joined, *((place(p.observation), place(p.observation)) for p in series.points)]
