"""Practice types × districts: in use, planned, not found in our sources; each cell opens what exactly."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from pages.shared import html
from pages.shared.address import here, link, value
from pages.shared.controls import asked_for
from pages.shared.matrices import documents_of_practices
from pages.shared.page_context import PageContext
from pages.shared.systems import system_item
from queries.practices import PracticeMatrix, figures_beside, system_by_id
from queries.records import Observation, Practice, System
from views import wording
from views.explaining import STATE_SIGNS as SIGNS
from views.explaining import state
from views.spec import view_spec


def draw(d: PageContext, matrix: PracticeMatrix) -> None:
    """Draw the tab: the cell that is open, then the matrix."""
    words = d.words
    opened = asked_for("practice", d.catalogue.practices)
    district = asked_for("district", d.catalogue.districts)
    detail = _single(d, value("system"))
    if opened:
        detail = _detail(d, matrix, d.catalogue.practices[opened], district)
    legend = " ".join(f"{sign} {state(words, code)}" for code, sign in SIGNS.items())
    note = words.gettext(
        "Not found means not found in these documents; it does not mean that a district lacks it."
    )
    groups: dict[str, list[Practice]] = {}
    for practice in matrix.practices:
        groups.setdefault(practice.dimension_id, []).append(practice)
    head = [words.gettext("Practice"), *(words.pick(x, "name") for x in matrix.districts)]
    rows: list[list[str]] = []
    for dimension_id, members in groups.items():
        rows.append([f"<b>{escape(d.dimension_name(dimension_id))}</b>", *[""] * len(matrix.districts)])
        rows += [_row(d, matrix, p) for p in members]
    table = html.table(head, rows).replace("qj-table", "qj-table qj-matrix", 1)
    st.html(
        detail
        + html.tag("p", f"{legend}　{note}", "qj-small")
        + html.tag("p", d.first_only, "qj-small")
        + table
        + html.takeaway(
            d, view_spec("practices", **_shown(matrix)), note, documents_of_practices(d), size="a4"
        )
    )


def _shown(matrix: PracticeMatrix) -> dict[str, str]:
    return {"districts": ",".join(x.district_id for x in matrix.districts)}


def _row(d: PageContext, matrix: PracticeMatrix, practice: Practice) -> list[str]:
    words = d.words
    question = words.pick(practice, "question")
    kept = here("practices", "practice", "district", "system")
    name = html.anchor(
        link("practices", **kept, practice=practice.practice_id), words.pick(practice, "name"), title=question
    )
    cells = []
    for district in matrix.districts:
        code = matrix.state(practice.practice_id, district.district_id)
        word = f"{SIGNS[code]} {state(words, code)}" if code != "not_found" else SIGNS[code]
        if code == "not_found":
            cells.append(f'<span class="qj-none" title="{escape(state(words, code))}">{word}</span>')
            continue
        url = link("practices", **kept, practice=practice.practice_id, district=district.district_id)
        cells.append(f'<a class="qj-cell qj-p-{code}" href="{escape(url)}" target="_self">{escape(word)}</a>')
    return [f"{name}<br><small>{escape(question)}</small>", *cells]


def _systems(d: PageContext, systems: Sequence[System]) -> list[str]:
    """Systems of one district; the figures of a paragraph stand with the first system of that paragraph."""
    told: set[tuple[str, str | None]] = set()
    items = []
    for system in systems:
        place = (system.document_id, system.section)
        items.append(system_item(d, system) if place in told else _system(d, system))
        told.add(place)
    return items


def _system(d: PageContext, system: System) -> str:
    """One system with the figures that stand in the same paragraph of its document."""
    figures = figures_beside(d.store, system)
    if not figures:
        return system_item(d, system)
    links = " · ".join(_figure(d, o) for o in figures)
    lead = escape(d.words.gettext("Figures in the same paragraph:"))
    return system_item(d, system).replace("</li>", f'<div class="qj-small">{lead} {links}</div></li>')


def _figure(d: PageContext, o: Observation) -> str:
    metric = d.catalogue.metrics[o.metric_id]
    return html.figure_link(
        d.words, metric, o, f"{d.metric_name(o.metric_id)} {wording.quantity(d.words, metric, o)}"
    )


def _single(d: PageContext, system_id: str) -> str:
    """One system alone, as a link from the search opens it; '' if none is asked for, a word if it is not known."""
    if not system_id:
        return ""
    found = system_by_id(d.store, system_id)
    if found is None:
        text = d.words.gettext("There is no entry “{id}”.", id=system_id[:60])
        return html.notice(html.tag("p", text), "qj-warn")
    close = html.anchor(
        link("practices", **here("practices", "system")), d.words.gettext("Close"), "qj-close"
    )
    head = html.heading(d.words.pick(found, "name"), d.district_name(found.district_id))
    return f'<section class="qj-provenance">{close}{head}<ul class="qj-systems">{_system(d, found)}</ul></section>'


def _detail(d: PageContext, matrix: PracticeMatrix, practice: Practice, only: str) -> str:
    """What exactly a practice is in each district, since when, the figures beside it and the document."""
    words = d.words
    parts = []
    for district in matrix.districts:
        systems = matrix.systems.get((practice.practice_id, district.district_id), ())
        if not systems or (only and district.district_id != only):
            continue
        items = _systems(d, systems)
        parts.append(
            html.tag("h4", words.pick(district, "name")) + f'<ul class="qj-systems">{"".join(items)}</ul>'
        )
    lacking = [
        words.pick(x, "name")
        for x in matrix.districts
        if matrix.state(practice.practice_id, x.district_id) == "not_found"
    ]
    gap = (
        words.gettext("Not found in our sources: {districts}.", districts=words.joined(lacking))
        if lacking
        else ""
    )
    close = html.anchor(
        link("practices", **here("practices", "practice", "district", "system")),
        words.gettext("Close"),
        "qj-close",
    )
    head = html.heading(words.pick(practice, "name"), words.pick(practice, "question"))
    return (
        f'<section class="qj-provenance">{close}{head}'
        f"{''.join(parts)}{html.tag('p', gap, 'qj-small')}</section>"
    )
