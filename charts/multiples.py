"""Small multiples: one panel a district, all with the same axis or each with its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import ceil, log
from typing import NamedTuple

from charts.frame import frame, ticks
from charts.lines import lines
from charts.plotly_figures import PlotlyFigure, new_panels
from charts.theme import SeriesStyle, Theme
from queries.trend import Trend
from views.selection import MOST_SHOWN

COLUMNS, PANEL = 3, 210
#: Of a panel in a picture: the least width and height, what its names of values and its title and years take of them.
NARROWEST, LOWEST, VALUES, NAMES = 165, 104, 46, 46
#: The shape of a panel in which lines are read best.
SHAPE = 1.7
#: A plot lower than so many pixels has no room for a value at every usual step.
LOW = 100


class Arrangement(NamedTuple):
    """Panels in columns and rows, and the pixels of all of them together."""

    columns: int
    rows: int
    width: float
    height: float

    @property
    def panels(self) -> int:
        """How many panels there is room for."""
        return self.columns * self.rows


def arranged(n: int, width: float, height: float) -> Arrangement:
    """Return how n panels stand in a picture, in as good a shape as may be; fewer where each would be too small."""
    most_columns = max(1, min(n, int(width / NARROWEST)))
    most_rows = max(1, int(height / LOWEST))
    found = [(c, ceil(n / c)) for c in range(1, most_columns + 1) if ceil(n / c) <= most_rows]

    def misshapen(place: tuple[int, int]) -> float:
        columns, rows = place
        return abs(log((width / columns) / (height / rows) / SHAPE))

    columns, rows = min(found, key=misshapen) if found else (most_columns, most_rows)
    return Arrangement(columns, rows, width, min(height, rows * width / columns))


def multiples(
    trend: Trend,
    styles: Mapping[str, SeriesStyle],
    theme: Theme,
    *,
    shared: bool,
    most: int = MOST_SHOWN,
    arrangement: Arrangement | None = None,
) -> PlotlyFigure:
    """The series of a trend side by side; with `shared` every panel has the axes of all figures together.

    A picture has them in an arrangement of its own; of more districts than it has panels the first are drawn.
    """
    trend = replace(trend, series=trend.series[: min(most, arrangement.panels if arrangement else most)])
    n = len(trend.series)
    columns = arrangement.columns if arrangement else min(COLUMNS, n)
    rows = ceil(n / columns)
    spacing = {"vertical_spacing": 0.28 / rows, "horizontal_spacing": 0.08}
    steps = 5
    if arrangement:
        high = arrangement.height / rows
        spacing = {
            "vertical_spacing": min(NAMES / arrangement.height, 0.95 / max(1, rows - 1)),
            "horizontal_spacing": VALUES / arrangement.width,
        }
        steps = 5 if high - NAMES > LOW else 3 if high - NAMES > LOW / 2 else 2
    names = [theme.marked(s.district.district_id, theme.words.pick(s.district, "name")) for s in trend.series]
    figure = new_panels(rows=rows, cols=columns, subplot_titles=names, **spacing)
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
        marks = ticks(theme, max(values), min([0.0, *values]), steps)
        figure.update_yaxes(**marks, row=row + 1, col=column + 1)
    frame(figure, theme, round(arrangement.height) if arrangement else PANEL * rows + 40)
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
