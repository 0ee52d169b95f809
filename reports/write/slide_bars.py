"""Bars on slides: one a district, or two years of each; districts without a figure are named below, not drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Pt

from charts import wrapping
from charts.theme import styles_of
from queries.comparability import JudgedObservation
from queries.comparison import Comparison
from queries.two_years import TwoYears
from reports.write.slide_chart_parts import (
    Plot,
    Where,
    framed,
    label,
    legend_on_top,
    names_below,
    no_other_labels,
    number_format,
    set_plot,
)
from reports.write.slide_colours import GREY, MUTED, PAPER, RULE, fill, of_district, stroke
from reports.write.slide_data import category_data
from reports.write.slide_text import Pen, points
from views import sentences
from views.table import number
from views.view import View

#: Type of names and figures, and what a bar with the space to the next may take of the height, in points.
TYPE, SMALLEST, WIDEST_BAR = 13.0, 8.0, 64.0
#: Room of a legend above the plot, and beside names and figures, in points.
LEGEND, BESIDE = 26.0, 10.0


def height(view: View, most: float) -> float:
    """Return how high the bars of a view may grow, in points: a few bars need not fill a slide."""
    n = len(view.comparison.leading) if view.comparison else 0
    if view.two_years:
        n = 2 * len(view.two_years.steps)
    return min(most, n * WIDEST_BAR + BESIDE + (LEGEND if view.two_years else 0)) if n else most


def add_bars(pen: Pen, slide: Any, view: View, c: Comparison, place: Where) -> None:
    """Horizontal bars, the largest on top, what is not ranked in grey below."""
    words = pen.words
    figures = [f for f in c.leading if f.compared]
    figures += sorted((f for f in c.leading if not f.compared), key=lambda f: -f.observation.value)
    scale = words.scale(c.metric)
    data = category_data(number_format(words, c.metric))
    names = [sentences.name_of(words, c, f) for f in figures]
    data.categories = names
    name = words.with_brackets(view.name, words.unit(c.metric))
    data.add_series(name, [round(f.observation.value * scale, 6) for f in figures])
    chart = framed(pen, slide, XL_CHART_TYPE.BAR_CLUSTERED, place, data, view)
    chart.has_legend = False
    plot = chart.plots[0]
    plot.gap_width, plot.vary_by_categories = 70, False
    texts = [number(words, c.metric, f.observation).text for f in figures]
    size = _bar_axes(chart, names, texts, place, [f.observation.value for f in figures])
    series = plot.series[0]
    series.invert_if_negative = False
    for i, f in enumerate(figures):
        hue = styles_of(view)[f.observation.district_id].colour
        _bar_point(series.points[i], f, of_district(hue) if f.compared else GREY)
        label(pen, series, i, number_format(words, c.metric, f.observation), size, "outEnd")
    no_other_labels(series)
    pen.dress_all(chart._chartSpace)


def add_two_years(pen: Pen, slide: Any, view: View, t: TwoYears, place: Where) -> None:
    """Two bars a district, the earlier year pale, the later one deep."""
    words = pen.words
    scale = words.scale(t.metric)
    data = category_data(number_format(words, t.metric))
    names = [words.pick(s.district, "name") for s in t.steps]
    data.categories = names
    ends = (
        (t.before, [s.before.observation for s in t.steps]),
        (t.after, [s.after.observation for s in t.steps]),
    )
    for c, figures in ends:
        year = words.with_brackets(str(c.year), words.unit(t.metric))
        data.add_series(year, [round(o.value * scale, 6) for o in figures])
    chart = framed(pen, slide, XL_CHART_TYPE.BAR_CLUSTERED, place, data, view)
    legend_on_top(chart)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap, plot.vary_by_categories = 60, -5, False
    everything = [o for _, figures in ends for o in figures]
    texts = [number(words, t.metric, o).text for o in everything]
    size = _bar_axes(chart, names, texts, place, [o.value for o in everything], LEGEND)
    for series, (_, figures), colour in zip(plot.series, ends, (f"{MUTED} paler", "accent1"), strict=True):
        series.invert_if_negative = False
        fill(series.format, colour)
        for i, o in enumerate(figures):
            label(pen, series, i, number_format(words, t.metric, o), size, "outEnd")
        no_other_labels(series)
    pen.dress_all(chart._chartSpace)


def _bar_axes(
    chart: Any,
    names: Sequence[str],
    texts: Sequence[str],
    place: Where,
    values: Sequence[float],
    top: float = 0.0,
) -> float:
    """Names on the left from the top down, no axis of values: each bar has its figure, in the size returned.

    The largest value is left to the program, and room for the figures is kept beside the plot: a value typed later
    is not cut off. Bars begin at zero, as long as none is below it.
    """
    _, _, width, high = (points(x) for x in place)
    size = min(TYPE, max(SMALLEST, (high - top) / max(1, len(texts)) * 0.62))
    left = min(width * 0.4, max(wrapping.loose_width(n, size) for n in names) + BESIDE)
    beside = max(wrapping.loose_width(f"{t}%", size) for t in texts) + BESIDE
    below = beside if min(values) < 0 else 0.0
    set_plot(
        chart,
        Plot(left + below, top, max(width - left - beside - below, width * 0.2), high - top),
        width,
        high,
    )
    category, value = chart.category_axis, chart.value_axis
    category.reverse_order = True
    category.has_major_gridlines = False
    stroke(category.format, RULE)
    category.tick_labels.font.size = Pt(size)
    names_below(category)
    value.visible = False
    value.has_major_gridlines = False
    if min(values) >= 0:
        value.minimum_scale = 0
    return size


def _bar_point(point: Any, f: JudgedObservation, colour: str) -> None:
    """A full bar for an actual figure, a hollow one for an estimate."""
    if f.observation.status == "estimate":
        fill(point.format, PAPER)
        stroke(point.format, colour)
        point.format.line.width = Pt(1.75)
    else:
        fill(point.format, colour)
