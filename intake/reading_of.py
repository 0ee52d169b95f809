"""All that is found in a document: what it is, and its figures with the metrics they may be of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from intake.candidates import Candidates, Example
from intake.document import Document
from intake.facts import document_facts
from intake.forms import FormsReading, proposals_of_forms
from intake.proposal import DocumentFacts, Proposal, Reading
from intake.prose import proposals_of_prose
from intake.tables import proposals_of_tables, unread_tables
from queries.store import Store


def read_document(
    document: Document,
    store: Store,
    confirmed: DocumentFacts | None = None,
    examples: Iterable[Example] = (),
) -> Reading:
    """Return facts and proposals of a document, in its order, each with up to five metrics.

    `confirmed` is what a person said of the document; without it the document's own words are taken. `examples` are
    wordings accepted so far, beside those of the figures of the store.
    """
    facts = confirmed or document_facts(document, store.catalogue.districts.values())
    forms = proposals_of_forms(document, facts)
    elsewhere = (*proposals_of_prose(document, facts), *proposals_of_tables(document, facts))
    found = [*forms.proposals, *_outside(forms, elsewhere)]
    found.sort(key=lambda proposal: proposal.char_start)
    candidates = Candidates.of_store(store, examples)
    covered = {table.address for table in document.tables if forms.covers(table.start, table.end)}
    checks = (*forms.checks, *(check for check in unread_tables(document) if not covered & set(check.places)))
    return Reading(facts, tuple(_with_candidates(proposal, candidates) for proposal in found), checks)


def _outside(forms: FormsReading, elsewhere: Iterable[Proposal]) -> Iterator[Proposal]:
    """Yield the proposals of prose and of other tables that stand outside the forms."""
    yield from (one for one in elsewhere if not forms.covers(one.char_start, one.char_end))


def _with_candidates(proposal: Proposal, candidates: Candidates) -> Proposal:
    # What a form names no metric for has none.
    if proposal.candidates or proposal.form or not proposal.label:
        return proposal
    context = f"{proposal.section} {proposal.as_written}"
    return replace(proposal, candidates=candidates.of(proposal.label, proposal.unit_zh, context))
