"""What the documents of the stage ask the dashboard for: decks, questions from the room, files, whether it is there."""

from __future__ import annotations

import gzip
from functools import cache
from urllib.parse import quote

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from locales import words
from pages.presenting.work import deck_of, language_of
from queries.current import current_store
from queries.store import Store
from reports.model import LONGEST_FILE, Draft, DraftError, from_json
from reports.query_string import first_values
from reports.stage.document import closed, plotly_js, title
from reports.stage.orders import answer, asked_order, filled, hits, of_pages

#: Questions longer than this are cut.
LONGEST_QUESTION = 100
#: Nothing of the stage is kept by browsers but its library.
FRESH = {"Cache-Control": "no-store"}


async def alive(_request: Request) -> Response:
    """That the dashboard is there, and its data version."""
    version = await anyio.to_thread.run_sync(lambda: current_store().version)
    return JSONResponse({"version": version}, headers=FRESH)


async def deck(request: Request) -> Response:
    """The deck of a running order, or of a question (`question=metric:ID`)."""
    store, asked = current_store(), first_values(request.url.query)
    made = await anyio.to_thread.run_sync(asked_draft, store, asked)
    if made is None:
        return _nothing()
    text = await deck_of(store, made, bare=bool(asked.get("question")))
    return Response(text, media_type="application/json", headers=FRESH)


def _nothing() -> Response:
    return JSONResponse({"error": {"code": "unknown_id"}}, status_code=404, headers=FRESH)


def asked_draft(store: Store, asked: dict[str, str]) -> Draft | None:
    """The draft behind an address; None where there is nothing to show."""
    if asked.get("question"):
        return answer(store, asked["question"][:LONGEST_QUESTION])
    order = asked_order(store, asked)
    return order.draft if order and order.draft.items else None


async def found(request: Request) -> Response:
    """What a question from the room may mean."""
    text = request.query_params.get("q", "")[:LONGEST_QUESTION]
    spoken = words(language_of(request))
    result = await anyio.to_thread.run_sync(lambda: hits(current_store(), spoken, text))
    return JSONResponse(result, headers=FRESH)


async def file(request: Request) -> Response:
    """The running order as one file to take along."""
    store, code = current_store(), language_of(request)
    made = await anyio.to_thread.run_sync(asked_draft, store, first_values(request.url.query))
    if made is None:
        return _nothing()
    shown = title(store, made, code)
    content = closed(await deck_of(store, made), shown, code)
    name = f"qujian-{made.template or 'meeting'}-{code}.html"
    headers = {
        "Content-Disposition": f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(shown, safe='')}.html",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, media_type="text/html; charset=utf-8", headers=FRESH | headers)


async def open_pages(request: Request) -> Response:
    """The pages somebody has open (`page=` once for each) as a draft for an address."""
    made, skipped = of_pages(current_store(), request.query_params.getlist("page"))
    try:
        link = made.as_link() if made.items else ""
    except DraftError as error:
        return _refused(request, error)
    return JSONResponse({"draft": link, "skipped": skipped}, headers=FRESH)


async def draft_file(request: Request) -> Response:
    """A draft kept as a file, as a draft for an address; nothing is kept here."""
    content = b""
    async for part in request.stream():
        content += part
        if len(content) > LONGEST_FILE:
            break
    try:
        link = filled(from_json(content[: LONGEST_FILE + 1])).as_link()
    except DraftError as error:
        return _refused(request, error)
    return JSONResponse({"draft": link}, headers=FRESH)


def _refused(request: Request, error: DraftError) -> Response:
    message = error.message[language_of(request)]
    return JSONResponse({"error": {"code": "draft", "message": message}}, status_code=422, headers=FRESH)


async def plotly(request: Request) -> Response:
    """The chart library, from the installed package; its address names the version, so browsers keep it."""
    headers = {"Cache-Control": "public, immutable, max-age=31536000", "Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(plotly_js(), media_type="text/javascript", headers=headers)
    body = await anyio.to_thread.run_sync(_packed)
    return Response(body, media_type="text/javascript", headers=headers | {"Content-Encoding": "gzip"})


@cache
def _packed() -> bytes:
    return gzip.compress(plotly_js().encode(), compresslevel=6)
