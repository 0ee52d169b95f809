"""From an answer to what goes over the wire: JSON or CSV, with an ETag, and errors as JSON."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Protocol
from urllib.parse import unquote_plus

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from data.build import DataError
from data.settings import today
from pages.api.errors import ApiError, dumped
from pages.api.names import FileName, plain_name
from pages.api.parameters import Parameters
from pages.shared import limits
from queries.frames import Rows
from queries.store import Store, open_store
from queries.versions import VersionError, store_of
from reports.draw.pictures import PICTURE_FORMATS, PictureFormat, PicturesError
from reports.files import MEDIA, Format
from reports.jobs import worker_pool
from reports.jobs.job_queue import QueueFull
from reports.write.csv_file import csv_bytes
from reports.write.workbook import workbook_bytes
from views.query_string import DATA, version_in

_log = logging.getLogger(__name__)
FORMATS = ("json", "csv", "xlsx")
_TYPES = MEDIA | {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "png": "image/png",
    "svg": "image/svg+xml; charset=utf-8",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: Seconds for which a client may use an answer without asking again; then the ETag saves the transfer.
_MAX_AGE = 60
#: The formats in which an answer with a maker is a file to hand out.
FILE_FORMATS: tuple[Format, ...] = ("pdf", "docx", "pptx", "html")
_MADE = re.compile(r"(?:^|&)(?:amp;)*format=(?:pdf|docx|pptx|html)(?:&|$)")
_DRAWN = re.compile(r"(?:^|&)(?:amp;)*format=(?:png|svg|pdf)(?:&|$)")


@dataclass(frozen=True)
class Answer:
    """Rows with named columns and what must be known about them; the same rows become JSON, CSV or XLSX."""

    rows: Rows
    meta: dict[str, Any] = field(default_factory=dict)
    #: The name of a file of it; None: that of the address.
    name: FileName | None = None


class PictureFile(NamedTuple):
    """A picture and its name."""

    content: bytes
    name: FileName


class Question(Protocol):
    """What an address answers; the name of the function is the name of the file to save."""

    __name__: str

    def __call__(self, store: Store, p: Parameters, /) -> Answer:
        """The rows and what must be known about them; raises ApiError."""


class Drawer(Protocol):
    """What draws the answer of an address as a picture."""

    def __call__(self, store: Store, p: Parameters, form: PictureFormat, /) -> PictureFile:
        """The file; raises ApiError and PicturesError."""


class Maker(Protocol):
    """What makes the answer of an address as a file to hand out."""

    def __call__(self, store: Store, p: Parameters, form: Format, /) -> PictureFile:
        """The file; raises ApiError."""


class Endpoint:
    """One address of the API, as an ASGI application: any method comes here and only reading is answered.

    Without a question it is an address where there is nothing.
    """

    def __init__(
        self,
        question: Question | None,
        parameters: Sequence[str] = (),
        drawer: Drawer | None = None,
        maker: Maker | None = None,
    ) -> None:
        self._question, self._drawer, self._maker = question, drawer, maker
        self._parameters = (*parameters, "format", DATA)
        drawn = PICTURE_FORMATS if drawer else ()
        self._formats = tuple(dict.fromkeys((*FORMATS, *drawn, *(FILE_FORMATS if maker else ()))))

    @property
    def draws(self) -> bool:
        """Whether its answer can be had as a picture."""
        return self._drawer is not None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer in a thread, so that a long query holds up nobody else; questions and pictures wait apart."""
        query = unquote_plus(scope["query_string"].decode("latin-1"))
        is_made = self._maker and _MADE.search(query)
        is_drawn = not is_made and self._drawer and _DRAWN.search(query)
        limit = limits.files if is_made else limits.pictures if is_drawn else limits.questions
        try:
            response = await limit.run(self.respond, Request(scope))
        except limits.Busy:
            response = ApiError("pictures_busy" if is_drawn else "busy").response()
        await response(scope, receive, send)

    def respond(self, request: Request) -> Response:
        """The response to a request, whatever the request is."""
        try:
            if self._question is None:
                raise ApiError("not_found")
            if request.method not in ("GET", "HEAD"):
                raise ApiError("method_not_allowed")
            return self._answer(self._question, request)
        except ApiError as error:
            return error.response()
        except DataError:
            _log.exception("No store to answer %s from", request.url.path)
            return ApiError("not_ready").response()
        except PicturesError as error:
            return ApiError(f"pictures_{error.code}").response()
        except Exception:  # noqa: BLE001 - the last resort: the caller gets JSON, the log the cause
            _log.exception("The API failed on %s", request.url.path)
            return ApiError("internal_error").response()

    def draw(self, store: Store, query: str, form: PictureFormat, day: dt.date) -> PictureFile:
        """The picture a query string asks for; raises ApiError and PicturesError."""
        if self._drawer is None:
            raise ApiError("not_found")
        return self._drawer(store, Parameters(query, self._parameters, day), form)

    def _answer(self, question: Question, request: Request) -> Response:
        query = request.scope["query_string"].decode("latin-1")
        parameters = Parameters(query, self._parameters, today())
        form = parameters.word("format", self._formats, "json")
        store = store_of_version(parameters.text(DATA), DATA)
        name = plain_name(f"qujian-{question.__name__}")
        drawn = next((f for f in PICTURE_FORMATS if f == form), None)
        file = next((f for f in FILE_FORMATS if f == form), None)
        if file and self._maker:
            body, name = self._maker(store, parameters, file)
        elif drawn and self._drawer:
            body, name = _drawn(store, question.__name__, query, drawn, parameters.today)
        else:
            answer = question(store, parameters)
            body = _body(store, answer, form, question.__name__)
            name = answer.name or name
        if parameters.text(DATA):
            name = name.of_version(store.version)
        elif form == "csv":  # has no other place for it
            name = FileName(name.plain, name.of_version(store.version).full)
        headers = {
            "ETag": f'W/"{hashlib.sha256(body).hexdigest()[:16]}"',
            "Cache-Control": f"public, max-age={_MAX_AGE}",
            "X-Content-Type-Options": "nosniff",
            "Qujian-Data-Version": store.version,
        }
        if headers["ETag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if form != "json":
            headers["Content-Disposition"] = name.header(form)
        if form == "svg":  # an SVG may hold scripts; ours never do, and none shall run
            headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
        return Response(body, headers=headers, media_type=_TYPES[form])


def store_of_version(version: str, parameter: str) -> Store:
    """Return the data of a version that a parameter names ('': the newest); ApiError where they cannot be opened."""
    try:
        if version and not version_in(version):
            raise ApiError("unknown_id", parameter, value=version)
        return store_of(version)
    except VersionError as error:
        if error.is_unknown:
            raise ApiError("unknown_id", parameter, value=version) from error
        raise ApiError("version", parameter, **error.reason._asdict()) from error


def _drawn(store: Store, name: str, query: str, form: PictureFormat, day: dt.date) -> PictureFile:
    """The picture of an address, drawn in the process for pictures."""
    try:
        return worker_pool.pictures.run(drawn_file, store.path, name, query, form, day)
    except QueueFull as error:
        raise PicturesError("busy") from error
    except worker_pool.WorkerLost as error:
        _log.error("A picture could not be drawn: %s", error)
        raise PicturesError("failed") from error


def drawn_file(path: Path, name: str, query: str, form: PictureFormat, day: dt.date) -> PictureFile:
    """The picture that an address draws, over the store at a path: all that a worker is told.

    The address goes by its name, because what draws it may be made on the spot and cannot travel.
    """
    from pages.api import ENDPOINTS  # made of what stands here

    return ENDPOINTS[name].draw(open_store(path), query, form, day)


def _body(store: Store, answer: Answer, form: str, name: str) -> bytes:
    if form == "csv":
        return csv_bytes(answer.rows.names, answer.rows.data)
    if form == "xlsx":
        rows, released_on = answer.rows, store.meta.get("released_on", "")
        explained = {c.name: c.meaning for c in rows.columns}
        return workbook_bytes(name, rows.names, rows.data, store.version, released_on, explained)
    return _json(store, answer)


def _json(store: Store, answer: Answer) -> bytes:
    names = answer.rows.names
    data = [dict(zip(names, row, strict=True)) for row in answer.rows.data]
    meta = {"data_version": store.version, "count": len(data), **answer.meta}
    return dumped({"data": data, "meta": meta}, _date)


def _date(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not for JSON")
