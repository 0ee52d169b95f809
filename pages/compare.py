"""Compare 对比: who has how much, and may I say so?"""

from __future__ import annotations

import streamlit as st

from pages.compare_views import by_metric, heat, ranking, scatter, two_years, what
from pages.compare_views.options import options
from pages.shared.page_context import page_context

VIEWS = {
    "dots": ranking.draw,
    "years": two_years.draw,
    "metrics": by_metric.draw,
    "scatter": scatter.draw,
    "heat": heat.draw,
    "what": what.draw,
}


def page() -> None:
    """Draw the page: the controls of the view, the options, the view."""
    d = page_context()
    controls = st.container()
    chosen = options(d)
    VIEWS[chosen.chart](d, chosen, controls)


page()
