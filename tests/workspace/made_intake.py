"""A document taken in and its figures, as the tests of the workspace need them; the numbers are invented."""

from __future__ import annotations

import json
import uuid
from typing import Any

from data.workspace import intake_documents, intake_figures
from data.workspace.changes import Edit
from data.workspace.intake_figures import Decision, Figure
from data.workspace.people import Person
from tests.workspace.conftest import Office


def proposal(start: int = 0, **further: Any) -> dict[str, Any]:
    """A figure as a reader proposes it."""
    return {
        "value": "42",
        "unit_zh": "件",
        "label": "行政复议收案",
        "as_written": "收案42件",
        "place": "b1",
        "char_start": start,
        "char_end": start + 2,
        **further,
    }


def taken_in(office: Office, actor: Person, figures: int = 2) -> int:
    """The id of a document that is read and confirmed, with so many figures."""
    content = uuid.uuid4().hex.encode()
    intake_id = intake_documents.add(office.workspace, actor, "报告.txt", content)
    assert intake_documents.begin_reading(office.workspace, intake_id)
    intake_documents.keep_reading(office.workspace, intake_id, json.dumps({"text": "收案42件"}), {})
    intake_documents.confirm(office.workspace, actor, intake_id, 1, {"sources": []})
    made = [proposal(start=10 * n) for n in range(figures)]
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
        Decision(f.figure_id, f.revision, "accepted", row(office, period_start=f"199{n}-01-01"))
        for n, f in enumerate(found)
    ]
    intake_figures.decide(office.workspace, actor, decisions)
    return intake_figures.figures(office.workspace, actor, intake_id)


def edits(office: Office, found: list[Figure]) -> dict[int, Edit]:
    """The rows that accepted figures become."""
    return {
        f.figure_id: Edit(
            "observations", None, row(office, period_start=f"198{n}-01-01", period_end=f"198{n}-12-31")
        )
        for n, f in enumerate(found)
    }
