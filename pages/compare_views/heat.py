"""Metrics × districts with relative shading, only for metrics in which three or more districts compare."""

from __future__ import annotations

from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.compare_views.options import Options, asked_of
from pages.shared import html
from pages.shared.address import link
from pages.shared.choices import choose_districts
from pages.shared.controls import unknown
from pages.shared.page_context import PageContext
from queries.comparison import Comparison
from queries.overviews import heat_rows
from views import sentences, wording
from views.spec import fitting


def draw(d: PageContext, o: Options, controls: DeltaGenerator) -> None:
    """Draw the view; its controls go into the line above the options."""
    words = d.words
    with controls:
        districts = choose_districts(d)
    unknown()
    rows = heat_rows(d.store, districts, o.quality)
    lead = words.gettext(
        "Shading is relative: within each row from its smallest figure (pale) to its largest (deep). It says how a "
        "district stands among the others, not whether a result is good."
    )
    title = words.gettext("Metrics in which three or more districts compare")
    if not rows:
        none = words.gettext("For the districts chosen there is no such metric.")
        st.html(html.heading(title) + html.notice(html.tag("p", none)))
        return
    head = [words.gettext("Metric"), words.gettext("Period"), *(d.district_name(x) for x in districts)]
    body = [_row(d, c, districts) for c in rows]
    st.html(
        html.heading(title, lead)
        + html.table(head, body, numeric=range(2, len(head)))
        + _takeaway(d, o, districts, rows)
    )


def _takeaway(d: PageContext, o: Options, districts: list[str], found: list[Comparison]) -> str:
    asked = asked_of(o.quality) | {"districts": ",".join(districts)}
    documents = list(dict.fromkeys(x for c in found for x in c.documents))
    text = " ".join(sentences.sentence(d.words, c) for c in found)
    return html.takeaway(d, fitting("heat", asked), text, documents)


def _row(d: PageContext, c: Comparison, districts: list[str]) -> list[str]:
    words = d.words
    figures = {f.observation.district_id: f for f in c.judgement.compared}
    values = [f.observation.value for f in figures.values()]
    name = html.anchor(
        link("compare", metric=c.metric.metric_id, year=str(c.year)), words.pick(c.metric, "name")
    )
    unit = f" <small>{escape(words.unit(c.metric))}</small>"
    cells = []
    for district_id in districts:
        f = figures.get(district_id)
        if f is None:
            kind = next((m.kind for m in c.missing if m.district_id == district_id), "")
            text = wording.missing(words, kind) if kind else words.gettext("beside")
            cells.append(html.tag("span", text, "qj-small"))
            continue
        share = _share(f.observation.value, min(values), max(values))
        amount = wording.bounded(words, f.observation.qualifier, words.amount(f.observation.value, c.metric))
        cells.append(
            f'<span class="qj-heat" style="background:rgb(var(--accent-parts) / {share}%)">'
            f"{html.figure_link(words, c.metric, f.observation, amount)}</span>"
        )
    return [name + unit, escape(sentences.period_of(words, c)), *cells]


#: Share of the accent colour in the shade of the smallest and of the largest figure; text stays readable on both.
PALEST, DEEPEST = 4, 40


def _share(value: float, low: float, high: float) -> int:
    """How deep a figure is shaded between the smallest and the largest of its row."""
    place = 0.5 if high == low else (value - low) / (high - low)
    return round(PALEST + (DEEPEST - PALEST) * place)
