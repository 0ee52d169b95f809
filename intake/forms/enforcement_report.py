"""The yearly report on administrative enforcement as districts of Tianjin publish it: prose with a fixed opening.

What prose reading finds is given the metrics that the form names (`national/enforcement_report.csv`). Its traps:
a total stands beside those of departments and of streets and towns; 截至12月25日 is not a year; cases are counted in
件, 起, 宗 and 次; some leave out the police and the fire service.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from data.violations import Reason
from intake.document import Document
from intake.forms.found import FormFound
from intake.forms.labels import compact
from intake.forms.registry import rows_of
from intake.forms.sums import Evidence, Sum, checks_of_sums, with_checks
from intake.forms.values import CellValue
from intake.proposal import Candidate, Check, DocumentFacts, Period, Proposal
from intake.prose import proposals_of_prose
from intake.unit_kinds import ALIKE, fit

FORM_ID = "enforcement_report"
NAME = Reason("行政执法工作年度报告", "Yearly report on administrative enforcement")

_TITLE = re.compile(r"行政执法.{0,12}(?:报告|年报|总体情况|工作情况)")
#: The title stands so near the beginning; fewer items than this make no such report.
_BEGINNING, _FEWEST = 300, 3
_WITHOUT = re.compile(r"(?:不含|不包括|未含|不包含)[^,，。；;）)]{2,20}")
_NEAR = 40


class Item(NamedTuple):
    """What the report counts, in which words and units."""

    name: str
    phrases: tuple[str, ...]
    without: tuple[str, ...]
    #: The usual one first.
    units: tuple[str, ...]
    metric_id: str
    basis: str


def report_found(document: Document, facts: DocumentFacts) -> FormFound | None:
    """Return the figures of the report that the form names; None where the document is no such report."""
    beginning = f"{facts.title_zh}\n{document.title}\n{document.text[:_BEGINNING]}"
    if not _TITLE.search(compact(beginning)):
        return None
    found = [one for p in proposals_of_prose(document, facts) if (one := _of_form(p, document, facts))]
    if len({proposal.form for proposal in found}) < _FEWEST:
        return None
    sums = [*_procedures(found), *_groups(found)]
    checks = _checks(found, sums)
    figures = tuple(with_checks(((str(i), p) for i, p in enumerate(found)), sums, checks))
    return FormFound(FORM_ID, NAME.zh, NAME.en, None, len(found), figures, checks)


@lru_cache(maxsize=1)
def items() -> tuple[Item, ...]:
    """Return what the report counts."""
    return tuple(
        Item(
            row["item"],
            tuple(row["phrases"].split("|")),
            tuple(filter(None, row["without"].split("|"))),
            tuple(row["units"].split("|")),
            row["metric_id"],
            row["basis"],
        )
        for row in rows_of(FORM_ID)
    )


def _of_form(proposal: Proposal, document: Document, facts: DocumentFacts) -> Proposal | None:
    label = compact(proposal.label)
    item = _item(label, proposal.unit_zh)
    if item is None:
        return None
    candidate = Candidate(item.metric_id, 1.0, Reason(f"{NAME.zh}所列", f"named by the form: {NAME.en}"))
    period, notes = _period(item, proposal.period)
    after = document.text[proposal.char_end : proposal.char_end + _NEAR]
    left_out = _WITHOUT.search(re.split("[,，。；;]", after, maxsplit=1)[0])
    if fit(proposal.unit_zh, item.units[0]) < ALIKE:
        zh, en = f"按“{proposal.unit_zh}”计。", f"Counted in {proposal.unit_zh}, usually in {item.units[0]}."
        notes += (Reason(zh, en),)
    if left_out:
        notes += (Reason(f"原文注明“{left_out.group()}”。", f"The source says: {left_out.group()}"),)
    found = replace(
        proposal,
        candidates=(candidate,),
        form=f"{FORM_ID}:{item.name}",
        period=period,
        warnings=(*proposal.warnings, *notes),
    )
    return _with_group(found, label)


def _item(label: str, unit: str) -> Item | None:
    """Return the item of the longest phrase in a label, whose units have this one."""
    fitting = [
        (len(phrase), item)
        for item in items()
        if unit in item.units and not any(word in label for word in item.without)
        for phrase in item.phrases
        if phrase in label
    ]
    return max(fitting, key=lambda one: one[0])[1] if fitting else None


def _period(item: Item, period: Period) -> tuple[Period, tuple[Reason, ...]]:
    """Return a stock as of a day and a flow from the first of January; with what a reader must know of it."""
    if item.basis == "stock" and period.basis == "year":
        notes = Reason("文中未写明时点，按年末。", "No day is stated: taken as of the end of the year.")
        return Period(period.end, period.end, "as_of"), (notes,)
    if item.basis == "flow" and period.basis == "as_of":
        whole = period.end.endswith("-12-31")
        notes = Reason("截至某日的累计数，不是全年数。", "Counted up to a day: not of the whole year.")
        return Period(
            f"{period.end[:4]}-01-01", period.end, "year" if whole else "part_year"
        ), () if whole else (notes,)
    return period, ()


def _with_group(proposal: Proposal, label: str) -> Proposal:
    group = next((row for row in rows_of(f"{FORM_ID}_scopes") if row["word"] in label), None)
    if group is None or proposal.scope != "district":
        return proposal
    word = group["word"]
    warning = Reason(
        f"“{word}”的合计，是全区数的一部分。", f"The total of {word}: a part of that of the district."
    )
    scope = "department" if group["scope"] == "department" else "area"
    return replace(proposal, scope=scope, scope_name_zh=word, warnings=(*proposal.warnings, warning))  # type: ignore[arg-type]


def _checks(found: Sequence[Proposal], sums: Sequence[Sum]) -> tuple[Check, ...]:
    """Return what came of the sums. Which figures belong together is not certain: who is to blame is not said."""
    values = {str(i): CellValue("number", p.value) for i, p in enumerate(found)}
    places = {str(i): p.place for i, p in enumerate(found)}
    # As in a plain text, where nothing says that a figure is of the same whole.
    return checks_of_sums(sums, Evidence(values, places), "txt")


def _procedures(found: Sequence[Proposal]) -> Iterator[Sum]:
    names = [proposal.form.split(":")[1] for proposal in found]
    for i in range(len(found) - 2):
        if names[i] == "行政处罚" and set(names[i + 1 : i + 3]) == {"行政处罚/简易程序", "行政处罚/普通程序"}:
            yield Sum(f"{FORM_ID}:行政处罚=简易程序+普通程序", (str(i),), (str(i + 1), str(i + 2)))


def _groups(found: Sequence[Proposal]) -> Iterator[Sum]:
    for name in dict.fromkeys(proposal.form for proposal in found):
        same = [i for i, proposal in enumerate(found) if proposal.form == name]
        for whole, *parts in zip(same, same[1:], same[2:], strict=False):
            if found[whole].scope == "district" and {found[i].scope for i in parts} == {"department", "area"}:
                yield Sum(f"{name}=部门+街镇", (str(whole),), tuple(map(str, parts)))
