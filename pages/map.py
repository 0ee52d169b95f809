"""Map 地图: where is that, and how does it look beside its neighbours?"""

from __future__ import annotations

import streamlit as st

from charts.map_layout import Region
from pages.shared.address import here, value, write
from pages.shared.choices import (
    choose_districts,
    choose_metric,
    choose_reliability,
    choose_view,
    choose_year,
    years_of,
)
from pages.shared.controls import one_of, unknown
from pages.shared.law_steps import law_steps
from pages.shared.map_parts import MapParts, map_parts, regions_of
from pages.shared.page_context import PageContext, page_context
from pages.shared.screen import map_width
from pages.shared.templates import put
from queries.comparison import best_year
from queries.quality import Quality
from queries.ready import ready_sets
from views.findings import of_map
from views.selection import quality_parameters
from views.spec import ViewSpec, view_spec

HEIGHT = 520
#: How many taps on the map this session has seen.
TAPS = "map-taps"


def page() -> None:
    """Draw the page."""
    d = page_context()
    spec = _controls(d)
    v = d.view(spec)
    if v.map is None:  # no year at all in which anybody has a figure
        unknown()
        d.show("view/head.html", v=v)
        return
    left, right = st.columns([5, 3], gap="small")
    with left:
        d.show("map/head.html", v=v, sentence=of_map(d.words, v.map.comparison, d.own))
        region = _choose_region(d, spec)
        unknown()
        quality = v.map.comparison.quality
        put(law_steps(d, spec, quality, here("map", "metric", "year")))
        parts = map_parts(d, spec, region, _selected(d), here("map", "district"), (map_width(), HEIGHT))
        if parts.deck is not None:
            _draw(parts, region)
        put(parts.below)
    with right:
        put(parts.in_order)
    put(parts.exports)


def _controls(d: PageContext) -> ViewSpec:
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
    years = years_of(d.store, metric, districts, quality)
    with year_side:
        year = choose_year(d, years, best_year(years) or max((s.year for s in ready), default=2024))
    with view_side:
        view = choose_view(d, metric)
    chosen = quality_parameters(quality, "reliability")
    return view_spec("map", metric=metric, year=year, districts=districts, view=view, **chosen)


def _choose_region(d: PageContext, spec: ViewSpec) -> Region | None:
    """Where to look: one zoom cannot show districts that lie far apart; None for all. The own district is in view."""
    found = {r.region_id: r for r in regions_of(d, spec)}
    if not found:
        return None
    names = {i: r.name(d.words.code) for i, r in found.items()} | {"all": d.words.gettext("All")}
    options = [*found, "all"]
    label = d.words.gettext("View")
    usual = next((i for i, r in found.items() if d.own in r.districts), options[0])
    place = one_of("place", label, options, default=usual, names=names.__getitem__, shown=True)
    return found.get(place)


def _selected(d: PageContext) -> str:
    """The district the address names, else the reader's own."""
    district_id = value("district")
    return district_id if district_id in d.catalogue.districts else d.own


def _draw(parts: MapParts, region: Region | None) -> None:
    """Draw the map; a tap on a district selects it.

    Streamlit pales whatever is not selected in a map, and the list beside it would no longer be its legend: after a tap
    the map is drawn anew, with a rim around the district.
    """
    event = st.pydeck_chart(
        parts.deck,
        height=HEIGHT,
        key=f"map-{region.region_id if region else 'all'}-{st.session_state.get(TAPS, 0)}",
        on_select="rerun",
        selection_mode="single-object",
        alt=parts.sentence,
    )
    chosen = (event.selection.objects or {}).get("districts") if event and event.selection else None
    if chosen:
        st.session_state[TAPS] = st.session_state.get(TAPS, 0) + 1
        write("district", str(chosen[0]["properties"]["district_id"]))
        st.rerun()


page()
