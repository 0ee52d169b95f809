"""What is found of forms in a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from intake.proposal import Check, Proposal


class FormFound(NamedTuple):
    """A form in a document: its figures in its order, those with a metric first, and its checks."""

    form_id: str
    name_zh: str
    name_en: str
    #: How many cells the form has, and how many of them were found; None where their number is not fixed.
    cells: int | None
    found: int
    proposals: tuple[Proposal, ...]
    checks: tuple[Check, ...]

    @property
    def passes(self) -> bool:
        """Return whether all of it was found and every check holds, so that it may be offered as one block."""
        complete = self.cells is None or self.found == self.cells
        return complete and bool(self.checks) and all(check.conclusion == "holds" for check in self.checks)


class FormsReading(NamedTuple):
    """The forms of a document, and which ranges of its text they cover: prose is read elsewhere."""

    forms: tuple[FormFound, ...] = ()
    covered: tuple[tuple[int, int], ...] = ()
    #: What looks like a form and could not be read as one.
    unread: tuple[Check, ...] = ()

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """Return the figures of all forms."""
        return tuple(proposal for form in self.forms for proposal in form.proposals)

    @property
    def checks(self) -> tuple[Check, ...]:
        """Return the checks of all forms, and what could not be read."""
        return tuple(self._checks())

    def covers(self, start: int, end: int) -> bool:
        """Return whether a range of the text lies in a form."""
        return any(first < end and start < last for first, last in self.covered)

    def _checks(self) -> Iterator[Check]:
        for form in self.forms:
            yield from form.checks
        yield from self.unread
