"""Trends 趋势: where is it going?"""

from __future__ import annotations

import streamlit as st

from charts.frame import config
from charts.lines import HEIGHT, lines
from pages.parts import html, series
from pages.parts.choices import choose_districts, metric_label
from pages.parts.controls import many_of, unknown, years_between
from pages.parts.desk import Desk, desk
from pages.parts.pick import open_clicked
from queries import sentences
from queries.series_choice import longest_first
from queries.trend import Trend, trend

#: More charts than these under each other answer no question.
MOST_METRICS = 4


def page() -> None:
    """Draw the page."""
    d = desk()
    metrics, districts, first, last = _controls(d)
    unknown()
    if not metrics:
        st.html(html.notice(html.tag("p", d.words.gettext("Choose a metric to see its course."))))
    for metric in metrics:
        _one(d, trend(d.store, metric, districts, first, last), alone=len(metrics) == 1)


def _controls(d: Desk) -> tuple[list[str], list[str], int | None, int | None]:
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


def _one(d: Desk, t: Trend, *, alone: bool) -> None:
    """One metric: sentence, chart, how to read it, table."""
    words = d.words
    left, right = st.columns([2, 1], gap="medium")
    with left:
        unit = words.gettext("unit: {unit}", unit=words.unit(t.metric))
        st.html(html.heading(words.pick(t.metric, "name"), f"{unit} · {series.span(words, t)}"))
        if t.series:
            event = st.plotly_chart(
                lines(t, d.marks(s.district.district_id for s in t.series), d.look, HEIGHT if alone else 300),
                config=config(d.look),
                theme=None,
                key=f"trend-chart-{t.metric.metric_id}",
                on_select="rerun",
                selection_mode="points",
                alt=sentences.trend_sentence(words, t),
            )
            open_clicked(event)
        st.html(series.legend(words, t) + html.sources(words, t.documents, t.data_version))
    with right:
        st.html(series.reading(words, t, list(d.catalogue.districts.values())))
    st.html(
        series.series_table(words, t)
        + html.downloads(
            words,
            "trend",
            metric=t.metric.metric_id,
            districts=",".join(s.district.district_id for s in t.series),
        )
    )


page()
