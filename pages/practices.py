"""Practices 经验对照: what does each district do, and what do others have that we lack?"""

from __future__ import annotations

import streamlit as st

from pages.practices_tabs import gaps, honours, matrix, summary
from pages.shared.controls import one_of, unknown
from pages.shared.page_context import page_context

TABS = {"matrix": matrix.draw, "summary": summary.draw, "gaps": gaps.draw, "honours": honours.draw}


def page() -> None:
    """Draw the page."""
    d = page_context()
    words = d.words
    names = {
        "matrix": words.gettext("Practices"),
        "summary": words.gettext("By dimension"),
        "gaps": words.gettext("What others have"),
        "honours": words.gettext("Honours and cases"),
    }
    tab_side, controls = st.columns([2, 3], gap="small")
    with tab_side:
        tab = one_of(
            "tab", words.gettext("Show"), list(TABS), default="matrix", names=names.__getitem__, shown=True
        )
    TABS[tab](d, controls)
    unknown()


page()
