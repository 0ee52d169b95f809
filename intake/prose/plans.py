"""What is to be done, and what is only expected: no facts."""

from __future__ import annotations

import re
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
    words = clause.sentence[: max(0, place - clause.sentence_start)]
    own = clause.text[: max(0, place - clause.start)]
    estimated = max((words.rfind(word) for word in ESTIMATE_WORDS), default=-1)
    if estimated >= 0:
        done = max(own.rfind(word) for word in DONE_WORDS)
        return "fact" if done >= 0 and estimated < clause.start - clause.sentence_start else "estimate"
    if in_plan or facts.kind == "plan" or is_plan_heading(clause.section, facts):
        return "target"
    planned = max((words.rfind(word) for word in PLAN_WORDS), default=-1)
    done_behind = max(words.rfind(word) for word in DONE_WORDS)
    if planned >= 0 and done_behind < planned + 4:
        return "target"
    return "target" if _is_later(own, facts) else "fact"


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
