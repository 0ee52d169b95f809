"""Documents that were made up, taken in without a browser: read, and confirmed where their figures are wanted."""

from __future__ import annotations

import json
from typing import Any

from data.build import build
from data.workspace import intake_documents, intake_figures
from data.workspace.database import Workspace
from data.workspace.people import Person
from intake.exchange import facts_from, proposal_data
from intake.facts import document_facts
from intake.reading import read_file
from intake.reading_of import read_document
from queries.store import open_store

#: The district whose figures they are taken to be, and the year that they report on.
DISTRICT, YEAR = "hexi", 2025
#: The row of `documents` that such a document becomes.
SOURCE = {
    "district_id": DISTRICT,
    "title_zh": "虚构报告（测试用，数字均为虚构）",
    "title_en": "A report made up for tests",
    "publisher_zh": "虚构区人民政府",
    "publisher_en": "Government of a made-up district",
    "kind": "annual_report",
    "report_year": str(YEAR),
    "final_accounts": "no",
    "reliability": "official",
}


def taken_in(
    workspace: Workspace, person: Person, name: str, content: bytes, *, confirmed: bool = True
) -> int:
    """Return the id of a document that is read, and has its figures where it is `confirmed`."""
    store = open_store(build())
    document = read_file(content, name)
    facts = document_facts(document, store.catalogue.districts.values())
    intake_id = intake_documents.add(workspace, person, name, content)
    assert intake_documents.begin_reading(workspace, intake_id)
    kept = json.dumps({"document": document.to_json()}, ensure_ascii=False)
    intake_documents.keep_reading(workspace, intake_id, kept, {"read": facts._asdict()})
    if confirmed:
        said: dict[str, Any] = {**facts._asdict(), "district_id": DISTRICT, "report_year": YEAR}
        source = {**SOURCE, "document_id": f"made-up-{intake_id}", "is_new": True}
        intake_documents.confirm(
            workspace, person, intake_id, 1, {"read": facts._asdict(), "confirmed": said, "sources": [source]}
        )
        proposals = read_document(document, store, facts_from(said), []).proposals
        intake_figures.put_figures(workspace, intake_id, [proposal_data(p) for p in proposals], "1")
    return intake_id
