"""All that is found in a document: what it is, and its figures with the metrics they may be of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from intake.candidates import Candidates, Example
from intake.document import Document
from intake.facts import document_facts
from intake.proposal import DocumentFacts, Proposal, Reading
from intake.prose import proposals_of_prose
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
    found = proposals_of_prose(document, facts)
    candidates = Candidates.of_store(store, examples)
    return Reading(facts, tuple(_with_candidates(document, proposal, candidates) for proposal in found))


def _with_candidates(document: Document, proposal: Proposal, candidates: Candidates) -> Proposal:
    if proposal.candidates or not proposal.label:
        return proposal
    context = f"{proposal.section} {proposal.as_written}"
    return replace(proposal, candidates=candidates.of(proposal.label, proposal.unit_zh, context))
