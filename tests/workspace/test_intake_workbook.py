"""A filled workbook that is taken in gives its own figures, read in the process of its own that reads any file."""

from __future__ import annotations

from typing import Any

from data.build import build
from data.workspace import intake_documents
from pages.intake_pages import reading_jobs
from queries.store import open_store
from tests.intake.filled_workbooks import TITLE, figure, filled
from tests.waiting import eventually
from tests.workspace.conftest import Office


def test_a_filled_workbook_is_read_with_its_documents_and_faults(office: Office) -> None:
    store = open_store(build())

    def fill(sheet: Any) -> None:
        ids = [row[0].value for row in sheet.iter_rows(max_col=1)]
        first, second = [name for name in ids if name in store.catalogue.metrics][:2]
        figure(sheet, first, 77, "共77件")
        figure(sheet, second, "若干", "若干")

    editor, workspace = office.people["editor"], office.workspace
    content = filled(store, fill, dimension_id=None)
    intake_id = intake_documents.add(workspace, editor, "返回.xlsx", content)
    reading_jobs.start(workspace, intake_id)

    def taken() -> intake_documents.IntakeDocument:
        return intake_documents.document(workspace, editor, intake_id)

    eventually(lambda: taken().state in ("read", "failed"), "the workbook is read")
    assert taken().state == "read", taken().error
    facts = taken().facts
    assert facts["is_template"] and [d["title_zh"] for d in facts["documents"]] == [TITLE]
    assert len(facts["faults"]) == 1
    (found,) = reading_jobs.proposals_of(workspace, taken())
    assert (found["value"], found["source"]) == ("77", 0)
    document = reading_jobs.kept_document(workspace, intake_id)
    assert document.text[found["char_start"] : found["char_end"]] == "77"
