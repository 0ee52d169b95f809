"""What the tabs of the Practices page let a reader narrow: districts and dimension."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.shared.choices import choose_districts
from pages.shared.controls import one_of
from pages.shared.page_context import PageContext

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
