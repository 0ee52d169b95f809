"""What a writer adds at the end of a report: who signs it, of which day it is, what is attached."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import streamlit as st

from pages.report_editor import state
from pages.shared.page_context import PageContext
from views.draft import Draft
from views.draft_values import LONGEST_TITLE, MOST_ATTACHMENTS
from views.plain_text import neutral

SIGNATURE, DATED, ATTACHMENTS = (
    "control-report-signature",
    "control-report-date",
    "control-report-attachments",
)


def choose(d: PageContext, value: Draft) -> None:
    """Fields for it, folded away; Word and PDF files have what they say."""
    words, kept = d.words, st.session_state
    kept[SIGNATURE] = value.signature
    kept[DATED] = dt.date.fromisoformat(value.dated) if value.dated else None
    kept[ATTACHMENTS] = "\n".join(value.attachments)

    def written() -> None:
        names = (neutral(line)[:LONGEST_TITLE] for line in (kept[ATTACHMENTS] or "").splitlines())
        state.write(
            replace(
                value,
                signature=neutral(kept[SIGNATURE] or "")[:LONGEST_TITLE],
                dated=kept[DATED].isoformat() if kept[DATED] else "",
                attachments=tuple(filter(None, names))[:MOST_ATTACHMENTS],
            )
        )

    with st.expander(words.gettext("Signature, date and attachments")):
        sides = st.columns([3, 2, 4], gap="small")
        with sides[0]:
            label = words.gettext("Signed by")
            st.text_input(label, key=SIGNATURE, max_chars=LONGEST_TITLE, on_change=written)
        with sides[1]:
            st.date_input(
                words.gettext("Date of the report"), key=DATED, format="YYYY-MM-DD", on_change=written
            )
        with sides[2]:
            label = words.gettext("Attachments, one a line")
            st.text_area(label, key=ATTACHMENTS, height=68, on_change=written)
