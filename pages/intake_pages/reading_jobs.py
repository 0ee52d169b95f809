"""Documents are read one after the other behind the pages; how far each is, the workspace knows."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from data.workspace import stored_files
from data.workspace.database import Workspace, WorkspaceError
from data.workspace.intake_documents import (
    UNFORESEEN,
    IntakeDocument,
    begin_reading,
    document_in,
    fail,
    keep_reading,
    reading_of,
    say_progress,
)
from data.workspace.intake_figures import examples
from intake.candidates import Example
from intake.document import Document, IntakeError, document_from_json
from intake.exchange import facts_from, proposal_data
from intake.facts import document_facts
from intake.isolated import open_isolated
from intake.reading_of import read_document
from intake.template.filled import FilledTemplate
from queries.current import current_store
from queries.store import open_store
from reports.jobs import worker_pool
from reports.jobs.job_queue import QueueFull

_log = logging.getLogger(__name__)
#: Each document is read by a process of its own; two at once leave the readers of pages their share.
_readers = ThreadPoolExecutor(max_workers=2, thread_name_prefix="intake")


class BusyError(Exception):
    """The worker that proposes figures has too much to do, or ended over a document."""


def start(workspace: Workspace, intake_id: int) -> None:
    """Read a document as soon as there is room, behind the pages."""
    _readers.submit(_read, workspace, intake_id)


def kept_document(workspace: Workspace, intake_id: int) -> Document:
    """Return what was read in a document. WorkspaceError where it is not read."""
    with workspace.reading() as connection:
        found = json.loads(reading_of(connection, intake_id))
    return document_from_json(found["document"])


def proposals_of(workspace: Workspace, taken: IntakeDocument) -> list[dict[str, Any]]:
    """Return what is proposed in a document as it was confirmed. Raises BusyError, and WorkspaceError."""
    with workspace.reading() as connection:
        kept = json.loads(reading_of(connection, taken.intake_id))
        known = examples(connection)
    if "proposals" in kept:  # a filled workbook says itself what its figures are
        proposals: list[dict[str, Any]] = kept["proposals"]
        return proposals
    arguments = (kept["document"], dict(taken.facts["confirmed"]), known, current_store().path)
    try:
        return worker_pool.files.run(_proposed, *arguments)
    except (QueueFull, worker_pool.WorkerLost) as error:
        raise BusyError from error


def _proposed(
    document_json: str, confirmed: Mapping[str, Any], known: list[tuple[str, str, str]], store: Path
) -> list[dict[str, Any]]:
    """What is proposed in a document; in a worker process."""
    found = read_document(
        document_from_json(document_json),
        open_store(store),
        facts_from(confirmed),
        [Example(*wording) for wording in known],
    )
    return [proposal_data(proposal) for proposal in found.proposals]


def _read(workspace: Workspace, intake_id: int) -> None:
    try:
        if begin_reading(workspace, intake_id):
            _read_kept(workspace, intake_id)
    except (IntakeError, WorkspaceError) as error:
        fail(workspace, intake_id, error.reason)
    except Exception:  # noqa: BLE001 - whoever added it must be told, whatever it is
        _log.exception("Document %s could not be read", intake_id)
        fail(workspace, intake_id, UNFORESEEN)


def _read_kept(workspace: Workspace, intake_id: int) -> None:
    with workspace.reading() as connection:
        taken = document_in(connection, intake_id)
        content = stored_files.content_of(connection, taken.sha256)

    def progress(done: int, total: int) -> None:
        say_progress(workspace, taken.intake_id, 100 * done // max(total, 1))

    found = open_isolated(content, taken.file_name, progress)
    kept, facts = _filled(found) if isinstance(found, FilledTemplate) else _of_document(found)
    keep_reading(workspace, intake_id, json.dumps(kept, ensure_ascii=False), facts)


def _of_document(document: Document) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a document says, as it is kept."""
    facts = document_facts(document, current_store().catalogue.districts.values())
    return {"document": document.to_json()}, {"read": facts._asdict()}


def _filled(found: FilledTemplate) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a filled workbook says, as it is kept: figures, documents and faults."""
    proposals = [
        proposal_data(proposal) | {"source": source}
        for proposal, source in zip(found.proposals, found.document_of, strict=True)
    ]
    documents = [{**d.facts._asdict(), "url": d.url, "reliability": d.reliability} for d in found.documents]
    facts = {
        "read": {"district_id": found.district_id, "report_year": found.year},
        "documents": documents,
        "faults": [[fault.place, *fault.reason] for fault in found.faults],
        "is_template": True,
    }
    return {"document": found.document.to_json(), "proposals": proposals}, facts
