"""What is proposed: figures with their place in the source, what is known of the document, and what was checked."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from data.violations import Reason

#: Raised whenever the rules of reading change: what is kept says by which it was made.
RULE_VERSION = "2"

Qualifier = Literal["exact", "approx", "at_least", "at_most"]
Status = Literal["actual", "estimate"]
Scope = Literal["district", "department", "area", "site"]
PeriodBasis = Literal["year", "half_year", "part_year", "multi_year", "as_of", "cumulative", "as_published"]
Conclusion = Literal["holds", "source_wrong", "read_wrongly", "cannot_tell"]


class DocumentFacts(NamedTuple):
    """What a document says of itself, proposed to a person who confirms it; '' and None where it does not say."""

    district_id: str = ""
    kind: str = ""
    title_zh: str = ""
    publisher_zh: str = ""
    published_on: str = ""
    report_year: int | None = None
    #: The period the document reports on, where it is no calendar year (YYYY-MM-DD).
    period_start: str = ""
    period_end: str = ""
    #: What most of its figures speak of, and of which department, area or site.
    scope: Scope = "district"
    scope_name_zh: str = ""


class Period(NamedTuple):
    """From when to when (YYYY-MM-DD), and what that rests on; '' where nothing says it."""

    start: str
    end: str
    basis: PeriodBasis | Literal[""]


class Candidate(NamedTuple):
    """A metric that a figure may be of: how near it is (0 to 1), and why."""

    metric_id: str
    score: float
    reason: Reason


class Check(NamedTuple):
    """What was checked: which check, what came of it, in words, and the places it rests on."""

    name: str
    conclusion: Conclusion
    text: Reason
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """A figure as the source gives it. Nothing is added up, and nothing counts before a person accepts it."""

    value: Decimal
    value_low: Decimal | None
    value_high: Decimal | None
    unit_zh: str
    qualifier: Qualifier
    status: Status
    period: Period
    scope: Scope
    scope_name_zh: str
    #: The words around the figure, up to 30 characters, as the evidence quotes them.
    as_written: str
    #: The words that say what is counted: the phrase before the figure, or the labels of its row and column.
    label: str
    #: The heading under which it stands.
    section: str
    #: The block or cell, and the figure itself as a range of the document's text.
    place: str
    char_start: int
    char_end: int
    candidates: tuple[Candidate, ...] = ()
    #: The form and the path of labels in it (`disclosure_2021:三/（一）予以公开/总计`); '' for prose.
    form: str = ""
    checks: tuple[Check, ...] = ()
    #: What a person must look at: 全区 or one office, a period that the clause overrides, 截至 …
    warnings: tuple[Reason, ...] = ()

    @property
    def metric_ids(self) -> tuple[str, ...]:
        """Return the candidates, the nearest first."""
        return tuple(candidate.metric_id for candidate in self.candidates)


class Reading(NamedTuple):
    """All that was found in a document: what it is, its figures in its order, and the checks of its forms."""

    facts: DocumentFacts
    proposals: tuple[Proposal, ...]
    checks: tuple[Check, ...] = ()
