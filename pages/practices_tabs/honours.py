"""Honours as a timeline with their level, the undated in a group of their own; cases as cards."""

from __future__ import annotations

from collections import defaultdict
from html import escape

import streamlit as st

from pages.shared import html
from pages.shared.address import link
from pages.shared.page_context import PageContext
from pages.shared.systems import level
from queries.practices import PracticeMatrix, systems_of
from queries.records import System


def draw(d: PageContext, matrix: PracticeMatrix) -> None:
    """Draw the tab."""
    words = d.words
    systems = systems_of(d.store, [x.district_id for x in matrix.districts])
    honours = [s for s in systems if s.kind == "honour"]
    cases = [s for s in systems if s.kind == "case"]
    by_year: dict[int | None, list[System]] = defaultdict(list)
    for s in honours:
        by_year[s.year].append(s)
    years = sorted((y for y in by_year if y is not None), reverse=True)
    parts = [html.tag("h3", words.gettext("Honours"), "qj-side"), '<div class="qj-timeline">']
    parts += [_year(d, str(y), by_year[y]) for y in years]
    if None in by_year:
        parts.append(_year(d, words.gettext("undated"), by_year[None]))
    parts.append("</div>")
    if cases:
        parts.append(html.tag("h3", words.gettext("Cases"), "qj-side"))
        parts.append(f'<div class="qj-cards">{"".join(_case(d, s) for s in cases)}</div>')
    st.html("".join(parts) + html.downloads(words, "systems", ("csv", "xlsx")))


def _year(d: PageContext, year: str, members: list[System]) -> str:
    items = "".join(_honour(d, s) for s in members)
    return f'<div class="qj-year"><b>{escape(year)}</b><ul class="qj-systems">{items}</ul></div>'


def _honour(d: PageContext, s: System) -> str:
    words = d.words
    return (
        f"<li><b>{escape(words.pick(s, 'name'))}</b> {escape(d.district_name(s.district_id))} "
        f'<span class="qj-mark">{escape(level(words, s.level))}</span><br>{escape(words.pick(s, "summary"))} '
        f"{_document(d, s)}</li>"
    )


def _case(d: PageContext, s: System) -> str:
    words = d.words
    mark = d.styles(d.usual_districts).get(s.district_id)
    colour = mark.colour if mark else d.theme.muted
    return (
        f'<article class="qj-district" style="--mark:{colour}"><h3>{escape(words.pick(s, "name"))} '
        f"<small>{escape(d.district_name(s.district_id))}</small></h3>"
        f"<p>{escape(words.pick(s, 'summary'))}</p><p>{_document(d, s)}</p></article>"
    )


def _document(d: PageContext, s: System) -> str:
    title = d.words.pick(d.catalogue.documents[s.document_id], "title")
    return html.anchor(link("evidence", document=s.document_id), title, "qj-small")
