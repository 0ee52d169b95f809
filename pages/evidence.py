"""Evidence 数据来源: where does that number come from?"""

from __future__ import annotations

import streamlit as st

from pages.evidence_tabs import checks, documents, doubts, figures, metrics
from pages.evidence_tabs.provenance import provenance
from pages.shared import messages
from pages.shared.address import here, value
from pages.shared.controls import one_of, search_words, unknown
from pages.shared.page_context import PageContext, page_context
from pages.shared.templates import put

TABS = {
    "figures": figures.draw,
    "documents": documents.draw,
    "metrics": metrics.draw,
    "doubts": doubts.draw,
    "checks": checks.draw,
}


def page() -> None:
    """Draw the page."""
    d = page_context()
    words = d.words
    opened = value("observation")
    if opened:
        _show_provenance(d, opened)
    tab_side, search_side = st.columns([1, 1], gap="small", vertical_alignment="bottom")
    names = {
        "figures": words.gettext("Figures"),
        "documents": words.gettext("Documents"),
        "metrics": words.gettext("Metrics"),
        "doubts": words.gettext("Doubts"),
        "checks": words.gettext("Checks"),
    }
    with tab_side:
        tab = one_of(
            "tab", words.gettext("Show"), list(TABS), default="figures", names=names.__getitem__, shown=True
        )
    with search_side:
        text = search_words(
            "q", words.gettext("Search in everything"), words.gettext("district, metric, document, wording …")
        )
    TABS[tab](d, text)
    unknown()


def _show_provenance(d: PageContext, observation_id: str) -> None:
    """Show the whole provenance of one figure."""
    shown = provenance(d, observation_id, here("evidence", "observation"))
    if shown is None:
        text = d.words.gettext("There is no figure “{id}”. Search for it below.", id=observation_id[:60])
        messages.show("warning", text)
    else:
        put(shown)


page()
