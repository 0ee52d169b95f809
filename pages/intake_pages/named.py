"""The document that an address names, and what it is called."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from starlette.responses import Response

from data.workspace.database import Workspace, WorkspaceError
from data.workspace.intake_documents import IntakeDocument, document
from data.workspace.people import Person
from pages.accounts.forms import Known, Sent, page

#: What answers somebody who asks for a document.
OfDocument = Callable[[Sent, Workspace, Person, IntakeDocument], Response]


def for_a_document(answer: OfDocument) -> Known:
    """Make an answer of one that takes the document that the address names; where there is none, that is said."""

    @wraps(answer)
    def found(sent: Sent, workspace: Workspace, person: Person) -> Response:
        try:
            taken = document(workspace, person, number_of(sent.query.get("id", "")))
        except WorkspaceError as error:
            return missing(sent, sent.said(error))
        return answer(sent, workspace, person, taken)

    return found


def missing(sent: Sent, text: str) -> Response:
    """Return the page that says why there is nothing at an address of intake."""
    return page(sent, "accounts/refused.html", sent.words.gettext("Intake"), 404, error=text)


def number_of(text: str) -> int:
    """Return the id that an address or a form names; 0, which nothing has, where it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def title_of(taken: IntakeDocument) -> str:
    """Return what a document is called: as it was confirmed, else as it says itself, else by its file."""
    facts = taken.facts
    for known in (facts.get("confirmed", {}), facts.get("read", {})):
        if known.get("title_zh"):
            return str(known["title_zh"])
    return taken.file_name
