"""Files and pasted text are taken in: kept as they came, then read behind the pages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import accumulate
from typing import NamedTuple
from urllib.parse import quote

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from data import settings
from data.workspace.database import WorkspaceError, open_workspace
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
#: Bytes of what an address says of files, which proxies bound, and signs of the name of one.
LONGEST_SAID, SHOWN_NAME = 4_000, 60


class Came(NamedTuple):
    """A file as it came."""

    name: str
    content: bytes


class _TooLargeError(Exception):
    """A form of more bytes than files may have."""


class Refusal(NamedTuple):
    """What is said of a file that is not taken in; of all that came where `name` is ''."""

    name: str
    text: str


class Answer(NamedTuple):
    """A status of HTTP, and what is said of what is not taken in."""

    status: int
    refusals: list[Refusal]


async def add(request: Request) -> Response:
    """Take in the files of a form: programs of ours are told what became of each, others are led to the list."""
    said = words(language_of(request))
    try:
        answer = await limits.questions.run(_refused, request, said)
        if answer is None:
            came = await _came(request)
            answer = await limits.questions.run(_taken_in, request, said, came)
    except limits.Busy:
        return Response(status_code=503, headers={"Retry-After": "5"})
    except _TooLargeError:
        answer = _whole(413, too_large(said))
    except (ClientDisconnect, MultiPartException, ValueError):
        text = said.gettext(
            "It did not arrive whole, or more than {n} files came at once: send it again, fewer at a time.",
            n=MOST_FILES,
        )
        answer = _whole(400, text)
    return _said(request, said, answer)


def _refused(request: Request, said: Words) -> Answer | None:
    """Why somebody may take nothing in, before their files are read; None where they may."""
    person = asking(request)
    if person is None or not settings.has_workspace():
        return _whole(401, said.gettext("Sign in first."))
    if not person.may("propose"):
        note_refusal(person, "propose")
        return _whole(403, said.gettext("Your account reads, and takes in no documents."))
    return None


def _whole(status: int, text: str) -> Answer:
    return Answer(status, [Refusal("", text)])


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


def _taken_in(request: Request, said: Words, came: list[Came]) -> Answer:
    """Keep files for whoever may; say why of each that is not taken."""
    person = asking(request)
    if person is None:
        return _whole(401, said.gettext("Sign in first."))
    if not came:
        return _whole(400, said.gettext("Choose a file, or paste a text."))
    refusals = [refusal for file in came if (refusal := _kept(person, said, file))]
    return Answer(400 if refusals else 200, refusals)


def _kept(person: Person, said: Words, came: Came) -> Refusal | None:
    """Keep a file and let it be read; return why not, None where it is."""
    name = came.name or f"{said.gettext('pasted text')}.txt"
    try:
        workspace = open_workspace()
        reading_jobs.start(workspace, keep(workspace, person, name, came.content))
    except WorkspaceError as error:
        return Refusal(name, error.reason.text(said.code))
    return None


def too_large(said: Words) -> str:
    """Return what is said of more bytes than are taken in at once."""
    return said.gettext(
        "More than {n} MB at once is not taken in, and nothing was kept: send several files one by one; split one "
        "that is larger, or save it without its pictures.",
        n=FILE_BYTES >> 20,
    )


def _said(request: Request, said: Words, answer: Answer) -> Response:
    if "application/json" in request.headers.get("accept", ""):
        texts = [refusal.text for refusal in answer.refusals]
        return JSONResponse({"said": texts}, answer.status, {"Cache-Control": "no-store"})
    large = request.query_params.get("text") == "large"
    texts = [said.labelled(refusal.name[-SHOWN_NAME:], refusal.text) for refusal in answer.refusals]
    further = {"said": json.dumps(_fitting(said, texts), ensure_ascii=False)} if texts else {}
    page = "sign-in" if answer.status == 401 else "intake"
    return to(address(page, said.code, large=large, **further))


def _fitting(said: Words, texts: list[str]) -> list[str]:
    """The first texts, as many as an address may carry, and how many more there are."""
    sizes = accumulate(len(quote(text)) for text in texts)
    fitting = [text for text, size in zip(texts, sizes, strict=True) if size <= LONGEST_SAID]
    rest = len(texts) - len(fitting)
    more = said.ngettext("{n} more file was not taken in.", "{n} more files were not taken in.", rest)
    return [*fitting, more] if rest else fitting
