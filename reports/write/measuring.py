"""How much room a text takes: an estimate without fonts, a little on the large side, so that nothing is cut off."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

#: Height of a line in font sizes: that of Noto Sans CJK, the tallest of the usual Chinese faces.
LEADING = 1.46
_NARROW = set("iljtfrI.,;:!|'()[]/ 1")
_WORD = re.compile(r"[^\s\u2e80-\uffef\U00020000-\U0003ffff]+|\s|.", re.DOTALL)


def width(text: str, size: float) -> float:
    """The width of a text on one line, in the unit of `size`."""
    return sum(map(_em, text)) * size


def _em(c: str) -> float:
    if unicodedata.east_asian_width(c) in "WFA" or ord(c) > 0x1F000:
        return 1.0
    if c in _NARROW:
        return 0.4
    return 0.78 if c.isupper() or c in "mwMW@%" else 0.63


def lines(text: str, size: float, room: float) -> int:
    """How many lines a text takes in a width."""
    return sum(_lines(paragraph, size, room) for paragraph in text.split("\n"))


def _lines(paragraph: str, size: float, room: float) -> int:
    count, used = 1, 0.0
    for word in _WORD.findall(paragraph):
        wide = width(word, size)
        if used + wide <= room:
            used += wide
            continue
        if word.isspace():
            continue
        if wide > room:  # a word that is longer than a line is broken anywhere
            whole = used + wide
            count += int(whole // room)
            used = whole % room
        else:
            count, used = count + 1, wide
    return count


def height(text: str, size: float, room: float) -> float:
    """The height of a text in a width."""
    return lines(text, size, room) * size * LEADING


def fitting(text: str, sizes: Sequence[float], room: float, most: float) -> float:
    """The largest of some sizes in which a text keeps to a height; the smallest where none does."""
    return next((s for s in sizes if height(text, s, room) <= most), sizes[-1])


def pages(text: str, size: float, room: float, most: float) -> list[str]:
    """A long text in pieces that each keep to a height, cut at paragraphs or sentences where there are any."""
    found: list[str] = []
    page = ""
    for piece in _pieces(text, size, room, most):
        if page and height(page + piece, size, room) > most:
            found.append(page.strip("\n"))
            page = piece.lstrip("\n")
        else:
            page += piece
    return [*found, page.strip("\n")] if page.strip() else found


def _pieces(text: str, size: float, room: float, most: float) -> list[str]:
    """Sentences with their ends; those that would not fit a page alone are cut by length."""
    found = []
    per_page = max(1, int(room / size) * max(1, int(most / (size * LEADING))) - 1)
    for sentence in re.findall(r".+?(?:[。！？；.!?;]+\s*|\n+|\Z)|\n+", text, re.DOTALL):
        if height(sentence, size, room) <= most:
            found.append(sentence)
        else:
            found += [sentence[i : i + per_page] for i in range(0, len(sentence), per_page)]
    return found
