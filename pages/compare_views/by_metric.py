"""All metrics of a dimension that compare, each in small: small multiples with an axis of their own."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.compare_views.options import Options, asked_of
from pages.shared import html
from pages.shared.choices import choose_districts
from pages.shared.comparison_tiles import comparison_tile
from pages.shared.controls import one_of, unknown
from pages.shared.page_context import PageContext
from queries.comparison import Comparison
from queries.overviews import by_metric
from queries.ready import ready_sets
from views import sentences
from views.spec import fitting


def draw(d: PageContext, o: Options, controls: DeltaGenerator) -> None:
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
        + (_takeaway(d, o, dimension, districts, found) if found else "")
    )


def _takeaway(
    d: PageContext, o: Options, dimension: str, districts: list[str], found: list[Comparison]
) -> str:
    asked = asked_of(o.quality) | {"dimension": dimension, "districts": ",".join(districts)}
    documents = list(dict.fromkeys(x for c in found for x in c.documents))
    text = " ".join(sentences.sentence(d.words, c) for c in found)
    return html.takeaway(d, fitting("metrics", asked), text, documents)
