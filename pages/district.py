"""District 区情: tell me about this one."""

from __future__ import annotations

import streamlit as st

from pages.shared.choices import choose_district, choose_estimates, choose_reliability, choose_since
from pages.shared.controls import unknown
from pages.shared.district_parts import district_parts
from pages.shared.page_context import PageContext, page_context
from pages.shared.templates import put
from queries.quality import Quality
from views import selection
from views.spec import ViewSpec, view_spec


def page() -> None:
    """Draw the page."""
    d = page_context()
    for part in district_parts(d, _controls(d)):
        put(part)


def _controls(d: PageContext) -> ViewSpec:
    """Draw the controls; return what the reader chose."""
    district_side, source_side, status_side, years_side = st.columns([6, 2, 2, 2], gap="small")
    with district_side:
        chosen = choose_district(d, shown=True)
    with source_side:
        reliability = choose_reliability(d)
    with status_side:
        estimates = choose_estimates(d)
    with years_side:
        since = choose_since(d)
    unknown()
    return view_spec(
        "figures", district=chosen, **selection.quality_parameters(Quality(reliability, estimates, since))
    )


page()
