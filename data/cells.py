"""What does the text of one cell stand for? Text in, typed value out, or the reason why not."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from data.columns import Column
from data.violations import Reason

Value = str | int | Decimal | date | tuple[str, ...] | None

_WHOLE = re.compile(r"-?\d+", re.ASCII)
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_SLASHED = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\ufffe\uffff]")


# Zero width, blanks that do not break, marks of direction: what nobody sees makes two names of one.
_INVISIBLE = re.compile(
    "[\u00a0\u00ad\u034f\u061c\u115f\u1160\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]"
)


def is_slashed(cell: str) -> bool:
    """Whether a date is written as Excel saves it, 2009/1/1."""
    return _SLASHED.fullmatch(cell) is not None


class CellError(ValueError):
    """The cell does not hold what its column asks for."""

    def __init__(self, zh: str, en: str) -> None:
        self.reason = Reason(zh, en)
        super().__init__(en)


def parse(column: Column, cell: str) -> Value:
    """Which value does the cell hold? None where it is empty and may be. Raises CellError."""
    _refuse_stray_characters(cell)
    if not cell:
        return _empty(column)
    return _PARSERS[column.kind](column, cell)


def _empty(column: Column) -> Value:
    if column.required:
        raise CellError("此格不得为空，请填写", "must not be empty: fill it in")
    return () if column.kind == "references" else None


def _refuse_stray_characters(cell: str) -> None:
    if _CONTROL.search(cell):
        raise CellError("含有控制字符，请删除", "contains a control character: delete it")
    hidden = _INVISIBLE.search(cell)
    if hidden:
        code = f"U+{ord(hidden[0]):04X}"
        raise CellError(
            f"含有看不见的字符（{code}），请删除", f"contains a character nobody sees ({code}): delete it"
        )
    if cell != cell.strip():
        raise CellError("首尾有空白，请删除", "has blanks at its start or end: delete them")


def _text(column: Column, cell: str) -> str:
    if len(cell) > column.longest:
        raise CellError(
            f"有{len(cell)}个字符，最多{column.longest}个，请缩短",
            f"has {len(cell)} characters, at most {column.longest} fit: shorten it",
        )
    if column.pattern and not re.fullmatch(column.pattern, cell, re.ASCII):
        raise CellError(
            f"写法不对，应符合 {column.pattern}",
            f"is not written as asked: it must match {column.pattern}",
        )
    return cell


def _integer(column: Column, cell: str) -> int:
    if not _WHOLE.fullmatch(cell) or len(cell) > 18:
        raise CellError("不是整数，请只写数字", "is not a whole number: write digits only")
    number = int(cell)
    _within(column, number, number)
    return number


def _year(column: Column, cell: str) -> int:
    if not _YEAR.fullmatch(cell):
        raise CellError("不是年份，请写四位数字", "is not a year: write four digits")
    number = int(cell)
    _within(column, number, number)
    return number


def _decimal(column: Column, cell: str) -> Decimal:
    if not _NUMBER.fullmatch(cell) or len(cell) > 40:
        raise CellError(
            "不是数字，请写成 1234.5，不加分隔符和单位",
            "is not a number: write it as 1234.5, without separators or unit",
        )
    number = Decimal(cell)
    _within(column, number, number)
    return number


def _date(column: Column, cell: str) -> date:
    slashed = _SLASHED.fullmatch(cell)
    try:
        if not slashed and not _DATE.fullmatch(cell):
            raise ValueError
        day = date(*map(int, slashed.groups())) if slashed else date.fromisoformat(cell)
    except ValueError:
        raise CellError(
            "不是日期，请按 年-月-日 写成 2024-12-31",
            "is not a date: write an existing day as 2024-12-31",
        ) from None
    _within(column, day.year, day)
    return day


def _within(column: Column, number: int | Decimal, shown: object) -> None:
    if (column.low is not None and number < column.low) or (column.high is not None and number > column.high):
        raise CellError(
            f"超出范围：{shown} 不在 {column.low} 至 {column.high} 之间，请核对",
            f"is out of range: {shown} is not within {column.low} to {column.high}; check it",
        )


def _enum(column: Column, cell: str) -> str:
    if cell not in column.values:
        raise CellError(
            f"不是允许的值，请从中选一：{'、'.join(column.values)}",
            f"is not an allowed value: choose one of {', '.join(column.values)}",
        )
    return cell


def _reference(column: Column, cell: str) -> str:
    return cell


def _references(column: Column, cell: str) -> tuple[str, ...]:
    items = tuple(cell.split(";"))
    if "" in items:
        raise CellError("列表中有空项，请删去多余的分号", "has an empty item: delete the spare semicolon")
    if len(set(items)) < len(items):
        raise CellError("列表中有重复项，请删去", "names an item twice: delete one")
    return items


_PARSERS: dict[str, Callable[[Column, str], Value]] = {
    "text": _text,
    "integer": _integer,
    "year": _year,
    "decimal": _decimal,
    "date": _date,
    "enum": _enum,
    "reference": _reference,
    "references": _references,
}
