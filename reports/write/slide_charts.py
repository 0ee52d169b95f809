"""What a view shows, as a native chart on a slide."""

from __future__ import annotations

from typing import Any

from reports.write import slide_bars
from reports.write.slide_bars import add_bars, add_two_years
from reports.write.slide_chart_parts import Where
from reports.write.slide_lines import add_lines
from reports.write.slide_maps import add_map
from reports.write.slide_scatter import add_scatter
from reports.write.slide_text import Pen
from views.view import View


def draws(view: View) -> bool:
    """Whether a view has anything to be drawn."""
    return bool(
        (view.map and view.map.has_shapes)
        or (view.two_years and view.two_years.steps)
        or (view.pair and view.pair.is_enough)
        or (view.comparison and view.comparison.leading)
        or (view.trend and any(s.main for s in view.trend.series))
    )


def height(view: View, most: float) -> float:
    """Return how much of a height the chart of a view needs, in points."""
    return slide_bars.height(view, most) if view.map is None else most


def add_chart(pen: Pen, slide: Any, view: View, place: Where) -> bool:
    """What a view shows, natively, at left, top, width, height (EMU); False where there is nothing to draw."""
    if not draws(view):
        return False
    if view.map is not None and view.map.has_shapes:
        add_map(pen, slide, view, view.map, place)
    elif view.two_years is not None and view.two_years.steps:
        add_two_years(pen, slide, view, view.two_years, place)
    elif view.pair is not None and view.pair.is_enough:
        add_scatter(pen, slide, view, view.pair, place)
    elif view.comparison is not None and view.comparison.leading:
        add_bars(pen, slide, view, view.comparison, place)
    elif view.trend is not None:
        add_lines(pen, slide, view, view.trend, place)
    return True
