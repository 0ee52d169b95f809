"""The figures of a filled workbook, a proposal a row; what is wrong with a row, by cell."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple, cast

from data.cells import CellError, parse
from data.contracts import AS_WRITTEN, SCOPE_NAME, SECTION
from data.violations import Reason
from intake.proposal import Candidate, Period, Proposal, Scope, Status
from intake.template import days
from intake.template.amounts import Amount, amount
from intake.template.columns import Line, choice
from intake.template.exactness import broken_rules, interval
from intake.template.filled import Fault
from intake.template.layout import HEADING
from intake.template.read_documents import Documents
from intake.template.read_hidden import Origin, TemplateMetric
from intake.template.vocabulary import EXACTNESS, PERIOD, SCOPE, STATUS, Choice, plain
from intake.template.wording import warnings

#: Whoever filled one of these meant a figure; the others are often filled down a whole column.
FILLED = ("value", "as_written")
_CANDIDATE = Reason("模板中这一行就是该指标", "the workbook has this row for the metric")


class Found(NamedTuple):
    """What a row gives: a proposal and the number of its document, or faults."""

    proposal: Proposal | None
    document: str
    faults: tuple[Fault, ...]


def is_filled(line: Line) -> bool:
    """Return whether a row holds a figure, as far as its filler is concerned."""
    return any(line[key].text for key in FILLED)


def figure(line: Line, origin: Origin, documents: Documents, place: tuple[int, int]) -> Found:
    """Return what a filled row says; `place` is where its value stands in the text of the source."""
    return _Row(line, origin, documents).found(place)


class _Row:
    """One row as it is read; faults add up, so that all of a row are named at once."""

    def __init__(self, line: Line, origin: Origin, documents: Documents) -> None:
        self._line, self._origin, self._documents = line, origin, documents
        self._faults: list[Fault] = []

    def found(self, place: tuple[int, int]) -> Found:
        metric = self._metric()
        value = self._amount(metric)
        exactness = self._choice("exactness", EXACTNESS)
        status, scope = self._choice("status", STATUS), self._choice("scope", SCOPE)
        number = self._document()
        period = self._period(number)
        name = self._scope_name(scope)
        section = self._text("section", SECTION.required)
        wording = self._text("as_written", AS_WRITTEN.required)
        if metric and value and exactness:
            exactness = self._agreed(exactness, value)
        if self._faults or not (metric and value and period):
            return Found(None, number, tuple(self._faults))
        span = interval(value, exactness, metric)
        self._faults += (self._line.fault("value", reason) for reason in broken_rules(span, metric))
        proposal = Proposal(
            value=span.value,
            value_low=span.low,
            value_high=span.high,
            unit_zh=metric.unit_zh,
            qualifier=span.qualifier,
            status=cast(Status, status),
            period=period,
            scope=cast(Scope, scope),
            scope_name_zh=name,
            as_written=wording,
            label=metric.name_zh,
            section=section,
            place=self._line.address("value"),
            char_start=place[0],
            char_end=place[1],
            candidates=(Candidate(metric.metric_id, 1.0, _CANDIDATE),),
            warnings=warnings(wording, self._line, value, exactness),
        )
        return Found(None if self._faults else proposal, number, tuple(self._faults))

    # -- cells -----------------------------------------------------------------------------------------------
    def _metric(self) -> TemplateMetric | None:
        """Return the metric by the hidden identifier, which the visible name must not contradict."""
        hidden, shown = self._line["metric_id"].text, self._line["metric"].text
        by_name = self._origin.by_name.get(plain(shown), "")
        if not hidden and by_name:
            return self._origin.metrics[by_name]
        if not hidden or hidden == HEADING:
            self._fault(
                "metric",
                "不是模板中的指标，请从列表中选择",
                "is no metric of the workbook: choose from the list",
            )
        elif hidden not in self._origin.metrics or (shown and by_name != hidden):
            self._fault(
                "metric",
                "与隐藏的指标标识不符（排序时可能漏选了隐藏列）：请在末尾的空行选择指标后重填",
                "does not fit the hidden identifier of its row (a column may have been left out when rows were "
                "sorted): fill it in again in a free row at the end",
            )
        else:
            return self._origin.metrics[hidden]
        return None

    def _amount(self, metric: TemplateMetric | None) -> Amount | None:
        if not self._line["value"].text:
            self._fault(
                "value", "有原文写法而没有数值，请填写", "is empty, though a wording is given: fill it in"
            )
        elif metric:
            try:
                return amount(self._line["value"], metric.unit_zh, metric.unit_en)
            except CellError as error:
                self._fault("value", *error.reason)
        return None

    def _choice(self, key: str, choices: tuple[Choice, ...]) -> str:
        found = choice(self._line, key, choices)
        if isinstance(found, Fault):
            self._faults.append(found)
            return ""
        return found

    def _agreed(self, exactness: str, value: Amount) -> str:
        """Return the exactness that the value itself states; a list that was changed must not say another."""
        if not value.exactness or value.exactness == exactness:
            return exactness
        if exactness != "exact":
            self._fault(
                "exactness",
                "与数值中的写法不一致，请改其中一格",
                "is not what the value itself says: change one of the two",
            )
        return value.exactness

    def _document(self) -> str:
        text = plain(self._line["document"].text).upper()
        number = f"D{text}" if text.isdecimal() else text
        if not number:
            self._fault(
                "document", "请选择数所出的文件（编号）", "is empty: choose the document by its number"
            )
        elif number in self._documents.broken:
            self._fault(
                "document",
                "这份文件在“文件”表中填写有误，请先更正",
                "is a document with faults on the sheet of documents: correct it first",
            )
        elif number not in self._documents.found:
            self._fault(
                "document",
                "在“文件”表中没有填写，请先填写该文件",
                "is not filled in on the sheet of documents: do that first",
            )
        return number

    def _period(self, number: str) -> Period | None:
        start, end = self._day("start"), self._day("end")
        code = self._choice("period", PERIOD)
        if not code or number not in self._documents.found:
            return None
        published_on = self._documents.found[number].facts.published_on
        try:
            return days.period(days.Stated(code, start, end, published_on), self._origin.year)
        except days.PeriodFault as fault:
            self._fault(fault.column, *fault.error.reason)
            return None

    def _day(self, key: str) -> dt.date | None:
        if not self._line[key].text:
            return None
        try:
            return days.day(self._line[key])
        except CellError as error:
            self._fault(key, *error.reason)
            return None

    def _scope_name(self, scope: str) -> str:
        name = self._text("scope_name", False)
        if scope == "district" and name:
            self._fault(
                "scope_name",
                "写了名称而范围为“全区”：请改选范围，或清空名称",
                "is given while the scope is the whole district: change the scope, or empty it",
            )
        elif scope not in ("", "district") and not name:
            self._fault(
                "scope_name", "请写明是哪个部门、片区或站点", "is empty: name the department, area or site"
            )
        return name

    def _text(self, key: str, required: bool) -> str:
        cell = self._line[key]
        if cell.kind in ("formula", "error"):
            self._fault(key, "是公式或错误值，请写成文字", "is a formula or an error: write text")
            return ""
        if required and not cell.text:
            self._fault(key, *_NO_WORDING)
            return ""
        text = " ".join(cell.text.split())
        column = {"section": SECTION, "as_written": AS_WRITTEN, "scope_name": SCOPE_NAME[0]}[key]
        try:
            return str(parse(column, text) or "")
        except CellError as error:
            self._fault(key, *error.reason)
            return ""

    def _fault(self, key: str, zh: str, en: str) -> None:
        self._faults.append(self._line.fault(key, Reason(zh, en)))


_NO_WORDING = Reason(
    "请照抄原文中带这个数的几个字（30字以内）",
    "is empty: copy the words of the text that carry the figure, up to 30 characters",
)
