"""Two metrics of one year against each other, only where three or more districts compare in both."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.compare_views.options import Options
from pages.shared.address import here
from pages.shared.choices import choose_districts, metric_label, metrics_in_order, usual_metric
from pages.shared.controls import one_of, unknown
from pages.shared.page_context import PageContext
from pages.shared.view_page import draw_view
from queries.comparison import years_to_compare
from queries.overviews import possible_pairs
from views.selection import quality_parameters
from views.spec import view_spec

#: Two metrics and a year in which enough districts compare in both.
Offer = tuple[str, str, int]


def draw(d: PageContext, o: Options, controls: DeltaGenerator) -> None:
    """Draw the view; its controls go into the line above the options."""
    words = d.words
    order = metrics_in_order(d)
    with controls:
        x_side, y_side, districts_side, year_side = st.columns([3, 3, 4, 2], gap="small")
        with districts_side:
            districts = choose_districts(d)
        offered = possible_pairs(d.store, districts, o.quality)
        usual = _usual(d, offered) or (order[0], order[1], 2024)
        with x_side:
            x = _metric(d, "metric", words.gettext("Across"), order, usual[0])
        with y_side:
            y = _metric(d, "metric2", words.gettext("Upward"), order, usual[1])
        years = [str(c.year) for c in years_to_compare(d.store, x, districts, o.quality)] or [str(usual[2])]
        best = str(usual[2]) if str(usual[2]) in years else years[0]
        with year_side:
            year = one_of("year", words.gettext("Year"), years, default=best)
    unknown()
    chosen = quality_parameters(o.quality, "reliability", "estimates")
    v = d.view(view_spec("scatter", metric=x, metric2=y, year=year, districts=districts, **chosen))
    if v.table is None:
        lead = words.gettext("Enough districts have:")
        d.show("compare/offered.html", v=v, offered=_links(d, offered), why=v.sentence, lead=lead)
    else:
        draw_view(d, v, reading="compare/course.html", key="scatter")


def _usual(d: PageContext, offered: list[Offer]) -> Offer | None:
    """The newest pair with the metric of the other charts, else the newest of all."""
    metric = usual_metric(d)
    with_it = ((metric, b if a == metric else a, year) for a, b, year in offered if metric in (a, b))
    return next(with_it, next(iter(offered), None))


def _metric(d: PageContext, key: str, label: str, order: list[str], default: str) -> str:
    return one_of(key, label, order, default=default, names=lambda m: metric_label(d, m))


def _links(d: PageContext, offered: list[Offer]) -> list[tuple[str, str]]:
    """The pairs with enough districts: address and name."""
    kept = here("compare", "metric", "metric2", "year")
    return [
        (
            d.link("compare", **kept, metric=a, metric2=b, year=str(year)),
            f"{d.metric_name(a)} × {d.metric_name(b)} · {year}",
        )
        for a, b, year in offered
    ]
