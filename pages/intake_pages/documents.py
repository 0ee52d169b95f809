"""The list of documents taken in with their states, where files are dropped, and the workbook to fill."""

from __future__ import annotations

import json
from typing import Any

from starlette.responses import JSONResponse, Response

from data.workspace.database import Workspace, WorkspaceError
from data.workspace.intake_documents import IntakeDocument, read_again
from data.workspace.intake_documents import documents as kept_documents
from data.workspace.people import Person
from data.workspace.preview import standing_facts
from intake.reading.limits import FILE_BYTES
from locales import Words
from pages.accounts.forms import Sent, for_somebody, for_those_who_may, form, page, to
from pages.editing.options import Relations
from pages.intake_pages import reading_jobs
from pages.intake_pages.adding import too_large
from pages.intake_pages.assets import script, style
from pages.intake_pages.named import number_of, title_of
from pages.shared.moments import moment
from pages.shared.templates import render

#: What the form of the list may ask for.
ACTIONS = ("read_again",)


@form
@for_somebody("intake")
@for_those_who_may("propose")
def documents(sent: Sent, workspace: Workspace, person: Person) -> Response:
    """Show the documents, or read one again."""
    error = "\n".join(_said(sent))
    if sent.field("action") == "read_again":
        try:
            intake_id = number_of(sent.field("document"))
            read_again(workspace, person, intake_id)
            reading_jobs.start(workspace, intake_id)
            return to(sent.link("intake"))
        except WorkspaceError as refused:
            error = sent.said(refused)
    relations = Relations(sent.words, standing_facts(workspace))
    return page(
        sent,
        "intake/documents.html",
        sent.words.gettext("Intake"),
        400 if error else 200,
        script=script("list"),
        style=style(),
        error=error,
        rows=_rows(sent, workspace, person, relations),
        most_bytes=FILE_BYTES,
        too_large=too_large(sent.words),
        districts=relations.options("districts"),
        dimensions=relations.options("dimensions"),
    )


@form
@for_somebody("intake")
@for_those_who_may("propose")
def states(sent: Sent, workspace: Workspace, person: Person) -> Response:
    """Answer the script of the list with its rows as they are now."""
    relations = Relations(sent.words, standing_facts(workspace))
    rows = _rows(sent, workspace, person, relations)
    content = render("intake/rows.html", sent.words.code, large=sent.is_large, rows=rows)
    is_reading = any(row["is_reading"] for row in rows)
    return JSONResponse({"rows": content, "isReading": is_reading}, headers={"Cache-Control": "no-store"})


def _said(sent: Sent) -> list[str]:
    """What became of files that a form without a script sent."""
    try:
        texts = json.loads(sent.query.get("said") or "[]")
    except ValueError:
        return []
    return [str(text)[:300] for text in texts[:20]] if isinstance(texts, list) else []


def _rows(sent: Sent, workspace: Workspace, person: Person, relations: Relations) -> list[dict[str, Any]]:
    return [_row(sent.words, taken, relations) for taken in kept_documents(workspace, person)]


def _row(words: Words, taken: IntakeDocument, relations: Relations) -> dict[str, Any]:
    district = str(taken.facts.get("confirmed", taken.facts.get("read", {})).get("district_id") or "")
    is_reading = taken.state in ("waiting", "reading")
    return {
        "taken": taken,
        "title": title_of(taken),
        "district": relations.name("districts", district) if district else "",
        "state": _state(words, taken),
        "error": taken.error.text(words.code) if taken.state == "failed" else "",
        "is_reading": is_reading and not taken.is_silent,
        "may_be_read_again": taken.state == "failed" or taken.is_silent,
        "added": moment(words, taken.added_at),
        "page": "intake/review" if taken.state == "confirmed" else "intake/document",
        "is_open": taken.state in ("read", "confirmed"),
    }


def _state(words: Words, taken: IntakeDocument) -> str:
    counts = taken.counts
    if taken.is_silent:
        return words.gettext("the reading was cut off")
    if taken.state == "waiting":
        return words.gettext("waits to be read")
    if taken.state == "reading":
        return words.gettext("is being read, {n}%", n=taken.progress)
    if taken.state == "failed":
        return words.gettext("could not be read")
    if taken.state == "read":
        return words.gettext("what it is must be confirmed")
    if counts.open:
        return words.gettext(
            "{done} of {total} figures decided", done=counts.total - counts.open, total=counts.total
        )
    if counts.accepted > counts.sent + counts.published:
        return words.gettext("all decided, to be sent")
    if counts.sent:
        return words.gettext("sent, waits for a reviewer or for publication")
    if counts.published:
        return words.ngettext("{n} figure published", "{n} figures published", counts.published)
    return words.gettext("all decided, nothing accepted")
