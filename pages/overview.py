"""Overview 总览: how do the districts stand, and what can I ask?"""

from __future__ import annotations

import streamlit as st

from pages.shared.missing_page import missing_page
from pages.shared.overview_parts import parts
from pages.shared.page_context import page_context


def page() -> None:
    """Draw the page."""
    d = page_context()
    shown = parts(d)
    d.show("overview/top.html", missing=missing_page(d.words), cards=shown.cards)
    left, right = st.columns([2, 1], gap="medium")
    with left:
        st.html(shown.coverage)
    with right:
        st.html(shown.where)
    st.html(shown.below)


page()
