"""Two metrics of one year against each other, only where three or more districts compare in both."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.compare_views.options import Options
from pages.shared.address import here
from pages.shared.choices import choose_districts, metric_labels, usual_metric, years_of
from pages.shared.common_cache import cached_for_all
from pages.shared.controls import one_of, unknown
from pages.shared.page_context import PageContext
from pages.shared.typed import typing
from pages.shared.view_page import draw_view
from queries.overviews import possible_pairs
from queries.quality import Quality
from queries.store import Store
from views.selection import quality_parameters
from views.spec import view_spec

#: Two metrics and a year in which enough districts compare in both.
Offer = tuple[str, str, int]


def draw(d: PageContext, o: Options, controls: DeltaGenerator) -> None:
    """Draw the view; its controls go into the line above the options."""
    words = d.words
    first, *others = metric_labels(d)
    with controls:
        x_side, y_side, districts_side, year_side = st.columns([3, 3, 4, 2], gap="small")
        with districts_side:
            districts = choose_districts(d)
        offered = _offered(d.store, districts, o.quality)
        usual = _usual(d, offered) or (first, next(iter(others), first), 2024)
        with x_side:
            x = _metric(d, "metric", words.gettext("Across"), usual[0])
        with y_side:
            y = _metric(d, "metric2", words.gettext("Upward"), usual[1])
        years = [str(c.year) for c in years_of(d.store, x, districts, o.quality)] or [str(usual[2])]
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
        draw_view(d, v.spec, reading="compare/course.html", key="scatter")


@cached_for_all
def _offered(store: Store, district_ids: list[str], quality: Quality) -> list[Offer]:
    return possible_pairs(store, district_ids, quality)


def _usual(d: PageContext, offered: list[Offer]) -> Offer | None:
    """The newest pair with the metric of the other charts, else the newest of all."""
    metric = usual_metric(d)
    with_it = ((metric, b if a == metric else a, year) for a, b, year in offered if metric in (a, b))
    return next(with_it, next(iter(offered), None))


def _metric(d: PageContext, key: str, label: str, default: str) -> str:
    labels = metric_labels(d)
    typed = typing(d.store, d.words)
    return one_of(key, label, list(labels), default=default, names=labels.__getitem__, typing=typed)


def _links(d: PageContext, offered: list[Offer]) -> list[tuple[str, str]]:
    """The pairs with enough districts: address and name."""
    same = here("compare", "metric", "metric2", "year")
    return [
        (
            d.link("compare", **same, metric=a, metric2=b, year=str(year)),
            f"{d.metric_name(a)} × {d.metric_name(b)} · {year}",
        )
        for a, b, year in offered
    ]
