"""Meeting 演示: the running order full screen, one finding a screen; without one, what can be begun with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from markupsafe import Markup
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from charts.plotly_figures import plotly_version
from locales import LANGUAGES, words
from pages.meeting.kept import kept_orders
from pages.meeting.work import language_of, policy, presentation_json, shown
from pages.shared import limits
from pages.shared.address import with_version
from pages.shared.base_path import below
from pages.shared.identity import asking
from pages.shared.templates import render
from queries.current import current_store
from queries.quality import FIRST_HAND, RELIABILITY
from queries.store import Store
from queries.versions import store_of
from reports.presentation.data import packed
from reports.presentation.document import SCRIPTS, document, inline, title
from reports.presentation.labels import beginning, while_waiting
from reports.presentation.running_orders import Beginning, beginnings, both, order_of_address, reliability_of
from reports.templates import Choice, Template, draft
from views.query_string import DATA, first_values, version_in

if TYPE_CHECKING:
    from data.workspace.people import Person

#: What documents of a presentation may load: from this machine only.
OPEN = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data: blob:; connect-src 'self'"
)
FRESH = {"Cache-Control": "private, no-cache"}
#: The running orders that are made before anybody asks.
USUAL: tuple[Template, ...] = ("meeting", "annual")


@shown
async def meeting(request: Request) -> Response:
    """The document for an address; a draft that the browser keeps (`kept`) is sent by its script."""
    code, query = language_of(request), first_values(request.url.query)
    page = await limits.questions.run(_answered, request, query, code)
    return HTMLResponse(page, headers=FRESH | policy(OPEN), background=BackgroundTask(_prepare))


async def _prepare() -> None:
    """Make the usual presentations while somebody is still choosing; each is made once for a version of the data."""
    for template in USUAL:
        with suppress(Exception):  # nobody asked for it yet
            store, draft_json = await limits.questions.run(_usual, template)
            await presentation_json(store, draft_json)


def _usual(template: Template) -> tuple[Store, str]:
    store = current_store()
    return store, both(draft(store, template, Choice())).as_json()


def _answered(request: Request, query: Mapping[str, str], code: str) -> str:
    return _document(query, code, asking(request))


def _document(query: Mapping[str, str], code: str, person: Person | None) -> str:
    """The presentation where the address names something to show, else what somebody can begin with."""
    version = version_in(query.get(DATA, ""))
    store = store_of(version)
    if query.get("kept"):
        return _presentation(words(code).gettext("Meeting"), code)
    order = order_of_address(store, query)
    if order is not None and order.draft.items:
        return _presentation(title(store, order.draft, code), code)
    sources = reliability_of(query.get("reliability", "")) or FIRST_HAND.reliability
    own = kept_orders(words(code), person)
    page = _start(store, code, [t[code] for t in order.messages] if order else [], sources, own)
    return with_version(page, version)


def _presentation(name: str, code: str) -> str:
    return document(code, name, "", waiting(code, below("/stage/deck"), ("live.js", *SCRIPTS[1:])), OPEN)


def waiting(code: str, source: str, scripts: Sequence[str]) -> str:
    """What stands in a document until its presentation has come from `source`; then its scripts run."""
    return render(
        "meeting/waiting.html",
        code,
        said=Markup(packed({"source": source, **while_waiting(words(code))})),
        first_scripts=Markup(inline("base.js", "request.js", "begin.js")),
        library=library(),
        scripts=Markup(inline(*scripts)),
    )


def library() -> str:
    """The address of the chart library."""
    return below(f"/stage/plotly.js?v={plotly_version()}")


def _start(
    store: Store, code: str, messages: Sequence[str], sources: Sequence[str], own: Sequence[Beginning]
) -> str:
    """What can be begun with: drafts of the office, templates, a draft file, the pages that are open, the wall."""
    translator, chosen = words(code), _named(sources)
    labels = beginning(translator)
    body = render(
        "meeting/start.html",
        code,
        languages=LANGUAGES,
        messages=messages,
        chosen=chosen,
        kept="" if chosen == _named(FIRST_HAND.reliability) else chosen,
        groups=[
            *([(translator.gettext("Drafts of the office"), own)] if own else []),
            *beginnings(store, translator),
        ],
        labels=labels,
        said=Markup(packed(labels)),
        scripts=Markup(inline("base.js", "request.js", "start.js")),
    )
    return document(code, translator.gettext("Meeting"), "", body, OPEN, ("start.css",))


def _named(sources: Sequence[str]) -> str:
    """The kinds of sources as an address names them."""
    return "all" if set(sources) == set(RELIABILITY) else ",".join(sources)
