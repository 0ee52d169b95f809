"""What must hold between the cells of one row? One Rule a sentence.

A rule names the cells it needs; `metric_id.share` is the cell `share` of the row that `metric_id` refers to.
It is asked only where all of them could be read, and gets them in that order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from data.violations import Reason

NEVER_NEGATIVE = ("count", "people", "money", "area", "duration")


@dataclass(frozen=True)
class Rule:
    """`holds` is asked of the needed cells; where it says no, `column` is blamed for `reason`."""

    column: str
    needs: tuple[str, ...]
    holds: Callable[..., bool]
    reason: Reason


def _in_order(first: Any, last: Any) -> bool:
    return first is None or last is None or bool(first <= last)


def _both_or_neither(one: object, other: object) -> bool:
    return (one is None) == (other is None)


def _exact(qualifier: str, value: Decimal, low: Decimal | None, high: Decimal | None) -> bool:
    return qualifier != "exact" or low == value == high


def _at_least(qualifier: str, value: Decimal, low: Decimal | None, high: Decimal | None, share: str) -> bool:
    return qualifier != "at_least" or (low == value and (high is None or (share == "yes" and high == 100)))


def _at_most(qualifier: str, value: Decimal, high: Decimal | None) -> bool:
    return qualifier != "at_most" or high == value


def _approx(qualifier: str, low: Decimal | None, high: Decimal | None) -> bool:
    return qualifier != "approx" or (low is not None and high is not None)


def _share(number: Decimal | None, share: str) -> bool:
    return number is None or share == "no" or 0 <= number <= 100


def _not_negative(number: Decimal | None, measure: str) -> bool:
    return number is None or measure not in NEVER_NEGATIVE or number >= 0


def _decimals(value: Decimal, decimals: int) -> bool:
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and -exponent <= decimals


def _parts(kind: str, parts: tuple[str, ...]) -> bool:
    return len(parts) == 1 if kind == "growth" else len(parts) >= 2


def _pair(stem: str, zh: str) -> Rule:
    return Rule(
        f"{stem}_en",
        (f"{stem}_zh", f"{stem}_en"),
        _both_or_neither,
        Reason(
            f"{zh}须中英文都写或都不写", f"{stem}_zh and {stem}_en must both be filled in or both be empty"
        ),
    )


def _order(first: str, last: str) -> Rule:
    return Rule(
        last,
        (first, last),
        _in_order,
        Reason(f"早于 {first}，请核对两格", f"comes before {first}: check both cells"),
    )


def _of_metric(column: str) -> tuple[Rule, ...]:
    return (
        Rule(
            column,
            (column, "metric_id.share"),
            _share,
            Reason("该指标是占比，须在0至100之间", "must lie in 0-100, for its metric is a share"),
        ),
        Rule(
            column,
            (column, "metric_id.measure"),
            _not_negative,
            Reason("该指标不会是负数，请核对", "must not be negative for this kind of metric: check it"),
        ),
    )


_DECIMALS = Rule(
    "value",
    ("value", "metric_id.decimals"),
    _decimals,
    Reason(
        "小数位数多于该指标的 decimals，请核对数值或修改指标",
        "has more decimals than its metric allows: check the value, or raise decimals in metrics.csv",
    ),
)

RULES: dict[str, tuple[Rule, ...]] = {
    "metrics": (
        Rule(
            "unit_zh",
            ("measure", "unit_zh"),
            lambda measure, unit: measure != "rate" or unit == "%",
            Reason("rate 的单位须为 %", "must be % where measure is rate"),
        ),
        Rule(
            "share",
            ("share", "measure"),
            lambda share, measure: share == "no" or measure == "rate",
            Reason("只有 rate 才可能是占比", "may be yes only where measure is rate"),
        ),
    ),
    "synonyms": (
        Rule(
            "metric_id",
            ("metric_id", "dimension_id"),
            lambda metric, dimension: (metric is None) != (dimension is None),
            Reason("指标与维度须写其一，且只写一个", "or dimension_id must be given, and not both"),
        ),
        Rule(
            "view",
            ("view", "metric_id"),
            lambda view, metric: view is None or metric is not None,
            Reason("只有指标才有显示方式", "may be given only where metric_id is"),
        ),
    ),
    "documents": (
        Rule(
            "published_on",
            ("report_year", "published_on"),
            lambda year, day: year is None or day is None or year <= day.year,
            Reason("发布早于所报告的年度，请核对", "is before the year the document reports on: check both"),
        ),
        Rule(
            "url",
            ("url", "seed_file"),
            lambda url, seed: url is not None or seed is not None,
            Reason("网址与原始文件名至少写一个", "must be given where there is no seed_file"),
        ),
        Rule(
            "final_accounts",
            ("final_accounts", "kind"),
            lambda final, kind: final == "no" or kind == "budget",
            Reason("只有 budget 文件才有决算", "may be yes only where kind is budget"),
        ),
    ),
    "observations": (
        _order("period_start", "period_end"),
        Rule(
            "period_end",
            ("period_basis", "period_start", "period_end"),
            lambda basis, start, end: basis not in ("as_of", "as_published") or start == end,
            Reason("时点数的起止日期须相同", "must equal period_start for a state on a date"),
        ),
        Rule(
            "period_end",
            ("period_basis", "period_start", "period_end"),
            lambda basis, start, end: (
                basis != "year"
                or (start.year, start.month, start.day, end.month, end.day) == (end.year, 1, 1, 12, 31)
            ),
            Reason(
                "basis 为 year 时须从1月1日到同年12月31日",
                "must be 31 December, and period_start 1 January of that year, where the basis is year",
            ),
        ),
        Rule(
            "value_low",
            ("value_low", "value"),
            _in_order,
            Reason("大于 value，请核对区间", "is above value: check the interval"),
        ),
        Rule(
            "value_high",
            ("value", "value_high"),
            _in_order,
            Reason("小于 value，请核对区间", "is below value: check the interval"),
        ),
        Rule(
            "qualifier",
            ("qualifier", "value", "value_low", "value_high"),
            _exact,
            Reason(
                "exact 时上下限都须等于 value", "is exact, so value_low and value_high must both equal value"
            ),
        ),
        Rule(
            "qualifier",
            ("qualifier", "value", "value_low", "value_high", "metric_id.share"),
            _at_least,
            Reason(
                "at_least 时下限须等于 value，上限须为空（占比为100）",
                "is at_least, so value_low must equal value and value_high be empty (100 for a share)",
            ),
        ),
        Rule(
            "qualifier",
            ("qualifier", "value", "value_high"),
            _at_most,
            Reason("at_most 时上限须等于 value", "is at_most, so value_high must equal value"),
        ),
        Rule(
            "qualifier",
            ("qualifier", "value_low", "value_high"),
            _approx,
            Reason("approx 时上下限都须填写", "is approx, so value_low and value_high must both be given"),
        ),
        *_of_metric("value"),
        *_of_metric("value_low"),
        *_of_metric("value_high"),
        _DECIMALS,
        Rule(
            "scope_name_zh",
            ("scope", "scope_name_zh"),
            lambda scope, name: scope == "district" or name is not None,
            Reason("范围不是全区时须写明名称", "must be given where scope is not the whole district"),
        ),
        _pair("scope_name", "范围名称"),
        _pair("note", "说明"),
    ),
    "targets": (
        _order("period_start", "due"),
        *_of_metric("value"),
        _DECIMALS,
        _pair("scope_name", "范围名称"),
        Rule(
            "task_id",
            ("task_id.district_id", "district_id"),
            lambda task, own: task == own,
            Reason("该任务属于另一个区", "is a task of another district"),
        ),
    ),
    "systems": (
        Rule(
            "level",
            ("level", "kind"),
            lambda level, kind: level is None or kind == "honour",
            Reason("只有荣誉（honour）才有级别，请删去", "is only for honours: empty it"),
        ),
        Rule(
            "status",
            ("status", "kind"),
            lambda status, kind: (status == "awarded") == (kind == "honour"),
            Reason("awarded 用于且仅用于荣誉", "must be awarded for honours, and only for honours"),
        ),
    ),
    "doubts": (
        _order("year_from", "year_to"),
        Rule(
            "bars",
            ("bars", "severity"),
            lambda bars, severity: (bars != "none") == (severity == "do_not_compare"),
            Reason(
                "severity 为 do_not_compare 时不得为 none，否则须为 none",
                "must be other than none exactly where severity is do_not_compare",
            ),
        ),
    ),
    "relations": (
        Rule(
            "part_metric_ids",
            ("kind", "part_metric_ids"),
            _parts,
            Reason(
                "growth 须有一个部分，其他种类至少两个", "must name one metric for growth, else two or more"
            ),
        ),
        Rule("slack", ("slack",), lambda slack: slack >= 0, Reason("不得为负", "must not be negative")),
    ),
    "absences": (_order("year_from", "year_to"),),
}
