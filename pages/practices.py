"""Practices 经验对照: what does each district do, and what do others have that we lack?"""

from __future__ import annotations

from pages.practices_tabs import gaps, honours, matrix
from pages.shared.controls import one_of, unknown
from pages.shared.page_context import page_context

TABS = {"matrix": matrix.draw, "gaps": gaps.draw, "honours": honours.draw}


def page() -> None:
    """Draw the page."""
    d = page_context()
    words = d.words
    names = {
        "matrix": words.gettext("Practices"),
        "gaps": words.gettext("What others have"),
        "honours": words.gettext("Honours and cases"),
    }
    tab = one_of(
        "tab", words.gettext("Show"), list(TABS), default="matrix", names=names.__getitem__, shown=True
    )
    TABS[tab](d)
    unknown()


page()
