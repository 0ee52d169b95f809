"""All metrics of a dimension that compare, each in small: small multiples with an axis of their own."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.comparing.options import Options
from pages.parts import html
from pages.parts.choices import choose_districts
from pages.parts.controls import one_of, unknown
from pages.parts.desk import Desk
from pages.parts.tiles import comparison_tile
from queries.overviews import by_metric
from queries.ready import ready_sets


def draw(d: Desk, o: Options, controls: DeltaGenerator) -> None:
    """Draw the view; its controls go into the line above the options."""
    words = d.words
    ready = ready_sets(d.store)
    usual = (
        d.catalogue.metrics[ready[0].metric_id].dimension_id if ready else next(iter(d.catalogue.dimensions))
    )
    with controls:
        dimension_side, districts_side = st.columns([1, 2], gap="small")
        with dimension_side:
            dimension = one_of(
                "dimension",
                words.gettext("Dimension"),
                list(d.catalogue.dimensions),
                default=usual,
                names=d.dimension_name,
            )
        with districts_side:
            districts = choose_districts(d)
    unknown()
    found = by_metric(d.store, dimension, districts, o.quality)
    lead = words.gettext(
        "Each metric in the year in which most districts compare; every drawing has its own axis."
    )
    st.html(
        html.heading(d.dimension_name(dimension), lead)
        + (
            f'<div class="qj-tiles">{"".join(comparison_tile(d, c) for c in found)}</div>'
            if found
            else html.tag(
                "p", words.gettext("No metric of this dimension compares for the districts chosen.")
            )
        )
    )
