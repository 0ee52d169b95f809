"""Requirements against facts: every target or standard of any district held against every district's figures."""

from __future__ import annotations

from html import escape

import streamlit as st

from pages.plan_tabs import states
from pages.shared import html
from pages.shared.page_context import PageContext
from queries.plans import Plan
from queries.requirements import Requirement, Standing, requirements
from views.explaining import demand, met
from views.spec import view_spec


def draw(d: PageContext, _plan: Plan) -> None:
    """Draw the tab."""
    words = d.words
    found = requirements(d.store, d.today)
    districts = d.usual_districts
    head = [
        words.gettext("Requirement"),
        words.gettext("Due"),
        words.gettext("State"),
        *(d.district_name(x) for x in districts),
    ]
    rows = [_row(d, r, districts) for r in found]
    note = words.gettext(
        "A district's own requirement gets a state, its rule on hovering; for the others it is a reference line "
        "without colour. – no figure in our sources."
    )
    documents = [d.catalogue.documents[i] for i in dict.fromkeys(r.target.document_id for r in found)]
    st.html(
        html.heading(words.gettext("Requirements and figures"), note)
        + html.tag("p", d.first_only, "qj-small")
        + html.table(head, rows)
        + html.takeaway(d, view_spec("targets"), note, documents, size="a4", has_picture=bool(found))
    )


def _row(d: PageContext, r: Requirement, districts: list[str]) -> list[str]:
    words = d.words
    standings = {s.district.district_id: s for s in (r.own, *r.others)}
    document = d.catalogue.documents[r.target.document_id]
    what = (
        f"<b>{escape(words.pick(r.district, 'name'))}</b> {escape(demand(words, r.metric, r))}"
        f'<br><q lang="zh">{escape(r.target.as_written)}</q><br>'
        f'<span class="qj-small">{html.source_line(words, document)}</span>'
    )
    due = words.date(r.target.due) if r.target.due else words.gettext("no date")
    cells = [_cell(d, r, standings.get(x)) for x in districts]
    return [what, html.tag("span", due, "qj-nowrap"), states.mark(words, r.rule), *cells]


def _cell(d: PageContext, r: Requirement, s: Standing | None) -> str:
    words = d.words
    if s is None or s.figure is None:
        return '<span class="qj-none">–</span>'
    word = met(words, s.evidence)
    return f"{html.figure_link(words, r.metric, s.figure)}<br><small>{escape(word)} · {s.figure.year}</small>"
