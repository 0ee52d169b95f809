"""The same metric at two years, district by district."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.compare_views.options import Options
from pages.shared import messages
from pages.shared.address import here, is_given, value
from pages.shared.choices import choose_districts, choose_metric, usual_metric
from pages.shared.controls import one_of, unknown
from pages.shared.page_context import PageContext
from pages.shared.view_page import draw_view
from queries.comparison import years_to_compare
from queries.series_choice import longest_first
from queries.two_years import completed, possible_years, usual_years
from views.selection import quality_parameters
from views.spec import view_spec


def draw(d: PageContext, o: Options, controls: DeltaGenerator) -> None:
    """Draw the view; its controls go into the line above the options."""
    words = d.words
    with controls:
        metric_side, districts_side, first_side, last_side = st.columns([4, 4, 2, 2], gap="small")
        with metric_side:
            metric = choose_metric(d, _followed(d))
        with districts_side:
            districts = choose_districts(d)
        years = [str(y.year) for y in years_to_compare(d.store, metric, districts, o.quality)] or ["2024"]
        usual, outermost = usual_years(d.store, metric, districts, o.quality), (int(years[-1]), int(years[0]))
        named = int(value("year")) if value("year") in years else None
        with first_side:
            usual_first, _ = completed(usual, outermost, None, named)
            first = one_of("from", words.gettext("From"), years, default=str(usual_first))
        with last_side:
            _, usual_last = completed(usual, outermost, int(first), None)
            last = one_of("year", words.gettext("To"), years, default=str(usual_last))
    unknown()
    if not is_given("metric") and metric != usual_metric(d):
        messages.show("status", _changed(d, metric))
    chosen = quality_parameters(o.quality, "reliability", "estimates")
    spec = view_spec("years", metric=metric, from_=first, year=last, districts=districts, **chosen)
    v = d.view(spec)
    if v.table is None:
        offered = _links(d, possible_years(d.store, metric, districts, o.quality))
        lead = words.gettext("A change can be stated for:")
        d.show("compare/offered.html", v=v, offered=offered, why="" if offered else v.sentence, lead=lead)
    else:
        draw_view(d, v, reading="compare/course.html", key="two-years")


def _followed(d: PageContext) -> str:
    """The metric of the other charts, where a change of it can be stated, else the one with the longest series."""
    usual = usual_metric(d)
    return usual if possible_years(d.store, usual, d.usual_districts) else next(iter(longest_first(d.store)))


def _changed(d: PageContext, metric: str) -> str:
    return d.words.gettext(
        "{usual} has no two years between which a change could be stated; shown is {metric}.",
        usual=d.metric_name(usual_metric(d)),
        metric=d.metric_name(metric),
    )


def _links(d: PageContext, offered: list[tuple[int, int]]) -> list[tuple[str, str]]:
    """The years between which a change can be stated: address and text."""
    kept = here("compare", "from", "year")
    return [
        (d.link("compare", **kept | {"from": str(first), "year": str(last)}), f"{first} → {last}")
        for first, last in offered
    ]
