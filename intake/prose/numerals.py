"""Numbers in digits and in Chinese numerals."""

from __future__ import annotations

import re
from decimal import Decimal

POWERS = {
    "": Decimal(1),
    "十": Decimal(10),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10) ** 4,
    "十万": Decimal(10) ** 5,
    "百万": Decimal(10) ** 6,
    "千万": Decimal(10) ** 7,
    "亿": Decimal(10) ** 8,
    "十亿": Decimal(10) ** 9,
    "百亿": Decimal(10) ** 10,
    "千亿": Decimal(10) ** 11,
    "万亿": Decimal(10) ** 12,
}
#: No figure of a district has more digits; what has is a number of a file, a card or a telephone.
ARABIC = r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(?:\.\d{1,8})?"
CHINESE = "零〇一二三四五六七八九十百千两"
_DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
#: A numeral up to 9999, before and behind 万.
IN_WORDS = rf"[{CHINESE}]{{1,8}}(?:万[{CHINESE}]{{0,8}})?"
_PLACES = {"十": 10, "百": 100, "千": 1000}
_WELL_FORMED = re.compile(
    r"(?:[一二三四五六七八九两]?千)?零?(?:[一二三四五六七八九两]?百)?零?(?:[一二三四五六七八九]?十)?[一二三四五六七八九两]?"
)


def arabic(text: str) -> Decimal:
    """Return the number that digits with or without separators give."""
    return Decimal(text.replace(",", ""))


def chinese(text: str) -> int | None:
    """Return the number that Chinese numerals up to 99999999 give; None where they are not put together as one."""
    head, myriads, rest = text.partition("万")
    if myriads:
        thousands, ones = _below_myriad(head), _below_myriad(rest) if rest else 0
        return None if not thousands or ones is None else thousands * 10000 + ones
    return _below_myriad(text)


def _below_myriad(text: str) -> int | None:
    if not text or not _WELL_FORMED.fullmatch(text):
        return None
    total, digit = 0, 0
    for sign in text:
        if sign in _PLACES:
            total += (digit or 1) * _PLACES[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return total + digit


def last_digit(number: Decimal, *, zeros_count: bool) -> Decimal:
    """Return the worth of the last digit as written; zeros at the end of a round number are none unless told."""
    exponent = (number if zeros_count else number.normalize()).as_tuple().exponent
    return Decimal(10) ** exponent if isinstance(exponent, int) and number else Decimal(1)
