"""Numbers as Excel shows them in their format: decimals, per cent, units in the format, dates."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

#: By number; those that differ in a Chinese Excel as they are there.
BUILTIN: dict[str, str] = {
    **{str(number): code for number, code in BUILTIN_FORMATS.items()},
    "14": "yyyy-m-d",
    **dict.fromkeys(("27", "36", "50", "52", "57"), 'yyyy"年"m"月"'),
    **dict.fromkeys(("28", "29", "51", "53", "54", "58"), 'm"月"d"日"'),
    "30": "m-d-yy",
    "31": 'yyyy"年"m"月"d"日"',
}
#: What a number may have in Excel; more is noise of the machine.
_DIGITS = 15
_MOST_DECIMALS = 30
_QUOTED = re.compile(r'"([^"]*)"|\\(.)|[_*].|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]')
_PLACES = re.compile(r"[0#?][0#?,.]*")
_DATE_PART = re.compile(r'"([^"]*)"|\\(.)|\[\$[^\]]*\]|\[[^\]]*\]|(y+|m+|d+|h+|s+|AM/PM|上午/下午)|(.)', re.I)


class _Section(NamedTuple):
    """One part of a format: what stands before and after the number, its decimals, and what it is divided by."""

    before: str
    after: str
    decimals: int
    optional: int
    grouped: bool
    power: int
    has_number: bool
    general: bool


def shown(raw: str, code: str, *, from_1904: bool = False) -> str:
    """Return a number in a format; as it is written where it is no number or the format makes no sense of it."""
    try:
        number = _rounded(Decimal(raw))
    except InvalidOperation:
        return raw
    if not number.is_finite() or abs(number.adjusted()) > 300:
        return raw
    if is_date_format(code) and "General" not in code:
        return _date(number, code, from_1904) or _plain(number)
    sections = _sections(code)
    section, amount = _of_sign(sections, number)
    return _written(section, amount)


def _of_sign(sections: tuple[_Section, ...], number: Decimal) -> tuple[_Section, Decimal]:
    if number < 0 and len(sections) > 1:
        return sections[1], -number
    if number == 0 and len(sections) > 2:
        return sections[2], number
    return sections[0], number


def _written(section: _Section, number: Decimal) -> str:
    if section.general:
        text = _plain(number)
    elif not section.has_number:
        return section.before
    else:
        scaled = number.scaleb(section.power)
        text = f"{scaled.quantize(Decimal(1).scaleb(-section.decimals), ROUND_HALF_UP):f}"
        if section.optional and "." in text:
            kept = len(text) - section.optional
            text = text[:kept] + text[kept:].rstrip("0")
            text = text.rstrip(".")
        if section.grouped:
            whole, point, rest = text.partition(".")
            text = f"{int(whole):,}" + point + rest
    sign = "-" if text.startswith("-") else ""
    return f"{sign}{section.before}{text.removeprefix('-')}{section.after}"


@lru_cache(maxsize=1000)
def _sections(code: str) -> tuple[_Section, ...]:
    """Return the parts of a format, for positive, negative numbers and zero."""
    return tuple(_section(part) for part in re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)[:3])


def _section(part: str) -> _Section:
    literals: list[str] = []

    def kept_literal(match: re.Match[str]) -> str:
        literals.append(match[1] or match[2] or match[3] or "")
        return "\x00"

    bare = _QUOTED.sub(kept_literal, part)
    waiting = iter(literals)

    def with_literals(text: str) -> str:
        return "".join(next(waiting, "") if sign == "\x00" else sign for sign in text)

    general = re.search(r"General|@|E[+-]|[0#?]\s*/\s*[0#?\d]", bare, re.I)
    if general:
        whole = re.search(r"General|@", bare, re.I)
        at = whole.span() if whole else (0, len(bare))
        before = with_literals(bare[: at[0]])
        return _Section(before, with_literals(bare[at[1] :]), 0, 0, False, 0, True, True)
    places = _PLACES.search(bare)
    if not places:
        return _Section(with_literals(bare), "", 0, 0, False, 0, False, False)
    whole_part, _, decimals = places[0].rstrip(",").partition(".")
    counted = [sign for sign in decimals if sign in "0#?"][:_MOST_DECIMALS]
    before = with_literals(bare[: places.start()])
    after = with_literals(bare[places.end() :])
    scaled = len(places[0]) - len(places[0].rstrip(","))
    power = 2 * (before + after).count("%") - 3 * scaled
    optional = len(counted) - len("".join(counted).rstrip("#?"))
    return _Section(before, after, len(counted), optional, "," in whole_part, power, True, False)


def _rounded(number: Decimal) -> Decimal:
    """Return a number without the digits beyond those that Excel has: 0.30000000000000004 is 0.3."""
    if not number.is_finite() or not number:
        return number
    place = number.adjusted() - _DIGITS + 1
    return round(number, -place) if place < 0 else number


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _date(number: Decimal, code: str, from_1904: bool) -> str:
    """Return a day or time in its format; '' where the number is none."""
    try:
        epoch = CALENDAR_MAC_1904 if from_1904 else CALENDAR_WINDOWS_1900
        moment = from_excel(float(number), epoch)
    except (ValueError, OverflowError, TypeError):
        return ""
    if not isinstance(moment, datetime):
        return f"{moment:%H:%M}" if hasattr(moment, "hour") else str(moment)
    pieces: list[str] = []
    after_hour = False
    for match in _DATE_PART.finditer(code.split(";", maxsplit=1)[0]):
        quoted, escaped, token, sign = match.groups()
        if token:
            pieces.append(_token(token.lower(), moment, after_hour))
            after_hour = token[0].lower() == "h" or (after_hour and token[0].lower() == "m")
        else:
            pieces.append(quoted or escaped or (sign if sign and sign not in "_*@" else ""))
    return "".join(pieces).strip()


def _token(token: str, moment: datetime, after_hour: bool) -> str:
    kind, wide = token[0], len(token) > 1
    if kind == "y":
        return f"{moment.year:04}" if len(token) > 2 else f"{moment.year % 100:02}"
    if kind == "m" and not after_hour:
        return f"{moment.month:02}" if wide else str(moment.month)
    amounts = {"m": moment.minute, "d": moment.day, "h": moment.hour, "s": moment.second}
    if kind not in amounts or (kind == "d" and len(token) > 2):
        return ""
    return f"{amounts[kind]:02}" if wide else str(amounts[kind])
