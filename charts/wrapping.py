"""Text broken into lines that fit, by the widths of Noto Sans CJK SC and the rules of Chinese line breaking."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

#: Advance widths of ASCII from the space to the tilde, in thousandths of the type size.
_ASCII = (
    224, 323, 474, 555, 555, 921, 680, 278, 338, 338, 467, 555, 278, 347, 278, 392, 555, 555, 555, 555, 555, 555, 555,
    555, 555, 555, 278, 278, 555, 555, 555, 474, 946, 608, 657, 638, 688, 589, 552, 689, 728, 293, 535, 646, 543, 812,
    723, 742, 633, 742, 635, 596, 599, 721, 575, 878, 573, 531, 603, 338, 392, 338, 555, 559, 606, 563, 618, 510, 620,
    554, 325, 564, 607, 275, 275, 552, 284, 926, 610, 606, 620, 620, 388, 468, 377, 607, 521, 802, 498, 521, 475, 338,
    270, 338, 555,
)  # fmt: skip
#: What may not begin a line, and what may not end one.
_NOT_FIRST = set("，。、；：？！）》」』】〕…—·％‰%,.;:?!)]}”’")
_NOT_LAST = set("（《「『【〔([{“‘")
_BOLD = 1.08
#: A number keeps its unit.
_WORD = re.compile(r"[!-~\u00a0-\u024f]*[0-9][\u4e00-\u9fff]?|[!-~\u00a0-\u024f]+|[ \t]+|.", re.DOTALL)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How many pixels wide a text is set in type of a size, rather too much than too little."""
    return _units(text) * size / 1000 * (_BOLD if bold else 1)


def _units(text: str) -> int:
    return sum(map(_unit, text))


@lru_cache(maxsize=10_000)
def _unit(c: str) -> int:
    if " " <= c <= "~":
        return _ASCII[ord(c) - 32]
    if unicodedata.combining(c):
        return 0
    if unicodedata.east_asian_width(c) in "WFA":
        return 1000
    return 650 if ord(c) < 0x2000 else 1000


def wrap(text: str, room: float, size: float, *, bold: bool = False, most: int | None = None) -> list[str]:
    """The lines of a text in a column of `room` pixels; past `most` lines it ends in an ellipsis."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        # Nobody waits for the rest of a text of which only the beginning has room.
        lines += islice(_lines(paragraph, room, size, bold), None if most is None else most + 1)
        if most is not None and len(lines) > most:
            break
    if most is not None and len(lines) > most:
        lines = lines[:most]
        if lines:
            last = lines[-1]
            while last and width(last + "…", size, bold=bold) > room:
                last = last[:-1]
            lines[-1] = last.rstrip(" ，。、；：,.;:") + "…"
    return lines


def balanced(
    text: str, room: float, size: float, *, bold: bool = False, most: int | None = None
) -> list[str]:
    """The same number of lines, but none much shorter than the others: for titles."""
    lines = wrap(text, room, size, bold=bold, most=most)
    narrow = room * 0.5
    while len(lines) > 1 and room - narrow > size:
        middle = (narrow + room) / 2
        tried = wrap(text, middle, size, bold=bold, most=most)
        if len(tried) == len(lines) and "".join(tried)[-1:] == "".join(lines)[-1:]:
            lines, room = tried, middle
        else:
            narrow = middle
    return lines


def _lines(text: str, room: float, size: float, bold: bool) -> Iterator[str]:
    line, taken = (
        "",
        0,
    )  # how much room the line takes is carried on: measuring it anew at every piece is slow
    for piece in _pieces(text, room, size, bold):
        wide = taken + _units(piece.rstrip()) if piece.strip() else _units(line.rstrip())
        if line and wide * size / 1000 * (_BOLD if bold else 1) > room:
            line, carried = _carried(line, piece)
            yield line.strip()
            line = (carried + piece).lstrip()
            taken = _units(line)
        else:
            line += piece
            taken += _units(piece)
    if line.strip():
        yield line.strip()


def _carried(line: str, piece: str) -> tuple[str, str]:
    """Where the line really ends: no bracket is left behind, no mark begins the next one."""
    cut = len(line)
    if piece[:1] in _NOT_FIRST:
        cut -= 1
        while cut > 1 and line[cut] in _NOT_FIRST:
            cut -= 1
        start = cut
        while start > 0 and line[start - 1].isascii() and line[start - 1].isalnum() and line[cut].isascii():
            start -= 1
        cut = start or cut
    while cut > 1 and line[cut - 1] in _NOT_LAST:
        cut -= 1
    return line[:cut], line[cut:]


def _pieces(text: str, room: float, size: float, bold: bool) -> Iterator[str]:
    """Words, single Chinese characters, spaces; a word wider than the column in parts."""
    for piece in _WORD.findall(text):
        while width(piece, size, bold=bold) > room and len(piece) > 1:
            n = max(1, int(len(piece) * room / width(piece, size, bold=bold)) - 1)
            yield piece[:n]
            piece = piece[n:]  # noqa: PLW2901 - what is left of the word
        yield " " if piece[:1] in " \t" else piece
