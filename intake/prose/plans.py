"""What is to be done, and what is only expected: no facts."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import Literal

from data.violations import Reason
from intake.proposal import DocumentFacts
from intake.prose.clauses import Clause
from intake.prose.vocabulary import DONE_WORDS, ESTIMATE_WORDS, PLAN_HEADINGS, PLAN_WORDS

Kind = Literal["fact", "estimate", "target"]

TARGET = Reason("文中是目标或要求，不是已有的数据", "The text states a target or a requirement, not what is")
ESTIMATE = Reason("文中写的是预计数", "The text gives an expected figure")
_YEAR = re.compile(r"(?<![比较与同])((?:19|20)\d\d)\s*年")
_OPENING = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]\))?\s*(?:(20\d\d)\s*年|明年|来年|下一步|下一年|今后|未来)"
)


def kind_of(clause: Clause, place: int, facts: DocumentFacts, *, in_plan: bool = False) -> Kind:
    """Return whether a figure at a place is a fact, an estimate or a target.

    `in_plan` says that the paragraph is of a later year than the one reported on. What is said to be completed is a
    fact, and so is everything in a sentence behind such a word.
    """
    offset, own = place - clause.sentence_start, clause.start - clause.sentence_start
    estimated = _last(clause.sentence, ESTIMATE_WORDS, offset)
    done = _last(clause.sentence, DONE_WORDS, offset)
    if estimated >= 0:
        return "fact" if done >= own > estimated else "estimate"
    if in_plan or facts.kind == "plan" or is_plan_heading(clause.section, facts):
        return "target"
    planned = _last(clause.sentence, PLAN_WORDS, offset)
    if planned >= 0 and done < planned + 4:
        return "target"
    return (
        "target"
        if _is_later(clause.text[max(0, place - clause.start - 80) : place - clause.start], facts)
        else "fact"
    )


def _last(sentence: str, words: tuple[str, ...], offset: int) -> int:
    """Return where the last of the words before a place stands; -1 where none does."""
    positions = _places(sentence, words)
    index = bisect_left(positions, offset)
    return positions[index - 1] if index else -1


@lru_cache(maxsize=256)
def _places(sentence: str, words: tuple[str, ...]) -> tuple[int, ...]:
    pattern = "|".join(map(re.escape, words))
    return tuple(match.start() for match in re.finditer(pattern, sentence))


def is_plan_heading(section: str, facts: DocumentFacts) -> bool:
    """Whether a heading announces what is to be done: by its words, or by a year after the one reported on."""
    if not section:
        return False
    return any(word in section for word in PLAN_HEADINGS) or _is_later(section, facts)


def opens_plan(sentence: str, facts: DocumentFacts) -> bool:
    """Whether a paragraph that begins with this sentence tells what is to be done: 2025年, in a report on 2024."""
    match = _OPENING.match(sentence)
    if not match:
        return False
    return match[1] is None or (facts.report_year is not None and int(match[1]) > facts.report_year)


def _is_later(words: str, facts: DocumentFacts) -> bool:
    years = [int(year) for year in _YEAR.findall(words)]
    return bool(years) and facts.report_year is not None and max(years) > facts.report_year
