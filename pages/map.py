"""Map 地图: where is that, and how does it look beside its neighbours?"""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from charts.deck import deck, shade, views
from pages.parts import figures, html
from pages.parts.address import here, link
from pages.parts.choices import choose_districts, choose_metric, choose_year
from pages.parts.controls import one_of, unknown
from pages.parts.desk import Desk, desk
from queries import sentences, wording
from queries.comparability import Figure
from queries.comparison import Comparison, best_year, compare, years_to_compare
from queries.map_values import Place, boundary_source, outlines, places
from queries.ready import ready_sets

HEIGHT = 520


def page() -> None:
    """Draw the page."""
    d = desk()
    c = _controls(d)
    spots = places(d.store, c)
    jumps = {v.view_id: v for v in views(spots)}
    left, right = st.columns([5, 3], gap="medium")
    with left:
        st.html(html.heading(sentences.finding(d.words, c), _subtitle(d, c)) + figures.verdict(d.words, c))
        view = _jump(d, list(jumps), {i: v.name(d.words.code) for i, v in jumps.items()})
        unknown()
        _map(d, c, spots, jumps.get(view))
        st.html(_below(d) + html.sources(d.words, c.documents, c.data_version))
    with right:
        st.html(_list(d, c, spots, _selected(d)))


def _controls(d: Desk) -> Comparison:
    ready = ready_sets(d.store)
    widest = max(ready, key=lambda s: len(s.district_ids), default=None)
    metric_side, districts_side, year_side = st.columns([4, 5, 2], gap="small")
    with metric_side:
        metric = choose_metric(d, widest.metric_id if widest else next(iter(d.catalogue.metrics)))
    with districts_side:
        districts = choose_districts(d)
    years = years_to_compare(d.store, metric, districts)
    with year_side:
        year = choose_year(d, years, best_year(years) or max((s.year for s in ready), default=2024))
    return compare(d.store, metric, year, districts)


def _subtitle(d: Desk, c: Comparison) -> str:
    unit = d.words.gettext("unit: {unit}", unit=d.words.unit(c.metric))
    return " · ".join([d.words.pick(c.metric, "name"), sentences.period_of(d.words, c), unit])


def _jump(d: Desk, ids: list[str], names: dict[str, str]) -> str:
    """Where to look: one zoom cannot show districts that lie far apart."""
    if not ids:
        return ""
    options = [*ids, "all"]
    labels = names | {"all": d.words.gettext("All")}
    return one_of(
        "view", d.words.gettext("View"), options, default=ids[0], names=labels.__getitem__, shown=True
    )


def _selected(d: Desk) -> str:
    asked = st.query_params.get("district", "")
    return asked if asked in d.catalogue.districts else ""


def _map(d: Desk, c: Comparison, spots: list[Place], view: Any) -> None:
    if not any(p.shape for p in spots):
        st.html(
            html.notice(
                html.tag(
                    "p",
                    d.words.gettext("No outlines of districts are at hand; the list shows the same figures."),
                )
            )
        )
        return
    event = st.pydeck_chart(
        deck(c, spots, outlines(d.store), d.look, view),
        height=HEIGHT,
        key=f"map-{view.view_id if view else 'all'}",
        on_select="rerun",
        selection_mode="single-object",
    )
    chosen = (event.selection.objects or {}).get("districts") if event and event.selection else None
    if chosen:
        district = str(chosen[0]["properties"]["district_id"])
        if district != st.query_params.get("district"):
            st.query_params["district"] = district
            st.rerun()


def _below(d: Desk) -> str:
    """Where the outlines come from: their approval number, or that they are schematic."""
    source = boundary_source(d.store)
    words = d.words
    text = (
        words.gettext("Map approval number {number}", number=source.approval)
        if source.approval
        else words.gettext("Schematic map, not for use as boundaries")
    )
    hatched = words.gettext("Hatched: no figure that may be ordered")
    return f'<p class="qj-legend"><span>{escape(text)}</span><span>▨ {escape(hatched)}</span></p>'


def _list(d: Desk, c: Comparison, spots: list[Place], selected: str) -> str:
    """The ranked list: it is the legend, and a click selects."""
    by_id = {p.district.district_id: p for p in spots}
    ranked = [by_id[f.observation.district_id] for f in c.leading_figures]
    rest = [p for p in spots if p.figure is None]
    values = [f.observation.value for f in c.judgement.compared]
    low, high = min(values, default=0.0), max(values, default=0.0)
    rows = "".join(_entry(d, c, p, selected, (low, high)) for p in [*ranked, *rest])
    chosen = by_id.get(selected)
    return (
        html.tag("h3", d.words.gettext("In order"), "qj-side")
        + f'<ol class="qj-ranked">{rows}</ol>'
        + (_detail(d, c, chosen) if chosen else "")
        + figures.reasons(d.words, c)
    )


def _entry(d: Desk, c: Comparison, p: Place, selected: str, extent: tuple[float, float]) -> str:
    words, f = d.words, p.figure
    name = html.anchor(
        link("map", **here("district"), district=p.district.district_id), words.pick(p.district, "name")
    )
    current = ' aria-current="true"' if p.district.district_id == selected else ""
    if f is None:
        kind = next(m.kind for m in c.missing if m.district_id == p.district.district_id)
        gap = html.tag("span", wording.missing(words, kind), "qj-gap")
        return f'<li{current}><i class="qj-swatch qj-hatched"></i><span></span>{name}{gap}</li>'
    value = html.figure_link(words, c.metric, f.observation)
    return f"<li{current}>{_swatch(d, f, extent)}{_rank(d, f)}{name}<span>{value}</span></li>"


def _swatch(d: Desk, f: Figure, extent: tuple[float, float]) -> str:
    if not f.compared:
        return '<i class="qj-swatch qj-hatched"></i>'
    r, g, b = shade(f.observation.value, *extent, d.look)
    return f'<i class="qj-swatch" style="background:rgb({r},{g},{b})"></i>'


def _rank(d: Desk, f: Figure) -> str:
    text = wording.rank(d.words, f) if f.compared else "–"
    return f'<span class="qj-rank">{escape(text)}</span>'


def _detail(d: Desk, c: Comparison, p: Place) -> str:
    """The selected district: its figure as written, and the way to all about it."""
    words = d.words
    name = words.pick(p.district, "name")
    district_id = p.district.district_id
    profile = html.anchor(
        link("district", district=district_id), words.gettext("All about {district}", district=name)
    )
    if p.figure is None:
        return html.notice(f"<b>{escape(name)}</b><br>{profile}")
    o = p.figure.observation
    document = d.catalogue.documents[o.document_id]
    return html.notice(
        f"<b>{escape(name)}</b> {html.figure_link(words, c.metric, o)} {escape(wording.period(words, o))}<br>"
        f'<q lang="zh">{escape(o.as_written)}</q><br>'
        f'<span class="qj-small">{html.source_line(words, document)}</span><br>{profile}'
    )


page()
