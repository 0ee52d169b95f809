"""Presentations: made by a worker process so that pages stay quick, kept while the data stay the same."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Awaitable, Callable
from functools import wraps
from pathlib import Path

from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, Response

from data.build import DataError
from data.settings import time_zone, today
from locales import DEFAULT_LANGUAGE, LANGUAGES
from pages.api.errors import RETRY_AFTER, ApiError
from pages.shared import limits
from pages.shared.limits import Kept
from pages.shared.templates import render
from queries.store import Store
from queries.versions import VersionError
from reports.jobs import worker_pool
from reports.jobs.job_queue import QueueFull
from reports.presentation.data import presentation_json_at
from reports.presentation.wall import wall_at
from views.query_string import DATA
from views.spec import SpecError

_log = logging.getLogger(__name__)
_presentations = Kept(limits.presentations, 24)
_walls = Kept(limits.presentations, 2)

Handler = Callable[[Request], Awaitable[Response]]


async def presentation_json(store: Store, draft_json: str, *, bare: bool = False) -> str:
    """Return the presentation of a draft (as JSON, for both languages) as JSON; raise what `refusal` knows."""
    return await _presentations.get(_presentation_json, store.path, draft_json, bare, today())


async def wall_of(store: Store) -> str:
    """Return what the big screen shows, as JSON; raise what `refusal` knows."""
    return await _walls.get(_wall, store.path, today(), time_zone().key)


def _presentation_json(path: Path, draft_json: str, bare: bool, day: dt.date) -> str:
    return worker_pool.pictures.run(presentation_json_at, path, draft_json, bare, day)


def _wall(path: Path, day: dt.date, zone: str) -> str:
    return worker_pool.pictures.run(wall_at, path, day, zone)


def refusal(error: Exception) -> ApiError:
    """Return what a request is told that met with an error; what is no fault of the request goes to the log."""
    match error:
        case ApiError():
            return error
        case SpecError():
            return ApiError("draft", **error.message)
        case VersionError():
            return ApiError("version", DATA, **error.reason._asdict())
        case limits.Busy() | QueueFull():
            return ApiError("busy")
        case worker_pool.WorkerLost():
            _log.error("A presentation could not be made: %s", error)
            return ApiError("work_failed")
        case DataError():
            _log.error("There is no store to answer from", exc_info=error)
            return ApiError("not_ready")
    _log.error("A request of a presentation failed", exc_info=error)
    return ApiError("internal_error")


def answered(handler: Handler) -> Handler:
    """Let a handler refuse by raising: the answer is JSON with the error in both languages."""

    @wraps(handler)
    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except Exception as error:  # noqa: BLE001 - whoever asks gets JSON, the log the cause
            return refusal(error).response()

    return answer


def shown(handler: Handler) -> Handler:
    """Let the handler of a document refuse by raising: the answer is a page in words that tries again by itself."""

    @wraps(handler)
    async def show(request: Request) -> Response:
        try:
            return await handler(request)
        except Exception as error:  # noqa: BLE001 - whoever asks gets a page, the log the cause
            return _page_of(refusal(error), language_of(request))

    return show


def _page_of(error: ApiError, code: str) -> Response:
    answer = error.response()
    message = error.content["error"]["message" if code == "en" else f"message_{code}"]
    again_after = RETRY_AFTER if error.status == 503 else ""
    page = render("meeting/refused.html", code, message=message, again_after=again_after)
    headers = {name: value for name, value in answer.headers.items() if not name.startswith("content-")}
    return HTMLResponse(page, error.status, headers)


def policy(rules: str) -> dict[str, str]:
    """Return the header that tells browsers what a document may load; nobody may frame it."""
    return {"Content-Security-Policy": f"{rules}; frame-ancestors 'none'"}


def language_of(request: HTTPConnection) -> str:
    """The language of a request: the address, then the browser's first choice."""
    code = request.query_params.get("lang", "")
    if code in LANGUAGES:
        return code
    accepted = request.headers.get("accept-language", "").strip().lower()
    return DEFAULT_LANGUAGE if accepted.startswith("zh") or not accepted else "en"
