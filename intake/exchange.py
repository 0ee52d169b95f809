"""Proposals and filled workbooks as plain data: as the workspace keeps them, and as they travel between processes."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from data.violations import Reason
from intake.document import document_from_json
from intake.proposal import Candidate, Check, DocumentFacts, Period, Proposal
from intake.template.filled import Fault, FilledDocument, FilledTemplate

#: Fields that are numbers, kept as texts so that 0.10 stays 0.10.
_NUMBERS = ("value", "value_low", "value_high")


def proposal_data(proposal: Proposal) -> dict[str, Any]:
    """Return a proposal as what JSON can hold."""
    found = dict(vars(proposal))
    for name in _NUMBERS:
        found[name] = None if found[name] is None else f"{found[name]:f}"
    found["period"] = list(proposal.period)
    found["candidates"] = [[c.metric_id, c.score, list(c.reason)] for c in proposal.candidates]
    found["checks"] = [[c.name, c.conclusion, list(c.text), list(c.places)] for c in proposal.checks]
    found["warnings"] = [list(warning) for warning in proposal.warnings]
    return found


def proposal_from(data: Mapping[str, Any]) -> Proposal:
    """Return the proposal that `proposal_data` made such data of."""
    found = dict(data)
    for name in _NUMBERS:
        found[name] = None if found[name] is None else Decimal(found[name])
    found["period"] = Period(*found["period"])
    found["candidates"] = tuple(Candidate(i, score, Reason(*text)) for i, score, text in found["candidates"])
    found["checks"] = tuple(
        Check(name, conclusion, Reason(*text), tuple(places))
        for name, conclusion, text, places in found["checks"]
    )
    found["warnings"] = tuple(Reason(*warning) for warning in found["warnings"])
    return Proposal(**found)


def facts_from(data: Mapping[str, Any]) -> DocumentFacts:
    """Return what a document says of itself from data by its names; what is not there is not said."""
    known = {name: value for name, value in data.items() if name in DocumentFacts._fields}
    return DocumentFacts(**known)


def filled_data(found: FilledTemplate) -> dict[str, Any]:
    """Return a filled workbook as what JSON can hold."""
    return {
        "district_id": found.district_id,
        "year": found.year,
        "data_version": found.data_version,
        "document": found.document.to_json(),
        "documents": [d._asdict() | {"facts": d.facts._asdict()} for d in found.documents],
        "proposals": [proposal_data(proposal) for proposal in found.proposals],
        "document_of": list(found.document_of),
        "faults": [[fault.sheet, fault.cell, *fault.reason] for fault in found.faults],
    }


def filled_from(data: Mapping[str, Any]) -> FilledTemplate:
    """Return the filled workbook that `filled_data` made such data of."""
    documents = (FilledDocument(**d | {"facts": facts_from(d["facts"])}) for d in data["documents"])
    return FilledTemplate(
        data["district_id"],
        data["year"],
        data["data_version"],
        document_from_json(data["document"]),
        tuple(documents),
        tuple(map(proposal_from, data["proposals"])),
        tuple(data["document_of"]),
        tuple(Fault(sheet, cell, Reason(*reason)) for sheet, cell, *reason in data["faults"]),
    )
