"""The same metric at two years: a hollow ring for the earlier figure, a dot for the later, a line between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import isinf

from charts.dots import AXIS, ROW
from charts.frame import SELECTION, axis_title, frame, right_margin, row_names, ticks
from charts.plotly_figures import PlotlyFigure, new_figure
from charts.theme import GREY, SeriesStyle, Theme
from charts.wrapping import width
from queries.comparability import JudgedObservation
from queries.two_years import Step, TwoYears
from views import wording
from views.selection import MOST_SHOWN

#: A row lower than so many pixels has no room for a label above a mark: it then stands to the left of it.
LOW = 44


def dumbbell(
    t: TwoYears,
    styles: Mapping[str, SeriesStyle],
    theme: Theme,
    most: int = MOST_SHOWN,
    plot: tuple[float, float] | None = None,
) -> PlotlyFigure:
    """One row a district; the line is solid where the two years compare and missing where they do not.

    Each mark's `customdata` starts with the observation id. `plot` is the width and height of the plot in a picture.
    """
    figure = new_figure()
    t = replace(t, steps=t.steps[:most])
    scale = theme.words.scale(t.metric)
    values = [v for s in t.steps for f in (s.before, s.after) for v in (f.observation.value, *_finite(f))]
    low, high = min([0.0, *values]) * scale, max([0.0, *values]) * scale
    low_rows = plot is not None and plot[1] / max(len(t.steps), 1) < LOW
    place = "middle left" if low_rows else "top center"
    for y, step in enumerate(t.steps):
        _row(figure, t, step, y, scale, styles, theme, place)
    frame(figure, theme, AXIS + ROW * max(len(t.steps), 1))
    names = [theme.words.pick(s.district, "name") for s in t.steps]
    marked = [theme.marked(s.district.district_id, n) for s, n in zip(t.steps, names, strict=True)]
    row_names(figure, marked, theme)
    pad = (high - low) * 0.18 or 1.0
    first, last = low - (pad if low < 0 else pad * 0.1), high + pad
    beside = [_right_label(t, s, scale, theme) for s in t.steps]
    if plot and low_rows:
        labels = max((wide for _, wide in beside), default=0.0)
        room = plot[0] - max((width(n, theme.size) for n in names), default=0) - labels
        first = min([first, *(_first(t, s, scale, last, room, theme) for s in t.steps)])
    widest = max((width(name, theme.size) for name in names), default=0)
    figure.update_layout(margin_r=right_margin(beside, (first, last), widest))
    figure.update_xaxes(
        range=[first, last],
        zeroline=not low_rows,  # labels to the left of small figures reach over it
        title=axis_title(theme, theme.words.unit(t.metric)),
        **ticks(theme, high, low),
    )
    return figure


def _label(t: TwoYears, f: JudgedObservation, theme: Theme) -> str:
    o = f.observation
    return theme.words.labelled(str(o.year), wording.label(theme.words, t.metric, o))


def _right_label(t: TwoYears, step: Step, scale: float, theme: Theme) -> tuple[float, float]:
    """Where the label beside the larger figure begins, and how wide it is."""
    end = max(step.before, step.after, key=lambda f: f.observation.value)
    return end.observation.value * scale, width(_label(t, end, theme), theme.size - 1) + 18


def _first(t: TwoYears, step: Step, scale: float, last: float, room: float, theme: Theme) -> float:
    """Where an axis of so many pixels must begin to have room for the label to the left of the smaller figure."""
    start = min(step.before, step.after, key=lambda f: f.observation.value)
    share = min(0.45, (width(_label(t, start, theme), theme.size - 1) + 20) / room)
    return (start.observation.value * scale - share * last) / (1 - share)


def _finite(f: JudgedObservation) -> list[float]:
    return [v for v in f.interval if not isinf(v)]


def _row(
    figure: PlotlyFigure,
    t: TwoYears,
    step: Step,
    y: int,
    scale: float,
    styles: Mapping[str, SeriesStyle],
    theme: Theme,
    smaller: str,
) -> None:
    colour = styles[step.district.district_id].colour if step.change else GREY[theme.mode]
    judged = [step.before, step.after]
    ends = [f.observation for f in judged]
    x = [o.value * scale for o in ends]
    if step.change is not None:
        figure.add_scatter(
            x=x, y=[y, y], mode="lines", line={"color": colour, "width": 3}, opacity=0.5, hoverinfo="skip"
        )
    right_end = x.index(max(x))
    figure.add_scatter(
        x=x,
        y=[y, y],
        mode="markers+text",
        text=[_label(t, f, theme) for f in judged],
        textposition=["middle right" if i == right_end else smaller for i in (0, 1)],
        textfont={"size": theme.size - 1, "color": theme.ink},
        cliponaxis=False,
        customdata=[
            [o.observation_id, wording.quantity(theme.words, t.metric, o), wording.period(theme.words, o)]
            for o in ends
        ],
        hovertemplate="<b>%{customdata[1]}</b><br>%{customdata[2]}<extra></extra>",
        marker={
            "size": 15,
            "symbol": ["circle-open", "circle"],
            "color": colour,
            "opacity": 1,
            "line": {"color": colour, "width": 2},
        },
        **SELECTION,
    )
