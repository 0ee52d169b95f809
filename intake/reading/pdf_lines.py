"""The characters of a page of a PDF file as lines, with the place of each character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

#: Gaps that stand for a blank, in heights of type; between Chinese and figures printers leave a quarter.
_BLANK_LATIN, _BLANK = 0.2, 0.7
#: Lines whose middles differ by less of their height are one.
_SAME_LINE = 0.45
#: The same character so near (in points) is printed twice to look bold.
_TWICE = 1.0
_UNKNOWN = re.compile(r"\(cid:\d+\)|[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
UNKNOWN = "\ufffd"


class Sign(NamedTuple):
    """A character, or a ligature of several, and its rectangle."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """Half of its height."""
        return (self.top + self.bottom) / 2


class TextLine(NamedTuple):
    """A line of text; `edges` has the left edge of each character and the right edge of the last."""

    text: str
    page: int
    top: float
    bottom: float
    edges: tuple[float, ...]
    #: In which part of a page in columns, in reading order; 0 on all others.
    column: int = 0

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.edges[0]

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.edges[-1]

    @property
    def size(self) -> float:
        """The height of its type."""
        return self.bottom - self.top


def signs_of(characters: Iterable[dict[str, Any]]) -> list[Sign]:
    """Return what pdfplumber calls characters; text that runs upwards (watermarks) is left out."""
    return [
        Sign(
            _UNKNOWN.sub(UNKNOWN, c["text"]),
            float(c["x0"]),
            float(c["x1"]),
            float(c["top"]),
            float(c["bottom"]),
        )
        for c in characters
        if c["text"] and c.get("upright", True)
    ]


def lines_of(signs: Iterable[Sign], page: int) -> list[TextLine]:
    """Return signs as lines from top to bottom, each from left to right."""
    return [line for row in rows_of(signs) if (line := line_of(row, page))]


def rows_of(signs: Iterable[Sign]) -> Iterator[list[Sign]]:
    """Yield signs that stand beside each other, from left to right, the rows from top to bottom."""
    row: list[Sign] = []
    for sign in sorted(signs, key=lambda s: (s.middle, s.left)):
        if row and sign.middle - row[0].middle > _SAME_LINE * max(row[0].bottom - row[0].top, 1.0):
            yield sorted(row, key=lambda s: s.left)
            row = []
        row.append(sign)
    if row:
        yield sorted(row, key=lambda s: s.left)


def line_of(row: Sequence[Sign], page: int) -> TextLine | None:
    """Return signs of a row as a line; None where they say nothing."""
    kept = _without_copies(row)
    while kept and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if not kept:
        return None
    text, edges = [kept[0].text], _edges(kept[0])
    for before, sign in pairwise(kept):
        if _is_apart(before, sign):
            text.append(" ")
            edges.append(before.right)
        text.append(sign.text)
        edges += _edges(sign)
    top, bottom = min(sign.top for sign in kept), max(sign.bottom for sign in kept)
    shown = [round(edge, 1) for edge in (*edges, kept[-1].right)]
    return TextLine("".join(text), page, round(top, 1), round(bottom, 1), tuple(shown))


def _without_copies(row: Sequence[Sign]) -> list[Sign]:
    kept: list[Sign] = []
    for sign in row:
        if not any(sign.text == other.text and abs(sign.left - other.left) < _TWICE for other in kept[-3:]):
            kept.append(sign)
    return kept


def _edges(sign: Sign) -> list[float]:
    width = (sign.right - sign.left) / len(sign.text)
    return [sign.left + place * width for place in range(len(sign.text))]


def _is_apart(before: Sign, sign: Sign) -> bool:
    if before.text.isspace() or sign.text.isspace():
        return False
    latin = before.text.isascii() and sign.text.isascii()
    return sign.left - before.right > (_BLANK_LATIN if latin else _BLANK) * (sign.bottom - sign.top)
