"""A value as people type it: 1,234 · 1.2万 · 约500 · 500余 · １２％ · 57.18亿元."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from data.cells import CellError
from intake.template.grid import Input

_POWERS = {
    "": 0,
    "十": 1,
    "百": 2,
    "千": 3,
    "万": 4,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "百亿": 10,
    "千亿": 11,
}
_POWERS |= {"万亿": 12}
#: Words before and after a number, and the exactness that they state.
_BEFORE = {
    **dict.fromkeys(("大约", "约", "≈"), "approx"),
    **dict.fromkeys(("接近", "将近", "近"), "nearly"),
    **dict.fromkeys(("不少于", "不低于", "超过", "超", "逾", "突破", "≥", ">="), "at_least"),
    **dict.fromkeys(("不超过", "不多于", "不高于", "≤", "<="), "at_most"),
}
_AFTER = {
    "左右": "approx",
    **dict.fromkeys(("余", "多", "以上", "+"), "at_least"),
    **dict.fromkeys(("以下", "以内"), "at_most"),
}
_SIMPLIFIED = str.maketrans("萬億餘約超過", "万亿余约超过")


def _words(words: dict[str, str] | dict[str, int]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if word)


_AMOUNT = re.compile(
    rf"(?P<before>{_words(_BEFORE)})?"
    r"(?P<sign>[-+])?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?P<more>[余多])?(?P<power>{_words(_POWERS)})?(?P<more2>[余多])?"
    r"(?P<unit>[^\d\s]*?)"
    rf"(?P<after>{_words(_AFTER)})?"
)
#: Signs by which people say that there is nothing.
_NOTHING = {"-", "--", "—", "——", "/", "\\", "无", "没有", "暂无", "na", "n/a", "none", "null", "缺"}


class Amount(NamedTuple):
    """A value in the unit of its metric, how firm the cell itself says it is ('' where it does not), its last digit."""

    value: Decimal
    exactness: str
    #: One of the last digit that counts, in the unit of the metric.
    step: Decimal


def amount(cell: Input, unit_zh: str, unit_en: str) -> Amount:
    """Return what a cell holds in a unit. Raises CellError where that is not certain."""
    if cell.kind in ("formula", "error"):
        raise CellError("是公式或错误值，请直接写数字", "is a formula or an error: write the figure itself")
    if cell.kind == "day":
        raise CellError("被存成了日期，请写数字", "was turned into a date: write the figure")
    if cell.percent:
        return _in_percent(cell.text, unit_zh)
    text = _joined(unicodedata.normalize("NFKC", cell.text)).translate(_SIMPLIFIED)
    if text.casefold() in _NOTHING:
        raise CellError("不是数字；没有这项数据的请留空", "is not a figure: leave empty what you do not have")
    found = _AMOUNT.fullmatch(text)
    if not found:
        raise CellError(
            "不是能读懂的数，请写成 1234.5、1.2万、约500 或 500余",
            "cannot be read as a figure: write it as 1234.5",
        )
    return _amount(found, unit_zh, unit_en)


def _joined(text: str) -> str:
    """Take the blanks out of a text, but for those between digits that separate no thousands."""
    thousands = re.sub(r"(?<=\d)\s(?=\d{3}(?!\d))", ",", text.strip())
    return re.sub(r"\s+(?!\d)|(?<!\d)\s+", "", thousands)


def _short(number: Decimal) -> Decimal:
    """Return a number without zeros at its end and without an exponent."""
    return Decimal(format(number.normalize(), "f"))


def _in_percent(text: str, unit_zh: str) -> Amount:
    if unit_zh != "%":
        raise CellError(
            f"是百分数，而单位是“{unit_zh}”，请更正",
            f"is a percentage, while the unit is {unit_zh}: correct it",
        )
    value = _short(Decimal(text) * 100)
    return Amount(value, "", _step(str(value)))


def _amount(found: re.Match[str], unit_zh: str, unit_en: str) -> Amount:
    digits = found["digits"].replace(",", "")
    factor = _factor(found["power"] or "", found["unit"], unit_zh, unit_en)
    sign = -1 if found["sign"] == "-" else 1
    value = _short(sign * Decimal(digits) * factor)
    return Amount(value, _exactness(found), _short(_step(digits) * factor))


def _exactness(found: re.Match[str]) -> str:
    said = {_BEFORE[found["before"]]} if found["before"] else set()
    if found["more"] or found["more2"]:
        said.add("at_least")
    if found["after"]:
        said.add(_AFTER[found["after"]])
    if len(said) > 1:
        raise CellError(
            "前后两个词说法不一（如“约……以上”），请只留一个",
            "says two things of how exact it is: keep one of the words",
        )
    return said.pop() if said else ""


def _factor(power: str, unit: str, unit_zh: str, unit_en: str) -> Decimal:
    """Return by what the digits are multiplied: 1.2万 for 人 is 12000, 0.5亿元 for 万元 is 5000."""
    own, base = _split(unit_zh)
    if not unit and not power:
        return Decimal(1)
    if (unit and not power and unit in (unit_zh, unit_en)) or power + unit in (unit_zh, unit_en):
        return Decimal(1)
    if unit == base or (not unit and not own):
        return Decimal(10) ** (_POWERS[power] - _POWERS[own])
    if not unit:
        raise CellError(
            f"写了“{power}”，而单位是“{unit_zh}”：请按“{unit_zh}”写数，或写明单位（如1.2亿元）",
            f"says {power}, while the unit is {unit_zh}: write the figure in that unit, or write its own unit too",
        )
    raise CellError(
        f"写的单位是“{power}{unit}”，而这一行的单位是“{unit_zh}”，请核对并改按后者填写",
        f"is in {power}{unit}, while the unit of the row is {unit_zh}: check it, and write it in that unit",
    )


def _split(unit: str) -> tuple[str, str]:
    """Split 万元 into 万 and 元."""
    power = unit[0] if unit[:1] in ("万", "亿") else ""
    return power, unit[len(power) :]


def _step(digits: str) -> Decimal:
    """Return one of the last digit that counts: 0.1 for 14.6, 1000 for 7000, 0.01 for 3.50."""
    if "." in digits:
        return Decimal(1).scaleb(-len(digits.split(".")[1]))
    zeros = len(digits) - len(digits.rstrip("0"))
    return Decimal(1).scaleb(zeros if zeros < len(digits) else 0)
