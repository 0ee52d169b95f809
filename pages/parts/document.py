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

import streamlit
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from locales import DEFAULT_LANGUAGE, LANGUAGES, Words, words
from pages.api.errors import ApiError
from pages.parts.address import SHARED
from pages.parts.security import in_words, page_policy
from reports.stage.document import asset

PAGES = tuple(SHARED)
HERE = Path(__file__).parent
STATIC = Path(streamlit.__file__).parent / "static"
INDEX = STATIC / "index.html"
#: Streamlit answers for every file it lacks with its empty page; so only those it has are asked for.
FILES = frozenset(f"/{p.relative_to(STATIC).as_posix()}" for p in STATIC.rglob("*") if p.is_file()) - {
    "/index.html"
}
#: What other routes answer: our own, and what Streamlit's page needs of it. Metrics and agents stay closed.
OTHERS = re.compile(
    r"/meeting|/wall|/stage/.*|/api/v1(/.*)?|/media/.+|/component/.+"
    r"|/_stcore/(health|host-config|stream|upload_file/[^/]+/[^/]+|bidi-components/.+)"
)
#: What looks like a file or a part of a program and is none; under a page's address Streamlit probes for `_stcore`.
NOTHING = re.compile(r".*\..*|/(static|media|component|app|api|_stcore)(/.*)?|.*/_stcore/.*")
SCRIPTS = ("shell.js", "draft.js", "away.js", "unstarted.js", "mending.js", "paper.js")
#: The Chromium kernel that Streamlit 1.67 needs: its scripts call `Array.prototype.toSorted` while a page is built.
KERNEL = 110
#: Tells one start of the server from the next, so that a page whose server was restarted can tell where it stands.
STARTED = str(time.time_ns())
HEADERS = {"Cache-Control": "no-cache", "Qujian-Started": STARTED}


@cache
def document(language: str) -> str:
    """Return the document in one language ("" where the reader's script must choose)."""
    shown = language or DEFAULT_LANGUAGE
    spoken = words(shown)
    foreign = json.loads((HERE / "words.json").read_text("utf-8"))
    script = asset("older.js") + "\n".join((HERE / name).read_text("utf-8") for name in SCRIPTS)
    script = script.replace("/*WORDS*/ {}", json.dumps(foreign, ensure_ascii=False))
    facts = {"started": STARTED, "kernel": KERNEL, "says": {code: _said(words(code)) for code in LANGUAGES}}
    script = script.replace("/*FACTS*/ {}", json.dumps(facts, ensure_ascii=False))
    style = (HERE / "style.css").read_text("utf-8")
    head = f"<script>{script}</script><style>{style}</style>"
    page = INDEX.read_text("utf-8")
    start, end = page.index("<noscript>"), page.index("</noscript>")
    page = page[:start] + f"<noscript><p>{spoken.gettext('Please enable JavaScript.')}</p>" + page[end:]
    page = re.sub(r"<link\s+rel=\"preload\".*?/>", "", page, flags=re.DOTALL)  # a font we do not use
    page = re.sub(r"<link\s+rel=\"service-desc\".*?/>", "", page, flags=re.DOTALL)  # agents, which are closed
    page = page.replace('<html lang="en">', f'<html lang="{spoken.tag}">')
    page = page.replace("<title>Streamlit</title>", f"<title>{spoken.gettext('Qujian')}</title>")
    return page.replace("</head>", head + "</head>", 1)


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
        "held": words.gettext("Connection lost. What you chose follows as soon as it is back."),
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
            "For administrators: the reverse proxy must pass on the headers Upgrade and Connection for /_stcore/stream."
        ),
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
            answer = RedirectResponse(f"/{bare if bare in PAGES else ''}?{urlencode(kept)}", status_code=302)
        await answer(scope, receive, send)
