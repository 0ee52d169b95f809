"""Map 地图: where is that, and how does it look beside its neighbours?"""

from __future__ import annotations

from html import escape

import streamlit as st

from charts.deck import deck
from charts.map_layout import Region, regions
from pages.compare_views.options import asked_of
from pages.shared import calculation, figures, html
from pages.shared.address import value, write
from pages.shared.choices import choose_districts, choose_metric, choose_reliability, choose_year
from pages.shared.controls import one_of, unknown
from pages.shared.page_context import PageContext, page_context
from pages.shared.places import ranked_list
from queries.calculated import Calculated, CalculatedView, calculate
from queries.comparison import Comparison, best_year, compare, years_to_compare
from queries.map_values import Place, boundary_source, outlines, places
from queries.quality import Quality
from queries.ready import ready_sets
from views import explaining, sentences
from views.captions import not_on_map
from views.spec import fitting

HEIGHT = 520


def page() -> None:
    """Draw the page."""
    d = page_context()
    published, view, quality = _controls(d)
    c, note = published, ""
    if view:
        outcome = calculate(d.store, published, view)
        if isinstance(outcome, Calculated):
            c, note = outcome.comparison, calculation.formula(d, outcome.calculation)
        else:
            refusal = explaining.refusal(d.words, outcome, d.district_name)
            note = html.notice(html.tag("p", refusal), "qj-warn")
            view = None  # what is shown, and taken away, is as published
    spots = places(d.store, c)
    jumps = {r.region_id: r for r in regions(spots)}
    left, right = st.columns([5, 3], gap="medium")
    with left:
        st.html(html.heading(sentences.finding(d.words, c), _subtitle(d, c)) + figures.verdict(d.words, c))
        place = _jump(d, list(jumps), {i: r.name(d.words.code) for i, r in jumps.items()})
        unknown()
        _map(d, c, spots, jumps.get(place))
        st.html(_below(d, spots) + html.sources(d.words, c.documents, c.data_version))
    with right:
        st.html(note + ranked_list(d, c, spots, _selected(d)))
    st.html(
        _takeaway(d, c, view, quality, has_picture=bool(c.leading_figures) and any(p.shape for p in spots))
    )


def _takeaway(
    d: PageContext, c: Comparison, view: CalculatedView | None, quality: Quality, *, has_picture: bool
) -> str:
    asked = asked_of(quality) | {
        "metric": c.metric.metric_id,
        "year": str(c.year),
        "districts": ",".join(x.district_id for x in c.districts),
        "view": view or "",
    }
    sentence = sentences.sentence(d.words, c)
    return html.takeaway(d, fitting("map", asked), sentence, c.documents, has_picture=has_picture)


def _controls(d: PageContext) -> tuple[Comparison, CalculatedView | None, Quality]:
    """Metric, districts, year, as published or calculated, and which sources are let in."""
    ready = ready_sets(d.store)
    widest = max(ready, key=lambda s: len(s.district_ids), default=None)
    metric_side, districts_side, year_side, view_side, source_side = st.columns([3, 4, 2, 2, 2], gap="small")
    with metric_side:
        metric = choose_metric(d, widest.metric_id if widest else next(iter(d.catalogue.metrics)))
    with districts_side:
        districts = choose_districts(d)
    with source_side:
        quality = Quality(choose_reliability(d))
    years = years_to_compare(d.store, metric, districts, quality)
    with year_side:
        year = choose_year(d, years, best_year(years) or max((s.year for s in ready), default=2024))
    with view_side:
        view = calculation.choose_view(d, metric)
    return compare(d.store, metric, year, districts, quality), view, quality


def _subtitle(d: PageContext, c: Comparison) -> str:
    unit = d.words.gettext("unit: {unit}", unit=d.words.unit(c.metric))
    return " · ".join([d.words.pick(c.metric, "name"), sentences.period_of(d.words, c), unit])


def _jump(d: PageContext, ids: list[str], names: dict[str, str]) -> str:
    """Where to look: one zoom cannot show districts that lie far apart."""
    if not ids:
        return ""
    options = [*ids, "all"]
    labels = names | {"all": d.words.gettext("All")}
    return one_of(
        "place", d.words.gettext("View"), options, default=ids[0], names=labels.__getitem__, shown=True
    )


def _selected(d: PageContext) -> str:
    asked = value("district")
    return asked if asked in d.catalogue.districts else ""


def _map(d: PageContext, c: Comparison, spots: list[Place], region: Region | None) -> None:
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
        deck(c, spots, outlines(d.store), d.theme, region),
        height=HEIGHT,
        key=f"map-{region.region_id if region else 'all'}",
        on_select="rerun",
        selection_mode="single-object",
        alt=sentences.sentence(d.words, c),
    )
    chosen = (event.selection.objects or {}).get("districts") if event and event.selection else None
    if chosen:
        district = str(chosen[0]["properties"]["district_id"])
        if district != value("district"):
            write("district", district)
            st.rerun()


def _below(d: PageContext, spots: list[Place]) -> str:
    """Who is not on the map, and where the outlines come from: their approval number, or that they are schematic."""
    source = boundary_source(d.store)
    words = d.words
    text = (
        words.gettext("Map approval number {number}", number=source.approval)
        if source.approval
        else words.gettext("Schematic map, not for use as boundaries")
    )
    hatched = words.gettext("Hatched: no figure that may be ordered")
    legend = f'<p class="qj-legend"><span>{escape(text)}</span><span>▨ {escape(hatched)}</span></p>'
    lacking = not_on_map(words, spots) if any(p.shape for p in spots) else ""
    return (html.notice(escape(lacking), "qj-warn") if lacking else "") + legend


page()
