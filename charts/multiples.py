"""Small multiples: one panel a district, all with the same axis or each with its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import ceil

from charts.frame import frame, ticks
from charts.lines import lines
from charts.plotly_figures import PlotlyFigure, new_panels
from charts.theme import SeriesStyle, Theme
from queries.trend import Trend
from views.selection import MOST_SHOWN

COLUMNS, PANEL = 3, 210


def multiples(
    trend: Trend, styles: Mapping[str, SeriesStyle], theme: Theme, *, shared: bool, most: int = MOST_SHOWN
) -> PlotlyFigure:
    """The series of a trend side by side; with `shared` every panel has the axes of all figures together."""
    trend = replace(trend, series=trend.series[:most])
    n = len(trend.series)
    columns = min(COLUMNS, n)
    rows = ceil(n / columns)
    names = [theme.marked(s.district.district_id, theme.words.pick(s.district, "name")) for s in trend.series]
    figure = new_panels(
        rows=rows, cols=columns, subplot_titles=names, vertical_spacing=0.28 / rows, horizontal_spacing=0.08
    )
    whole = lines(trend, styles, theme)
    for i, series in enumerate(trend.series):
        alone = lines(replace(trend, series=(series,)), styles, theme)
        row, column = divmod(i, columns)
        for trace in alone.data:
            figure.add_trace(trace, row=row + 1, col=column + 1)
        axes = whole if shared else alone
        figure.update_xaxes(
            range=_inner(axes.layout.xaxis.range),
            tickvals=_few(whole if shared else alone),
            showgrid=False,
            row=row + 1,
            col=column + 1,
        )
        figure.update_yaxes(range=axes.layout.yaxis.range, row=row + 1, col=column + 1)
        scale = theme.words.scale(trend.metric)
        source = trend.evidence if shared else tuple(p.observation for p in series.points)
        values = [o.value * scale for o in source]
        figure.update_yaxes(**ticks(theme, max(values), min([0.0, *values])), row=row + 1, col=column + 1)
    frame(figure, theme, PANEL * rows + 40)
    figure.update_layout(margin={"t": 34})
    figure.update_annotations(font={"size": theme.size, "color": theme.ink})
    return figure


def _inner(extent: tuple[float, float]) -> tuple[float, float]:
    """The range of years without the room that one chart leaves for names at line ends."""
    first, last = extent
    span = (last - first - 0.9) / 1.16
    return first, first + 0.6 + span + 0.4


def _few(figure: PlotlyFigure) -> list[int]:
    """At most four years, the last always among them."""
    years = list(figure.layout.xaxis.tickvals or ())
    step = max(1, ceil(len(years) / 4))
    return [int(y) for i, y in enumerate(reversed(years)) if i % step == 0]
