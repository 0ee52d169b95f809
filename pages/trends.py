"""Trends 趋势: where is it going?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from charts.lines import HEIGHT, lines
from charts.multiples import multiples
from pages.compare_views.options import asked_of
from pages.shared import html, series, trend_view
from pages.shared.chart_clicks import draw_chart
from pages.shared.choices import choose_districts, choose_estimates, choose_reliability, metric_label
from pages.shared.controls import many_of, one_of, unknown, years_between
from pages.shared.page_context import PageContext, page_context
from queries.quality import Quality
from queries.series_choice import longest_first
from queries.trend import Trend, trend
from views import explaining, sentences
from views.spec import fitting

#: More charts than these under each other answer no question.
MOST_METRICS = 4
CHARTS = ("one", "shared", "own")


@dataclass(frozen=True)
class Options:
    """What a reader may set besides metrics, districts and years."""

    view: str
    chart: str
    quality: Quality


def page() -> None:
    """Draw the page."""
    d = page_context()
    metrics, districts, first, last = _controls(d)
    o = _options(d)
    if not metrics:
        unknown()
        st.html(html.notice(html.tag("p", d.words.gettext("Choose a metric to see its course."))))
        return
    trends = [trend(d.store, metric, districts, first, last, o.quality) for metric in metrics]
    base = _base(d, trends[0]) if o.view == "index" else None
    unknown()
    shown = {
        "districts": "" if districts == list(d.catalogue.districts) else ",".join(districts),
        "from": str(first or ""),
        "to": str(last or ""),
    }
    for t in trends:
        _one(d, t, o, base, shown, alone=len(metrics) == 1)


def _controls(d: PageContext) -> tuple[list[str], list[str], int | None, int | None]:
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
    return metrics, districts, first, last


def _options(d: PageContext) -> Options:
    words = d.words
    names = trend_view.view_names(words)
    charts = {
        "one": words.gettext("one chart"),
        "shared": words.gettext("one a district, same axis"),
        "own": words.gettext("one a district, own axes"),
    }
    view_side, chart_side, source_side, status_side = st.columns([6, 2, 2, 2], gap="small")
    with view_side:
        figures = words.gettext("Figures")
        view = one_of(
            "view", figures, trend_view.VIEWS, default="published", names=names.__getitem__, shown=True
        )
    with chart_side:
        chart = one_of("chart", words.gettext("Chart"), CHARTS, default="one", names=charts.__getitem__)
    with source_side:
        reliability = choose_reliability(d)
    with status_side:
        estimates = choose_estimates(d)
    return Options(view, chart, Quality(reliability, estimates))


def _base(d: PageContext, t: Trend) -> int | None:
    """The base year of an index, in a narrow column of its own."""
    side, _ = st.columns([2, 10])
    with side:
        return trend_view.choose_base(d, t)


def _one(
    d: PageContext, t: Trend, o: Options, base: int | None, shown: Mapping[str, str], *, alone: bool
) -> None:
    """One metric: chart, how to read it, table."""
    words = d.words
    s = trend_view.shown(d, t, o.view, base)
    left, right = st.columns([2, 1], gap="medium")
    with left:
        unit = words.gettext("unit: {unit}", unit=words.unit(s.trend.metric))
        parts = [unit, explaining.span(s.trend)] + ([words.gettext("calculated")] if s.calculated else [])
        st.html(html.heading(words.pick(s.trend.metric, "name"), " · ".join(p for p in parts if p)))
        if s.refusal:
            st.html(html.notice(html.tag("p", s.refusal), "qj-warn"))
        if o.view == "growth" and not s.refusal:
            st.html(trend_view.growth_table(d, t))
        elif s.trend.series:
            _chart(d, s.trend, o, HEIGHT if alone else 300)
        st.html(series.legend(words, s.trend) + html.sources(words, t.documents, t.data_version))
    with right:
        everyone = list(d.catalogue.districts.values())
        st.html(trend_view.explanation(d, s) + series.reading(words, t, everyone, also=s.trend.missing))
    taken = replace(o, view="published") if s.refusal else o  # what is taken away is what is shown
    files = _takeaway(d, t, taken, base, shown, has_picture=bool(s.trend.series))
    st.html(series.series_table(d, t) + files)


def _takeaway(
    d: PageContext, t: Trend, o: Options, base: int | None, shown: Mapping[str, str], *, has_picture: bool
) -> str:
    asked = {
        "metric": t.metric.metric_id,
        "view": o.view if o.view != "published" else "",
        "base": str(base or "") if o.view == "index" else "",
    }
    asked |= asked_of(o.quality) | {name: value for name, value in shown.items() if value}
    sentence = sentences.trend_sentence(d.words, t)
    chosen = {"districts": ",".join(s.district.district_id for s in t.series)} | asked | {"view": o.view}
    granted = () if asked.get("districts") else ("districts",)
    return html.takeaway(
        d,
        fitting("trend", chosen),
        sentence,
        t.documents,
        chart=o.chart,
        has_picture=has_picture,
        granted=granted,
    )


def _chart(d: PageContext, t: Trend, o: Options, height: int) -> None:
    marks = d.styles(s.district.district_id for s in t.series)
    if o.chart == "one":
        figure = lines(t, marks, d.theme, height, from_zero=o.view != "index")
    else:
        figure = multiples(t, marks, d.theme, shared=o.chart == "shared")
    draw_chart(
        figure, d.theme, key=f"trend-chart-{t.metric.metric_id}", alt=sentences.trend_sentence(d.words, t)
    )


page()
