"""A document taken in and its figures, as the tests of the workspace need them; the numbers are invented."""

from __future__ import annotations

import json
import uuid
from decimal import Decimal
from typing import Any

from data.violations import Reason
from data.workspace import intake_documents, intake_figures
from data.workspace.changes import Edit
from data.workspace.intake_figures import Decision, Figure
from data.workspace.people import Person
from intake.document import Block, Document
from intake.exchange import proposal_data
from intake.proposal import Candidate, Period, Proposal
from tests.workspace.conftest import Office

TEXT = "2019年，全区行政复议收案42件，办结40件；新收信访事项17件。"
#: What somebody confirmed of it: it is in the list already.
CONFIRMED = {"district_id": "hexi", "kind": "annual_report", "report_year": 2019, "scope": "district"}
FACTS = {
    "read": CONFIRMED,
    "confirmed": CONFIRMED,
    "sources": [{"document_id": "hexi-cnr-2025", "title_zh": "报告", "title_en": "Report", "is_new": False}],
}


def proposal(start: int = 12, **further: Any) -> dict[str, Any]:
    """A figure as a reader proposes it."""
    number = Decimal(42)
    made = Proposal(
        *(number, number, number, "件", "exact", "actual"),
        Period("2019-01-01", "2019-12-31", "year"),
        *("district", "", "收案42件", "行政复议收案", "", "b1", start, start + 2),
        candidates=(Candidate("recon_received", 0.9, Reason("名称相近", "a like name")),),
    )
    return proposal_data(made) | further


def read(office: Office, actor: Person) -> int:
    """The id of a document that is read, and not confirmed yet."""
    content = uuid.uuid4().hex.encode()
    intake_id = intake_documents.add(office.workspace, actor, "报告.txt", content)
    assert intake_documents.begin_reading(office.workspace, intake_id)
    document = Document("txt", "0" * 64, TEXT, (Block("b1", 0, len(TEXT)),))
    kept = json.dumps({"document": document.to_json()}, ensure_ascii=False)
    intake_documents.keep_reading(office.workspace, intake_id, kept, {"read": CONFIRMED})
    return intake_id


def taken_in(office: Office, actor: Person, figures: int = 2) -> int:
    """The id of a document that is read and confirmed, with so many figures."""
    intake_id = read(office, actor)
    intake_documents.confirm(office.workspace, actor, intake_id, 1, FACTS)
    made = [proposal(start=12 + 3 * n) for n in range(figures)]
    intake_figures.put_figures(office.workspace, intake_id, made, "1")
    return intake_id


def row(office: Office, **cells: str) -> dict[str, str]:
    """The cells of a figure that is like the first of the facts, but of another year."""
    first = office.rows("observations")[0]
    year = {"period_start": "1999-01-01", "period_end": "1999-12-31", "period_basis": "year"}
    return {**first, **year, "observation_id": f"made-{uuid.uuid4().hex[:8]}", **cells}


def accepted(office: Office, actor: Person, intake_id: int) -> list[Figure]:
    """The figures of a document once all of them are accepted."""
    found = intake_figures.figures(office.workspace, actor, intake_id)
    decisions = [
        Decision(f.figure_id, f.revision, "accepted", row(office, **_year(1990 + n)))
        for n, f in enumerate(found)
    ]
    intake_figures.decide(office.workspace, actor, decisions)
    return intake_figures.figures(office.workspace, actor, intake_id)


def edits(office: Office, found: list[Figure]) -> dict[int, Edit]:
    """The rows that accepted figures become."""
    return {
        f.figure_id: Edit("observations", None, row(office, **_year(1980 + n))) for n, f in enumerate(found)
    }


def _year(year: int) -> dict[str, str]:
    return {"period_start": f"{year}-01-01", "period_end": f"{year}-12-31"}
