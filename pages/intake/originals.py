"""The file as it came, and its pages as pictures: for those who may."""

from __future__ import annotations

from urllib.parse import quote

from starlette.responses import Response

from data.workspace import stored_files
from data.workspace.database import Workspace, WorkspaceError
from data.workspace.intake_documents import document
from data.workspace.people import Person
from intake.document import IntakeError
from pages.accounts.forms import Sent, for_somebody, for_those_who_may, form, page
from pages.intake.documents import number_of

#: A kept file never changes: its address names its hash.
KEPT = {"Cache-Control": "private, max-age=31536000, immutable"}
#: Pixels a point of a page.
SCALE = 1.5


@form
@for_somebody("intake")
@for_those_who_may("propose")
def original(sent: Sent, workspace: Workspace, person: Person) -> Response:
    """Answer with the file as it came, to be kept, never to be run or shown by the browser."""
    try:
        taken = document(workspace, person, number_of(sent.query.get("id", "")))
    except WorkspaceError as error:
        return page(sent, "accounts/refused.html", sent.words.gettext("Intake"), 404, error=sent.said(error))
    with workspace.reading() as connection:
        content = stored_files.content_of(connection, taken.sha256)
    headers = {
        **KEPT,
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(taken.file_name, safe='')}",
    }
    return Response(content, media_type="application/octet-stream", headers=headers)


@form
@for_somebody("intake")
@for_those_who_may("propose")
def page_picture(sent: Sent, workspace: Workspace, person: Person) -> Response:
    """Answer with a page of a PDF file as a picture, drawn by a process of its own."""
    from intake.isolated import picture_isolated

    try:
        taken = document(workspace, person, number_of(sent.query.get("id", "")))
        with workspace.reading() as connection:
            content = stored_files.content_of(connection, taken.sha256)
        picture = picture_isolated(content, number_of(sent.query.get("number", "")), SCALE)
    except (WorkspaceError, IntakeError) as error:
        text = error.reason.text(sent.words.code)
        return page(sent, "accounts/refused.html", sent.words.gettext("Intake"), 404, error=text)
    return Response(picture, media_type="image/png", headers=KEPT)
