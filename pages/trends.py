"""Trends 趋势: where is it going?"""

from __future__ import annotations

import streamlit as st

from charts.lines import HEIGHT
from charts.multiples import multiples
from charts.theme import styles_of
from charts.view_chart import view_chart
from pages.shared import trend_controls as controls
from pages.shared.chart_clicks import draw_chart
from pages.shared.controls import unknown
from pages.shared.page_context import PageContext, page_context
from views.kinds.growth import growth_view
from views.selection import quality_parameters
from views.spec import ViewSpec, view_spec
from views.view import View

#: The height of one of several charts, lower than one alone.
LOWER = 300


def page() -> None:
    """Draw the page."""
    d = page_context()
    metrics, chosen = controls.choose_series(d)
    o = controls.options(d)
    if not metrics:
        unknown()
        d.show("trends/no_metric.html")
        return
    quality = quality_parameters(o.quality, "reliability", "estimates")
    specs = [view_spec("trend", metric=m, view=o.view, **chosen, **quality) for m in metrics]
    if o.view == "index":
        base = controls.choose_base(d, specs[0])
        specs = [s.with_values(base=base) for s in specs]
    unknown()
    for spec in specs:
        _one(d, spec, o.chart, HEIGHT if len(specs) == 1 else LOWER)


def _one(d: PageContext, spec: ViewSpec, chart: str, height: int) -> None:
    """One metric: chart, how to read it, the published figures."""
    published = d.view(spec.with_values(view="", base=""))
    v = d.view(spec) if spec.get("view") != "published" else published
    if spec.get("view") == "growth" and not v.is_refused and v.trend is not None:
        v = growth_view(d.store, v, v.trend)
    left, right = st.columns([2, 1], gap="small")
    with left:
        d.show("view/head.html", v=v)
        _chart(d, v, chart, height)
        d.show("trends/under_the_chart.html", v=v, published=published)
    with right:
        d.show("trends/reading.html", v=v, published=published)
    every = spec.many("districts") == tuple(d.catalogue.districts)
    d.show(
        "trends/figures.html",
        spec=published.spec if v is published else v.shown_spec,
        published=published,
        chart=chart,
        granted=("districts",) if every else (),
    )


def _chart(d: PageContext, v: View, chart: str, height: int) -> None:
    """The chart of a series, or of each district its own."""
    if v.trend is None or not v.trend.series:
        return
    if chart == "one":
        figure = view_chart(v, d.theme, height)
    else:
        figure = multiples(v.trend, styles_of(v, d.theme.mode), d.theme, shared=chart == "shared")
    key = f"trend-{v.spec.get('metric')}"
    draw_chart(figure, d.theme, key=key, alt=v.sentence)


page()
