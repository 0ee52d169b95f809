"""Overview 总览: how do the districts stand, and what can I ask?"""

from __future__ import annotations

import streamlit as st

from data.settings import today
from pages.parts.desk import desk
from pages.parts.front import parts
from pages.parts.gone import missing_page


def page() -> None:
    """Draw the page."""
    d = desk()
    shown = parts(d, today())
    st.html(missing_page(d.words) + shown.cards)
    left, right = st.columns([2, 1], gap="medium")
    with left:
        st.html(shown.coverage)
    with right:
        st.html(shown.where)
    st.html(shown.below)


page()
