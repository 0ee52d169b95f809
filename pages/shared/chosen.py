"""What is chosen, in one line: on a phone it stands for the controls, which open below it: the answer comes first.

Controls note what they stand at as they are drawn; style.css shows the line on narrow screens only.
"""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from locales import Words
from pages.shared.templates import put, render

#: Fewer controls take no more room than the line.
_FEWEST = 3
#: A page that is made of controls, and one that folds its filters itself.
_UNFOLDED = ("report", "evidence")


def begin() -> DeltaGenerator:
    """Return the place of the line, above the controls that are about to be drawn."""
    st.session_state["chosen"] = []
    return st.container(key="chosen")


def note(text: str) -> None:
    """Note what a control stands at; '' where it stands at what is usual and need not be said."""
    noted: list[str] = st.session_state.setdefault("chosen", [])
    noted.append(text)


def end(place: DeltaGenerator, words: Words, page: str) -> None:
    """Draw the line, if the page has enough controls to be folded."""
    noted: list[str] = st.session_state["chosen"]
    if len(noted) >= _FEWEST and page not in _UNFOLDED:
        with place:
            put(render("shared/chosen.html", words.code, texts=[text for text in noted if text]))
