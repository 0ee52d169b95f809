"""Meeting 演示: the running order full screen, one finding a screen; without one, what can be begun with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from html import escape
from urllib.parse import urlencode

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from charts.plotly_figures import plotly_version
from locales import LANGUAGES, Words, words
from pages.meeting.work import deck_of, language_of, policy, shown
from pages.shared import limits
from queries.current import current_store
from queries.quality import FIRST_HAND, RELIABILITY
from queries.store import Store
from reports.presentation.deck import packed
from reports.presentation.document import SCRIPTS, document, inline, title
from reports.presentation.labels import beginning, while_waiting
from reports.presentation.running_orders import Beginning, asked_order, beginnings, both, reliability_of
from reports.templates import Choice, Template, draft
from views.query_string import first_values

#: What documents of the stage may load: from this machine only.
OPEN = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data: blob:; connect-src 'self'"
)
FRESH = {"Cache-Control": "no-cache"}
#: The running orders that are made before anybody asks.
USUAL: tuple[Template, ...] = ("meeting", "annual")


@shown
async def meeting(request: Request) -> Response:
    """The document for an address; a draft that the browser keeps (`kept`) is sent by its script."""
    code, query = language_of(request), first_values(request.url.query)
    page = await limits.questions.run(_document, query, code)
    return HTMLResponse(page, headers=FRESH | policy(OPEN), background=BackgroundTask(_prepare))


async def _prepare() -> None:
    """Make the usual decks while somebody is still choosing; each is made once for a version of the data."""
    for template in USUAL:
        with suppress(Exception):  # nobody asked for it yet
            store, draft_json = await limits.questions.run(_usual, template)
            await deck_of(store, draft_json)


def _usual(template: Template) -> tuple[Store, str]:
    store = current_store()
    return store, both(draft(store, template, Choice())).as_json()


def _document(query: Mapping[str, str], code: str) -> str:
    """The stage where the address names something to show, else what can be begun with."""
    store = current_store()
    if query.get("kept"):
        return _stage(words(code).gettext("Meeting"), code)
    order = asked_order(store, query)
    if order is not None and order.draft.items:
        return _stage(title(store, order.draft, code), code)
    sources = reliability_of(query.get("reliability", "")) or FIRST_HAND.reliability
    return _start(store, code, [t[code] for t in order.told] if order else [], sources)


def _stage(name: str, code: str) -> str:
    return document(code, name, "", waiting(code, "/stage/deck", ("live.js", *SCRIPTS[1:])), OPEN)


def waiting(code: str, source: str, scripts: Sequence[str]) -> str:
    """What stands in a document until its deck has come from `source`; then its scripts run."""
    said = packed({"source": source, **while_waiting(words(code))})
    return (
        f'<script type="application/json" id="said">{said}</script>'
        f"{inline('base.js', 'request.js', 'begin.js')}"
        f'<script src="{library()}"></script><template id="scripts">{inline(*scripts)}</template>'
    )


def library() -> str:
    """The address of the chart library."""
    return f"/stage/plotly.js?v={plotly_version()}"


def _start(store: Store, code: str, told: Sequence[str], sources: Sequence[str]) -> str:
    """What can be begun with: templates, a draft file, the pages that are open, the wall."""
    spoken = words(code)
    groups = "".join(
        _group(spoken, head, entries, _named(sources)) for head, entries in beginnings(store, spoken)
    )
    messages = "".join(f"<p>{escape(t)}</p>" for t in told)
    said = beginning(spoken)
    data = f'<script type="application/json" id="said">{packed(said)}</script>'
    switch = "".join(
        f'<a href="/meeting?lang={c}" lang="{known.tag}"{" aria-current=true" if c == code else ""}>{known.name}</a>'
        for c, known in LANGUAGES.items()
    )
    body = (
        f'<main id="start"><header><a href="/?lang={code}">{escape(spoken.gettext("Qujian"))}</a>'
        f"<nav aria-label={_quoted(spoken.gettext('Language'))}>{switch}</nav></header>"
        f"<h1>{escape(spoken.gettext('What is to be shown?'))}</h1>"
        f'<div role="status" id="told">{messages}</div>{_sources(spoken, sources)}{groups}'
        f"<section><h2>{escape(spoken.gettext('Your own'))}</h2><ul>"
        f'<li><button type="button" id="open-pages"><b>{escape(said["open_pages"])}</b>'
        f"<small>{escape(spoken.gettext('Compare, Trends, Map, District and Practices in other tabs'))}</small>"
        f'</button></li><li hidden><button type="button" id="own-draft">'
        f"<b>{escape(spoken.gettext('Your draft of a report'))}</b>"
        f"<small>{escape(spoken.gettext('as this browser keeps it'))}</small></button></li>"
        f"<li><label><b>{escape(spoken.gettext('A draft kept as a file'))}</b>"
        f"<small>{escape(spoken.gettext('from the page Report'))}</small>"
        '<input type="file" id="draft-file" accept=".json,application/json"></label></li>'
        f'<li><a href="/report?lang={code}"><b>{escape(spoken.gettext("Put one together"))}</b>'
        f"<small>{escape(spoken.gettext('on the page Report, then “Present on screen”'))}</small></a></li>"
        f'<li><a href="/wall?lang={code}"><b>{escape(spoken.gettext("Big screen"))}</b>'
        f"<small>{escape(spoken.gettext('for a wall: map, headlines and comparisons in turn'))}</small></a></li>"
        f"</ul></section></main>{data}{inline('base.js', 'request.js', 'start.js')}"
    )
    return document(code, spoken.gettext("Meeting"), "", body, OPEN, ("start.css",))


def _named(sources: Sequence[str]) -> str:
    """The kinds of sources as an address names them."""
    return "all" if set(sources) == set(RELIABILITY) else ",".join(sources)


def _sources(spoken: Words, sources: Sequence[str]) -> str:
    """Which sources are let in, each choice one click away."""
    names = {
        "official,press": spoken.gettext("official and press"),
        "official": spoken.gettext("official only"),
        "all": spoken.gettext("all sources"),
    }
    links = " · ".join(
        f'<a href="/meeting?lang={spoken.code}&amp;reliability={key}"'
        f"{' aria-current=true' if key == _named(sources) else ''}>{escape(name)}</a>"
        for key, name in names.items()
    )
    return f'<p id="sources">{escape(spoken.gettext("Sources"))}　{links}</p>'


def _group(spoken: Words, head: str, entries: Sequence[Beginning], sources: str) -> str:
    kept = {} if sources == _named(FIRST_HAND.reliability) else {"reliability": sources}
    lines = "".join(
        f'<li><a href="/meeting?{escape(urlencode({"lang": spoken.code, **e.asked, **kept}, safe=","))}">'
        f"<b>{escape(e.name)}</b><small>{escape(e.about)}</small></a></li>"
        for e in entries
    )
    return f"<section><h2>{escape(head)}</h2><ul>{lines}</ul></section>"


def _quoted(text: str) -> str:
    return f'"{escape(text)}"'
