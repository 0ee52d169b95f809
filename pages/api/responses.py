"""From an answer to what goes over the wire: JSON or CSV, with an ETag, and errors as JSON."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import anyio
import anyio.to_thread
from anyio.lowlevel import RunVar
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from data.build import DataError
from pages.api.errors import ApiError
from pages.api.names import FileName, plain_name
from pages.api.parameters import Parameters
from queries.current import current_store
from queries.store import Store, open_store
from reports import workshop
from reports.pictures import PICTURE_FORMATS, PictureFormat, PicturesError
from reports.tables import csv_bytes
from reports.workbook import workbook_bytes

_log = logging.getLogger(__name__)
FORMATS = ("json", "csv", "xlsx")
_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "png": "image/png",
    "svg": "image/svg+xml; charset=utf-8",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: Seconds for which a client may use an answer without asking again; then the ETag saves the transfer.
_MAX_AGE = 60
#: How many requests may wait for pictures at once; more wait without a thread.
_WAITING = 24
_DRAWN = re.compile(rb"(?:^|&)(?:amp;)*format=(?:png|svg|pdf)(?:&|$)")
_room: RunVar[anyio.CapacityLimiter] = RunVar("qujian-pictures")


@dataclass(frozen=True)
class Answer:
    """Rows with named columns and what must be known about them; the same rows become JSON or CSV."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
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


class Endpoint:
    """One address of the API, as an ASGI application: any method comes here and only reading is answered.

    Without a question it is an address where there is nothing.
    """

    def __init__(
        self, question: Question | None, parameters: Sequence[str] = (), drawer: Drawer | None = None
    ) -> None:
        self._question, self._drawer = question, drawer
        self._parameters = (*parameters, "format")
        self._formats: tuple[str, ...] = (*FORMATS, *PICTURE_FORMATS) if drawer else FORMATS

    @property
    def draws(self) -> bool:
        """Whether its answer can be had as a picture."""
        return self._drawer is not None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer in a worker thread, so that a long query holds up nobody else; pictures wait in their own."""
        limiter = _waiting_room() if self._drawer and _DRAWN.search(scope["query_string"]) else None
        response = await anyio.to_thread.run_sync(self.respond, Request(scope), limiter=limiter)
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
            return _error(error)
        except DataError:
            _log.exception("No store to answer %s from", request.url.path)
            return _error(ApiError("not_ready"))
        except PicturesError as error:
            return _error(ApiError(f"pictures_{error.code}"))
        except Exception:  # noqa: BLE001 - the last resort: the caller gets JSON, the log the cause
            _log.exception("The API failed on %s", request.url.path)
            return _error(ApiError("internal_error"))

    def draw(self, store: Store, query: str, form: PictureFormat) -> PictureFile:
        """The picture a query string asks for; raises ApiError and PicturesError."""
        if self._drawer is None:
            raise ApiError("not_found")
        return self._drawer(store, Parameters(query, self._parameters), form)

    def _answer(self, question: Question, request: Request) -> Response:
        parameters = Parameters(request.scope["query_string"].decode("latin-1"), self._parameters)
        form = parameters.word("format", self._formats, "json")
        store = current_store()
        name = plain_name(f"qujian-{question.__name__}")
        drawn = next((f for f in PICTURE_FORMATS if f == form), None)
        if drawn and self._drawer:
            query = request.scope["query_string"].decode("latin-1")
            body, name = _drawn(store, question.__name__, query, drawn)
        else:
            answer = question(store, parameters)
            body = _body(store, answer, form, question.__name__)
            name = answer.name or name
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


def _drawn(store: Store, name: str, query: str, form: PictureFormat) -> PictureFile:
    """The picture of an address, drawn in the process for pictures."""
    try:
        return workshop.pictures.run(drawn_file, store.path, name, query, form)
    except workshop.WorkshopBusy as error:
        raise PicturesError("busy") from error
    except workshop.WorkerGone as error:
        _log.error("A picture could not be drawn: %s", error)
        raise PicturesError("failed") from error


def drawn_file(path: Path, name: str, query: str, form: PictureFormat) -> PictureFile:
    """The picture that an address draws, over the store at a path: all that a worker is told.

    The address goes by its name, because what draws it may be made on the spot and cannot travel.
    """
    from pages.api import ENDPOINTS  # made of what stands here

    return ENDPOINTS[name].draw(open_store(path), query, form)


def _body(store: Store, answer: Answer, form: str, name: str) -> bytes:
    if form == "csv":
        return csv_bytes(answer.columns, answer.rows)
    if form == "xlsx":
        return workbook_bytes(
            name, answer.columns, answer.rows, store.version, store.meta.get("released_on", "")
        )
    return _json(store, answer)


def _json(store: Store, answer: Answer) -> bytes:
    data = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    meta = {"data_version": store.version, "count": len(data), **answer.meta}
    return _dump({"data": data, "meta": meta})


def _waiting_room() -> anyio.CapacityLimiter:
    try:
        return _room.get()
    except LookupError:
        limiter = anyio.CapacityLimiter(_WAITING)
        _room.set(limiter)
        return limiter


def _error(error: ApiError) -> Response:
    headers = {"Allow": "GET, HEAD"} if error.status == 405 else {}
    headers["Cache-Control"] = "no-store"
    if error.status == 503:
        headers["Retry-After"] = "10"
    return Response(_dump(error.content), error.status, headers, media_type="application/json")


def _dump(content: dict[str, Any]) -> bytes:
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_date)
    # Lone surrogates cannot be written as UTF-8; they come only from broken requests.
    return text.encode("utf-8", "replace")


def _date(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not for JSON")
