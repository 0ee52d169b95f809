"""All figures that match, a page at a time; each opens its provenance."""

from __future__ import annotations

from html import escape

import streamlit as st

from pages.evidence_tabs.filters import filters
from pages.shared import html, provenance
from pages.shared.address import here, link, value
from pages.shared.page_context import PageContext
from queries.evidence import Filters, document_use, search
from queries.plans import plans
from queries.records import Observation
from views import wording

#: Rows of a table before one turns the page.
ROWS = 50
#: As many rows as the API gives in one file.
MOST_ROWS = "10000"
#: As many of the documents chosen are described above the table.
DOCUMENTS_SHOWN = 3


def draw(d: PageContext, text: str) -> None:
    """Draw the tab: filters, one page of figures, links to turn it and to save all."""
    words = d.words
    wanted = filters(d, text)
    number = _page_number()
    found = search(d.store, wanted, limit=ROWS, offset=(number - 1) * ROWS)
    last = max(1, -(-found.total // ROWS))
    if number > last:
        number = last
        found = search(d.store, wanted, limit=ROWS, offset=(number - 1) * ROWS)
    head = [
        words.gettext("District"),
        words.gettext("Metric"),
        words.gettext("Figure"),
        words.gettext("Period"),
        words.gettext("As written"),
        words.gettext("Scope"),
        words.gettext("Source"),
    ]
    count = words.ngettext("{n} figure", "{n} figures", found.total)
    st.html(
        "".join(_document(d, i) for i in wanted.documents[:DOCUMENTS_SHOWN])
        + html.tag("p", html.more(words, len(wanted.documents) - DOCUMENTS_SHOWN), "qj-small")
        + html.tag(
            "p",
            count
            if found.total or wanted.documents
            else words.gettext("Nothing matches. Fewer filters show more."),
            "qj-count",
        )
        + (html.table(head, [_figure_row(d, o) for o in found.figures], numeric=(2,)) if found.total else "")
        + _turn(d, number, last)
        + html.downloads(words, "observations", ("csv", "xlsx"), **_for_api(wanted), limit=MOST_ROWS)
    )


def _document(d: PageContext, document_id: str) -> str:
    """The document one came for and what rests on it, which need not be figures."""
    words = d.words
    document = d.catalogue.documents[document_id]
    use = document_use(d.store)[document_id]
    told = [
        f"{words.gettext('Figures')} {words.number(use.figures)}",
        f"{words.gettext('Systems')} {words.number(use.systems)}",
    ]
    parts = [escape(x) for x in told]
    for plan in plans(d.store, d.today):
        if plan.document.document_id == document_id:
            text = f"{words.gettext('Tasks')} {words.number(len(plan.tasks))}"
            parts.append(html.anchor(link("plan", document=document_id), text))
    return (
        f'<div class="qj-notice"><p>{html.source_line(words, document)}</p>{provenance.address(document)}'
        f'<p class="qj-small">{" · ".join(parts)}</p></div>'
    )


def _figure_row(d: PageContext, o: Observation) -> list[str]:
    words = d.words
    metric = d.catalogue.metrics[o.metric_id]
    document = d.catalogue.documents[o.document_id]
    figure = html.anchor(
        link("evidence", **here("evidence", "observation"), observation=o.observation_id),
        wording.quantity(words, metric, o),
        "qj-figure",
    )
    return [
        escape(d.district_name(o.district_id)),
        escape(words.pick(metric, "name")),
        figure,
        escape(wording.period(words, o)),
        f'<span lang="zh">{escape(o.as_written)}</span>',
        f'<span class="qj-nowrap">{escape(wording.scope(words, o))}</span>'
        if o.whole_district
        else escape(wording.scope(words, o)),
        f"{escape(words.pick(document, 'publisher'))} {html.reliability_mark(words, document)}",
    ]


def _page_number() -> int:
    asked = value("page", "1")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 7 else 1


def _turn(d: PageContext, number: int, last: int) -> str:
    """Links to the pages before and after."""
    if last == 1:
        return ""
    words = d.words
    parts = []
    if number > 1:
        parts.append(
            html.anchor(
                link("evidence", **here("evidence", "page", "observation"), page=str(number - 1)),
                words.gettext("← Previous"),
            )
        )
    parts.append(escape(words.gettext("Page {page} of {last}", page=number, last=last)))
    if number < last:
        parts.append(
            html.anchor(
                link("evidence", **here("evidence", "page", "observation"), page=str(number + 1)),
                words.gettext("Next →"),
            )
        )
    return f'<p class="qj-turn">{" · ".join(parts)}</p>'


def _for_api(wanted: Filters) -> dict[str, str]:
    """What is shown, in the words of the API; written from the filters, never from whatever the address says."""
    lists = {
        "districts": wanted.districts,
        "dimension": wanted.dimensions,
        "metric": wanted.metrics,
        "document": wanted.documents,
        "reliability": wanted.reliability,
        "qualifier": wanted.qualifier,
        "status": wanted.status,
        "scope": wanted.scope,
    }
    years = {"from": str(wanted.year_from or ""), "to": str(wanted.year_to or "")}
    return {"q": wanted.text} | {name: ",".join(ids) for name, ids in lists.items()} | years
