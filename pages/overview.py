"""Overview 总览: how do the districts stand, and what can I ask?"""

from __future__ import annotations

import streamlit as st

from pages.parts.adding import add_to_report
from pages.parts.desk import desk
from pages.parts.front import parts
from pages.parts.gone import missing_page
from pages.parts.matrices import shown as asked


def page() -> None:
    """Draw the page."""
    d = desk()
    shown = parts(d)
    st.html(missing_page(d.words) + shown.cards)
    left, right = st.columns([2, 1], gap="medium")
    with left:
        st.html(shown.coverage + add_to_report(d.words, "missing", asked(d)))
    with right:
        st.html(shown.where)
    st.html(shown.below + add_to_report(d.words, "practices", asked(d)))


page()
