"""Files and pasted text are taken in: kept as they came, then read behind the pages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from data import settings
from data.workspace.database import WorkspaceError, open_workspace
from data.workspace.intake_documents import AlreadyThereError
from data.workspace.intake_documents import add as keep
from data.workspace.people import Person, note_refusal
from intake.reading.limits import FILE_BYTES
from locales import Words, words
from pages.accounts.forms import to
from pages.intake_pages import reading_jobs
from pages.meeting.work import language_of
from pages.shared import limits
from pages.shared.address import address
from pages.shared.identity import asking

#: So many files come with one form, and so many characters are pasted at once.
MOST_FILES, LONGEST_PASTED = 20, 2_000_000
#: What the parts of a form take besides its files.
FRAME = 64 << 10


class Came(NamedTuple):
    """A file as it came."""

    name: str
    content: bytes


class _TooLargeError(Exception):
    """A form of more bytes than files may have."""


async def add(request: Request) -> Response:
    """Take in the files of a form: programs of ours are told what became of each, others are led to the list."""
    said = words(language_of(request))
    try:
        came = await _came(request)
    except _TooLargeError:
        return _answer(request, 413, [_too_large(said)])
    except (ClientDisconnect, MultiPartException, ValueError):
        text = said.gettext("The file did not arrive whole: send it again.")
        return _answer(request, 400, [text])
    try:
        status, texts = await limits.questions.run(_taken_in, request, said, came)
    except limits.Busy:
        return Response(status_code=503, headers={"Retry-After": "5"})
    return _answer(request, status, texts)


async def _came(request: Request) -> list[Came]:
    """The files of a form, and what was pasted. Raises _TooLargeError before more is read than may be."""
    most = FILE_BYTES + FRAME
    if int(request.headers.get("content-length") or 0) > most:
        raise _TooLargeError
    read = 0

    async def receive_bounded() -> Mapping[str, object]:
        nonlocal read
        message = await request.receive()
        read += len(message.get("body", b""))
        if read > most:
            raise _TooLargeError
        return message

    bounded = Request(request.scope, receive_bounded)  # type: ignore[arg-type]
    async with bounded.form(max_files=MOST_FILES, max_fields=10, max_part_size=LONGEST_PASTED * 3) as form:
        files = [part for part in form.getlist("file") if isinstance(part, UploadFile) and part.filename]
        found = [Came(part.filename or "", await part.read()) for part in files]
        pasted = form.get("pasted")
    if isinstance(pasted, str) and pasted.strip():
        found.append(Came("", pasted.encode("utf-8", "replace")))
    return found


def _taken_in(request: Request, said: Words, came: list[Came]) -> tuple[int, list[str]]:
    """Keep files for whoever may; return what is said of each that is not taken."""
    person = asking(request)
    if person is None or not settings.has_workspace():
        return 401, [said.gettext("Sign in first.")]
    if not person.may("propose"):
        note_refusal(person, "propose")
        return 403, [said.gettext("Your account reads, and takes in no documents.")]
    if not came:
        return 400, [said.gettext("Choose a file, or paste a text.")]
    texts = [text for file in came if (text := _kept(person, said, file))]
    return (400 if texts else 200), texts


def _kept(person: Person, said: Words, came: Came) -> str:
    """Keep a file and let it be read; return why not, '' where it is."""
    name = came.name or f"{said.gettext('pasted text')}.txt"
    try:
        workspace = open_workspace()
        reading_jobs.start(workspace, keep(workspace, person, name, came.content))
    except AlreadyThereError as error:
        return error.reason.text(said.code)
    except WorkspaceError as error:
        return said.labelled(name, error.reason.text(said.code))
    return ""


def _too_large(said: Words) -> str:
    return said.gettext(
        "The file is larger than {n} MB and was not read: split it, or save it without pictures.",
        n=FILE_BYTES >> 20,
    )


def _answer(request: Request, status: int, texts: list[str]) -> Response:
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"said": texts}, status, {"Cache-Control": "no-store"})
    large = request.query_params.get("text") == "large"
    further = {"said": json.dumps(texts, ensure_ascii=False)[:1_500]} if texts else {}
    page = "sign-in" if status == 401 else "intake"
    return to(address(page, language_of(request), large=large, **further))
