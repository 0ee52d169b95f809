"""Trends 趋势: where is it going?"""

from __future__ import annotations

from typing import Any, NamedTuple

import streamlit as st
from markupsafe import Markup

from charts.lines import HEIGHT
from charts.multiples import multiples
from charts.theme import styles_of
from charts.view_chart import view_chart
from pages.shared import trend_controls as controls
from pages.shared.chart_clicks import draw_chart
from pages.shared.controls import unknown
from pages.shared.kept import kept
from pages.shared.page_context import PageContext, page_context
from pages.shared.templates import put
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
        _draw(d, spec, o.chart, HEIGHT if len(specs) == 1 else LOWER)


class Parts(NamedTuple):
    """One metric as it is drawn; `figure` is None where there is nothing to draw."""

    head: Markup
    figure: Any
    sentence: str
    under_the_chart: Markup
    reading: Markup
    figures: Markup


def _draw(d: PageContext, spec: ViewSpec, chart: str, height: int) -> None:
    """Draw one metric: chart, how to read it, the published figures."""
    parts = _parts(d, spec, chart, height)
    left, right = st.columns([2, 1], gap="small")
    with left:
        put(parts.head)
        if parts.figure is not None:
            draw_chart(parts.figure, d.theme, key=f"trend-{spec.get('metric')}", alt=parts.sentence)
        put(parts.under_the_chart)
    with right:
        put(parts.reading)
    put(parts.figures)


@kept
def _parts(d: PageContext, spec: ViewSpec, chart: str, height: int) -> Parts:
    published = d.view(spec.with_values(view="", base=""))
    v = d.view(spec) if spec.get("view") != "published" else published
    if spec.get("view") == "growth" and not v.is_refused and v.trend is not None:
        v = growth_view(d.store, v, v.trend)
    every = spec.many("districts") == tuple(d.catalogue.districts)
    return Parts(
        d.render("view/head.html", v=v),
        _figure(d, v, chart, height),
        v.sentence,
        d.render("trends/under_the_chart.html", v=v, published=published),
        d.render("trends/reading.html", v=v, published=published),
        d.render(
            "trends/figures.html",
            spec=published.spec if v is published else v.shown_spec,
            published=published,
            chart=chart,
            granted=("districts",) if every else (),
        ),
    )


def _figure(d: PageContext, v: View, chart: str, height: int) -> Any:
    """The chart of a series, or of each district its own; None where there is nothing to draw."""
    if v.trend is None or not v.trend.series:
        return None
    if chart == "one":
        return view_chart(v, d.theme, height)
    return multiples(v.trend, styles_of(v, d.theme.mode), d.theme, shared=chart == "shared")


page()
