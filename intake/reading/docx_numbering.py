"""Numbers that Word counts itself and does not write into the text: 一、 （一） 1. and the like."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

from lxml import etree

from intake.reading import office

_DIGITS = "零一二三四五六七八九"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_PLACE = re.compile(r"%([1-9])")
_MOST = 9999


class _Level(NamedTuple):
    format: str
    text: str
    start: int


class Numbering:
    """Counts the lists of a document."""

    def __init__(self, root: etree._Element | None) -> None:
        elements = list(root) if root is not None else []
        lists = {
            office.attribute(e, "abstractNumId"): _levels(e)
            for e in elements
            if office.local_name(e) == "abstractNum"
        }
        self._lists = {
            office.attribute(e, "numId"): lists.get(office.value(e, "abstractNumId"), {})
            for e in elements
            if office.local_name(e) == "num"
        }
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)

    def label(self, number: str, level: int) -> str:
        """Return the number of the next paragraph of a list; '' for bullets and for no list."""
        levels = self._lists.get(number, {})
        if level not in levels:
            return ""
        counts = self._counts[number]
        counts[level] = min(counts.get(level, levels[level].start - 1) + 1, _MOST)
        for deeper in [found for found in counts if found > level]:
            del counts[deeper]
        if levels[level].format in {"bullet", "none"}:
            return ""
        return _PLACE.sub(lambda match: self._shown(levels, counts, int(match[1]) - 1), levels[level].text)

    def _shown(self, levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
        if level not in levels:
            return ""
        return written(counts.get(level, levels[level].start), levels[level].format)


def written(number: int, kind: str) -> str:
    """Return a number in one of Word's formats; in figures where the format is a rare one."""
    if kind.startswith(("chinese", "japanese", "taiwanese", "ideograph")) or kind == "korean":
        return chinese(number)
    if kind in {"upperLetter", "lowerLetter"}:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in {"upperRoman", "lowerRoman"}:
        return roman(number).upper() if kind == "upperRoman" else roman(number)
    if kind == "decimalEnclosedCircle" and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    return str(number)


def chinese(number: int) -> str:
    """Return a number below 100 in Chinese; in figures beyond."""
    if not 0 <= number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def roman(number: int) -> str:
    """Return a number in small Roman numerals."""
    found = ""
    for size, sign in (*_ROMAN, *_ROMAN_SMALL):
        count, number = divmod(number, size)
        found += sign * count
    return found


def _levels(element: etree._Element) -> dict[int, _Level]:
    found = {}
    for level in element:
        index = office.attribute(level, "ilvl")
        if office.local_name(level) == "lvl" and index.isdecimal() and index.isascii():
            start = office.value(level, "start")
            begins = int(start) if start.isascii() and start.isdecimal() and len(start) < 5 else 1
            found[int(index)] = _Level(office.value(level, "numFmt"), office.value(level, "lvlText"), begins)
    return found
