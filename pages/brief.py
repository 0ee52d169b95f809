"""Brief 一页通: what do I have to know of this district before the meeting?"""

from __future__ import annotations

import streamlit as st

from pages.shared.brief_parts import brief_page
from pages.shared.choices import choose_district, choose_reliability
from pages.shared.controls import unknown
from pages.shared.page_context import PageContext, page_context
from pages.shared.templates import put
from queries.quality import FIRST_HAND, Quality
from views import selection
from views.spec import ViewSpec, view_spec


def page() -> None:
    """Draw the page."""
    d = page_context()
    put(brief_page(d, _controls(d)))


def _controls(d: PageContext) -> ViewSpec:
    """Draw the controls; return what the reader chose. Reposts are left out unless asked for, as in files."""
    district_side, source_side = st.columns([6, 2], gap="small")
    with district_side:
        chosen = choose_district(d, shown=True)
    with source_side:
        reliability = choose_reliability(d, FIRST_HAND.reliability)
    unknown()
    return view_spec("brief", district=chosen, **selection.quality_parameters(Quality(reliability)))


page()
