"""What presentations ask the dashboard for: their screens, questions from the audience, files, whether it is there.

No handler computes in the event loop: what is quick runs in a thread, what is heavy in a worker process.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple
from urllib.parse import quote

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from charts.plotly_figures import plotly_file
from data.settings import today
from locales import words
from pages.api.errors import ApiError
from pages.meeting.work import answered, language_of, presentation_json
from pages.shared import limits
from pages.shared.packed import file_answer
from queries.store import Store
from queries.versions import store_of
from reports.presentation.data import stamp
from reports.presentation.document import closed, title
from reports.presentation.running_orders import (
    Order,
    answer,
    both,
    filled,
    hits,
    is_readable,
    of_pages,
    order_of_address,
    unknown_in,
)
from views.draft import LONGEST_FILE, LONGEST_PACKED, Draft, from_json, from_link
from views.query_string import DATA, first_values, version_in
from views.spec import SpecError

#: Questions longer than this are cut.
LONGEST_QUESTION = 100
#: Nothing of a presentation is kept by browsers but its library.
FRESH = {"Cache-Control": "no-store"}


class PresentationRequest(NamedTuple):
    """What a request wants to be shown: over which data, which draft (for both languages), what was left out."""

    store: Store
    draft: Draft
    draft_json: str
    left_out: str


@answered
async def alive(request: Request) -> Response:
    """That the dashboard is there, and what a presentation would rest on that were made now."""
    # Not in a queue with questions: whoever asks wants to know whether the server lives, not whether it is busy.
    store = await anyio.to_thread.run_sync(store_of, version_of(request))
    return JSONResponse({"version": store.version, "stamp": stamp(store, today())}, headers=FRESH)


@answered
async def presentation_answer(request: Request) -> Response:
    """The presentation of a running order, of a draft that was sent, or of a question (`question=metric:ID`)."""
    presentation = await presentation_request(request)
    text = await presentation_json(
        presentation.store, presentation.draft_json, bare=bool(request.query_params.get("question"))
    )
    headers = {"Qujian-Left-Out": quote(presentation.left_out)} if presentation.left_out else {}
    return Response(text, media_type="application/json", headers=FRESH | headers)


async def presentation_request(request: Request) -> PresentationRequest:
    """Return what a request asks to be shown, by its address or by the draft in its body; raise ApiError."""
    code, query = language_of(request), first_values(request.url.query)
    if request.method == "POST":
        return await limits.drafts.run(_sent, version_of(request), await body(request), code)
    return await limits.questions.run(_addressed, version_of(request), query, code)


def version_of(request: Request) -> str:
    """The version of the data that a request asks for; '' for the newest."""
    return version_in(request.query_params.get(DATA, ""))


def _sent(version: str, content: bytes, code: str) -> PresentationRequest:
    store, made = store_of(version), filled(from_json(content))
    return _request_for(store, Order(made, unknown_in(store, made)), code)


def _addressed(version: str, query: Mapping[str, str], code: str) -> PresentationRequest:
    store = store_of(version)
    if query.get("question"):
        made = answer(store, query["question"][:LONGEST_QUESTION], query.get("reliability", ""))
        order = Order(made) if made else None
    else:
        order = order_of_address(store, query)
    if order is None or not order.draft.items:
        raise ApiError("nothing_to_show")
    return _request_for(store, order, code)


def _request_for(store: Store, order: Order, code: str) -> PresentationRequest:
    left_out = " ".join(message[code] for message in order.messages)
    return PresentationRequest(store, order.draft, both(order.draft).as_json(), left_out)


async def body(request: Request, longest: int = LONGEST_FILE) -> bytes:
    """Return what was sent, up to one byte more than the longest that is read."""
    parts, length = [], 0
    async for part in request.stream():
        parts.append(part)
        length += len(part)
        if length > longest:
            break
    return b"".join(parts)[: longest + 1]


@answered
async def found(request: Request) -> Response:
    """What a question from the audience may mean."""
    text = request.query_params.get("q", "")[:LONGEST_QUESTION]
    translator, version = words(language_of(request)), version_of(request)
    result = await limits.questions.run(lambda: hits(store_of(version), translator, text))
    return JSONResponse(result, headers=FRESH)


@answered
async def file(request: Request) -> Response:
    """The running order as one file to take along."""
    presentation, code = await presentation_request(request), language_of(request)
    text = await presentation_json(presentation.store, presentation.draft_json)
    shown, content = await limits.questions.run(_file, presentation, text, code)
    name = f"qujian-{presentation.draft.template or 'meeting'}-{code}.html"
    headers = {
        "Content-Disposition": f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(shown, safe='')}.html",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, media_type="text/html; charset=utf-8", headers=FRESH | headers)


def _file(presentation: PresentationRequest, text: str, code: str) -> tuple[str, bytes]:
    shown = title(presentation.store, presentation.draft, code)
    return shown, closed(text, shown, code)


@answered
async def open_pages(request: Request) -> Response:
    """The pages somebody has open (`page=` once for each) as a draft, and how many have nothing for a screen."""
    return JSONResponse(
        await limits.drafts.run(_opened, version_of(request), request.query_params.getlist("page")),
        headers=FRESH,
    )


def _opened(version: str, addresses: list[str]) -> dict[str, object]:
    made, skipped = of_pages(store_of(version), addresses)
    unreadable = [a[:80] for a in addresses if not is_readable(a)]
    return {**(_carried(made) if made.items else {"draft": ""}), "skipped": skipped, "unreadable": unreadable}


@answered
async def draft_file(request: Request) -> Response:
    """A draft kept as a file, or packed by the reader's browser (`packed`), as one for an address."""
    if request.query_params.get("packed"):
        text = (await body(request, LONGEST_PACKED)).decode("ascii", "replace")
        read = partial(from_link, text, LONGEST_PACKED)
    else:
        read = partial(from_json, await body(request))
    return JSONResponse(await limits.drafts.run(lambda: _carried(filled(read()))), headers=FRESH)


def _carried(made: Draft) -> dict[str, str]:
    """The draft as the value of a link; one too long for that as text (`kept`), which the browser keeps and sends."""
    try:
        return {"draft": made.as_link()}
    except SpecError:
        return {"kept": made.as_json()}


@answered
async def plotly(request: Request) -> Response:
    """The chart library, from the installed package; its address names the version, so browsers keep it."""
    return await file_answer(plotly_file(), request.scope)


async def nothing(_request: Request) -> Response:
    """What every other address below `/stage` answers."""
    return ApiError("not_found").response()
