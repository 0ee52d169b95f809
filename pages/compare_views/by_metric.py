"""All metrics of a dimension that compare, each in small: small multiples with an axis of their own."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.compare_views.options import Options
from pages.shared.choices import choose_districts
from pages.shared.controls import one_of, unknown
from pages.shared.page_context import PageContext
from pages.shared.view_page import draw_survey
from views.kinds.several import usual_dimension
from views.selection import quality_parameters
from views.spec import view_spec


def draw(d: PageContext, o: Options, controls: DeltaGenerator) -> None:
    """Draw the view; its controls go into the line above the options."""
    with controls:
        dimension_side, districts_side = st.columns([1, 2], gap="small")
        with dimension_side:
            dimension = one_of(
                "dimension",
                d.words.gettext("Dimension"),
                list(d.catalogue.dimensions),
                default=usual_dimension(d.store),
                names=d.dimension_name,
            )
        with districts_side:
            districts = choose_districts(d)
    unknown()
    draw_survey(
        d, view_spec("metrics", dimension=dimension, districts=districts, **quality_parameters(o.quality))
    )
