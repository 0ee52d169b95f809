"""The file as it came, and its pages as pictures: for those who may."""

from __future__ import annotations

from urllib.parse import quote

from starlette.responses import Response

from data.workspace import stored_files
from data.workspace.database import Workspace
from data.workspace.intake_documents import IntakeDocument
from data.workspace.people import Person
from intake.document import IntakeError
from intake.isolated import picture_isolated
from pages.accounts.forms import Sent, for_somebody, for_those_who_may, form, link_within
from pages.intake_pages.named import for_a_document, missing, number_of
from pages.shared import limits

#: A kept file never changes: its address names its hash.
KEPT = {"Cache-Control": "private, max-age=31536000, immutable"}
#: Pixels a point of a page.
SCALE = 1.5


@form
@for_somebody("intake")
@for_those_who_may("propose")
@for_a_document
def original(_sent: Sent, workspace: Workspace, _person: Person, taken: IntakeDocument) -> Response:
    """Answer with the file as it came, to be kept, never to be run or shown by the browser."""
    with workspace.reading() as connection:
        content = stored_files.content_of(connection, taken.sha256)
    headers = {
        **KEPT,
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(taken.file_name, safe='')}",
    }
    return Response(content, media_type="application/octet-stream", headers=headers)


@link_within(limits.pictures)
@for_somebody("intake")
@for_those_who_may("propose")
@for_a_document
def page_picture(sent: Sent, workspace: Workspace, _person: Person, taken: IntakeDocument) -> Response:
    """Answer with a page of a PDF file as a picture, drawn by a process of its own."""
    with workspace.reading() as connection:
        content = stored_files.content_of(connection, taken.sha256)
    try:
        picture = picture_isolated(content, number_of(sent.query.get("number", "")), SCALE)
    except IntakeError as error:
        return missing(sent, error.reason.text(sent.words.code))
    return Response(picture, media_type="image/png", headers=KEPT)
