"""The same metric at two years, district by district."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.compare_views.options import Options
from pages.shared import messages
from pages.shared.address import here, is_given, value
from pages.shared.choices import choose_districts, choose_metric, usual_metric, years_of
from pages.shared.common_cache import cached_for_all
from pages.shared.controls import one_of, unknown
from pages.shared.page_context import PageContext
from pages.shared.view_page import draw_view
from queries.change_years import ChangeYears, Span, can_be_followed, change_years
from queries.quality import Quality
from queries.series_choice import longest_first
from queries.store import Store
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
        years = [str(y.year) for y in years_of(d.store, metric, districts, o.quality)] or ["2024"]
        change = _change_years(d.store, metric, districts, o.quality)
        named = int(value("year")) if value("year") in years else None
        with first_side:
            usual = change.completed(None, named)[0]
            first = one_of("from", words.gettext("From"), years, default=str(usual))
        with last_side:
            usual = change.completed(int(first), None)[1]
            last = one_of("year", words.gettext("To"), years, default=str(usual))
    unknown()
    if not is_given("metric") and metric != usual_metric(d):
        messages.show("status", _changed(d, metric))
    chosen = quality_parameters(o.quality, "reliability", "estimates")
    spec = view_spec("years", metric=metric, from_=first, year=last, districts=districts, **chosen)
    v = d.view(spec)
    if v.table is None:
        offered = _links(d, change.possible)
        lead = words.gettext("A change can be stated for:")
        d.show("compare/offered.html", v=v, offered=offered, why="" if offered else v.sentence, lead=lead)
    else:
        draw_view(d, v.spec, reading="compare/course.html", key="two-years")


@cached_for_all
def _change_years(store: Store, metric_id: str, district_ids: list[str], quality: Quality) -> ChangeYears:
    return change_years(store, metric_id, district_ids, quality)


def _followed(d: PageContext) -> str:
    """The metric of the other charts, where a change of it can be stated, else the one with the longest series."""
    usual = usual_metric(d)
    follows = can_be_followed(d.store, usual, tuple(d.usual_districts))
    return usual if follows else next(iter(longest_first(d.store)))


def _changed(d: PageContext, metric: str) -> str:
    return d.words.gettext(
        "{usual} has no two years between which a change could be stated; shown is {metric}.",
        usual=d.metric_name(usual_metric(d)),
        metric=d.metric_name(metric),
    )


def _links(d: PageContext, offered: Sequence[Span]) -> list[tuple[str, str]]:
    """The years between which a change can be stated: address and text."""
    same = here("compare", "from", "year")
    return [
        (d.link("compare", **same | {"from": str(first), "year": str(last)}), f"{first} → {last}")
        for first, last in offered
    ]
