"""Proposals of prose: figures with period, scope and status, each said once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from data.violations import Reason
from intake.document import Document
from intake.proposal import DocumentFacts, Proposal, Qualifier
from intake.prose.characters import without_blanks
from intake.prose.clauses import Clause, clauses
from intake.prose.exactness import bounds
from intake.prose.figures import Figure, figures_of
from intake.prose.numbers import EVERY, OFTEN
from intake.prose.periods import period_of
from intake.prose.plans import ESTIMATE, TARGET, Kind, kind_of, opens_plan
from intake.prose.scopes import scope_of

_LONGEST_QUOTE = 30
_PER = {
    "每人每年": "人·年",
    "每年": "年",
    "每年度": "年",
    "每季度": "季",
    "每季": "季",
    "每半年": "半年",
    "每月": "月",
    "每周": "周",
    "每两年": "两年",
    "每任期": "任期",
    "任期内": "任期",
}

RANGE = Reason("文中是一个区间，数值取其下限", "The text gives a range; the value is its lower end")
UNCLEAR = Reason(
    "“分别”所指不能对应，请核对指标", "It cannot be told which of the list each number belongs to"
)


def proposals_of_prose(document: Document, facts: DocumentFacts) -> tuple[Proposal, ...]:
    """Return what the prose of a document gives, in its order.

    A number that stands for several items (办结率和满意率均为100%) is proposed once for each, with the same place and
    another label. A text that stands twice is proposed once. Targets are proposed only where the document is a plan,
    and then as estimates with a warning.
    """
    found: dict[tuple[str, int, str, Decimal, str, str], Proposal] = {}
    for figure, kind in _offered(document, facts):
        proposal = _proposal(document, figure, kind, facts)
        key = (
            *_sentence(figure),
            proposal.label,
            proposal.value,
            proposal.unit_zh,
            proposal.period.end,
        )
        found.setdefault(key, proposal)
    return tuple(found.values())


def _sentence(figure: Figure) -> tuple[str, int]:
    """Return the sentence of a figure and where it stands in it; it is known again in a text that stands twice."""
    sentence, offset = figure.clause.sentence, figure.start - figure.clause.sentence_start
    return re.sub(r"\W", "", sentence), len(re.sub(r"\W", "", sentence[:offset]))


def _offered(document: Document, facts: DocumentFacts) -> Iterator[tuple[Figure, Kind]]:
    in_plan: dict[str, bool] = {}
    for figure in figures_of(_marked(clauses(document), facts, in_plan)):
        clause = figure.clause
        kind = kind_of(clause, figure.start, facts, in_plan=in_plan.get(clause.place, False))
        if kind != "target" or facts.kind == "plan":
            yield figure, kind


def _marked(read: tuple[Clause, ...], facts: DocumentFacts, in_plan: dict[str, bool]) -> Iterator[Clause]:
    """Yield clauses, and note of each paragraph whether its first sentence opens what is to be done."""
    for clause in read:
        if clause.opens_paragraph:
            in_plan[clause.place] = opens_plan(clause.sentence, facts)
        yield clause


def _proposal(document: Document, figure: Figure, kind: Kind, facts: DocumentFacts) -> Proposal:
    clause = figure.clause
    period, period_warnings = period_of(clause, figure.start, facts, figure.when)
    scope, scope_name, scope_warnings = scope_of(clause, figure.start, facts)
    qualifier, low, high = (
        _expected(figure) if kind == "estimate" else (figure.qualifier, figure.value_low, figure.value_high)
    )
    warnings = [*period_warnings, *scope_warnings]
    if kind == "target":
        warnings.insert(0, TARGET)
    elif kind == "estimate":
        warnings.insert(0, ESTIMATE)
    if figure.is_range:
        warnings.append(RANGE)
    if figure.is_unclear:
        warnings.append(UNCLEAR)
    return Proposal(
        value=figure.value,
        value_low=low,
        value_high=high,
        unit_zh=_unit(figure),
        qualifier=qualifier,
        status="actual" if kind == "fact" else "estimate",
        period=period,
        scope=scope,
        scope_name_zh=scope_name,
        as_written=quoted(document.text, clause.start, clause.end, figure.start, figure.end),
        label=figure.label,
        section=without_blanks(clause.section),
        place=clause.place,
        char_start=figure.start,
        char_end=figure.end,
        warnings=tuple(warnings),
    )


def _expected(figure: Figure) -> tuple[Qualifier, Decimal | None, Decimal | None]:
    """Return what an expected figure may stand for: one that is said exactly is approximate."""
    if figure.qualifier == "exact":
        return "approx", *bounds(figure.value, "approx", figure.unit_zh)
    return figure.qualifier, figure.value_low, figure.value_high


def _unit(figure: Figure) -> str:
    """Return the unit, by the year where the text says how often: 每年不少于2次 is 次/年."""
    words = figure.clause.text[: figure.start - figure.clause.start]
    match = EVERY.search(words[-40:])
    if match and figure.unit_zh in OFTEN:
        return f"{figure.unit_zh}/{_PER[match['each']]}"
    return figure.unit_zh


def quoted(text: str, first: int, last: int, start: int, end: int) -> str:
    """Return up to 30 characters around a figure, word for word, from within its clause; the figure is always in."""
    end = min(end, start + _LONGEST_QUOTE)
    room = _LONGEST_QUOTE - (end - start)
    behind = min(last - end, max(room // 3, room - (start - first)))
    left = max(first, start - (room - behind))
    return text[left : end + behind].strip(" \t\n\r\u3000,，、;；:：")
