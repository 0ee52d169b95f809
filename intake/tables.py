"""Figures of tables that are no known form: those whose unit the table states, with the labels of row and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from data.violations import Reason
from intake.document import Block, Cell, Document, Table
from intake.proposal import Check, DocumentFacts, Period, Proposal
from intake.prose.characters import plain, without_blanks
from intake.prose.clauses import Clause
from intake.prose.exactness import bounds
from intake.prose.numbers import numbers_in
from intake.prose.periods import period_of
from intake.prose.plans import ESTIMATE, TARGET, kind_of
from intake.prose.scopes import scope_of_row
from intake.prose.vocabulary import ESTIMATE_WORDS, UNITS

#: A table with more figures is a list and no report.
MOST = 400
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,8})?")
_UNITS = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_IN_BRACKETS = re.compile(rf"\((?:计量)?(?:单位)?:?\s*({_UNITS})\)|单位:?\s*({_UNITS})(?![\u4e00-\u9fa5])")
#: What such a row or column holds is no figure.
_NO_FIGURES = re.compile(
    r"^(?:序号|编号|年份|年度|日期|时间|电话|联系方式|邮编|代码|行次|页码|排名|备注|No\.?)$"
)
#: Beside another label these say nothing.
_IDLE = re.compile(r"^(?:数量|件数|数值|数据|指标值|本年|本期|项目|指标|名称|类别|内容|总数)$")
_CAPTION = re.compile(r"^表\s*[\d一二三四五六七八九十]+|表$|单位:")
_LONGEST_CAPTION = 60

TOO_LARGE = Reason(
    f"这张表的数字超过{MOST}个，像是明细而不是报告的表格，未识读；需要的数请另行录入。",
    f"This table has more than {MOST} figures: a list rather than a table of a report. It was not read; type in the "
    "figures that are wanted.",
)
LABELS = Reason(
    "数字取自表格，指标名称由行、列标题拼成，请核对",
    "From a table: its label is made of the heads of row and column",
)


class _Heads(NamedTuple):
    """What stands before a figure in its row and above it in its column, nearest last."""

    row: tuple[str, ...]
    column: tuple[str, ...]


def proposals_of_tables(document: Document, facts: DocumentFacts) -> tuple[Proposal, ...]:
    """Return the figures of tables whose unit is stated: in the cell, in a head, or above the table.

    A table with more than `MOST` figures gives none, see `is_too_large`.
    """
    found: list[Proposal] = []
    before: Block | None = None
    for part in document.parts():
        if isinstance(part, Block):
            before = part
        elif not is_too_large(document, part):
            found += _of_table(document, part, before, facts)
    return tuple(found)


def is_too_large(document: Document, table: Table) -> bool:
    """Return whether a table has more figures than one of a report."""
    return sum(bool(_NUMBER.match(plain(document.of(cell)).strip())) for cell in table.cells) > MOST


def unread_tables(document: Document) -> Iterator[Check]:
    """Yield what says that a table is too large to be one of a report."""
    for table in document.tables:
        if is_too_large(document, table):
            yield Check("table:too_large", "cannot_tell", TOO_LARGE, (table.address,))


def _of_table(
    document: Document, table: Table, before: Block | None, facts: DocumentFacts
) -> Iterator[Proposal]:
    width = max((cell.column + cell.column_span - 1 for cell in table.cells), default=0)
    over_all = [cell for cell in table.cells if cell.column_span == width > 1 or _states_unit(document, cell)]
    caption = " ".join(
        [_caption(document, table, before), *(_words(document, cell) for cell in over_all)]
    ).strip()
    at: dict[tuple[int, int], Cell] = {
        (row, column): cell
        for cell in table.cells
        if cell not in over_all
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    for cell in table.cells:
        text = plain(document.of(cell))
        if not _is_value(text):
            continue
        heads = _heads(document, cell, at)
        if not heads.row and not heads.column:
            continue
        if any(
            _NO_FIGURES.match(_IN_BRACKETS.sub("", head)) for head in (*heads.row[-1:], *heads.column[-1:])
        ):
            continue
        yield from _proposal(document, cell, heads, caption, facts)


def _proposal(
    document: Document, cell: Cell, heads: _Heads, caption: str, facts: DocumentFacts
) -> Iterator[Proposal]:
    unit = _unit_of(*reversed(heads.column), *reversed(heads.row), caption)
    text = plain(document.of(cell))
    written = text if not _NUMBER.fullmatch(text.strip()) else text.rstrip() + unit
    clause = Clause(
        written, cell.start, cell.start + len(written), cell.address, caption, written, cell.start
    )
    numbers = numbers_in(clause)
    if len(numbers) != 1:
        return
    (number,) = numbers
    label = _label(heads)
    words = f"{caption} {' '.join(heads.row)} {' '.join(heads.column)}"
    section = document.section_at(cell.start)
    in_words = clause._replace(text=f"{label}{written}", sentence=words, section=f"{section} {caption}")
    kind = kind_of(in_words._replace(sentence=""), cell.start, facts)
    if kind == "target" and facts.kind != "plan":
        return
    is_expected = kind != "fact" or any(word in words for word in ESTIMATE_WORDS)
    low, high, qualifier = number.value_low, number.value_high, number.qualifier
    if is_expected and qualifier == "exact":
        qualifier = "approx"
        low, high = bounds(number.value, "approx", number.unit_zh)
    period, warnings = _period(words, section, facts)
    scope, scope_name, questions = scope_of_row(heads.row[-1] if heads.row else "", facts)
    status = (TARGET if kind == "target" else ESTIMATE,) if is_expected else ()
    yield Proposal(
        value=number.value,
        value_low=low,
        value_high=high,
        unit_zh=number.unit_zh,
        qualifier=qualifier,
        status="estimate" if is_expected else "actual",
        period=period,
        scope=scope,
        scope_name_zh=scope_name,
        as_written=_as_written(heads, document.of(cell).strip()),
        label=label,
        section=without_blanks(caption or section),
        place=cell.address,
        char_start=number.start,
        char_end=min(number.end, cell.end),
        warnings=(*status, *warnings, *questions, LABELS),
    )


def _as_written(heads: _Heads, said: str) -> str:
    """Return the nearest head with the figure, no longer than a quotation may be."""
    head = (heads.row or heads.column)[-1][: max(0, 30 - len(said) - 3)]
    return f"{head} | {said}" if head else said


def _period(words: str, section: str, facts: DocumentFacts) -> tuple[Period, tuple[Reason, ...]]:
    clause = Clause(words, 0, len(words), "", section, words, 0)
    return period_of(clause, len(words), facts)


def _is_value(text: str) -> bool:
    """Whether a cell holds one number, with or without a unit, and nothing else."""
    said = text.strip()
    match = _NUMBER.match(said)
    if not match:
        return False
    rest = re.sub(r"[余多万亿千百\s]*", "", said[match.end() :], count=1)
    return not rest or bool(re.fullmatch(_UNITS, rest))


def _words(document: Document, cell: Cell) -> str:
    return without_blanks(plain(document.of(cell)))


def _states_unit(document: Document, cell: Cell) -> bool:
    """Whether a cell says nothing but the unit of the table: 单位：万元."""
    return bool(
        re.fullmatch(rf"\(?(?:计量)?单位:?\s*(?:{_UNITS})(?:[、,，](?:{_UNITS}))*\)?", _words(document, cell))
    )


def _heads(document: Document, cell: Cell, at: Mapping[tuple[int, int], Cell]) -> _Heads:
    row = [at.get((cell.row, column)) for column in range(1, cell.column)]
    column = [at.get((above, cell.column)) for above in range(1, cell.row)]
    return _Heads(_labels(document, row), _labels(document, column))


def _labels(document: Document, cells: list[Cell | None]) -> tuple[str, ...]:
    """Return the labels among cells, each merged one once."""
    found: list[str] = []
    last: Cell | None = None
    for cell in cells:
        if cell is None or cell is last:
            continue
        last = cell
        text = _words(document, cell)
        if text and not _is_value(text) and len(text) <= _LONGEST_CAPTION:
            found.append(text)
    return tuple(found)


def _caption(document: Document, table: Table, before: Block | None) -> str:
    """Return the line above a table where it is its caption or states its unit; else the name of the sheet."""
    said = without_blanks(plain(document.of(before))) if before else ""
    is_caption = len(said) <= _LONGEST_CAPTION and (
        bool(_CAPTION.search(said)) or bool(_IN_BRACKETS.search(said))
    )
    return said if is_caption else table.name


def _unit_of(*heads: str) -> str:
    """Return the unit that the nearest head states in brackets, or a share where it is called one."""
    for head in heads:
        if match := _IN_BRACKETS.search(head):
            return str(match[1] or match[2])
    return ""


def _label(heads: _Heads) -> str:
    parts = [_IN_BRACKETS.sub("", head).strip() for head in (*heads.row[-2:], *heads.column[-2:])]
    said = [part for part in dict.fromkeys(parts) if part and not _IDLE.match(part)]
    return "".join(said or parts)[:40]
