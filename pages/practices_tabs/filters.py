"""What the tabs of the Practices page let a reader narrow: districts, dimension and the year of honours."""

from __future__ import annotations

from collections import Counter

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.shared.choices import choose_districts
from pages.shared.controls import one_of
from pages.shared.page_context import PageContext
from queries.practices import honours_of

ALL = "all"


def choose_dimension(d: PageContext) -> str:
    """One dimension, or '' for all of them."""
    names = {ALL: d.words.gettext("All")} | {i: d.dimension_name(i) for i in d.catalogue.dimensions}
    chosen = one_of(
        "dimension", d.words.gettext("Dimension"), list(names), default=ALL, names=names.__getitem__
    )
    return "" if chosen == ALL else chosen


def choose_districts_and_dimension(d: PageContext, controls: DeltaGenerator) -> tuple[list[str], str]:
    """The districts, the first ones where none is chosen, and one dimension, or '' for all."""
    with controls:
        districts_side, dimension_side = st.columns([2, 1], gap="small")
    with districts_side:
        districts = choose_districts(d)
    with dimension_side:
        dimension = choose_dimension(d)
    return districts or d.usual_districts, dimension


def choose_for_honours(d: PageContext, controls: DeltaGenerator) -> tuple[list[str], str, str]:
    """The same, and one of the years in which these districts have honours, or '' for all and the undated."""
    with controls:
        left, year_side = st.columns([3, 1], gap="small")
    districts, dimension = choose_districts_and_dimension(d, left)
    with year_side:
        return districts, dimension, _choose_year(d, districts, dimension)


def _choose_year(d: PageContext, districts: list[str], dimension: str) -> str:
    counts = Counter(s.year for s in honours_of(d.store, districts, dimension) if s.year)
    years = sorted({s.year for s in honours_of(d.store, list(d.catalogue.districts)) if s.year})
    names = {ALL: d.words.gettext("All")} | {
        str(y): d.words.with_brackets(str(y), d.words.number(counts[y])) for y in reversed(years)
    }
    chosen = one_of(
        "year",
        d.words.gettext("Year"),
        list(names),
        default=ALL,
        names=names.__getitem__,
        said=lambda y: "" if y == ALL else y,
    )
    return "" if chosen == ALL else chosen
