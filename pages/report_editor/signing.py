"""What a writer adds at the end of a report: who signs it, of which day it is, what is attached."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import streamlit as st

from pages.report_editor import state
from pages.shared import messages
from pages.shared.page_context import PageContext
from views.draft import Draft
from views.draft_values import LONGEST_TITLE, MOST_ATTACHMENTS
from views.plain_text import neutral

SIGNATURE, DATED, ATTACHMENTS = (
    "control-report-signature",
    "control-report-date",
    "control-report-attachments",
)
#: A day that is none, until it is said.
_REFUSED = "report-date-refused"


def choose(d: PageContext, value: Draft) -> None:
    """Fields for it, folded away; Word and PDF files have what they say."""
    words, kept = d.words, st.session_state
    kept[SIGNATURE] = value.signature
    kept[DATED] = value.dated
    kept[ATTACHMENTS] = "\n".join(value.attachments)

    def written() -> None:
        names = (neutral(line)[:LONGEST_TITLE] for line in (kept[ATTACHMENTS] or "").splitlines())
        state.write(
            replace(
                value,
                signature=neutral(kept[SIGNATURE] or "")[:LONGEST_TITLE],
                dated=_day(kept[DATED] or "", value.dated),
                attachments=tuple(filter(None, names))[:MOST_ATTACHMENTS],
            )
        )

    with st.expander(words.gettext("Signature, date and attachments")):
        sides = st.columns([3, 2, 4], gap="small")
        with sides[0]:
            label = words.gettext("Signed by")
            st.text_input(label, key=SIGNATURE, max_chars=LONGEST_TITLE, on_change=written)
        with sides[1]:
            label = words.gettext("Date of the report")
            st.text_input(label, key=DATED, placeholder="2026-11-30", max_chars=20, on_change=written)
        with sides[2]:
            label = words.gettext("Attachments, one a line")
            st.text_area(label, key=ATTACHMENTS, height=68, on_change=written)
    if (refused := kept.pop(_REFUSED, None)) is not None:
        text = words.gettext("“{text}” is no day: write it like 2026-11-30. The date stays.", text=refused)
        messages.show("status", text)


def _day(text: str, before: str) -> str:
    """A day as typed, in ISO form; the one before, with a message to come, where it is none."""
    try:
        return dt.date.fromisoformat(text.strip()).isoformat() if text.strip() else ""
    except ValueError:
        st.session_state[_REFUSED] = neutral(text)
        return before
