"""The HTML document of a presentation: one file that needs nothing else, or with scripts from the dashboard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from jinja2 import Template
from markupsafe import Markup

from charts.plotly_figures import plotly_js
from locales import words
from locales.templates import environment
from queries.store import Store
from reports.presentation.data import colours, presentation_json
from reports.templates import title_of
from views.draft import Draft

HERE = Path(__file__).parent
#: The scripts of a presentation in their order; what needs a server comes last and only there.
SCRIPTS = ("base.js", "draw.js", "panels.js", "presentation.js")
#: A file that is opened from a stick may ask nobody for anything; its own scripts and styles stand inside it.
CLOSED = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"


def write(store: Store, draft: Draft, code: str, today: dt.date) -> bytes:
    """The running order as one self-contained file that opens in one language and holds both."""
    return closed(presentation_json(store, draft, today), title(store, draft, code), code)


def closed(data: str, name: str, code: str) -> bytes:
    """The file around a presentation (as JSON)."""
    scripts = f"<script>{plotly_js()}</script>" + inline(*SCRIPTS)
    return document(code, name, data, scripts, CLOSED).encode()


def title(store: Store, draft: Draft, code: str) -> str:
    """The name of the document."""
    return draft.title or title_of(store, words(code), draft)


def document(code: str, name: str, data: str, scripts: str, policy: str, sheets: Sequence[str] = ()) -> str:
    """The document around a presentation (as JSON; '' for a page without one)."""
    style = colours() + "".join(asset(s) for s in ("forced_colours.css", "base.css", *sheets))
    return _template(code).render(
        name=name,
        policy=_own(policy),
        is_closed=policy == CLOSED,
        style=_own(style),
        data=_own(data),
        first=_own(inline("older.js", "reader.js")),  # before Plotly, which needs the former
        scripts=_own(scripts),
    )


@cache
def _template(code: str) -> Template:
    return environment(HERE, words(code)).get_template("document.html")


def _own(text: str) -> Markup:
    """Our own scripts, styles, rules and JSON (made by `packed`), which stand in the document as they are."""
    return Markup(text)


def inline(*names: str) -> str:
    """Scripts of this folder, standing in the document."""
    return "".join(f"<script>{asset(name)}</script>" for name in names)


@cache
def asset(name: str) -> str:
    """A script or style of this folder."""
    return (HERE / name).read_text("utf-8")
