"""Two metrics against each other on a slide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE
from pptx.oxml.ns import qn

from charts.scatter import label_places
from charts.theme import styles_of
from queries.comparison import Comparison
from queries.overviews import Pair
from reports.write.slide_chart_parts import Where, figures_axis, framed, label, mark
from reports.write.slide_colours import MUTED, RULE, of_district, stroke
from reports.write.slide_data import point_data
from reports.write.slide_text import Pen
from views.view import View


def add_scatter(pen: Pen, slide: Any, view: View, p: Pair, place: Where) -> None:
    """A point a district with its name; one series each, so that it keeps its colour when the data are edited."""
    words = pen.words
    figures = [{f.observation.district_id: f.observation for f in c.judgement.compared} for c in (p.x, p.y)]
    sx, sy = (words.scale(c.metric) for c in (p.x, p.y))
    spots = [(round(figures[0][d].value * sx, 6), round(figures[1][d].value * sy, 6)) for d in p.district_ids]
    names = {d.district_id: words.pick(d, "name") for d in p.x.districts}
    data = point_data()
    for d, (x, y) in zip(p.district_ids, spots, strict=True):
        series = data.add_series(names[d])
        series.add_data_point(x, y)
    chart = framed(pen, slide, XL_CHART_TYPE.XY_SCATTER, place, data, view)
    chart.has_legend = False
    _axis(pen, chart.category_axis, p.x, [s[0] for s in spots])
    _axis(pen, chart.value_axis, p.y, [s[1] for s in spots])
    places = label_places(spots)
    for d, series, where in zip(p.district_ids, chart.plots[0].series, places, strict=True):
        series.format.line.fill.background()
        mark(series, XL_MARKER_STYLE.CIRCLE, 11, of_district(styles_of(view)[d].colour))
        label(pen, series, 0, "General", 12, "b" if where.startswith("bottom") else "t")
        for name, shown in (("showVal", "0"), ("showSerName", "1")):
            for found in series._element.iter(qn(f"c:{name}")):
                found.set("val", shown)
        for name in ("showVal", "showSerName"):  # the default for points without a label of their own
            for found in series._element.find(qn("c:dLbls")).findall(qn(f"c:{name}")):
                found.set("val", "0")
    pen.dress_all(chart._chartSpace)


def _axis(pen: Pen, axis: Any, c: Comparison, values: Sequence[float]) -> None:
    """An axis with its title; where it ends is left to the program, so that what is typed later is not cut off."""
    words = pen.words
    axis.has_title = True
    name = words.with_brackets(words.pick(c.metric, "name"), words.unit(c.metric))
    pen.fill(axis.axis_title.text_frame, name, 11, MUTED, bold=False)
    if min(values) >= 0:
        axis.minimum_scale = 0
    stroke(axis.format, RULE)
    figures_axis(axis, 10, max(values))
