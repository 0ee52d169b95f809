"""The hidden sheet of a filled workbook: what it was made for, and the metrics that its rows may be of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.identifiers import is_identifier
from intake.document import IntakeError
from intake.template.grid import Sheet
from intake.template.layout import FIRST_METRIC_COLUMN, MARK, METRIC_FIELDS, VERSION
from intake.template.vocabulary import plain


class TemplateMetric(NamedTuple):
    """A metric as the workbook knows it."""

    metric_id: str
    name_zh: str
    name_en: str
    unit_zh: str
    unit_en: str
    decimals: int
    measure: str
    share: str


class Origin(NamedTuple):
    """What a workbook was made for."""

    district_id: str
    year: int
    data_version: str
    metrics: dict[str, TemplateMetric]
    #: Metric by each of its names.
    by_name: dict[str, str]


def origin(sheets: Sequence[Sheet]) -> Origin:
    """Return what the hidden sheet says. Raises IntakeError where there is none, or none that can be read."""
    hidden = next((s for s in sheets if _first_cell(s) == MARK), None)
    if hidden is None:
        raise IntakeError(
            "不是本平台的填报模板（缺少隐藏的工作表），请重新下载模板并把内容填入",
            "this is no workbook to fill of ours (its hidden sheet is gone): take a new one and fill that in",
        )
    facts = {row.cells[1].text: row.cells[2].text for row in hidden.rows if {1, 2} <= row.cells.keys()}
    if facts.get(MARK) != VERSION:
        raise IntakeError(
            f"模板版本为 {facts.get(MARK)}，本平台能读的是 {VERSION}，请重新下载模板",
            f"this is version {facts.get(MARK)} of the workbook, and {VERSION} is what can be read: take a new one",
        )
    try:
        metrics = {m.metric_id: m for m in _metrics(hidden)}
        return Origin(
            _identifier(facts["district_id"]),
            int(facts["year"]),
            facts.get("data_version", ""),
            metrics,
            {plain(name): m.metric_id for m in metrics.values() for name in _names(m)},
        )
    except (KeyError, ValueError, IndexError):
        raise IntakeError(
            "模板的隐藏工作表已被改动，无法读取，请重新下载模板并把内容填入",
            "the hidden sheet of the workbook was changed and cannot be read: take a new one and fill that in",
        ) from None


def _first_cell(sheet: Sheet) -> str:
    first = sheet.rows[0] if sheet.rows else None
    return first.cells[1].text if first and 1 in first.cells else ""


def _metrics(sheet: Sheet) -> list[TemplateMetric]:
    found = []
    for row in sheet.rows[1:]:
        cells = [row.cells.get(FIRST_METRIC_COLUMN + 1 + i) for i in range(len(METRIC_FIELDS))]
        given = {key: cell.text for key, cell in zip(METRIC_FIELDS, cells, strict=True) if cell}
        if "metric_id" in given:
            values = {key: given[key] for key in TemplateMetric._fields}
            values["metric_id"] = _identifier(values["metric_id"])
            found.append(TemplateMetric(**values | {"decimals": int(values["decimals"])}))  # type: ignore[arg-type]
    return found


def _identifier(text: str) -> str:
    if not is_identifier(text):
        raise ValueError(text)
    return text


def _names(metric: TemplateMetric) -> tuple[str, ...]:
    zh, en = metric.name_zh, metric.name_en
    return (zh, en, zh + en, en + zh)
