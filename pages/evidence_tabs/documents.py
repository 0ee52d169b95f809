"""All documents, with what rests on them."""

from __future__ import annotations

from html import escape

import streamlit as st

from pages.shared import html, provenance
from pages.shared.address import link
from pages.shared.page_context import PageContext
from queries.evidence import document_use, matching_documents


def draw(d: PageContext, text: str) -> None:
    """Draw the tab."""
    words = d.words
    used = document_use(d.store)
    found = matching_documents(d.catalogue, text)
    rows = []
    for doc in found:
        use = used[doc.document_id]
        figures = (
            html.anchor(link("evidence", document=doc.document_id), words.number(use.figures))
            if use.figures
            else "–"
        )
        rows.append(
            [
                escape(words.pick(doc, "title")) + provenance.address(doc),
                escape(words.pick(doc, "publisher")),
                escape(words.date(doc.published_on))
                if doc.published_on
                else escape(words.gettext("undated")),
                html.reliability_mark(words, doc),
                escape(d.district_name(doc.district_id))
                if doc.district_id
                else escape(words.gettext("several")),
                figures,
                words.number(use.systems) if use.systems else "–",
            ]
        )
    head = [
        words.gettext("Document"),
        words.gettext("Publisher"),
        words.gettext("Published"),
        words.gettext("Kind of source"),
        words.gettext("District"),
        words.gettext("Figures"),
        words.gettext("Systems"),
    ]
    count = words.ngettext("{n} document", "{n} documents", len(rows))
    st.html(
        html.tag("p", count, "qj-count")
        + html.table(head, rows, numeric=(5, 6))
        + html.downloads(words, "documents", ("csv", "xlsx"))
    )
