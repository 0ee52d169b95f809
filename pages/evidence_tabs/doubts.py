"""What is known to be doubtful, the gravest first."""

from __future__ import annotations

from html import escape

import streamlit as st

from pages.shared import html
from pages.shared.page_context import PageContext
from views import wording


def draw(d: PageContext, text: str) -> None:
    """What is known to be doubtful, the gravest first."""
    words = d.words
    wanted = text.lower().split()
    rows = []
    for doubt in d.catalogue.doubts:
        metrics = [d.metric_name(m) for m in doubt.metric_ids] or [words.gettext("all")]
        districts = [d.district_name(x) for x in doubt.district_ids] or [words.gettext("all")]
        haystack = " ".join([doubt.text_zh, doubt.text_en, *metrics, *districts]).lower()
        if all(w in haystack for w in wanted):
            years = "–".join(str(y) for y in dict.fromkeys((doubt.year_from or "…", doubt.year_to or "…")))
            rows.append(
                [
                    f'<b class="qj-{doubt.severity}">{escape(wording.gravity(words, doubt))}</b>',
                    escape(words.pick(doubt, "text")),
                    escape(words.joined(districts)),
                    escape(years if years != "…" else words.gettext("all")),
                    escape(words.joined(metrics[:3])) + (f" +{len(metrics) - 3}" if len(metrics) > 3 else ""),
                ]
            )
    head = [
        words.gettext("Gravity"),
        words.gettext("Doubt"),
        words.gettext("Districts"),
        words.gettext("Years"),
        words.gettext("Metrics"),
    ]
    count = words.ngettext("{n} doubt", "{n} doubts", len(rows))
    st.html(
        html.tag("p", count, "qj-count")
        + html.table(head, rows)
        + html.downloads(words, "doubts", ("csv", "xlsx"))
    )
