"""Forms 表样: reports whose tables or wording are fixed, known as data, with the sums that they promise.

`national/*.csv` holds the forms; their figures are found by labels, never by position.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from intake.document import Document
from intake.forms.disclosure import best_form, form_found, headings_without_tables, run_together
from intake.forms.enforcement_report import report_found
from intake.forms.found import FormFound, FormsReading
from intake.forms.statistics import statistics_found
from intake.proposal import DocumentFacts

__all__ = ["FormFound", "FormsReading", "cells_of_form", "proposals_of_forms"]


def proposals_of_forms(document: Document, facts: DocumentFacts) -> FormsReading:
    """Return the forms of a document with their figures and checks, and which ranges of its text they cover."""
    found: list[FormFound] = []
    covered: list[tuple[int, int]] = []
    unread = list(run_together(document))
    tables = best_form(document, facts.report_year)
    if tables is not None:
        found.append(form_found(tables, document, facts))
        covered += ((table.start, table.end) for table in tables.tables)
    else:
        unread += headings_without_tables(document)
    taken = tables.tables if tables is not None else ()
    statistics = statistics_found(document, facts, taken)
    if statistics is not None:
        found.append(statistics.form)
        covered += ((table.start, table.end) for table in statistics.tables)
    report = report_found(document, facts)
    if report is not None:
        found.append(report)
        covered += ((proposal.char_start, proposal.char_end) for proposal in report.proposals)
    return FormsReading(tuple(found), tuple(sorted(covered)), tuple(unread))


def cells_of_form(document: Document, report_year: int | None = None) -> Mapping[str, Decimal | None]:
    """Return every cell found of the form that a document is, by path; None where it holds no figure."""
    tables = best_form(document, report_year)
    if tables is None:
        return {}
    return {f"{tables.form.form_id}:{path}": one.value.number for path, one in tables.cells.items()}
