"""Compare 对比: who has how much, and may I say so?"""

from __future__ import annotations

import streamlit as st

from pages.comparing import by_metric, heat, ranking, scatter, two_years, what
from pages.comparing.options import options
from pages.parts.desk import desk

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
    d = desk()
    controls = st.container()
    chosen = options(d)
    VIEWS[chosen.chart](d, chosen, controls)


page()
