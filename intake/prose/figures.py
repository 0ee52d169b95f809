"""Figures with the words that say what is counted, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from intake.proposal import Qualifier
from intake.prose.characters import without_blanks
from intake.prose.clauses import Clause
from intake.prose.labels import after, before, change_of, parts_of_list
from intake.prose.numbers import Number, numbers_in
from intake.prose.numerals import ARABIC, arabic
from intake.prose.vocabulary import FALLS, RATES, RISES

_EACH = re.compile(
    r"(?:均|都|皆|各)(?:已)?(?:有|为|达到了|达到|达|是|在|保持在|保持|稳定在|实现|超过|超|高于|不低于)?\s*[“\"]?$"
)
#: 增速分别为 …: the growths of what was stated just before, in its order.
_GROWTHS = re.compile(r"(?:同比|年均|分别|平均)*(?:增速|增幅|增长|降幅|下降)")
#: 由320名增加到356名: what was before is no figure of now.
_FROM = re.compile(r"(?:由|从)[^由从]{0,12}$")
_TO = re.compile(rf"^[\u4e00-\u9fa5]{{0,6}}?(?:{'|'.join((*RISES, *FALLS))})[到至]")
#: A year, a half of it, a quarter or a month.
_TIME = re.compile(r"(?:\d{4}年)?(?:\d{1,2}月份?|(?:第?[一二三四]|前三)季度|[上下]半年)|\d{4}年")
#: 占比31%, 占31.8%: of what was stated just before.
_SHARE = re.compile(r"(?:其)?(?:占比|占|比重|比例)(?:达到|达|为|约|近|超)*")
_OPENING = "、,，;:(（"
#: 较2022年的1615件: a figure of the year that is compared with.
_OF_BEFORE = re.compile(r"(?:较|比|与|由|从)(?:\d{4}年度?|去年|上年|上一年度?|前年)(?:同期|末|底)?的?$")
_BARE = re.compile(rf"(?<![\d.])({ARABIC})\s*(?:、|和|及|以及|与)\s*$")


@dataclass(frozen=True)
class Figure:
    """A figure of a clause: its number, and the phrase that says what is counted."""

    value: Decimal
    value_low: Decimal | None
    value_high: Decimal | None
    unit_zh: str
    qualifier: Qualifier
    label: str
    #: The figure with its unit and words of exactness, as a range of the document's text.
    start: int
    end: int
    clause: Clause
    #: 1 or -1 for what grew or fell by so much; 0 for what is.
    change: int = 0
    is_range: bool = False
    #: 分别 or 均 stands before it, and it could not be told which of the list it belongs to.
    is_unclear: bool = False
    #: The item of a list of periods that it belongs to: 2022年、2023年分别受理.
    when: str = ""


def figures_in(clause: Clause) -> tuple[Figure, ...]:
    """Return the figures of one clause by itself, in its order."""
    return tuple(_of_sentence((clause,)))


def figures_of(clauses: Iterable[Clause]) -> Iterator[Figure]:
    """Yield the figures of clauses, in their order; a label may stand in a clause before of the same sentence."""
    for _, sentence in groupby(clauses, key=lambda clause: clause.sentence_start):
        yield from _of_sentence(tuple(sentence))


def _of_sentence(clauses: Sequence[Clause]) -> Iterator[Figure]:
    memory = _Memory()
    for clause in clauses:
        found = tuple(_of_clause(clause, memory))
        memory.take(clause, found)
        yield from found


class _Memory:
    """What a sentence said so far: of what a bare growth, or the rest of a list, may be."""

    def __init__(self) -> None:
        self.words = ""
        self.label = ""
        self.listed: tuple[str, ...] = ()
        self.waiting: tuple[str, ...] = ()
        #: The labels of what was stated, for growths that follow in the same order.
        self.stated: tuple[str, ...] = ()

    def take(self, clause: Clause, figures: Sequence[Figure]) -> None:
        stated = [figure for figure in figures if not figure.change]
        if stated:
            self.label = stated[-1].label
            self.stated = (*self.stated, *(figure.label for figure in stated))[-8:]
        self.words = without_blanks(clause.text)


def _of_clause(clause: Clause, memory: _Memory) -> Iterator[Figure]:
    numbers = numbers_in(clause)
    marker = clause.text.find("分别")
    if marker >= 0 and numbers:
        yield from _of_list(clause, numbers, marker, memory)
        return
    position, compares = 0, False
    for number in numbers:
        place = number.start - clause.start
        said = clause.text[position:place]
        position = number.end - clause.start
        if compared := _OF_BEFORE.search(without_blanks(said)):
            memory.label = before(without_blanks(said)[: compared.start()]) or memory.label
            compares = True
            yield _figure(clause, number, memory.label)
            continue
        if _FROM.search(said) and _TO.match(clause.text[position:]):
            memory.label = before(_FROM.sub("", said)) or memory.label
            continue
        if compares:
            compares = False
            change, _ = change_of(f"比上年{without_blanks(said)}", True)
            if change:
                word = "增长" if change > 0 else "下降"
                yield _figure(clause, number, f"{memory.label}{word}", change)
                continue
        if _TO.fullmatch(said.strip()):
            yield _figure(clause, number, memory.label)
            continue
        if memory.waiting and not before(said):
            label, memory.waiting = memory.waiting[0], memory.waiting[1:]
            yield _figure(clause, number, label)
            continue
        memory.waiting = ()
        each = _EACH.search(said)
        labels = parts_of_list(said[: each.start()]) if each else ()
        if len(labels) > 1:
            yield from (_figure(clause, number, label) for label in labels)
        else:
            figure = _with_label(clause, number, numbers, said, memory)
            if not figure.change:
                memory.label = figure.label
            yield figure


def _with_label(
    clause: Clause, number: Number, numbers: Sequence[Number], said: str, memory: _Memory
) -> Figure:
    """Return the figure with the words before it and, where these say little, those behind it."""
    change, rest = change_of(said, number.unit_zh in RATES)
    if change:
        label = before(rest) or memory.label or before(memory.words)
        return _figure(clause, number, f"{label}{'增长' if change > 0 else '下降'}", change)
    following = [n.start for n in numbers if n.start >= number.end]
    end = (following[0] if following else clause.end) - clause.start
    words, behind = before(said), after(clause.text[number.end - clause.start : end])
    label = "…".join(part for part in (words, behind) if part)
    if words in (*RISES, *FALLS) and not behind:
        label = f"{memory.label}{words}"
    if number.unit_zh == "%" and memory.label and _SHARE.fullmatch(without_blanks(said).lstrip(_OPENING)):
        return _figure(clause, number, f"{memory.label}占比")
    return _figure(clause, number, label or memory.label or before(memory.words))


def _of_list(clause: Clause, numbers: Sequence[Number], marker: int, memory: _Memory) -> Iterator[Figure]:
    """Yield what stands before and behind 分别; what stands behind is given to the items of the list, one each."""
    early = [n for n in numbers if n.end - clause.start <= marker]
    position = early[-1].end - clause.start if early else 0
    for index, number in enumerate(early):
        first = early[index - 1].end - clause.start if index else 0
        yield _with_label(clause, number, numbers, clause.text[first : number.start - clause.start], memory)
    late = [n for number in numbers[len(early) :] for n in (*_without_unit(clause, number), number)]
    change, _ = change_of(clause.text[marker + 2 : late[0].start - clause.start], True) if late else (0, "")
    labels = parts_of_list(before(clause.text[position:marker])) if not early else ()
    if times := _times(clause.text[position:marker], len(late)):
        words = before(clause.text[marker + 2 : late[0].start - clause.start]) or memory.label
        yield from (
            replace(_figure(clause, number, words), when=time)
            for number, time in zip(late, times, strict=True)
        )
        return
    if not labels or (change and not before(clause.text[position:marker])):
        labels = memory.listed or parts_of_list(memory.words)
    words = before(clause.text[position:marker])
    if _GROWTHS.fullmatch(words) and len(memory.stated) >= len(late) > 0:
        labels, change = memory.stated[-len(late) :], -1 if "降" in words else 1
    is_clear = len(labels) >= len(late) > 0
    memory.listed = labels
    for index, number in enumerate(late):
        label = labels[index] if is_clear else words or memory.label
        word = {1: "增长", -1: "下降", 0: ""}[change]
        figure = _figure(clause, number, f"{label}{word}", change)
        yield figure if is_clear else replace(figure, is_unclear=True)
    memory.waiting = labels[len(late) :] if is_clear and not change else ()


def _times(text: str, count: int) -> tuple[str, ...]:
    """Return the periods of a list, one for each number; none where it is another list."""
    items = re.split(r"[、和及与]", without_blanks(text).strip(_OPENING))
    return tuple(items) if len(items) == count > 1 and all(map(_TIME.fullmatch, items)) else ()


def _without_unit(clause: Clause, number: Number) -> list[Number]:
    """Return the numbers of a list whose unit stands only with its last: 12、15和20件."""
    found: list[Number] = []
    end = number.start - clause.start
    while match := _BARE.search(clause.text, max(0, end - 24), end):
        value = arabic(match[1])
        first, last = clause.start + match.start(1), clause.start + match.end(1)
        found.insert(0, Number(value, value, value, number.unit_zh, "exact", first, last))
        end = match.start(1)
    return found


def _figure(clause: Clause, number: Number, label: str, change: int = 0) -> Figure:
    values = (number.value, number.value_low, number.value_high)
    if change < 0:
        low, high = number.value_high, number.value_low
        values = (-number.value, None if low is None else -low, None if high is None else -high)
    return Figure(
        *values,
        unit_zh=number.unit_zh,
        qualifier=number.qualifier,
        label=label,
        start=number.start,
        end=number.end,
        clause=clause,
        change=change,
        is_range=number.is_range,
    )
