"""What a filled workbook says: documents, proposals and the document of each, faults by sheet and cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from data.violations import Reason
from intake.document import Document
from intake.proposal import DocumentFacts, Proposal


class Fault(NamedTuple):
    """What is wrong in a cell of a filled workbook, and how it is mended."""

    sheet: str
    #: Such as F12; '' where it is the sheet as a whole.
    cell: str
    reason: Reason

    @property
    def place(self) -> str:
        """Return the sheet and the cell, as spreadsheets write them."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet

    def text(self, language: str) -> str:
        """Return it in one line."""
        return f"{self.place}{'：' if language == 'zh' else ': '}{self.reason.text(language)}"


class FilledDocument(NamedTuple):
    """A document of the workbook: its number there, the place of its row, and what it is."""

    number: str
    place: str
    facts: DocumentFacts
    url: str
    reliability: str


@dataclass(frozen=True)
class FilledTemplate:
    """A filled workbook. A row with faults is in no proposal, the others are."""

    district_id: str
    year: int
    #: The data from which the workbook was made.
    data_version: str
    #: What the sheets hold, as the source that proposals point into.
    document: Document
    documents: tuple[FilledDocument, ...]
    proposals: tuple[Proposal, ...]
    #: For each proposal, which of the documents it stands in.
    document_of: tuple[int, ...]
    faults: tuple[Fault, ...]
