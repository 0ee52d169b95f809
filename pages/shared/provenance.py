"""The whole provenance of one figure, as a card."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from locales import Words
from pages.shared import checking
from pages.shared.address import here, link
from pages.shared.html import anchor, doubt_list, figure_link, reliability_mark, table, tag
from pages.shared.page_context import PageContext
from queries.evidence import Evidence
from queries.records import Document, Metric, Observation
from views import wording


def card(d: PageContext, e: Evidence) -> str:
    """Everything behind a figure: document, section, period, scope, exactness, notes, doubts, other figures."""
    words, o = d.words, e.observation
    facts = "".join(f"<dt>{escape(k)}</dt><dd>{v}</dd>" for k, v in _facts(d, e) if v)
    back = anchor(link("evidence", **here("evidence", "observation")), words.gettext("Close"), "qj-close")
    ways = " · ".join(
        [
            anchor(
                link("compare", metric=o.metric_id, year=str(o.year)),
                words.gettext("Compare districts in {year}", year=o.year),
            ),
            anchor(
                link("trends", metric=o.metric_id, districts=o.district_id), words.gettext("Over the years")
            ),
            anchor(link("evidence", document=o.document_id), words.gettext("All figures of this document")),
        ]
    )
    return (
        f'<section class="qj-provenance" id="figure">{back}'
        f'<p class="qj-subtitle">{escape(words.pick(e.district, "name"))} · {escape(words.pick(e.metric, "name"))} · '
        f"{escape(wording.period(words, o))}</p>"
        f'<p class="qj-big">{escape(wording.quantity(words, e.metric, o))}</p>'
        f'<blockquote lang="zh">{escape(o.as_written)}</blockquote>'
        f"<dl>{facts}</dl>{checking.of_figure(d, o.observation_id)}{doubt_list(words, e.doubts)}"
        f"{_others(d, words.gettext('Other figures for the same period'), e.metric, e.same_figure)}"
        f"{_others(d, words.gettext('The same metric in other periods or scopes'), e.metric, e.other_periods)}"
        f"<p>{ways}</p></section>"
    )


def _facts(d: PageContext, e: Evidence) -> list[tuple[str, str]]:
    words, o, doc = d.words, e.observation, e.document
    return [
        (
            words.gettext("Document"),
            f"{_title(words, doc)}<br>{escape(wording.published(words, doc))}{address(doc)}",
        ),
        (words.gettext("Section"), escape(wording.section(words, o))),
        (
            words.gettext("Period"),
            f"{escape(wording.period(words, o))} ({escape(wording.basis(words, o.period_basis))})",
        ),
        (words.gettext("Scope"), escape(wording.scope(words, o))),
        (words.gettext("Exactness"), escape(wording.exactness(words, e.metric, o))),
        (words.gettext("Status"), escape(wording.status(words, o.status))),
        (words.gettext("Definition"), escape(words.pick(e.metric, "definition"))),
        (words.gettext("Note"), escape(words.pick(o, "note"))),
        (words.gettext("Figure number"), f"<code>{escape(o.observation_id)}</code>"),
    ]


def _title(words: Words, document: Document) -> str:
    return f"{escape(words.pick(document, 'title'))} {reliability_mark(words, document)}"


def _others(d: PageContext, title: str, metric: Metric, figures: Sequence[Observation]) -> str:
    if not figures:
        return ""
    words = d.words
    rows = [
        [
            escape(wording.period(words, o)),
            figure_link(words, metric, o),
            escape(wording.scope(words, o)),
            _title(words, d.catalogue.documents[o.document_id]),
        ]
        for o in figures
    ]
    head = [
        words.gettext("Period"),
        words.gettext("Figure"),
        words.gettext("Scope"),
        words.gettext("Document"),
    ]
    return f"<details><summary>{escape(title)} ({len(figures)})</summary>{table(head, rows, numeric=(1,))}</details>"


def address(document: Document) -> str:
    """Where a document was read; the reader's click, never the page, opens it."""
    if not document.url:
        return ""
    url = escape(document.url)
    if not document.url.startswith(("http://", "https://")):
        return tag("div", document.url, "qj-small")
    return f'<div class="qj-small qj-url"><a href="{url}" target="_blank" rel="noopener noreferrer">{url}</a></div>'


def basis_of(words: Words, metric: Metric) -> str:
    """Whether a metric is counted over a period or at a date."""
    return {"flow": words.gettext("over a period"), "stock": words.gettext("at a date")}[metric.basis]


def direction(words: Words, metric: Metric) -> str:
    """Which direction is good, if any."""
    return {
        "higher": words.gettext("more is better"),
        "lower": words.gettext("less is better"),
        "neutral": words.gettext("neutral"),
    }[metric.better]
