"""Trends 趋势: where is it going?"""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from charts.lines import HEIGHT
from charts.multiples import multiples
from charts.theme import styles_of
from charts.view_chart import view_chart
from pages.compare_views.options import quality_parameters
from pages.shared.chart_clicks import draw_chart
from pages.shared.choices import choose_districts, choose_estimates, choose_reliability, metric_label
from pages.shared.controls import many_of, one_of, unknown, years_between
from pages.shared.page_context import PageContext, page_context
from queries.quality import Quality
from queries.series_choice import longest_first
from queries.series_views import VIEWS, base_years
from views.kinds.growth import growth_view
from views.spec import ViewSpec, view_spec
from views.view import View

#: More charts than these under each other answer no question; each is lower than one alone.
MOST_METRICS, LOWER = 4, 300
#: How a chart is divided.
CHARTS = ("one", "shared", "own")


class Options(NamedTuple):
    """What a reader may set besides metrics, districts and years."""

    view: str
    chart: str
    quality: Quality


def page() -> None:
    """Draw the page."""
    d = page_context()
    metrics, chosen = _controls(d)
    o = _options(d)
    if not metrics:
        unknown()
        d.show("trends/no_metric.html")
        return
    specs = [
        view_spec(
            "trend",
            metric=m,
            view=o.view,
            **chosen,
            **quality_parameters(o.quality, "reliability", "estimates"),
        )
        for m in metrics
    ]
    if o.view == "index":
        base = _choose_base(d, specs[0])
        specs = [s.with_values(base=base) for s in specs]
    unknown()
    for spec in specs:
        _one(d, spec, o.chart, HEIGHT if len(specs) == 1 else LOWER)


def _controls(d: PageContext) -> tuple[list[str], dict[str, str]]:
    """The metrics, and districts and years as parameters of a view."""
    words = d.words
    order = longest_first(d.store)
    metric_side, districts_side, years_side = st.columns([4, 5, 3], gap="small")
    with metric_side:
        metrics = many_of(
            "metric",
            words.gettext("Metrics"),
            list(order),
            default=list(order)[:1],
            names=lambda m: metric_label(d, m),
            most=MOST_METRICS,
        )
    with districts_side:
        districts = choose_districts(d)
    with years_side:
        first, last = years_between(words.gettext("Years"), order.years)
    return metrics, {"districts": ",".join(districts), "from": str(first or ""), "to": str(last or "")}


def _options(d: PageContext) -> Options:
    words = d.words
    names = {
        "published": words.gettext("as published"),
        "index": words.gettext("index"),
        "change": words.gettext("change on the year before"),
        "growth": words.gettext("average annual growth"),
    }
    charts = {
        "one": words.gettext("one chart"),
        "shared": words.gettext("one a district, same axis"),
        "own": words.gettext("one a district, own axes"),
    }
    view_side, chart_side, source_side, status_side = st.columns([6, 2, 2, 2], gap="small")
    with view_side:
        label = words.gettext("Figures")
        view = one_of(
            "view", label, ("published", *VIEWS), default="published", names=names.__getitem__, shown=True
        )
    with chart_side:
        chart = one_of("chart", words.gettext("Chart"), CHARTS, default="one", names=charts.__getitem__)
    with source_side:
        reliability = choose_reliability(d)
    with status_side:
        estimates = choose_estimates(d)
    return Options(view, chart, Quality(reliability, estimates))


def _choose_base(d: PageContext, spec: ViewSpec) -> str:
    """The year an index starts from, the ones most series share first; '' if no figure can be a base."""
    published = d.view(spec.with_values(view="")).trend
    years = [str(y) for y in base_years(published)] if published else []
    side, _ = st.columns([2, 10])
    with side:
        return one_of("base", d.words.gettext("Base year"), years, default=years[0]) if years else ""


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
