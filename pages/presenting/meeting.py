"""Meeting 演示: the running order full screen, one finding a screen; without one, what can be begun with."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

import anyio.to_thread
import plotly
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from locales import LANGUAGES, Words, words
from pages.presenting.work import deck_of, language_of
from queries.current import current_store
from queries.store import Store
from reports.query_string import first_values
from reports.stage.deck import packed
from reports.stage.document import SCRIPTS, document, inline, title
from reports.stage.labels import beginning
from reports.stage.orders import Beginning, asked_order, beginnings
from reports.templates import Choice, Template, draft

#: What documents of the stage may load: from this machine only.
OPEN = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data: blob:; connect-src 'self'"
)
FRESH = {"Cache-Control": "no-cache"}
#: The running orders that are made before anybody asks.
USUAL: tuple[Template, ...] = ("meeting", "annual")


async def meeting(request: Request) -> Response:
    """The document for an address."""
    store, code = current_store(), language_of(request)
    order = await anyio.to_thread.run_sync(asked_order, store, first_values(request.url.query))
    told = [t[code] for t in order.told] if order else []
    if order is not None and order.draft.items:
        page = _stage(await deck_of(store, order.draft), title(store, order.draft, code), code, told)
        return HTMLResponse(page, headers=FRESH)
    page = await anyio.to_thread.run_sync(_start, store, code, told)
    return HTMLResponse(page, headers=FRESH, background=BackgroundTask(_prepare, store))


async def _prepare(store: Store) -> None:
    """Make the usual decks while somebody is still choosing; each is made once for a version of the data."""
    for template in USUAL:
        await deck_of(store, draft(store, template, Choice()))


def _stage(deck: str, name: str, code: str, told: Sequence[str]) -> str:
    data = f'<script type="application/json" id="told">{packed(told)}</script>'
    scripts = f'{data}<script src="{library()}"></script>{inline("base.js", "live.js", *SCRIPTS[1:])}'
    return document(code, name, deck, scripts, OPEN)


def library() -> str:
    """The address of the chart library."""
    return f"/stage/plotly.js?v={plotly.__version__}"


def _start(store: Store, code: str, told: Sequence[str]) -> str:
    """What can be begun with: templates, a draft file, the pages that are open, the wall."""
    spoken = words(code)
    groups = "".join(_group(spoken, head, entries) for head, entries in beginnings(store, spoken))
    messages = "".join(f"<p>{escape(t)}</p>" for t in told)
    said = beginning(spoken)
    data = f'<script type="application/json" id="said">{packed(said)}</script>'
    switch = "".join(
        f'<a href="/meeting?lang={c}" lang="{tag}"{" aria-current=true" if c == code else ""}>{name}</a>'
        for c, (name, tag) in LANGUAGES.items()
    )
    body = (
        f'<main id="start"><header><a href="/?lang={code}">{escape(spoken.gettext("Qujian"))}</a>'
        f"<nav aria-label={_quoted(spoken.gettext('Language'))}>{switch}</nav></header>"
        f"<h1>{escape(spoken.gettext('What is to be shown?'))}</h1>"
        f'<div role="status" id="told">{messages}</div>{groups}'
        f"<section><h2>{escape(spoken.gettext('Your own'))}</h2><ul>"
        f'<li><button type="button" id="open-pages"><b>{escape(said["open_pages"])}</b>'
        f"<small>{escape(spoken.gettext('Compare, Trends, Map, District and Practices in other tabs'))}</small>"
        f"</button></li><li><label><b>{escape(spoken.gettext('A draft kept as a file'))}</b>"
        f"<small>{escape(spoken.gettext('from the page Report'))}</small>"
        '<input type="file" id="draft-file" accept=".json,application/json"></label></li>'
        f'<li><a href="/report?lang={code}"><b>{escape(spoken.gettext("Put one together"))}</b>'
        f"<small>{escape(spoken.gettext('on the page Report, then “Present on screen”'))}</small></a></li>"
        f'<li><a href="/wall?lang={code}"><b>{escape(spoken.gettext("Big screen"))}</b>'
        f"<small>{escape(spoken.gettext('for a wall: map, headlines and comparisons in turn'))}</small></a></li>"
        f"</ul></section></main>{data}{inline('base.js', 'start.js')}"
    )
    return document(code, spoken.gettext("Meeting"), "", body, OPEN, ("start.css",))


def _group(spoken: Words, head: str, entries: Sequence[Beginning]) -> str:
    lines = "".join(
        f'<li><a href="/meeting?{escape(urlencode({"lang": spoken.code, **e.asked}, safe=","))}">'
        f"<b>{escape(e.name)}</b><small>{escape(e.about)}</small></a></li>"
        for e in entries
    )
    return f"<section><h2>{escape(head)}</h2><ul>{lines}</ul></section>"


def _quoted(text: str) -> str:
    return f'"{escape(text)}"'
