"""One metric at one year: dots in order, the verdict, the evidence, the table; also in calculated views."""

from __future__ import annotations

from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts.dots import dots
from pages.compare_views.options import Options, asked_of
from pages.shared import calculation, figures, html
from pages.shared.address import here, link
from pages.shared.chart_clicks import draw_chart
from pages.shared.choices import choose_districts, choose_metric, choose_year
from pages.shared.controls import unknown
from pages.shared.page_context import PageContext
from queries.calculated import Calculated, CalculatedView, Calculation, calculate
from queries.comparison import Comparison, YearChoice, best_year, compare, years_to_compare
from queries.ready import ready_sets
from views import explaining, sentences
from views.spec import fitting

#: How many other comparisons are offered where this one does not hold.
OFFERED = 4


def draw(d: PageContext, o: Options, controls: DeltaGenerator) -> None:
    """Draw the view; its controls go into the line above the options."""
    with controls:
        published, years, view = _controls(d, o)
    unknown()
    outcome = calculate(d.store, published, view) if view else published
    how: Calculation | None = None
    if isinstance(outcome, Calculated):
        c, how = outcome
    elif isinstance(outcome, Comparison):
        c = outcome
    else:
        c = published
        st.html(html.notice(html.tag("p", explaining.refusal(d.words, outcome, d.district_name)), "qj-warn"))
    left, right = st.columns([2, 1], gap="medium")
    with left:
        _chart(d, c, how)
    with right:
        st.html(_reading(d, c, years, how))
    st.html(figures.figures_table(d, c) + _takeaway(d, c, o, view if view and how else ""))


def _controls(d: PageContext, o: Options) -> tuple[Comparison, list[YearChoice], CalculatedView | None]:
    """Metric, districts, year, and whether as published or calculated."""
    ready = ready_sets(d.store)
    strongest = ready[0].metric_id if ready else next(iter(d.catalogue.metrics))
    metric_side, districts_side, year_side, view_side = st.columns([4, 4, 2, 2], gap="small")
    with metric_side:
        metric = choose_metric(d, strongest)
    with districts_side:
        districts = choose_districts(d)
    group = list(d.catalogue.districts) if o.within_all else []
    years = years_to_compare(d.store, metric, group or districts, o.quality)
    with year_side:
        year = choose_year(d, years, best_year(years) or max((s.year for s in ready), default=2024))
    with view_side:
        view = calculation.choose_view(d, metric)
    c = compare(d.store, metric, year, districts, o.quality, group)
    return c, years, view


def _chart(d: PageContext, c: Comparison, how: Calculation | None) -> None:
    words = d.words
    unit = words.gettext("unit: {unit}", unit=words.unit(c.metric))
    parts = [words.pick(c.metric, "name"), sentences.period_of(words, c), unit]
    if how:
        parts.append(words.gettext("calculated"))
    st.html(html.heading(sentences.finding(words, c), " · ".join(parts)) + figures.verdict(words, c))
    if c.leading_figures:
        draw_chart(
            dots(c, d.styles(x.district_id for x in c.districts), d.theme),
            d.theme,
            key="compare-chart",
            alt=sentences.sentence(words, c),
        )
    st.html(
        html.quotable(words, sentences.sentence(words, c), c.documents)
        + html.sources(words, c.documents, c.data_version)
    )


def _reading(d: PageContext, c: Comparison, years: list[YearChoice], how: Calculation | None) -> str:
    """May this be compared: reasons, doubts, the evidence as written, and where to go instead."""
    words = d.words
    written = how.source if how else c
    return "".join(
        [
            html.tag("h3", words.gettext("May this be compared?"), "qj-side"),
            html.tag("p", words.pick(c.metric, "definition"), "qj-small"),
            _elsewhere(d, c, years) if not c.judgement.compared else "",
            calculation.formula(d, how) if how else "",
            figures.reasons(words, c),
            html.tag("h3", words.gettext("As the sources write it"), "qj-side") if c.evidence else "",
            figures.evidence_cards(words, written),
            calculation.inputs(d, how) if how else "",
        ]
    )


def _elsewhere(d: PageContext, c: Comparison, years: list[YearChoice]) -> str:
    """Years of this metric, then other metrics, in which districts do compare."""
    words = d.words
    items = [
        html.anchor(
            link("compare", **here("compare", "year"), year=str(y.year)),
            words.ngettext(
                "{year}: {n} district compares", "{year}: {n} districts compare", y.comparable, year=y.year
            ),
        )
        for y in years
        if y.comparable and y.year != c.year
    ]
    if not items:
        items = [
            html.anchor(
                link("compare", metric=s.metric_id, year=str(s.year)),
                f"{d.metric_name(s.metric_id)} · {s.year}",
            )
            for s in ready_sets(d.store)
            if s.metric_id != c.metric.metric_id
        ]
    if not items:
        return ""
    lead = escape(words.gettext("What does compare:"))
    rest = html.more(words, len(items) - OFFERED)
    return html.notice(f"{lead}<ul>{''.join(f'<li>{i}</li>' for i in items[:OFFERED])}</ul>{escape(rest)}")


def _takeaway(d: PageContext, c: Comparison, o: Options, view: str) -> str:
    asked = asked_of(o.quality) | {
        "metric": c.metric.metric_id,
        "year": str(c.year),
        "districts": ",".join(c.shown or [x.district_id for x in c.districts]),
        "view": view,
        "group": "all" if o.within_all else "",
    }
    sentence = sentences.sentence(d.words, c)
    return html.takeaway(
        d, fitting("compare", asked), sentence, c.documents, has_picture=bool(c.leading_figures)
    )
