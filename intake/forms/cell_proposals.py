"""A figure in a cell of a form as a proposal: its unit, period and metric are those of the form."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from data.violations import Reason
from intake.document import Cell, Document
from intake.forms.registry import FormPeriod
from intake.forms.values import CellValue
from intake.proposal import Candidate, DocumentFacts, Period, Proposal, Scope

#: A quotation is no longer than this.
_QUOTED = 30


class Figure(NamedTuple):
    """A figure of a form: where it stands, and what the form says of it."""

    path: str
    label: str
    row_label: str
    section: str
    metric_id: str
    unit_zh: str
    period: FormPeriod
    place: Cell
    value: CellValue
    scope: Scope | None = None
    scope_name_zh: str = ""


def proposal_of(
    figure: Figure, number: Decimal, document: Document, facts: DocumentFacts, name: Reason
) -> Proposal:
    """Return the proposal of a figure."""
    value = figure.value
    return Proposal(
        value=number,
        value_low=number,
        value_high=number,
        unit_zh=value.unit_zh or figure.unit_zh,
        qualifier="exact",
        status="actual",
        period=period_of(figure.period, facts),
        scope=figure.scope or facts.scope,
        scope_name_zh=figure.scope_name_zh if figure.scope else facts.scope_name_zh,
        as_written=_as_written(figure, document),
        label=figure.label,
        section=document.section_at(figure.place.start) or figure.section,
        place=figure.place.address,
        char_start=figure.place.start + value.start,
        char_end=figure.place.start + value.end,
        candidates=(_candidate(figure.metric_id, name),) if figure.metric_id else (),
        form=figure.path,
        warnings=_warnings(figure, facts),
    )


def period_of(period: FormPeriod, facts: DocumentFacts) -> Period:
    """Return the calendar year of the report, or the last day of it or of the year before."""
    year = facts.report_year
    if year is None:
        return Period("", "", "")
    if period == "year":
        return Period(f"{year}-01-01", f"{year}-12-31", "year")
    day = f"{year if period == 'year_end' else year - 1}-12-31"
    return Period(day, day, "as_of")


def _candidate(metric_id: str, name: Reason) -> Candidate:
    return Candidate(metric_id, 1.0, Reason(f"{name.zh}所列", f"named by the form: {name.en}"))


def _as_written(figure: Figure, document: Document) -> str:
    cell = " ".join(document.of(figure.place).split())
    label = figure.row_label[: max(0, _QUOTED - len(cell) - 3)]
    return f"{label} | {cell}" if label else cell[:_QUOTED]


def _warnings(figure: Figure, facts: DocumentFacts) -> tuple[Reason, ...]:
    found = []
    value = figure.value
    if value.unit_zh and figure.unit_zh and value.unit_zh != figure.unit_zh:
        found.append(
            Reason(
                f"表头单位为“{figure.unit_zh}”，格内写作“{value.unit_zh}”；按格内所写，未换算。",
                f"The head says {figure.unit_zh}, the cell {value.unit_zh}: as in the cell, not converted.",
            )
        )
    if not (value.unit_zh or figure.unit_zh):
        found.append(Reason("原表未注明单位。", "The form does not state the unit."))
    if value.broken:
        found.append(
            Reason("数字中有空格或换行，已连读。", "The digits stand apart in the source and were joined.")
        )
    if facts.report_year is None:
        found.append(Reason("报告年度未确认。", "The year of the report is not confirmed."))
    return tuple(found)
