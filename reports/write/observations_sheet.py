"""The sheet of a report that programs read: a row a published figure, with ids, period, bounds and document."""

from __future__ import annotations

from typing import NamedTuple

from locales import Words
from queries.frame_columns import DOCUMENTS
from queries.frames import Row
from reports.report import Report
from reports.write.row_sheet import meanings

#: What a row says of the document besides its id and its reliability.
OF_DOCUMENT = ("title_zh", "title_en", "publisher_zh", "publisher_en", "published_on", "url")


class Explained(NamedTuple):
    """A column of the sheet, and what it means in the language of the report."""

    name: str
    meaning: str


def columns(report: Report) -> list[Explained]:
    """Return the columns: those of figures, the number of the document in the report, and what is known of it."""
    words = report.words
    known, own = meanings(), _own(words)
    of_document = {c.name: c.meaning for c in DOCUMENTS}
    every = {c.name: c.meaning for c in report.observations.columns} | {"document_no": ""}
    every |= {f"document_{name}": of_document[name] for name in OF_DOCUMENT}
    is_english = words.code != "zh"
    return [
        Explained(
            n, own.get(n) or known.get(n.removeprefix("document_"), known.get(n, (m, m)))[is_english] or m
        )
        for n, m in every.items()
    ]


def rows(report: Report) -> list[Row]:
    """Return a row a figure, in the order in which the report first uses them."""
    at = report.observations.names.index("document_id")
    by_id = {d.document_id: d for d in report.documents}
    found = []
    for row in report.observations.data:
        document = by_id.get(row[at])
        known = (getattr(document, name, None) for name in OF_DOCUMENT)
        found.append((*row, report.number(document) if document else None, *known))
    return found


def _own(words: Words) -> dict[str, str]:
    """The meaning of the columns that are in no file of the data."""
    return {
        "year": words.gettext("Year in which the period ends"),
        "district_name_zh": words.gettext("Name of the district, in Chinese"),
        "district_name_en": words.gettext("Name of the district, in English"),
        "metric_name_zh": words.gettext("Name of the metric, in Chinese"),
        "metric_name_en": words.gettext("Name of the metric, in English"),
        "unit_zh": words.gettext("Unit of value, value_low and value_high, in Chinese"),
        "unit_en": words.gettext("Unit of value, value_low and value_high, in English"),
        "reliability": words.gettext("Kind of source: official, press, secondary"),
        "document_id": words.gettext("Identifier of the document"),
        "document_no": words.gettext("Number of the document in the list of sources of this report"),
    }
