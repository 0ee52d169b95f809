"""From when to when a figure is: what its clause or sentence says, else the document."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from data.violations import Reason
from intake.proposal import DocumentFacts, Period, PeriodBasis
from intake.prose.clauses import Clause
from intake.prose.numerals import chinese

NOTHING = Period("", "", "")
#: The years of the national five-year plans that texts of districts speak of.
_PLANS = {"十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}
_YEAR = r"(?P<year>(?:19|20)\d\d)\s*年"
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_COUNT = r"(?:[一二两三四五六七八九十]{1,2}|\d{1,2})"
#: What is said only to compare with: 比2020年, 较去年同期.
_COMPARED = re.compile(r"(?:比|较|与|同|相比|相较|对比|超过|高于|低于)\s*$")
_FROM = re.compile(r"(?:由|从)\s*$")
#: The figure of a period that is compared with: 较2022年的 1615件, 比上年同期 30件.
_NEXT_TO = re.compile(r"\s*(?:同期|末|底)?的?\s*(?=\d|$)")
_SAID = re.compile(
    r"(?P<plan>十[一二三四五]五)[”\"]?(?:时期|期间|以来|规划)"
    rf"|(?P<as_of>截至|截止|至|到)\s*(?:{_YEAR.replace('year', 'as_of_year')}|(?P<as_of_relative>去年|今年))?\s*"
    r"(?:(?P<as_of_month>\d{1,2})\s*月\s*(?:(?P<as_of_day>\d{1,2})\s*日|底|末|份)?|年?(?P<as_of_end>底|末))"
    r"|(?P<now>截至目前|截止目前|截至当前)"
    rf"|(?P<from_year>(?:19|20)\d\d)\s*年?\s*(?:-|~|至|到)\s*(?P<to_year>(?:19|20)\d\d)\s*年"
    rf"|(?P<years>{_COUNT})年(?:来|间)|(?:近|过去|最近)(?P<last_years>{_COUNT})年(?![级前])"
    rf"|(?:{_YEAR.replace('year', 'since_year')}"
    r"(?:\s*(?P<since_month>\d{1,2})\s*月(?:\s*(?P<since_day>\d{1,2})\s*日)?)?"
    r"|(?P<since_this>今年))[^,，;。:、年月]{0,8}?以来"
    rf"|(?:{_YEAR}(?P<whole>度|全年|底|末)?|(?P<relative_year>去年|上年|今年|本年|当年))?\s*(?P<part>"
    r"(?P<first>\d{1,2})\s*月?\s*(?:-|~|至|到)\s*(?P<last>\d{1,2})\s*月|上半年|下半年|前三季度|"
    rf"(?:第|前)?[一二三四]季度|前(?P<months>{_COUNT})个月|"
    r"(?<![-~至到\d])(?P<month>\d{1,2})\s*月份?(?!\s*\d{1,2}\s*日))?"
    r"(?:(?<=[年月度底末份])|(?<=全年))"
    r"|(?P<relative>全年)"
)  # fmt: skip


class Said(NamedTuple):
    """A period that a text says, where it says it, and the words."""

    start: int
    period: Period
    words: str
    #: It is only what the text compares with: 较2022年.
    is_compared: bool = False


def period_of(
    clause: Clause, place: int, facts: DocumentFacts, when: str = ""
) -> tuple[Period, tuple[Reason, ...]]:
    """Return the period of a figure at a place, and a warning where words of the text override the document's.

    `when` is the item of a list of periods that the figure belongs to.
    """
    usual = usual_period(facts)
    for own in _said(when, facts):
        return own.period, () if own.period == usual else (_overrides(own),)
    every = [found for found in _said(clause.sentence, facts) if clause.sentence_start + found.start < place]
    said = [found for found in every if not found.is_compared or _is_next_to(found, clause, place)]
    heading = [] if said else [found for found in _said(clause.section, facts) if not found.is_compared]
    if not said and not heading:
        return _cumulated(clause, usual, place)
    nearest = (said or heading)[-1]
    if nearest.period == usual:
        return _cumulated(clause, usual, place)
    return nearest.period, (_overrides(nearest),)


def usual_period(facts: DocumentFacts) -> Period:
    """Return the period the document reports on: its own dates, else its year, else the day it was published."""
    if facts.period_start and facts.period_end:
        whole = _of_year(int(facts.period_end[:4]))
        own = Period(facts.period_start, facts.period_end, "part_year")
        if (facts.period_start, facts.period_end) == (whole.start, whole.end):
            return whole
        same_year = facts.period_start[:4] == facts.period_end[:4]
        return own if same_year else own._replace(basis="multi_year")
    if facts.report_year:
        return _of_year(facts.report_year)
    if facts.published_on:
        return Period(facts.published_on, facts.published_on, "as_published")
    return NOTHING


def _cumulated(clause: Clause, period: Period, place: int) -> tuple[Period, tuple[Reason, ...]]:
    words = clause.text[: max(0, place - clause.start)]
    if "累计" in words[-14:] and period.basis == "year":
        return period, (
            Reason(
                "写明“累计”，请确认是本年累计还是历年累计",
                "The text says 累计: of this year, or of all years so far?",
            ),
        )
    return period, ()


def _overrides(said: Said) -> Reason:
    shown = said.words.strip() or "…"
    return Reason(f"文中写明“{shown}”，时期据此确定", f"The period follows the words of the text: {shown}")


@lru_cache(maxsize=256)
def _said(text: str, facts: DocumentFacts) -> tuple[Said, ...]:
    """Return the periods that a text says, in its order."""
    return tuple(_all_said(text, facts))


def _all_said(text: str, facts: DocumentFacts) -> Iterator[Said]:
    for match in _SAID.finditer(text):
        if match.group():
            compares = _compares(text, match)
            period = _period(match, _year_before(match, facts) if compares else facts)
            if period is not None:
                yield Said(match.start(), period, match.group(), compares)


def _compares(text: str, match: re.Match[str]) -> bool:
    words = text[max(0, match.start() - 6) : match.start()]
    is_from = _FROM.search(words) and _NEXT_TO.match(text, match.end())
    return bool(_COMPARED.search(words) or is_from)


def _year_before(match: re.Match[str], facts: DocumentFacts) -> DocumentFacts:
    """Return the facts by which 去年 in 较去年 is the year before the one reported on."""
    if facts.report_year and match["relative_year"] in ("去年", "上年"):
        return facts._replace(published_on=f"{facts.report_year}-12-31")
    return facts


def _is_next_to(said: Said, clause: Clause, place: int) -> bool:
    end = said.start + len(said.words)
    return bool(_NEXT_TO.fullmatch(clause.sentence[end : place - clause.sentence_start]))


def _period(match: re.Match[str], facts: DocumentFacts) -> Period | None:
    year = facts.report_year
    if match["plan"]:
        return _of_plan(match, facts)
    if match["now"]:
        day = facts.published_on or facts.period_end
        return _span(day, day, "as_of") if day else NOTHING
    if match["as_of"]:
        return _as_of(match, facts)
    if match["from_year"]:
        return _span(f"{match['from_year']}-01-01", f"{match['to_year']}-12-31", "multi_year")
    if match["years"] or match["last_years"]:
        count = _count(match["years"] or match["last_years"])
        return _span(f"{year - count + 1}-01-01", f"{year}-12-31", "multi_year") if year and count else None
    if match["since_year"] or match["since_this"]:
        return _since(match, facts)
    if match["relative"] or (match["relative_year"] and not match["part"]):
        return _relative(match["relative"] or match["relative_year"], facts)
    return _of_words(match, _year_of(match, facts))


def _count(words: str) -> int:
    return int(words) if words.isdigit() else chinese(words) or 0


def _year_of(match: re.Match[str], facts: DocumentFacts) -> int | None:
    """Return the year of a month or quarter: the one stated, else that reported on, else that of publication."""
    if match["year"]:
        return int(match["year"])
    if match["relative_year"] in ("去年", "上年"):
        return int(facts.published_on[:4]) - 1 if facts.published_on else None
    return _this_year(facts)


def _this_year(facts: DocumentFacts) -> int | None:
    """Return the year that a document speaks from: the one it reports on, else that of its publication."""
    return facts.report_year or (int(facts.published_on[:4]) if facts.published_on else None)


def _of_plan(match: re.Match[str], facts: DocumentFacts) -> Period | None:
    """Return the five years of a plan; with 以来 they end where the report does."""
    first = _PLANS.get(match["plan"])
    if not first:
        return None
    end = f"{first + 4}-12-31"
    if match.group().endswith("以来") and facts.report_year:
        end = min(end, f"{facts.report_year}-12-31")
    return _span(f"{first}-01-01", end, "multi_year")


def _as_of(match: re.Match[str], facts: DocumentFacts) -> Period | None:
    if match["as_of"] in ("至", "到") and not match["as_of_year"]:
        return None
    found = int(match["as_of_year"]) if match["as_of_year"] else _this_year(facts)
    if match["as_of_relative"] == "去年" and facts.published_on:
        found = int(facts.published_on[:4]) - 1
    if not found:
        return None
    month = 12 if match["as_of_end"] else int(match["as_of_month"])
    day = int(match["as_of_day"]) if match["as_of_day"] else _last_day(found, month)
    return _day(found, month, day)


def _since(match: re.Match[str], facts: DocumentFacts) -> Period | None:
    first = int(match["since_year"]) if match["since_year"] else _this_year(facts)
    end = facts.period_end or (f"{facts.report_year}-12-31" if facts.report_year else facts.published_on)
    if not first or not end or end < f"{first}-01-01":
        return None
    if match["since_month"]:
        start = _day(first, int(match["since_month"]), int(match["since_day"] or 1))
        return _span(start.start, end, "cumulative") if start else None
    if first == _this_year(facts):
        return _of_year(first) if end.endswith("12-31") else _span(f"{first}-01-01", end, "part_year")
    return _span(f"{first}-01-01", end, "cumulative")


def _relative(word: str, facts: DocumentFacts) -> Period | None:
    """Return the year that 去年, 今年 or 全年 means: 去年 is the year before the document was published."""
    if word in ("去年", "上年"):
        if not facts.published_on:
            return None
        return _of_year(int(facts.published_on[:4]) - 1)
    if facts.report_year:
        return _of_year(facts.report_year) if word != "今年" else None
    is_this = word in ("今年", "本年") and facts.published_on
    return _span(f"{facts.published_on[:4]}-01-01", facts.published_on, "part_year") if is_this else None


def _of_words(match: re.Match[str], year: int | None) -> Period | None:
    part = match["part"] or ""
    if not year or (not part and not match["year"]):
        return None
    if match["whole"] in ("底", "末") and not part:
        return _day(year, 12, 31)
    if not part:
        return _of_year(year)
    if "半年" in part:
        halves = {"上": ("01-01", "06-30"), "下": ("07-01", "12-31")}[part[0]]
        return _span(f"{year}-{halves[0]}", f"{year}-{halves[1]}", "half_year")
    if "季度" in part:
        number = _QUARTERS.get(part.strip("第前季度"), 3)
        first = 1 if part.startswith("前") else number * 3 - 2
        return _months(year, first, number * 3)
    if match["months"]:
        return _months(year, 1, _count(match["months"]))
    if match["month"]:
        return _months(year, int(match["month"]), int(match["month"]))
    return _months(year, int(match["first"]), int(match["last"]))


def _months(year: int, first: int, last: int) -> Period | None:
    if not 1 <= first <= last <= 12:
        return None
    basis: PeriodBasis = {(1, 12): "year", (1, 6): "half_year", (7, 12): "half_year"}.get(
        (first, last), "part_year"
    )  # type: ignore[assignment]
    return _span(f"{year}-{first:02}-01", f"{year}-{last:02}-{_last_day(year, last):02}", basis)


def _of_year(year: int) -> Period:
    return Period(f"{year}-01-01", f"{year}-12-31", "year")


def _day(year: int, month: int, day: int) -> Period | None:
    try:
        found = dt.date(year, month, day).isoformat()
    except ValueError:
        return None
    return Period(found, found, "as_of")


def _last_day(year: int, month: int) -> int:
    return monthrange(year, month)[1] if 1 <= month <= 12 else 0


def _span(start: str, end: str, basis: PeriodBasis) -> Period | None:
    return Period(start, end, basis) if start <= end else None
