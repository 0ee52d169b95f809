"""One metric at one year: dots in order, the verdict, the evidence, the table; also in calculated views."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.compare_views.options import Options
from pages.shared.address import here
from pages.shared.choices import (
    choose_districts,
    choose_metric,
    choose_view,
    choose_year,
    usual_metric,
    years_of,
)
from pages.shared.common_cache import cached_for_all
from pages.shared.controls import unknown
from pages.shared.page_context import PageContext
from pages.shared.view_page import Links, draw_view
from queries.comparison import YearChoice, best_year
from queries.overviews import widest_years
from queries.series_choice import longest_first
from views import selection
from views.selection import quality_parameters
from views.spec import ViewSpec, view_spec


def draw(d: PageContext, o: Options, controls: DeltaGenerator) -> None:
    """Draw the view; its controls go into the line above the options."""
    with controls:
        spec, years = _controls(d, o)
    unknown()
    v = d.view(spec)
    compares = v.judged is not None and v.judged.judgement.compared
    elsewhere = () if compares else _elsewhere(d, spec, years, here("compare"))
    draw_view(d, spec, reading="compare/ranking.html", key="compare", elsewhere=elsewhere)


def _controls(d: PageContext, o: Options) -> tuple[ViewSpec, list[YearChoice]]:
    """Metric, districts, year, and whether as published or calculated; and the years there are."""
    metric_side, districts_side, year_side, view_side = st.columns([4, 4, 2, 2], gap="small")
    with metric_side:
        metric = choose_metric(d, usual_metric(d))
    with districts_side:
        districts = choose_districts(d)
    group = list(d.catalogue.districts) if o.within_all else []
    years = years_of(d.store, metric, group or districts, o.quality)
    with year_side:
        year = choose_year(d, years, best_year(years) or longest_first(d.store).years[1])
    with view_side:
        view = choose_view(d, metric)
    spec = view_spec(
        "compare",
        metric=metric,
        year=year,
        districts=districts,
        view=view,
        group="all" if o.within_all else "",
        **quality_parameters(o.quality, "reliability", "estimates"),
    )
    return spec, years


@cached_for_all
def _elsewhere(d: PageContext, spec: ViewSpec, years: list[YearChoice], address: dict[str, str]) -> Links:
    """Years of this metric, else other metrics, in which the chosen districts do compare: address and name."""
    same = {name: given for name, given in address.items() if name != "year"}
    found = [
        (
            d.link("compare", **same, year=str(y.year)),
            d.words.ngettext(
                "{year}: {n} district compares", "{year}: {n} districts compare", y.comparable, year=y.year
            ),
        )
        for y in years
        if y.comparable and y.year != spec.year("year")
    ]
    if found:
        return tuple(found)
    same = {name: given for name, given in same.items() if name not in ("metric", "view", "group")}
    return tuple(
        (d.link("compare", **same, metric=metric, year=str(year)), f"{d.metric_name(metric)} · {year}")
        for metric, year in widest_years(d.store, spec.many("districts"), selection.quality(spec))
        if metric != spec.get("metric")
    )
