"""The text of a web page as a browser breaks it into lines, and the tables between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from intake.reading.html_tables import is_data

_BLOCK_NAMES = (
    "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section summary table tbody td "
    "tfoot th thead tr ul"
)
_SILENT_NAMES = "script style noscript template head title iframe object embed svg select textarea button"
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_SILENT = frozenset(_SILENT_NAMES.split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CJK = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
#: A line break of the source between two Chinese characters is none of the text.
_BROKEN = re.compile(rf"(?<={_CJK})[ \t]*[\r\n][ \t\r\n]*(?={_CJK})")
_BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\xad\x00-\x08\x0b\x0e-\x1f\x7f]")


class Piece(NamedTuple):
    """A line with the level of its heading (0: none), or a table of data."""

    text: str = ""
    outline: int = 0
    table: etree._Element | None = None


def pieces(part: etree._Element, *, tables: bool = True) -> Iterator[Piece]:
    """Yield the lines of a part of a page that say something, and its tables of data where these are wanted."""
    pending: list[str] = []
    outline, preformatted = 0, 0
    walk = etree.iterwalk(part, events=("start", "end"))
    for event, element in walk:
        name = element.tag if isinstance(element.tag, str) else ""
        if name in _BLOCKS:
            yield from _lines(pending, outline)
        if event == "start":
            outline = _HEADINGS.get(name, outline)
            preformatted += name == "pre"
            if name in _SILENT or not name:
                walk.skip_subtree()
            elif tables and name == "table" and is_data(element):
                yield Piece(table=element)
                walk.skip_subtree()
            elif element.text:
                pending += _kept(element.text, preformatted)
            continue
        preformatted -= name == "pre"
        outline = 0 if name in _HEADINGS else outline
        if element is not part and element.tail:
            pending += _kept(element.tail, preformatted)
    yield from _lines(pending, outline)


def lines_of(part: etree._Element) -> Iterator[str]:
    """Yield the lines of a part of a page; tables in it are text like all other."""
    return (piece.text for piece in pieces(part, tables=False))


def _kept(text: str, preformatted: int) -> list[str]:
    r"""Return a text with its own line breaks where they are shown (`\v` stands for one)."""
    return [text.replace("\n", "\v") if preformatted else text]


def _lines(pending: list[str], outline: int) -> Iterator[Piece]:
    if not pending:
        return
    whole = _BROKEN.sub("", _INVISIBLE.sub("", "".join(pending)))
    pending.clear()
    for line in whole.split("\v"):
        said = _BLANKS.sub(" ", line).strip(" \u3000")
        if said:
            yield Piece(said, outline)
