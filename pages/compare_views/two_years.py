"""The same metric at two years, district by district."""

from __future__ import annotations

from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts.dumbbell import dumbbell
from pages.compare_views.options import Options, asked_of
from pages.shared import html
from pages.shared.chart_clicks import draw_chart
from pages.shared.choices import choose_districts, choose_metric
from pages.shared.controls import one_of, unknown
from pages.shared.page_context import PageContext
from queries.comparison import years_to_compare
from queries.series_choice import longest_first
from queries.two_years import Step, TwoYears, two_years
from views import sentences, wording
from views.spec import fitting


def draw(d: PageContext, o: Options, controls: DeltaGenerator) -> None:
    """Draw the view; its controls go into the line above the options."""
    words = d.words
    with controls:
        metric_side, districts_side, first_side, last_side = st.columns([4, 4, 2, 2], gap="small")
        with metric_side:
            metric = choose_metric(d, next(iter(longest_first(d.store))))
        with districts_side:
            districts = choose_districts(d)
        years = [str(y.year) for y in years_to_compare(d.store, metric, districts, o.quality)] or ["2024"]
        with first_side:
            first = one_of("from", words.gettext("From"), years, default=years[-1])
        with last_side:
            last = one_of("year", words.gettext("To"), years, default=years[0])
    unknown()
    t = two_years(d.store, metric, (int(first), int(last)), districts, o.quality)
    left, right = st.columns([2, 1], gap="medium")
    text = sentences.two_years_sentence(words, t)
    with left:
        unit = words.gettext("unit: {unit}", unit=words.unit(t.metric))
        st.html(html.heading(f"{words.pick(t.metric, 'name')}, {first} → {last}", unit))
        if t.steps:
            draw_chart(
                dumbbell(t, d.styles(s.district.district_id for s in t.steps), d.theme),
                d.theme,
                key="two-years-chart",
                alt=text,
            )
        st.html(html.quotable(words, text, t.documents) + html.sources(words, t.documents, d.store.version))
    with right:
        gap = sentences.missing_sentence(words, t.missing, list(d.catalogue.districts.values()))
        care = html.tag("h3", words.gettext("To be read with care"), "qj-side") if t.doubts else ""
        st.html(
            html.tag("h3", words.gettext("What the figures show"), "qj-side")
            + html.tag("p", gap, "qj-gap")
            + html.tag("p", words.pick(t.metric, "definition"), "qj-small")
            + care
            + html.doubt_list(words, t.doubts)
        )
    if t.steps:
        st.html(_table(d, t, first, last) + _takeaway(d, t, districts, o))


def _takeaway(d: PageContext, t: TwoYears, districts: list[str], o: Options) -> str:
    asked = {
        "metric": t.metric.metric_id,
        "from": str(t.before.year),
        "year": str(t.after.year),
        "districts": ",".join(districts),
    }
    asked = asked_of(o.quality) | asked
    sentence = sentences.two_years_sentence(d.words, t)
    return html.takeaway(d, fitting("years", asked), sentence, t.documents)


def _table(d: PageContext, t: TwoYears, first: str, last: str) -> str:
    words = d.words
    head = [words.gettext("District"), first, last, words.gettext("Change")]
    rows = [
        [
            escape(words.pick(s.district, "name")),
            html.figure_link(words, t.metric, s.before.observation),
            html.figure_link(words, t.metric, s.after.observation),
            escape(_change(d, t, s)),
        ]
        for s in t.steps
    ]
    return html.table(head, rows, numeric=(1, 2, 3))


def _change(d: PageContext, t: TwoYears, s: Step) -> str:
    if s.change is None:
        return d.words.gettext("not to be set against each other")
    return wording.signed_gap(d.words, t.metric, s.change)
