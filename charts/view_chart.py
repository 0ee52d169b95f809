"""The chart of a view: which drawing each kind has."""

from __future__ import annotations

from typing import Any

from charts.dots import dots
from charts.dumbbell import dumbbell
from charts.lines import HEIGHT, lines
from charts.outlines import outline_map
from charts.scatter import scatter
from charts.several import several
from charts.theme import Theme, styles_of
from views.view import View


def view_chart(view: View, theme: Theme, height: int = HEIGHT) -> Any:
    """Return the chart as a Plotly figure; None where there is nothing to draw.

    `height` is that of a chart over the years, in pixels.
    """
    if view.comparison is not None and view.comparison.leading_figures:
        return dots(view.comparison, styles_of(view, theme.mode), theme)
    if view.trend is not None and view.trend.series:
        from_zero = view.spec.get("view") != "index"
        return lines(view.trend, styles_of(view, theme.mode), theme, height, from_zero=from_zero)
    if view.map is not None and any(p.shape for p in view.map.places):
        m = view.map
        return outline_map(m.comparison, m.places, m.outlines, theme, m.note)
    if view.two_years is not None and view.two_years.steps:
        return dumbbell(view.two_years, styles_of(view, theme.mode), theme)
    if view.pair is not None and view.pair.is_enough:
        return scatter(view.pair, styles_of(view, theme.mode), theme)
    if view.several and view.spec.kind == "metrics":
        return several(view.several, styles_of(view, theme.mode), theme)
    return None
