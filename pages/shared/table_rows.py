"""Rows of a table that can be read each by itself: where there is no room for columns a row stands as a card.

A template writes a row as plain cells (`parts.table`); here each gets what a card and a screen reader need: its head
as label, its part in the card and its role, which browsers forget of cells that are no longer laid out as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

#: The columns of a table: of each its key, which may be any text, and its head; the rest is left to others.
Head = Sequence[Sequence[Any]]

#: The key of a column → what it is to styles (tables.css): words too short to be broken, one of a few widths.
_SHORT = dict.fromkeys(
    (
        "district", "published", "due", "kind", "reliability", "read", "level", "year", "since", "outcome",
        "gravity", "basis", "better", "rank", "exactness", "links",
    ),
    "qj-c-short",
)  # fmt: skip
_COLUMNS = _SHORT | {
    "unit": "qj-c-short qj-c-unit",
    "period": "qj-c-phrase qj-c-period",
    "districts": "qj-c-phrase",
    "figure": "qj-c-figure",
    "as_written": "qj-c-written",
    "others": "qj-c-others",
    "source": "qj-c-source",
    "text": "qj-c-text",
}
#: What a second column says beside the first of what the row is; of any other the first says it alone.
_NAMING = {"metric", "outcome", "districts", "section"}
#: Up to so many columns have room on a page; more are scrolled sideways, in a box of their own.
_FEW, _SEVERAL = 8, 12
#: A card of more lines is longer than anybody reads, and the labels of its cells outweigh what these say.
_MOST_LINES = 40
#: The class of tables with signs rather than words in their cells.
_MATRIX = "qj-matrix"

_TAG = re.compile(r"<(?P<name>tr|td|th)(?P<given>(?: [^>]*)?)>")
_CLASS = re.compile(r' class="([^"]*)"')


def room(head: Head) -> str:
    """Return the class of the box around a table with these columns: of what width on it need not be scrolled."""
    return "qj-few" if len(head) <= _FEW else "qj-several" if len(head) <= _SEVERAL else "qj-many"


def has_cards(head: Head, css: str) -> bool:
    """Return whether the rows of a table stand as cards where there is no room; else they stay columns at any width."""
    return _MATRIX not in css and len(head) <= _MOST_LINES


def column_class(head: Head, number: int) -> str:
    """Return the classes of a column by its place, from 0: its width, and its part in a card."""
    key = head[number][0]
    is_name = number == 0 or (number == 1 and key in _NAMING)
    return " ".join(c for c in (_COLUMNS.get(key, ""), "qj-c-name" if is_name else "") if c)


def labelled(rows: Markup, head: Head) -> Markup:
    """Return the rows (`<tr><th …>…</th><td>…</td></tr>`) with labels, classes and roles for each of their cells."""
    names = [(Markup("{}").format(name), column_class(head, i)) for i, (_, name, *_) in enumerate(head)]
    return Markup("".join(_tags(rows, names)))


def _tags(rows: Markup, names: Sequence[tuple[str, str]]) -> Iterator[str]:
    place = end = 0
    for tag in _TAG.finditer(rows):
        yield rows[end : tag.start()]
        end = tag.end()
        if tag["name"] == "tr":
            place = 0
            yield f'<tr role="row"{tag["given"]}>'
        elif "colspan=" in tag["given"]:
            yield f'<{tag["name"]} role="rowheader"{tag["given"]}>'
        else:
            yield _cell(tag["name"], tag["given"], *names[place])
            place += 1
    yield rows[end:]


def _cell(tag: str, given: str, label: str, css: str) -> str:
    own = _CLASS.search(given)
    classes = " ".join(c for c in (own[1] if own else "", css) if c)
    given = _CLASS.sub("", given) + (f' class="{classes}"' if classes else "")
    role = "rowheader" if tag == "th" else "cell"
    return f'<{tag} role="{role}"{given} data-label="{label}">'
