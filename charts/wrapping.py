"""How much room a text takes, and where its lines end: the one measure for charts and files.

By the widths of Noto Sans CJK SC and the rules of Chinese line breaking. Pictures are set in that face (`width`,
`wrap`, `balanced`). Files are opened in faces that cannot be known here: `loose_width`, `lines`, `height`, `fitting`
and `pages` allow for wider Latin letters, so that nothing is cut off. Lengths are in the unit of the type size.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
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
#: Latin letters of other faces against those of Noto; Chinese characters are as wide in all.
_ANY_FACE = 1.15
#: Height of a line in type sizes: that of Noto Sans CJK, the tallest of the usual Chinese faces.
LEADING = 1.46
#: A number keeps its unit.
_WORD = re.compile(r"[!-~\u00a0-\u024f]*[0-9][\u4e00-\u9fff]?|[!-~\u00a0-\u024f]+|[ \t]+|.", re.DOTALL)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a text on one line, rather too much than too little."""
    return _units(text) * size / 1000 * (_BOLD if bold else 1)


def loose_width(text: str, size: float) -> float:
    """Return the width of a text on one line in a face that is not known."""
    return _loose_units(text) * size / 1000


def _units(text: str) -> float:
    return sum(map(_unit, text))


def _loose_units(text: str, latin: float = _ANY_FACE) -> float:
    return sum(n if n >= 1000 else n * latin for n in map(_unit, text))


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
    units = room * 1000 / size / (_BOLD if bold else 1)
    for paragraph in text.splitlines():
        # Nobody waits for the rest of a text of which only the beginning has room.
        lines += islice(_lines(paragraph, units, _units), None if most is None else most + 1)
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


def lines(text: str, size: float, room: float, latin: float = _ANY_FACE) -> int:
    """Return how many lines a text takes in a width; an empty paragraph takes one.

    `latin` is the width of Latin letters against those of Noto Sans; without it, of a face that is not known.
    """
    units = room * 1000 / size

    def measured(part: str) -> float:
        return _loose_units(part, latin)

    return sum(max(1, sum(1 for _ in _lines(p, units, measured))) for p in text.split("\n"))


def height(text: str, size: float, room: float) -> float:
    """Return the height of a text in a width, in a face that is not known."""
    return lines(text, size, room) * size * LEADING


def fitting(text: str, sizes: Sequence[float], room: float, most: float) -> float:
    """Return the largest of some sizes in which a text keeps to a height; the smallest where none does."""
    return next((s for s in sizes if height(text, s, room) <= most), sizes[-1])


def pages(text: str, size: float, room: float, most: float) -> list[str]:
    """Return a long text in parts that each keep to a height, cut at paragraphs or sentences where there are any."""
    found: list[str] = []
    page = ""
    for sentence in _sentences(text, size, room, most):
        if page and height(page + sentence, size, room) > most:
            found.append(page.strip("\n"))
            page = sentence.lstrip("\n")
        else:
            page += sentence
    return [*found, page.strip("\n")] if page.strip() else found


def _sentences(text: str, size: float, room: float, most: float) -> Iterator[str]:
    """Sentences with their ends; those that would not fit a page alone are cut by length."""
    per_page = max(1, int(room / size) * max(1, int(most / (size * LEADING))) - 1)
    for sentence in re.findall(r".+?(?:[。！？；.!?;]+\s*|\n+|\Z)|\n+", text, re.DOTALL):
        if height(sentence, size, room) <= most:
            yield sentence
        else:
            yield from (sentence[i : i + per_page] for i in range(0, len(sentence), per_page))


def _lines(text: str, room: float, units: Callable[[str], float]) -> Iterator[str]:
    """The lines of a paragraph; `room` is in the units in which `units` measures."""
    line, taken = "", 0.0  # the room a line takes is carried on: measuring it anew at every piece is slow
    for piece in _pieces(text, room, units):
        wide = taken + units(piece.rstrip()) if piece.strip() else units(line.rstrip())
        if line and wide > room:
            line, carried = _carried(line, piece)
            yield line.strip()
            line = (carried + piece).lstrip()
            taken = units(line)
        else:
            line += piece
            taken += units(piece)
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


def _pieces(text: str, room: float, units: Callable[[str], float]) -> Iterator[str]:
    """Words, single Chinese characters, spaces; a word wider than the column in parts."""
    for piece in _WORD.findall(text):
        if piece[:1] in " \t":
            yield " "
        elif units(piece) > room:
            yield from _parts(piece, room, units)
        else:
            yield piece


def _parts(word: str, room: float, units: Callable[[str], float]) -> Iterator[str]:
    part, taken = "", 0.0
    for c in word:
        wide = units(c)
        if part and taken + wide > room:
            yield part
            part, taken = "", 0.0
        part += c
        taken += wide
    yield part
