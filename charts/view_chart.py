"""The chart of a view: which drawing each kind has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from charts.dots import dots
from charts.dumbbell import dumbbell
from charts.lines import HEIGHT, PLOT_WIDTH, VALUES, lines
from charts.outlines import outline_map
from charts.scatter import scatter
from charts.several import several
from charts.theme import Theme, styles_of
from views.selection import MOST_SHOWN
from views.spec import Kind
from views.view import View

#: What draws a view as a Plotly figure of a height in pixels with at most so many districts, in a picture with its
#: plot of a width and height; None where there is nothing to draw.
Draw = Callable[[View, Theme, int, int, "Plot | None"], Any]
Plot = tuple[float, float]


def view_chart(
    view: View, theme: Theme, height: int = HEIGHT, most: int = MOST_SHOWN, plot: Plot | None = None
) -> Any:
    """Return the chart as a Plotly figure; None where there is nothing to draw.

    `height` is that of a chart over the years, in pixels; of more districts than `most` the first are drawn. `plot` is
    the room for the plot alone where that is fixed, so that names may be placed in it.
    """
    draw = CHARTS.get(view.spec.kind)
    return draw(view, theme, height, most, plot) if draw else None


def _comparison(view: View, theme: Theme, _height: int, most: int, _plot: Plot | None) -> Any:
    if view.comparison is None or not view.comparison.leading:
        return None
    return dots(view.comparison, styles_of(view, theme.mode), theme, most)


def _map(view: View, theme: Theme, _height: int, _most: int, _plot: Plot | None) -> Any:
    if view.map is None or not view.map.has_shapes:
        return None
    return outline_map(view.map.comparison, view.map.places, view.map.outlines, theme, view.map.note)


def _years(view: View, theme: Theme, _height: int, most: int, plot: Plot | None) -> Any:
    if view.two_years is None or not view.two_years.steps:
        return None
    return dumbbell(view.two_years, styles_of(view, theme.mode), theme, most, plot)


def _pair(view: View, theme: Theme, _height: int, most: int, plot: Plot | None) -> Any:
    if view.pair is None or not view.pair.is_enough:
        return None
    return scatter(view.pair, styles_of(view, theme.mode), theme, most, plot)


def _trend(view: View, theme: Theme, height: int, most: int, plot: Plot | None) -> Any:
    if view.trend is None or not view.trend.series:
        return None
    from_zero = view.spec.get("view") != "index"
    wide = plot[0] - VALUES if plot else PLOT_WIDTH
    return lines(
        view.trend, styles_of(view, theme.mode), theme, height, from_zero=from_zero, most=most, wide=wide
    )


def _metrics(view: View, theme: Theme, _height: int, _most: int, _plot: Plot | None) -> Any:
    return several(view.several, styles_of(view, theme.mode), theme) if view.several else None


#: Kinds of view without an entry are shown as their table.
CHARTS: Mapping[Kind, Draw] = {
    "compare": _comparison,
    "map": _map,
    "years": _years,
    "scatter": _pair,
    "trend": _trend,
    "metrics": _metrics,
}
