"""Overview 总览: how do the districts stand, and what can I ask?"""

from __future__ import annotations

import streamlit as st

from pages.shared.missing_page import missing_page
from pages.shared.overview_parts import parts
from pages.shared.page_context import page_context
from pages.shared.templates import put


def page() -> None:
    """Draw the page."""
    d = page_context()
    shown = parts(d)
    d.show("overview/top.html", missing=missing_page(d.words), shown=shown)
    left, right = st.columns([2, 1], gap="small")
    with left:
        put(shown.coverage)
    with right:
        put(shown.where)
    put(shown.below)


page()
