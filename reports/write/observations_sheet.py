"""The sheet of a report that programs read: a row a published figure, with ids, period, bounds and document."""

from __future__ import annotations

from typing import NamedTuple

from locales import Words
from queries.frame_columns import DOCUMENTS
from queries.frames import Row
from reports.report import Report
from reports.write.row_sheet import in_chinese

#: What a row says of the document besides its id and its reliability.
OF_DOCUMENT = ("title_zh", "title_en", "publisher_zh", "publisher_en", "published_on", "url")


class Explained(NamedTuple):
    """A column of the sheet, and what it means in the language of the report."""

    name: str
    meaning: str


def columns(report: Report) -> list[Explained]:
    """Return the columns: those of figures, the number of the document in the report, and what is known of it."""
    own, is_chinese = _own(report.words), report.words.code == "zh"
    found = [
        Explained(c.name, own.get(c.name) or (in_chinese(c.name, c.meaning) if is_chinese else c.meaning))
        for c in report.observations.columns
    ]
    of_document = {c.name: c.meaning for c in DOCUMENTS}
    return [
        *found,
        Explained("document_no", own["document_no"]),
        *(
            Explained(f"document_{n}", in_chinese(n, of_document[n]) if is_chinese else of_document[n])
            for n in OF_DOCUMENT
        ),
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
