"""What can be compared: metrics × years with the number of districts, each leading straight into Compare."""

from __future__ import annotations

from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.compare_views.options import Options, asked_of
from pages.shared import html
from pages.shared.address import link
from pages.shared.choices import choose_districts
from pages.shared.controls import unknown
from pages.shared.page_context import PageContext
from queries.overviews import what_compares
from views.spec import fitting


def draw(d: PageContext, o: Options, controls: DeltaGenerator) -> None:
    """Draw the view; its controls go into the line above the options."""
    words = d.words
    with controls:
        districts = choose_districts(d)
    unknown()
    grid = what_compares(d.store, districts, o.quality)
    chosen = {} if districts == d.usual_districts else {"districts": ",".join(districts)}
    head = [words.gettext("Metric"), words.gettext("Dimension"), *(str(y) for y in grid.years)]
    rows = []
    for metric_id, counts in grid.counts.items():
        cells = []
        for year in grid.years:
            n = counts.get(year)
            if n is None:
                cells.append('<span class="qj-none">–</span>')
                continue
            url = link("compare", metric=metric_id, year=str(year), **chosen)
            shade = min(3, n - 1)
            cells.append(
                f'<a class="qj-cell qj-fresh{shade}" href="{escape(url)}" target="_self"><b>{n}</b></a>'
            )
        dimension = d.catalogue.metrics[metric_id].dimension_id
        rows.append([escape(d.metric_name(metric_id)), escape(d.dimension_name(dimension)), *cells])
    lead = words.gettext(
        "Number of districts that may be ordered, by metric and year; a click opens the comparison. – fewer than two."
    )
    asked = asked_of(o.quality) | {"districts": ",".join(districts)}
    st.html(
        html.heading(words.gettext("What can be compared"), lead)
        + html.table(head, rows).replace("qj-table", "qj-table qj-matrix", 1)
        + html.takeaway(d, fitting("ready", asked), lead, (), has_picture=bool(grid.counts))
    )
