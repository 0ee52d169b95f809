"""Short ways to read invented texts."""

from __future__ import annotations

from decimal import Decimal

from intake.proposal import DocumentFacts, Proposal
from intake.prose import proposals_of_prose
from intake.reading.text_file import document_of

OF_2024 = DocumentFacts(district_id="hexi", kind="annual_report", report_year=2024, published_on="2025-01-20")


def proposed(text: str, facts: DocumentFacts = OF_2024) -> list[Proposal]:
    """Return what is proposed of a text."""
    return list(proposals_of_prose(document_of(text, ""), facts))


def one(text: str, facts: DocumentFacts = OF_2024) -> Proposal:
    """Return the only figure of a text."""
    (found,) = proposed(text, facts)
    return found


def figures(text: str, facts: DocumentFacts = OF_2024) -> list[tuple[str, str]]:
    """Return labels and numbers with units, as written short: ("受理", "12件")."""
    return [(p.label, f"{p.value:f}{p.unit_zh}") for p in proposed(text, facts)]


def bounds(text: str) -> tuple[Decimal, Decimal | None, Decimal | None, str, str]:
    """Return value, interval, qualifier and unit of the only figure of a text."""
    p = one(text)
    return p.value, p.value_low, p.value_high, p.qualifier, p.unit_zh
