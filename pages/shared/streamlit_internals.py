"""All that this program knows of Streamlit beyond what Streamlit documents, with `streamlit_internals.js` beside it.

Styles and scripts name an element of Streamlit as `st(name)`; `fill` puts its selector there before they are served.
tests/pages/test_streamlit_internals.py looks for each of these names in the installed Streamlit: after an upgrade, what
fails there is to be mended here.
"""

from __future__ import annotations

import re
from pathlib import Path

import streamlit
from streamlit import runtime

#: What is served as it lies in the package: the one page, `/static/…`, and its icon.
STATIC = Path(streamlit.__file__).parent / "static"
INDEX = STATIC / "index.html"
PROGRAM = "/static/"
#: The folders below `PROGRAM` that hold scripts and styles.
PROGRAM_FOLDERS = ("static/js", "static/css")
#: The Chromium kernel that Streamlit 1.67 needs: its scripts call `Array.prototype.toSorted` while a page is built.
KERNEL = 110

_CORE = "_stcore"
#: Where pages hold their connection, and where they send files: session, then file.
STREAM = f"/{_CORE}/stream"
UPLOADS = f"/{_CORE}/upload_file/"
#: The first parts of its addresses.
FIRST_PARTS = f"static|media|component|app|{_CORE}"
#: The addresses its page needs, as a regular expression. Metrics and agents are not among them: they stay closed.
NEEDED = rf"/media/.+|/component/.+|/{_CORE}/(health|host-config|stream|upload_file/[^/]+/[^/]+|bidi-components/.+)"
#: Of these, what says nothing of the data: whether the server lives, and how its pages are to connect.
OPEN_TO_ALL = rf"/{_CORE}/(health|host-config)"
#: Below a page's address it probes for its own.
PROBED = rf".*/{_CORE}/.*"

#: Name in our styles and scripts → `data-testid`, for what can have no key.
TEST_IDS = {
    "app": "stApp",
    "main": "stMain",
    "content": "stMainBlockContainer",
    "top-bar": "stHeader",
    "skip-link": "stSkipToContent",
    "skeleton": "stSkeleton",
    "block": "stVerticalBlock",
    "row": "stHorizontalBlock",
    "column": "stColumn",
}
#: What is known by the class that Streamlit documents for a key: whatever a reader operates has a key that begins with
#: `control-`, charts `chart-`, maps `map-`.
KEYS = {name: f"[class*=st-key-{name}-]" for name in ("control", "chart", "map")}
#: What `st(name)` stands for; without quotes, so that it may stand inside those of a script.
SELECTORS = (
    {name: f"[data-testid={test_id}]" for name, test_id in TEST_IDS.items()}
    | KEYS
    | {
        "app-running": "[data-testid=stApp][data-test-script-state=running]",
        "stale": "[data-stale]",
        # within a control
        "chosen": "[data-tag]",
        "list-box": "[role=group]:has([role=combobox])",
        "list": "[role=combobox]",
        "range": "[type=range]",
        "list-of-one": "[role=group] > [role=combobox]",
        "field": "div:has(> :is([type=text]:not([role]), textarea))",
        "thumb": "div:has(> div > [type=range])",
        "upload-zone": "section",
        # within a chart or a map
        "figure": "[aria-label]:has(.js-plotly-plot)",
        "map-keys": ".deck-events-root",
        "program": f"{PROGRAM}js/",
    }
)
#: What its program must contain besides test ids: `streamlit_internals.js` and the selectors above lean on it.
IN_PROGRAM = (
    "window.__streamlit",
    "BACKEND_BASE_URL",
    "HOST_CONFIG",
    "blockErrorDialogs",
    "disableFullscreenMode",
    "(prefers-color-scheme: dark)",
    "popstate",
    "data-test-script-state",
    "notRunning",
    "data-test-connection-state",
    "CONNECTED",
    "data-stale",
    "data-tag",
    "st-key-",
    "combobox",
    "deck-events-root",
    "toSorted(",
)
#: What of its page is replaced, in this order: its words where scripts do not run, a font that is not used, the way
#: to agents, its language, its title; and where our own head goes in.
NOSCRIPT = re.compile(r"(?<=<noscript>).*?(?=</noscript>)", re.DOTALL)
FONT = re.compile(r"<link\s+rel=\"preload\".*?/>", re.DOTALL)
AGENTS = re.compile(r"<link\s+rel=\"service-desc\".*?/>", re.DOTALL)
LANGUAGE = re.compile(r'(?<=<html lang=")en(?=">)')
TITLE = re.compile(r"(?<=<title>)Streamlit(?=</title>)")
END_OF_HEAD = re.compile(r"(?=</head>)")

_NAMED = re.compile(r"\bst\(([a-z-]+)\)")


def fill(text: str) -> str:
    """Return a style or script with the selector of each `st(name)` in its place; KeyError where a name is unknown."""
    return _NAMED.sub(lambda found: SELECTORS[found[1]], text)


def index_page(language: str, title: str, noscript: str, head: str) -> str:
    """Return Streamlit's page in a language (a tag) with our words (HTML), and our scripts and styles in its head."""
    page = INDEX.read_text("utf-8")
    ours = {NOSCRIPT: noscript, FONT: "", AGENTS: "", LANGUAGE: language, TITLE: title, END_OF_HEAD: head}
    for part, text in ours.items():
        page = part.sub(text.replace("\\", r"\\"), page, count=1)
    return page


def uploaded_files(session: str) -> int:
    """Return how many uploaded files Streamlit keeps in memory for a session."""
    manager = runtime.get_instance().uploaded_file_mgr
    return len(manager.file_storage.get(session, ()))  # type: ignore[attr-defined] # of the one in memory
