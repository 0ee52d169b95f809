"""Query strings as people really send them, read the same way by pages, API, meeting and report.

Chat programs append words of their own, HTML and WPS turn `&` into `&amp;`, and text sticks to the end of a link.
Which parameters each page understands follows here from the kinds of view it shows and from what it has of its own.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl

from views.spec import page_parameters

#: The parameter that names a version of the data; the newest where it is absent.
DATA = "data"
#: Parameters that every page understands: language, size of text, the reader's own district, the data.
EVERYWHERE = ("lang", "text", "own", DATA)
#: Each page, in the order of the navigation, and what it understands besides the parameters of the views it shows.
OWN_PARAMETERS: Mapping[str, tuple[str, ...]] = {
    "": ("missing",),
    "compare": ("chart",),
    "trends": ("chart",),
    "map": ("place",),
    "district": ("estimates",),
    "brief": (),
    "plan": ("document", "tab", "body", "task"),
    "practices": ("tab", "practice", "cell", "system", "year"),
    "evidence": (
        "observation", "tab", "q", "page", "order", "districts", "dimension", "metric", "document", "from", "to",
        "reliability", "qualifier", "scope", "status", "read", "comparable", "outcome",
    ),
    "report": (
        "draft", "saved", "item", "template", "districts", "district", "dimension", "from", "to", "reliability",
        "language", "formats", "slides",
    ),
    "search": ("q",),
    "about": (),
    "versions": ("from", "to", "page"),
    "meeting": (
        "draft", "template", "districts", "district", "dimension", "metrics", "from", "to", "screen", "question",
        "reliability", "kept",
    ),
    "wall": (),
}  # fmt: skip

#: What chat programs, search engines and mail append; nobody who follows a link chose it.
_FOREIGN_NAMES = frozenset(
    (
        "isappinstalled", "nsukey", "clicktime", "enterid", "scene", "subscene", "ascene", "devicetype", "nettype",
        "abtest_cookie", "exportkey", "pass_ticket", "wx_header", "wxshare_count", "sharer_shareinfo",
        "sharer_shareinfo_first", "sharer_shareid", "sharer_sharetime", "mpshare", "srcid", "gclid", "fbclid",
        "msclkid", "bd_vid", "spm", "tdsourcetag", "dtaction", "ddtab",
    )
)  # fmt: skip
_FOREIGN_PREFIX = "utm_"
#: Where the name is one of ours, the words with which senders use it.
_FOREIGN_VALUES: Mapping[str, Container[str]] = {
    "from": {"singlemessage", "groupmessage", "timeline", "message", "favorites", "from_copylink"}
}
#: Parameters whose value is what somebody typed.
_FREE_TEXT = ("q", "missing")
#: What a version may be called; `releases.csv` has a narrower rule of its own.
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,19}")
_ESCAPED = re.compile("^(?:amp;)+")
_IDENTIFIERS = re.compile(r"[\x21-\x7e]*")
#: Longer values are not repeated when the text after them is named.
_SHORT = 20
_CLOSING = ".,;:!?)]}>\"'"

Pairs = Iterable[tuple[str, str]]


class Split(NamedTuple):
    """Parameters without the text that was glued to them, and each such `name=value` as it came."""

    values: dict[str, list[str]]
    glued: list[str]


def healed(name: str) -> str:
    """A name without what HTML makes of the `&` before it."""
    return _ESCAPED.sub("", name)


def cleaned(pairs: Pairs) -> list[tuple[str, str]]:
    """The parameters with names healed of `amp;`, without what known senders append."""
    pairs = [(healed(name), value) for name, value in pairs]
    return [(name, value) for name, value in pairs if not _is_foreign(name, value)]


def _is_foreign(name: str, value: str) -> bool:
    return (
        name in _FOREIGN_NAMES
        or name.startswith(_FOREIGN_PREFIX)
        or value.strip() in _FOREIGN_VALUES.get(name, ())
    )


def split(pairs: Pairs) -> Split:
    """Cleaned parameters by name, every value of each in order, with glued text cut off.

    Our values are identifiers and numbers, so what follows them in another script belongs to the message around the
    link (`2022，请查收`). A value that does not begin with an identifier stays as it is, to be named as unknown.
    """
    values: dict[str, list[str]] = {}
    glued = []
    for name, value in cleaned(pairs):
        kept = value if name in _FREE_TEXT else _without_text(value)
        if kept != value:
            shown = kept if len(kept) <= _SHORT else "…"
            glued.append(f"{name}={shown}{value[len(kept) :]}")
        values.setdefault(name, []).append(kept)
    return Split(values, glued)


def _without_text(value: str) -> str:
    """The value up to the first character no identifier holds; all of it where nothing precedes that."""
    match = _IDENTIFIERS.match(value)
    head = match.group() if match else ""
    return value if head == value else head.rstrip(_CLOSING) or value


def first_values(query: str) -> dict[str, str]:
    """A query string as one value a name, the first that no sender appended; blank values are left out."""
    first: dict[str, str] = {}
    for name, value in cleaned(parse_qsl(query)):
        first.setdefault(name, value)
    return first


def values_of(text: str) -> list[str]:
    """Return the values that a text joins by commas, without blanks around them and empty ones."""
    return [part.strip() for part in text.split(",") if part.strip()]


def version_in(text: str) -> str:
    """Return a version of the data as an address may name it; '' for what is none."""
    return text if _VERSION.fullmatch(text) else ""


def unglued(values: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """One value a name without the text glued to it, and each `name=value` that carried some."""
    parts = split(values.items())
    return {name: given[0] for name, given in parts.values.items()}, parts.glued


def parameters_of(page: str) -> tuple[str, ...]:
    """Return all names that a page understands; KeyError where there is no such page."""
    return (*EVERYWHERE, *OWN_PARAMETERS[page], *page_parameters(page))


def unknown_names(page: str, names: Iterable[str]) -> list[str]:
    """The names that a page does not understand; old links carry a draft to every page."""
    known = (*parameters_of(page), "draft")
    return [name for name in names if name not in known]
