"""Two metrics of one year against each other, only where three or more districts compare in both."""

from __future__ import annotations

from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts.scatter import scatter
from pages.compare_views.options import Options, asked_of
from pages.shared import html
from pages.shared.address import here, link
from pages.shared.chart_clicks import draw_chart
from pages.shared.choices import choose_districts, metric_label, metrics_in_order
from pages.shared.controls import one_of, unknown
from pages.shared.page_context import PageContext
from queries.comparison import documents_of, years_to_compare
from queries.overviews import Pair, pair, possible_pairs
from views import sentences
from views.spec import fitting

#: How many pairs with enough districts are offered where this one has too few.
OFFERED = 6


def draw(d: PageContext, o: Options, controls: DeltaGenerator) -> None:
    """Draw the view; its controls go into the line above the options."""
    words = d.words
    order = metrics_in_order(d)
    with controls:
        x_side, y_side, districts_side, year_side = st.columns([3, 3, 4, 2], gap="small")
        with districts_side:
            districts = choose_districts(d)
        offered = possible_pairs(d.store, districts, o.quality)
        usual = offered[0] if offered else (order[0], order[1], 2024)
        with x_side:
            x = _metric(d, "metric", words.gettext("Across"), order, usual[0])
        with y_side:
            y = _metric(d, "metric2", words.gettext("Upward"), order, usual[1])
        years = [str(c.year) for c in years_to_compare(d.store, x, districts, o.quality)] or [str(usual[2])]
        best = str(usual[2]) if str(usual[2]) in years else years[0]
        with year_side:
            year = one_of("year", words.gettext("Year"), years, default=best)
    unknown()
    p = pair(d.store, (x, y), int(year), districts, o.quality)
    title = words.gettext("{x} and {y}", x=words.pick(p.x.metric, "name"), y=words.pick(p.y.metric, "name"))
    if not p.is_enough:
        st.html(html.heading(title, year) + _refusal(d, p, offered))
        return
    shown = [
        f for c in (p.x, p.y) for f in c.judgement.compared if f.observation.district_id in p.district_ids
    ]
    documents = documents_of(d.store, [f.observation for f in shown])
    text = sentences.pair_sentence(words, p)
    st.html(html.heading(title, year))
    draw_chart(scatter(p, d.styles(p.district_ids), d.theme), d.theme, key="scatter-chart", alt=text)
    asked = asked_of(o.quality) | {
        "metric": x,
        "metric2": y,
        "year": year,
        "districts": ",".join(districts),
    }
    st.html(
        html.quotable(words, text, documents)
        + _table(d, p)
        + html.sources(words, documents, d.store.version)
        + html.takeaway(d, fitting("scatter", asked), text, documents)
    )


def _metric(d: PageContext, key: str, label: str, order: list[str], default: str) -> str:
    return one_of(key, label, order, default=default, names=lambda m: metric_label(d, m))


def _table(d: PageContext, p: Pair) -> str:
    """The figures behind the marks, each leading to its evidence: the way for those who use no mouse."""
    figures = [{f.observation.district_id: f.observation for f in c.judgement.compared} for c in (p.x, p.y)]
    rows = [
        [
            escape(d.district_name(i)),
            *(html.figure_link(d.words, c.metric, of[i]) for c, of in zip((p.x, p.y), figures, strict=True)),
        ]
        for i in p.district_ids
    ]
    head = [d.words.gettext("District"), *(d.words.pick(c.metric, "name") for c in (p.x, p.y))]
    return html.table(head, rows, numeric=(1, 2))


def _refusal(d: PageContext, p: Pair, offered: list[tuple[str, str, int]]) -> str:
    """Too few districts for a scatter: say so, and lead to the pairs that have enough."""
    words = d.words
    text = words.ngettext(
        "Only {n} district compares in both metrics this year; a scatter needs three.",
        "Only {n} districts compare in both metrics this year; a scatter needs three.",
        len(p.district_ids),
    )
    items = "".join(
        "<li>"
        + html.anchor(
            link(
                "compare", **here("compare", "metric", "metric2", "year"), metric=a, metric2=b, year=str(year)
            ),
            f"{d.metric_name(a)} × {d.metric_name(b)} · {year}",
        )
        + "</li>"
        for a, b, year in offered[:OFFERED]
    )
    if not items:
        return html.notice(html.tag("p", text))
    rest = html.tag("p", html.more(words, len(offered) - OFFERED))
    lead = html.tag("p", words.gettext("Enough districts have:"))
    return html.notice(html.tag("p", text) + lead + f"<ul>{items}</ul>{rest}")
