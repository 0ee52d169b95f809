"""What stands in a cell: a figure with its unit, nothing, a dash, or something that is no figure."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Literal, NamedTuple

Kind = Literal["number", "empty", "dash", "unreadable"]

_BLANK = r"[\s\u3000\u00a0\u200b\ufeff]"
_NUMBER = re.compile(
    rf"(?P<sign>[+\-－＋−﹢])?{_BLANK}*(?P<digits>[0-9０-９](?:[0-9０-９,，.．]|{_BLANK})*)"
    rf"(?P<unit>{_BLANK}*[（(]?{_BLANK}*(?:万元|亿元|元|万件|件|宗|起|次|人次|个|家|人|名|条|项|份|户|%|％){_BLANK}*[）)]?)?"
)
_DASHES = frozenset("/／\\—－-–―─无")
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d+)?")


class CellValue(NamedTuple):
    """What a cell says; `start` and `end` are where the figure stands in the cell's text."""

    kind: Kind
    number: Decimal | None = None
    unit_zh: str = ""
    start: int = 0
    end: int = 0
    #: The digits stand apart, by a blank or a line break: joined here, and to be looked at.
    broken: bool = False


def read_value(text: str) -> CellValue:
    """Return what a cell says. Empty is no figure and never zero; `/` and — say that there is none."""
    bare = re.sub(_BLANK, "", text)
    if not bare:
        return CellValue("empty")
    if set(bare) <= _DASHES:
        return CellValue("dash")
    lead = len(text) - len(text.lstrip(" \t\r\n\u3000\u00a0\u200b\ufeff"))
    found = _NUMBER.fullmatch(text[lead:].rstrip(" \t\r\n\u3000\u00a0\u200b\ufeff"))
    number = _number(found["sign"], found["digits"]) if found else None
    if found is None or number is None:
        return CellValue("unreadable")
    digits = found["digits"].rstrip()
    start = lead + (found.start("sign") if found["sign"] else found.start("digits"))
    end = lead + found.start("digits") + len(digits)
    unit = re.sub(rf"{_BLANK}|[（()）]", "", found["unit"] or "").replace("％", "%")
    return CellValue("number", number, unit, start, end, bool(re.search(_BLANK, digits)))


def looks_like_value(text: str) -> bool:
    """Return whether a cell holds a figure, a dash or nothing."""
    return read_value(text).kind != "unreadable"


def _number(sign: str | None, digits: str) -> Decimal | None:
    plain = re.sub(_BLANK, "", unicodedata.normalize("NFKC", digits))
    if not _GROUPED.fullmatch(plain):
        return None
    number = Decimal(plain.replace(",", ""))
    return -number if sign in ("-", "－", "−") else number
