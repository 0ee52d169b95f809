"""What do others have that we lack? A list whose rows open in place, and a shortlist for the report."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from pages.practices_tabs.detail import Figures, figures_by_district
from pages.practices_tabs.filters import choose_dimension
from pages.practices_tabs.shortlist import choose_shortlist
from pages.shared.choices import choose_district
from pages.shared.common_cache import cached_for_all
from pages.shared.controls import one_of, opened_id
from pages.shared.page_context import USUAL_DISTRICTS, PageContext
from pages.shared.templates import put
from queries.practices import ORDERS, LackingPractice
from views import explaining
from views.spec import ViewSpec, view_spec

#: How many rows stand open, and make the shortlist, until the reader chooses.
FIRST = 3


def draw(d: PageContext, controls: DeltaGenerator) -> None:
    """Draw the tab."""
    with controls:
        spec = _controls(d)
    v = d.view(spec)
    opened = opened_id("practice", {g.practice.practice_id for g in v.lacking})
    put(d.render("practices/gaps_head.html", v=v))
    first = [g.practice.practice_id for g in v.lacking[:FIRST]]
    if v.lacking:
        choose_shortlist(d, spec, first)
    put(_drawn(d, spec, first, opened))


def _controls(d: PageContext) -> ViewSpec:
    """Whose gaps, of which dimension, in which order."""
    district_side, dimension_side, order_side = st.columns(3, gap="small")
    with district_side:
        district = choose_district(d)
    with dimension_side:
        dimension = choose_dimension(d)
    with order_side:
        names = explaining.orders(d.words)
        by = one_of(
            "sort", d.words.gettext("In order of"), ORDERS, default=ORDERS[0], names=names.__getitem__
        )
    return view_spec("gaps", district=district, dimension=dimension, sort="" if by == ORDERS[0] else by)


@cached_for_all
def _drawn(d: PageContext, spec: ViewSpec, first: list[str], opened: str) -> Markup:
    """The rows; they rest on no shortlist, so that what a reader has opened stays open while it is chosen."""
    v = d.view(spec)
    return d.render(
        "practices/gaps.html",
        v=v,
        first=first,
        opened=[opened] if opened else first,
        most=USUAL_DISTRICTS,
        figures={g.practice.practice_id: _figures(d, g) for g in v.lacking},
    )


def _figures(d: PageContext, g: LackingPractice) -> Figures:
    return figures_by_district(d, [(x.district, x.systems) for x in g.described[:USUAL_DISTRICTS]])
