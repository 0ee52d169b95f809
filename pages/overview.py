"""Overview 总览: how do the districts stand, and what can I ask?"""

from __future__ import annotations

import streamlit as st

from pages.shared.adding import add_to_report
from pages.shared.matrices import shown as asked
from pages.shared.missing_page import missing_page
from pages.shared.overview_parts import parts
from pages.shared.page_context import page_context


def page() -> None:
    """Draw the page."""
    d = page_context()
    shown = parts(d)
    st.html(missing_page(d.words) + shown.cards)
    left, right = st.columns([2, 1], gap="medium")
    with left:
        st.html(shown.coverage + add_to_report(d.words, "missing", asked(d)))
    with right:
        st.html(shown.where)
    st.html(shown.below + add_to_report(d.words, "practices", asked(d)))


page()
