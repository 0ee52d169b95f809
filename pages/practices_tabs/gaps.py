"""What do others have that we lack? A list for one district, planned ones counted apart."""

from __future__ import annotations

from html import escape

import streamlit as st

from pages.shared import html
from pages.shared.address import link
from pages.shared.controls import one_of
from pages.shared.matrices import documents_of_practices
from pages.shared.page_context import PageContext
from queries.practices import PracticeMatrix, gaps
from queries.records import District
from views import explaining
from views.explaining import state
from views.spec import view_spec


def draw(d: PageContext, matrix: PracticeMatrix) -> None:
    """Draw the tab."""
    words = d.words
    ids = [x.district_id for x in matrix.districts]
    side, _ = st.columns([1, 2])
    with side:
        chosen = one_of("district", words.gettext("District"), ids, default=ids[0], names=d.district_name)
    found = gaps(matrix, chosen)
    name = d.district_name(chosen)
    lead, rest = explaining.lacking(words, found, name)
    head = [
        words.gettext("Practice"),
        words.gettext("Here"),
        words.gettext("In use in"),
        words.gettext("Planned in"),
        words.gettext("Dimension"),
    ]
    rows = [
        [
            html.anchor(link("practices", practice=g.practice.practice_id), words.pick(g.practice, "name"))
            + f"<br><small>{escape(words.pick(g.practice, 'question'))}</small>",
            escape(state(words, g.state)),
            _names(d, g.having),
            _names(d, g.planning),
            escape(d.dimension_name(g.practice.dimension_id)),
        ]
        for g in found
    ]
    note = words.gettext(
        "Not found means not found in these documents; it does not mean that a district lacks it."
    )
    documents = documents_of_practices(d)
    st.html(
        html.heading(
            words.gettext("What others have and {district} lacks in our sources", district=name),
            f"{lead} {rest}",
        )
        + html.tag("p", note, "qj-small")
        + html.table(head, rows)
        + html.takeaway(
            d,
            view_spec("gaps", district=chosen),
            f"{lead} {rest}".strip(),
            documents,
            size="a4",
            has_picture=bool(found),
        )
    )


def _names(d: PageContext, districts: tuple[District, ...]) -> str:
    return escape(d.words.joined(d.words.pick(x, "name") for x in districts)) or "–"
