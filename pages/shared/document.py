"""The HTML document around the pages: its language, its title, our script, and unknown addresses.

Streamlit serves one fixed `index.html`. Here it is rewritten before it is sent, so that language, light or dark, and
text size are right before anything is drawn, and stay right when the connection to the server is lost.
"""

import base64
import hashlib
import json
import re
import time
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, urlencode

from markupsafe import Markup
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from data.access import base_path
from locales import DEFAULT_LANGUAGE, LANGUAGES, Words, words
from pages import accounts, editing, intake_pages
from pages.api.errors import ApiError
from pages.shared.address import PAGES
from pages.shared.base_path import below
from pages.shared.security import in_words, page_policy
from pages.shared.sharing import LONGEST
from pages.shared.streamlit_internals import (
    FIRST_PARTS,
    KERNEL,
    NEEDED,
    PROBED,
    STATIC,
    STREAM,
    fill,
    index_page,
)
from pages.shared.templates import render
from reports.presentation.document import asset

HERE = Path(__file__).parent
#: Streamlit answers for every file it lacks with its empty page; so only those it has are asked for.
FILES = frozenset(f"/{p.relative_to(STATIC).as_posix()}" for p in STATIC.rglob("*") if p.is_file()) - {
    "/index.html"
}
#: The addresses of people who sign in.
FORMS = (*accounts.ANSWERS, *editing.ANSWERS, *intake_pages.ANSWERS)
#: What other routes answer: our own, and what Streamlit's page needs of it.
OTHERS = re.compile(
    "|".join(
        [
            "/healthz",
            "/readyz",
            "/metrics",
            "/meeting",
            "/wall",
            *map(re.escape, FORMS),
            "/stage/.*",
            "/share/.*",
            "/api/v1(/.*)?",
            NEEDED,
        ]
    )
)
#: What looks like a file or a part of a program and is none.
NOTHING = re.compile(rf".*\..*|/(api|{FIRST_PARTS})(/.*)?|{PROBED}")
#: Those shared with the meeting come first, then what must run before Streamlit does.
SHARED_SCRIPTS = ("older.js", "reader.js")
SCRIPTS = (
    "screen.js",
    "streamlit_internals.js",
    "shell.js",
    "own.js",
    "draft.js",
    "away.js",
    "unstarted.js",
    "mending.js",
    "paper.js",
    "share.js",
    "news.js",
    "tables.js",
    "chosen.js",
    "full_screen.js",
)
STYLES = ("style.css", "tables.css")
#: Tells one start of the server from the next, so that a page whose server was restarted can tell where it stands.
STARTED = str(time.time_ns())
HEADERS = {"Cache-Control": "no-cache", "Qujian-Started": STARTED}


@cache
def document(language: str) -> str:
    """Return the document in one language ("" where the reader's script must choose)."""
    translator = words(language or DEFAULT_LANGUAGE)
    return index_page(
        translator.tag,
        translator.gettext("Qujian"),
        render("shared/enable_script.html", translator.code),
        render("shared/document_head.html", translator.code, script=_script(), style=_style()),
    )


def _script() -> Markup:
    """Our scripts, with what Streamlit's own words are in Chinese and what the scripts themselves say."""
    facts = {
        "started": STARTED,
        "base": base_path(),
        "kernel": KERNEL,
        "pages": list(PAGES),
        "longestCode": LONGEST,
        "says": {code: _said(words(code)) for code in LANGUAGES},
    }
    own = "\n".join((HERE / name).read_text("utf-8") for name in SCRIPTS)
    own = own.replace("/*WORDS*/ {}", (HERE / "words.json").read_text("utf-8"))
    own = own.replace("/*FACTS*/ {}", json.dumps(facts, ensure_ascii=False))
    return Markup("".join(map(asset, SHARED_SCRIPTS)) + fill(own))


def _style() -> Markup:
    own = "".join((HERE / name).read_text("utf-8") for name in STYLES)
    return Markup(asset("forced_colours.css") + fill(own))


@cache
def _hashes(language: str) -> str:
    """What a browser knows the scripts standing in the document by: no other script there is run."""
    found = re.findall(r"<script>(.*?)</script>", document(language), flags=re.DOTALL)
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in found)
    return " ".join(f"'sha256-{d}'" for d in digests)


def _said(words: Words) -> dict[str, str]:
    """What our scripts say in one language."""
    return {
        "lost": words.gettext("Connection lost. What you see stays and goes on by itself."),
        "pending": words.gettext("Connection lost. What you chose follows as soon as it is back."),
        "unreachable": words.gettext("The server cannot be reached. Please try again in a moment."),
        "old": words.gettext(
            "This page could not start: it needs a Chromium kernel of {needed} or newer (or Firefox 115, Safari 16.4); "
            "this browser has Chromium {found}. Please switch to a newer browser.",
            needed=KERNEL,
            found="{found}",
        ),
        "unstarted": words.gettext(
            "This page has not started. If the network is slow it goes on by itself; otherwise please use a browser "
            "with a Chromium kernel of {needed} or newer (or Firefox 115, Safari 16.4).",
            needed=KERNEL,
        ),
        "refused": words.gettext(
            "This page has not started: its connection (WebSocket) to the server was refused. It goes on by itself "
            "once the connection is there."
        ),
        "proxy": words.gettext(
            "For administrators: the reverse proxy must pass on the headers Upgrade and Connection for {path}.",
            path=below(STREAM),
        ),
        "printed": words.gettext("printed {day}", day="{day}"),
        "forget": words.gettext("Remove from kept pages:"),
        "without": words.gettext("These work meanwhile:"),
        "meeting": words.gettext("Meeting"),
        "file": words.gettext("The figures as one HTML file"),
        "map": words.gettext("Map: arrow keys move it, plus and minus zoom"),
    }


class Document:
    """Answer for the pages; leave everything else alone."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, send an unknown address to the overview (which names it), or pass on."""
        path = scope.get("path", "")
        if scope["type"] != "http" or OTHERS.fullmatch(path) or path in FILES:
            await self.app(scope, receive, send)
            return
        if NOTHING.fullmatch(path) or scope["method"] not in {"GET", "HEAD"}:
            await in_words(ApiError("not_found"), scope)(scope, receive, send)
            return
        query = parse_qs(scope["query_string"].decode("latin-1"))
        language = next((x for x in query.get("lang", []) if x in LANGUAGES), "")
        answer: Response
        if path.strip("/") in PAGES and not (path.endswith("/") and path != "/"):
            policy = {"Content-Security-Policy": page_policy(_hashes(language), scope)}
            answer = HTMLResponse(document(language), headers=HEADERS | policy)
        else:
            kept = {"lang": language} if language else {}
            bare = path.strip("/")
            if bare not in PAGES:
                kept["missing"] = bare[:80]
            answer = RedirectResponse(below(f"/{bare if bare in PAGES else ''}?{urlencode(kept)}"), 302)
        await answer(scope, receive, send)
