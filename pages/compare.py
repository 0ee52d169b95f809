"""Compare 对比: who has how much, and may I say so?"""

from __future__ import annotations

from html import escape

import streamlit as st

from charts.dots import dots
from charts.frame import config
from pages.parts import figures, html
from pages.parts.address import link
from pages.parts.choices import choose_districts, choose_metric, choose_year
from pages.parts.controls import unknown
from pages.parts.desk import Desk, desk
from pages.parts.pick import open_clicked
from queries import sentences
from queries.comparison import Comparison, YearChoice, best_year, compare, years_to_compare
from queries.ready import ready_sets

#: How many other comparisons are offered where this one does not hold.
OFFERED = 4


def page() -> None:
    """Draw the page."""
    d = desk()
    c, years = _controls(d)
    unknown()
    left, right = st.columns([2, 1], gap="medium")
    with left:
        _chart(d, c)
    with right:
        st.html(_reading(d, c, years))
    st.html(figures.figures_table(d.words, c))
    st.html(
        html.downloads(
            d.words,
            "compare",
            metric=c.metric.metric_id,
            year=str(c.year),
            districts=",".join(x.district_id for x in c.districts),
        )
    )


def _controls(d: Desk) -> tuple[Comparison, list[YearChoice]]:
    """Metric, districts, year: one line above the view."""
    ready = ready_sets(d.store)
    strongest = ready[0].metric_id if ready else next(iter(d.catalogue.metrics))
    metric_side, districts_side, year_side = st.columns([4, 5, 2], gap="small")
    with metric_side:
        metric = choose_metric(d, strongest)
    with districts_side:
        districts = choose_districts(d)
    years = years_to_compare(d.store, metric, districts)
    with year_side:
        year = choose_year(d, years, best_year(years) or max((s.year for s in ready), default=2024))
    return compare(d.store, metric, year, districts), years


def _chart(d: Desk, c: Comparison) -> None:
    words = d.words
    unit = words.gettext("unit: {unit}", unit=words.unit(c.metric))
    subtitle = " · ".join([words.pick(c.metric, "name"), sentences.period_of(words, c), unit])
    st.html(html.heading(sentences.finding(words, c), subtitle) + figures.verdict(words, c))
    if c.leading_figures:
        event = st.plotly_chart(
            dots(c, d.marks(x.district_id for x in c.districts), d.look),
            config=config(d.look),
            theme=None,
            key="compare-chart",
            on_select="rerun",
            selection_mode="points",
            alt=sentences.sentence(words, c),
        )
        open_clicked(event)
    st.html(
        html.tag("p", sentences.sentence(words, c), "qj-sentence")
        + html.sources(words, c.documents, c.data_version)
    )


def _reading(d: Desk, c: Comparison, years: list[YearChoice]) -> str:
    """May this be compared: reasons, doubts, the evidence as written, and where to go instead."""
    words = d.words
    return "".join(
        [
            html.tag("h3", words.gettext("May this be compared?"), "qj-side"),
            html.tag("p", words.pick(c.metric, "definition"), "qj-small"),
            _elsewhere(d, c, years) if not c.judgement.compared else "",
            figures.reasons(words, c),
            html.tag("h3", words.gettext("As the sources write it"), "qj-side") if c.evidence else "",
            figures.evidence_cards(words, c),
        ]
    )


def _elsewhere(d: Desk, c: Comparison, years: list[YearChoice]) -> str:
    """Years of this metric, then other metrics, in which districts do compare."""
    words = d.words
    chosen = (
        ",".join(x.district_id for x in c.districts) if len(c.districts) < len(d.catalogue.districts) else ""
    )
    items = [
        html.anchor(
            link("compare", metric=c.metric.metric_id, year=str(y.year), districts=chosen),
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
    return html.notice(f"{lead}<ul>{''.join(f'<li>{i}</li>' for i in items[:OFFERED])}</ul>")


page()
