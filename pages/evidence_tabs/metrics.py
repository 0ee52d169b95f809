"""The dictionary of metrics."""

from __future__ import annotations

from html import escape

import streamlit as st

from pages.shared import html, provenance
from pages.shared.address import link
from pages.shared.page_context import PageContext
from queries.evidence import matching_metrics


def draw(d: PageContext, text: str) -> None:
    """The dictionary of metrics."""
    words = d.words
    rows = [
        [
            html.anchor(link("compare", metric=m.metric_id), words.pick(m, "name"))
            + f"<br><small><code>{escape(m.metric_id)}</code></small>",
            escape(d.dimension_name(m.dimension_id)),
            escape(words.pick(m, "unit")),
            escape(provenance.basis_of(words, m)),
            escape(provenance.direction(words, m)),
            escape(words.pick(m, "definition")),
            html.anchor(link("evidence", metric=m.metric_id), words.gettext("figures")),
        ]
        for m in matching_metrics(d.catalogue, text)
    ]
    head = [
        words.gettext("Metric"),
        words.gettext("Dimension"),
        words.gettext("Unit"),
        words.gettext("Basis"),
        words.gettext("Direction"),
        words.gettext("Definition"),
        "",
    ]
    count = words.ngettext("{n} metric", "{n} metrics", len(rows))
    st.html(
        html.tag("p", count, "qj-count")
        + html.table(head, rows)
        + html.downloads(words, "metrics", ("csv", "xlsx"))
    )
