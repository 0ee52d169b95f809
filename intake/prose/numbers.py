"""Numbers with their units in a clause, as exact as the words around them say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from intake.proposal import Qualifier
from intake.prose.clauses import Clause
from intake.prose.exactness import bounds, exactness
from intake.prose.numerals import ARABIC, CHINESE, IN_WORDS, POWERS, arabic, chinese
from intake.prose.vocabulary import (
    AFTER,
    BEFORE,
    CHINESE_UNITS,
    MONEY,
    NO_UNITS,
    OTHERWISE,
    SIGNS,
    SLOGANS,
    UNITS,
)


class Number(NamedTuple):
    """A number with its unit; `start` and `end` are its range in the document, with the words of exactness."""

    value: Decimal
    value_low: Decimal | None
    value_high: Decimal | None
    unit_zh: str
    qualifier: Qualifier
    start: int
    end: int
    #: Two numbers with 至 between them: the value is the lower one.
    is_range: bool = False


def _any(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]


_BEFORE = _any(word for words in BEFORE.values() for word in words)
_AFTER = _any(word for words in AFTER.values() for word in words)
_POWER = _any(word for word in POWERS if len(word) > 1 or word in "万亿") + "|千(?!米|克|瓦)"
_UNIT = _any(UNITS)
_NO_UNIT = _any(NO_UNITS)
_PER = r"(?:/(?:年|月|日|天|季度|人|户|平方公里|平方米|立方米|万人|千人|亩|公顷|吨))?"
_TAIL = rf"(?P<unit>(?!{_NO_UNIT})(?:{_UNIT}){_PER})(?:\s*(?P<after>{_AFTER}))?"
_FIGURE = re.compile(
    rf"(?:(?P<before>{_BEFORE})\s*)?[“\"]?(?P<sign>(?<![\w)%])-)?"
    rf"(?<![\d.,/〔\[+×*A-Za-z:\-])(?P<low>{ARABIC})(?![\d.])"
    rf"(?:\s*%?\s*(?:-|~|至|到)\s*(?P<high>{ARABIC})(?![\d.]))?"
    rf"\s*(?P<more>余|多)?\s*(?P<power>{_POWER})?\s*(?P<more_still>余|多)?\s*{_TAIL}"
)
_IN_CHINESE = re.compile(
    rf"(?:(?P<before>{_BEFORE}|上(?=[百千]))\s*)?(?<![{CHINESE}第每这那某各几数首同另半\d.万亿之])"
    rf"(?P<low>{IN_WORDS})(?P<more>余|多|几)?\s*(?P<unit>(?!{_NO_UNIT})(?:{_any(CHINESE_UNITS)}))"
    rf"(?:\s*(?P<after>{_AFTER}))?"
)
_PERCENT = re.compile(
    rf"(?:(?P<before>{_BEFORE})\s*)?百分之\s*"
    rf"(?:(?P<low>{ARABIC})|(?P<words>[{CHINESE}]{{1,7}})(?:点(?P<point>[{CHINESE}]{{1,4}}))?)"
    rf"(?:\s*(?P<after>{_AFTER}))?"
)
#: Tenths: 近六成, 三成以上.
_TENTHS = re.compile(
    rf"(?:(?P<before>{_BEFORE})\s*)?(?<![{CHINESE}\d完达形建生组构养])(?P<low>[一二三四五六七八九])成"
    rf"(?P<more>多)?(?P<after>{_AFTER})?(?![功立为员果效本都就交长熟人品型套年份])"
)
_PLACED = re.compile(
    r"(?:居|列|排名|排|名次|位次)[^第]{0,10}第\s*(?:(?P<low>\d{1,3})|(?P<words>[一二三四五六七八九十]{1,3}))(?![届批期次条章节])"
)
_SLOGAN = re.compile(rf"(?:{_any(SLOGANS)})")
_TITLE = re.compile(r"《[^《》]{1,120}》|〔\d{4}〕\s*\d{1,5}\s*号|\(\s*20\d\d\s*[-~至]\s*20\d\d年?\s*\)")
_QUOTED = re.compile(r"“[^“”]{1,80}”|‘[^‘’]{1,80}’|\"[^\"]{1,80}\"")
#: How often something is done may be said with 一: 每年不少于一次.
OFTEN = ("次", "期", "场", "场次", "个", "份", "篇", "件", "项", "学时", "课时", "小时")
EVERY = re.compile(r"(?P<each>每人每年|每年度?|每季度?|每半年|每月|每周|每两年|每任期|任期内)[^,，。]{0,24}$")
#: The words of exactness may stand before the verb: 至少举办两期.
_AT_LEAST = re.compile(r"(?:至少|最少|不少于|不低于)[\u4e00-\u9fa5]{1,6}$")
#: 前5个月, 近3个月 say when.
_OF_A_YEAR = ("前", "近", "后", "最后", "头")
_IN_A_ROW = re.compile(rf"连续(?P<before>)(?:(?P<low>{ARABIC})|(?P<words>[{CHINESE}]{{1,3}}))(?P<after>)年")
_ALL_DAY = re.compile(r"24小时|365天|7×24小时")


def numbers_in(clause: Clause) -> tuple[Number, ...]:
    """Return the numbers with a unit in a clause, in its order.

    Left out are dates and years, numbers of documents, articles and telephones, what stands in the title of a document,
    numerals within quotation marks, and slogans made of a numeral.
    """
    found: list[Number] = []
    for number in sorted(_all(clause), key=lambda n: (n.start, -n.end)):
        if not found or number.start >= found[-1].end:
            found.append(number)
    return tuple(found)


def _all(clause: Clause) -> Iterator[Number]:
    for match in _FIGURE.finditer(clause.text):
        if not _is_named(clause, match) and not _ALL_DAY.match(clause.text, match.start("low")):
            yield from _of_arabic(clause, match)
    for match in _IN_CHINESE.finditer(clause.text):
        yield from _of_chinese(clause, match)
    for match in _PERCENT.finditer(clause.text):
        value = arabic(match["low"]) if match["low"] else _percent(match["words"], match["point"])
        if value is not None:
            yield _number(clause, match, value, "%")
    for match in _TENTHS.finditer(clause.text):
        if not _is_marked(clause, match):
            yield _tenths(_number(clause, match, Decimal((chinese(match["low"]) or 0) * 10), "%"))
    for match in _IN_A_ROW.finditer(clause.text):
        years = arabic(match["low"]) if match["low"] else chinese(match["words"])
        if years:
            yield _number(clause, match, Decimal(years), "年")
    for match in _PLACED.finditer(clause.text):
        value_of = Decimal(match["low"]) if match["low"] else chinese(match["words"])
        if value_of:
            place = match.end() - len(match["low"] or match["words"]) - 1
            start, end = clause.start + place, clause.start + match.end()
            yield Number(Decimal(value_of), Decimal(value_of), Decimal(value_of), "位次", "exact", start, end)


def _of_arabic(clause: Clause, match: re.Match[str]) -> Iterator[Number]:
    before = clause.text[: match.start("low")].rstrip()
    if before.endswith("第") or (match["unit"] == "个月" and before.endswith(_OF_A_YEAR)):
        return
    value, power = arabic(match["low"]), match["power"] or ""
    high = arabic(match["high"]) if match["high"] else None
    if match["sign"]:
        value = -value
    unit, factor = _unit(match["unit"], power)
    yield _number(clause, match, value, unit, factor, high if high is not None and high > value else None)


def _unit(unit: str, power: str) -> tuple[str, Decimal]:
    """Return the unit, and by what the number is multiplied: 万 stays with money, and is multiplied out of counts."""
    unit = SIGNS.get(unit, unit)
    if unit in MONEY and power:
        for kept in ("亿", "万"):
            if power.endswith(kept):
                return kept + unit, POWERS[power] / POWERS[kept]
    return unit, POWERS[power]


def _of_chinese(clause: Clause, match: re.Match[str]) -> Iterator[Number]:
    value = chinese(match["low"])
    after = clause.text[match.end() : match.end() + 4]
    words = clause.text[max(0, match.start() - 40) : match.start()]
    is_yearly = match["unit"] in OFTEN and bool(
        EVERY.search(words) or _AT_LEAST.search(words) or match["before"]
    )
    if value is None or (value < 2 and not is_yearly) or _is_marked(clause, match) or _SLOGAN.match(after):
        return
    if match["low"] == "二" and match["unit"] == "次":
        return
    if match["unit"] == "大" and value > 20:
        return
    unit = "个" if match["unit"] in ("大", "方面") else match["unit"]
    yield _number(clause, match, Decimal(value), unit)


def _tenths(number: Number) -> Number:
    """Return a share in tenths with what it may stand for: said alone it is rounded, half a tenth to either side."""
    if number.qualifier == "exact":
        half = Decimal(5)
        return number._replace(
            qualifier="approx", value_low=number.value - half, value_high=number.value + half
        )
    if number.qualifier == "approx":
        is_near = number.value_high == number.value
        high = number.value if is_near else number.value + Decimal(5)
        return number._replace(value_low=number.value - Decimal(5), value_high=high)
    return number


def _percent(words: str, point: str | None) -> Decimal | None:
    whole = chinese(words)
    digits = "".join(str(chinese(sign) or 0) for sign in point or "")
    return None if whole is None else Decimal(f"{whole}.{digits or 0}")


def _number(
    clause: Clause,
    match: re.Match[str],
    value: Decimal,
    unit: str,
    factor: Decimal = Decimal(1),
    high: Decimal | None = None,
) -> Number:
    groups = match.groupdict()
    before, start = groups["before"] or "", match.start()
    if before and clause.text[: start + len(before)].endswith(OTHERWISE):
        before = ""
    if not before:
        start = _first_sign(match)
    more = (groups.get("more"), groups.get("more_still"), groups["after"])
    qualifier = exactness(before, *(word for word in more if word))
    if qualifier == "exact" and _AT_LEAST.search(clause.text[max(0, start - 12) : start]):
        qualifier = "at_least"
    low_bound, high_bound = bounds(value, qualifier, unit)
    if high is not None:
        qualifier, low_bound, high_bound = "approx", value, high
    return Number(
        value=_plain(value * factor),
        value_low=None if low_bound is None else _plain(low_bound * factor),
        value_high=None if high_bound is None else _plain(high_bound * factor),
        unit_zh=unit,
        qualifier="approx" if qualifier == "near" else qualifier,
        start=clause.start + start,
        end=clause.start + match.end(),
        is_range=high is not None,
    )


def _first_sign(match: re.Match[str]) -> int:
    """Return where the figure begins without a word before it: at its sign, its digits or 百分之."""
    groups = match.groupdict()
    if groups.get("sign"):
        return match.start("sign")
    if "words" in groups:
        return match.start() if not groups["before"] else match.end("before")
    return match.start("low")


def _plain(value: Decimal) -> Decimal:
    """Return the number without an exponent, and with the decimals it was written with as far as they remain."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


@lru_cache(maxsize=256)
def _titles(sentence: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in _TITLE.finditer(sentence))


@lru_cache(maxsize=256)
def _quotes(sentence: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in _QUOTED.finditer(sentence))


def _is_named(clause: Clause, match: re.Match[str]) -> bool:
    """Whether the digits stand in a title, or within quotation marks beside other words (“15分钟办事圈”)."""
    place = clause.start - clause.sentence_start + match.start("low")
    end = clause.start - clause.sentence_start + match.end()
    if any(first <= place < last for first, last in _titles(clause.sentence)):
        return True
    for first, last in _quotes(clause.sentence):
        if first < place < last:
            return place - first > 1 or last - end > 1
    return False


def _is_marked(clause: Clause, match: re.Match[str]) -> bool:
    place = clause.start - clause.sentence_start + match.start("low")
    marks = (*_titles(clause.sentence), *_quotes(clause.sentence))
    return any(first <= place < last for first, last in marks)
