"""Published figures as their documents write them, and the documents as a report cites them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from locales import Words
from queries.records import Document, Metric, Observation
from views import explaining, wording


class Evidence(NamedTuple):
    """One figure as its document writes it."""

    district: str
    amount: str
    period: str
    #: The wording of the document, in Chinese.
    as_written: str
    document: Document
    section: str
    note: str
    metric: Metric
    observation: Observation


def sources_line(words: Words, documents: Sequence[Document]) -> str:
    """The documents in one line, as a report cites them, each with its kind."""
    return words.statements(graded(words, d) for d in documents)


def graded(words: Words, document: Document) -> str:
    """A document as a report cites it, with its kind: official, press, secondary."""
    return words.with_brackets(
        explaining.citation(words, document), wording.reliability(words, document.reliability)
    )


def graded_title(words: Words, document: Document) -> str:
    """The title of a document with its kind, for a cell beside a figure."""
    return words.with_brackets(
        words.pick(document, "title"), wording.reliability(words, document.reliability)
    )


def evidence_of(words: Words, metric: Metric, o: Observation, name: str, document: Document) -> Evidence:
    """One figure with its wording and document."""
    return Evidence(
        district=name,
        amount=wording.quantity(words, metric, o),
        period=wording.period(words, o),
        as_written=o.as_written,
        document=document,
        section=o.section or "",
        note=words.pick(o, "note"),
        metric=metric,
        observation=o,
    )


def evidence_line(words: Words, e: Evidence) -> str:
    """The same in one line: district, figure, period, as written, document with its kind, section."""
    where = graded(words, e.document)
    if e.section:
        where += words.gettext(", section {section}", section=e.section)
    return words.gettext(
        "{district} {amount}, {period}: “{written}” ({where})",
        district=e.district,
        amount=e.amount,
        period=e.period,
        written=e.as_written,
        where=where,
    )


def cited_figure(
    words: Words, metric: Metric, o: Observation, district: str, document: Document, data_version: str
) -> str:
    """One figure as a report quotes it: of what, how exact; document, date, section, address, data version."""
    figure = words.gettext(
        "{district}, {metric}, {period}: {amount}",
        district=district,
        metric=words.pick(metric, "name"),
        period=wording.period(words, o),
        amount=wording.quantity(words, metric, o),
    )
    scope = "" if o.whole_district else wording.scope(words, o)
    source = words.clauses(
        part
        for part in (
            explaining.citation(words, document),
            wording.section(words, o) if o.section else "",
            wording.reliability(words, document.reliability),
            document.url or "",
        )
        if part
    )
    return words.gettext(
        "{figure} (Source: {source}; Qujian, data version {version}).",
        figure=words.with_brackets(figure, scope) if scope else figure,
        source=source,
        version=data_version,
    )
