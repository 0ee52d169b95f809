"""What a reader may set on Trends: metrics, districts and years, and below them how the series are shown."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from pages.shared.choices import choose_districts, choose_estimates, choose_reliability, metric_labels
from pages.shared.controls import many_of, one_of, years_between
from pages.shared.page_context import PageContext
from pages.shared.typed import typing
from queries.quality import Quality
from queries.series_choice import longest_first
from queries.series_views import VIEWS, base_years
from views.spec import ViewSpec

#: More charts than these under each other answer no question.
MOST_METRICS = 4
#: How a chart is divided.
CHARTS = ("one", "shared", "own")


class Options(NamedTuple):
    """What a reader may set besides metrics, districts and years."""

    view: str
    chart: str
    quality: Quality


def choose_series(d: PageContext) -> tuple[list[str], dict[str, str]]:
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
            names=metric_labels(d).__getitem__,
            said=d.metric_name,
            most=MOST_METRICS,
            typing=typing(d.store, d.words),
        )
    with districts_side:
        districts = choose_districts(d)
    with years_side:
        first, last = years_between(words.gettext("Years"), order.years)
    return metrics, {"districts": ",".join(districts), "from": str(first or ""), "to": str(last or "")}


def options(d: PageContext) -> Options:
    """How the series are shown: as published or calculated, in one chart or several, of which sources."""
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


def choose_base(d: PageContext, spec: ViewSpec) -> str:
    """The year an index starts from, the ones most series share first; '' if no figure can be a base."""
    published = d.view(spec.with_values(view="")).trend
    years = [str(y) for y in base_years(published)] if published else []
    side, _ = st.columns([2, 10])
    with side:
        return one_of("base", d.words.gettext("Base year"), years, default=years[0]) if years else ""
