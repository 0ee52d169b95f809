"""Overview 总览: how do the districts stand, and what can I ask?"""

from __future__ import annotations

import streamlit as st

from pages.parts import matrices, tiles
from pages.parts.desk import desk
from pages.parts.gone import missing_page


def page() -> None:
    """Draw the page."""
    d = desk()
    st.html(missing_page(d.words) + tiles.district_cards(d))
    left, right = st.columns([2, 1], gap="medium")
    with left:
        st.html(matrices.coverage(d))
    with right:
        st.html(tiles.where(d))
    st.html(tiles.comparisons(d) + matrices.practices(d))


page()
