"""All that is found in a document: what it is, and its figures with the metrics they may be of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
    of_forms = _of_forms(document, facts)
    found = [*of_forms, *_outside(document, of_forms, proposals_of_prose(document, facts))]
    found.sort(key=lambda proposal: proposal.char_start)
    candidates = Candidates.of_store(store, examples)
    return Reading(facts, tuple(_with_candidates(proposal, candidates) for proposal in found))


def _of_forms(document: Document, facts: DocumentFacts) -> tuple[Proposal, ...]:
    """Return what the forms known here give; none is known yet."""
    return ()


def _outside(
    document: Document, of_forms: Sequence[Proposal], of_prose: Iterable[Proposal]
) -> Iterator[Proposal]:
    """Yield the proposals of prose that no form gave: not within its tables, and not at its places."""
    places = {proposal.char_start for proposal in of_forms}
    tables = [t for t in document.tables if any(t.start <= place < t.end for place in places)]
    for proposal in of_prose:
        within = any(t.start <= proposal.char_start < t.end for t in tables)
        if not within and proposal.char_start not in places:
            yield proposal


def _with_candidates(proposal: Proposal, candidates: Candidates) -> Proposal:
    if proposal.candidates or not proposal.label:
        return proposal
    context = f"{proposal.section} {proposal.as_written}"
    return replace(proposal, candidates=candidates.of(proposal.label, proposal.unit_zh, context))
