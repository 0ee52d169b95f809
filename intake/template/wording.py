"""Whether the wording carries the figure of its row; what it says otherwise is for a person to look at."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from data.violations import Reason
from intake.template.amounts import Amount
from intake.template.columns import Line
from intake.template.vocabulary import EXACTNESS, chosen

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_NOT_EXACT = re.compile(r"约|近\d|余|左右|超|逾|突破|以上|以下|以内|不少于|不超过|多[个件项人次家万亿]")
_POWERS = tuple(Decimal(10) ** n for n in (0, 1, 2, 3, 4, 8, -4, -8))


def warnings(wording: str, line: Line, value: Amount, exactness: str) -> tuple[Reason, ...]:
    """Return what a person who reviews the figure must look at."""
    found = []
    if not _carries(wording, line["value"].text, value.value):
        found.append(
            Reason("原文写法中找不到这个数，请核对", "the wording does not hold the figure: compare them")
        )
    if value.exactness and chosen(EXACTNESS, line["exactness"].text) == "exact":
        word = next(c for c in EXACTNESS if c.code == exactness)
        found.append(
            Reason(
                f"“准确程度”一格为“准确”，而数值写作“{line['value'].text}”，按“{word.zh}”读入",
                f"the exactness is left at exact, but the value says {line['value'].text}: read as {word.en}",
            )
        )
    elif exactness == "exact" and _NOT_EXACT.search(wording):
        found.append(
            Reason(
                "原文写法似不是准确数，请核对准确程度",
                "the wording does not sound exact: check the exactness",
            )
        )
    return tuple(found)


def _carries(wording: str, typed: str, value: Decimal) -> bool:
    """Return whether a number of the wording is the value, as typed or in 万, 亿 and the like."""
    text, written = (unicodedata.normalize("NFKC", t) for t in (wording, typed))
    if re.sub(r"\s", "", written) in re.sub(r"\s", "", text):
        return True
    numbers = [Decimal(n.replace(",", "")) for n in _NUMBER.findall(text)]
    return any(abs(value) == number * power for number in numbers for power in _POWERS)
