"""District 区情: tell me about this one."""

from __future__ import annotations

from html import escape

import streamlit as st

from charts.svg import spark
from pages.shared import html
from pages.shared.address import link
from pages.shared.choices import choose_estimates, choose_reliability, choose_since
from pages.shared.comparison_tiles import comparison_tile
from pages.shared.controls import one_of, unknown
from pages.shared.district_figures import figures_by_dimension
from pages.shared.page_context import PageContext, page_context
from pages.shared.plan_summaries import of_district
from pages.shared.systems import honours, systems_by_dimension
from queries.coverage import holdings
from queries.profile import Profile, profile, residents, standing
from queries.quality import Quality
from views import sentences

#: How many series and documents stand open; the rest is folded.
SERIES_SHOWN, DOCUMENTS_SHOWN = 8, 6
#: Up to this many districts stand side by side; more are in a list to open.
SIDE_BY_SIDE = 8


def page() -> None:
    """Draw the page."""
    d = page_context()
    ids = list(d.catalogue.districts)
    district_side, source_side, status_side, years_side = st.columns([6, 2, 2, 2], gap="small")
    with district_side:
        chosen = one_of(
            "district",
            d.words.gettext("District"),
            ids,
            default=ids[0],
            names=d.district_name,
            shown=len(ids) <= SIDE_BY_SIDE,
        )
    with source_side:
        reliability = choose_reliability(d)
    with status_side:
        estimates = choose_estimates(d)
    with years_side:
        since = choose_since(d)
    unknown()
    p = profile(d.store, chosen, Quality(reliability, estimates, since))
    st.html(_head(d, p) + _standing(d, p) + _series(d, p))
    st.html(figures_by_dimension(d, p))
    promised = of_district(d, chosen)  # nothing, where no plan and no gap is known
    st.html(promised + systems_by_dimension(d, p.systems) + honours(d, p.honours) + _documents(d, p))


def _head(d: PageContext, p: Profile) -> str:
    """Name, place, residents at the census, what we hold."""
    words = d.words
    district = p.district
    held = holdings(d.store)[district.district_id]
    place = words.pick(district, "city")
    facts = [escape(words.place(words.pick(district, "province"), place))]
    people = residents(d.store, district.district_id)
    if people:
        metric = d.catalogue.metrics[people.metric_id]
        facts.append(
            f"{escape(words.gettext('Residents, census of 2020'))} {html.figure_link(words, metric, people)}"
        )
    facts.append(escape(words.ngettext("{n} figure", "{n} figures", held.figures)))
    facts.append(escape(words.ngettext("{n} document", "{n} documents", held.documents)))
    facts.append(escape(words.ngettext("{n} practice type", "{n} practice types", held.practices)))
    if held.newest_year:
        facts.append(escape(words.gettext("newest figure {year}", year=held.newest_year)))
    return (
        html.tag("h2", words.pick(district, "name"), "qj-finding")
        + f'<p class="qj-subtitle">{" · ".join(facts)}</p>'
    )


def _standing(d: PageContext, p: Profile) -> str:
    """Where its figures compare: small drawings, each opening Compare."""
    words = d.words
    found = standing(d.store, p.district.district_id)
    head = html.tag("h3", words.gettext("Where it can be compared"), "qj-side")
    if not found:
        text = words.gettext("No figure of this district may be ordered with another district's today.")
        return head + html.tag("p", text, "qj-gap")
    return f'{head}<div class="qj-tiles">{"".join(comparison_tile(d, c) for c in found)}</div>'


def _series(d: PageContext, p: Profile) -> str:
    """Its longest series as small multiples, each opening Trends."""
    if not p.series:
        return ""
    mark = d.styles([p.district.district_id])[p.district.district_id]
    cells = []
    for s in p.series[:SERIES_SHOWN]:
        url = link("trends", metric=s.metric.metric_id, districts=p.district.district_id)
        name = f"{d.words.pick(s.metric, 'name')} ({d.words.unit(s.metric)})"
        drawing = html.picture(spark(s, mark, d.theme), sentences.series_sentence(d.words, s))
        cells.append(f'<div class="qj-tile">{html.anchor(url, name, "qj-tile-title")}{drawing}</div>')
    head = html.tag("h3", d.words.gettext("Longest series"), "qj-side")
    rest = html.more(d.words, len(p.series) - SERIES_SHOWN)
    return f'{head}<div class="qj-tiles qj-narrow">{"".join(cells)}</div>{html.tag("p", rest, "qj-small")}'


def _documents(d: PageContext, p: Profile) -> str:
    """Its documents, the newest first."""
    lines = [f"<li>{html.source_line(d.words, doc)}</li>" for doc in p.documents]
    head = html.tag("h3", d.words.gettext("Documents"), "qj-side")
    rest = ""
    if len(lines) > DOCUMENTS_SHOWN:
        more = d.words.ngettext("{n} more document", "{n} more documents", len(lines) - DOCUMENTS_SHOWN)
        rest = (
            f"<details><summary>{escape(more)}</summary><ul>{''.join(lines[DOCUMENTS_SHOWN:])}</ul></details>"
        )
    return f'{head}<div class="qj-sources"><ul>{"".join(lines[:DOCUMENTS_SHOWN])}</ul>{rest}</div>'


page()
