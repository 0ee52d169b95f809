"""Days as people type them or programs keep them, and the periods they make."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import NamedTuple

from data.cells import CellError
from intake.proposal import Period, PeriodBasis
from intake.template.grid import Input, day_of_serial

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:00:00(?::00)?)?|(\d{4})(\d{2})(\d{2})")
_SERIAL = re.compile(r"\d{5}")


class Stated(NamedTuple):
    """What a row says of its period; None where a cell is empty."""

    period: str
    start: dt.date | None
    end: dt.date | None
    published_on: str


class PeriodFault(Exception):
    """The period cannot be told; `column` is where it has to be mended."""

    def __init__(self, column: str, zh: str, en: str) -> None:
        self.column, self.error = column, CellError(zh, en)
        super().__init__(en)


def day(cell: Input) -> dt.date:
    """Return the day that a cell holds, as date, text or serial number. Raises CellError."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", cell.text))
    found = _DAY.fullmatch(text)
    try:
        if found:
            year, month, number = (int(part) for part in found.groups() if part)
            return _within(dt.date(year, month, number))
        if _SERIAL.fullmatch(text):
            serial = day_of_serial(int(text))
            if serial:
                return _within(serial)
    except ValueError:
        pass
    raise CellError("不是日期，请写成 2024-12-31", "is not a date: write it as 2024-12-31")


def _within(found: dt.date) -> dt.date:
    if not 1949 <= found.year <= 2100:
        raise ValueError
    return found


def period(stated: Stated, year: int) -> Period:
    """Return the period that a row states. Raises PeriodFault where something is lacking or does not fit."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    fixed: dict[str, tuple[dt.date, dt.date, PeriodBasis]] = {
        "year": (first, last, "year"),
        "first_half": (first, dt.date(year, 6, 30), "half_year"),
        "year_end": (last, last, "as_of"),
    }
    if stated.period in fixed:
        start, end, basis = fixed[stated.period]
        _same(stated, start, end)
        return _period(start, end, basis)
    if stated.period == "not_stated":
        return _as_published(stated)
    if stated.end is None:
        raise PeriodFault(
            "end", "请填写止日，如 2024-11-30", "is empty: write the last day, such as 2024-11-30"
        )
    if stated.period == "on_date":
        _same(stated, stated.end, stated.end)
        return _period(stated.end, stated.end, "as_of")
    return _from_to(stated, stated.end)


def _from_to(stated: Stated, end: dt.date) -> Period:
    start = stated.start
    if start is None and stated.period == "cumulative":
        return _period(end, end, "cumulative")
    if start is None:
        raise PeriodFault(
            "start", "请填写起日，如 2024-01-01", "is empty: write the first day, such as 2024-01-01"
        )
    if start > end:
        raise PeriodFault("end", "早于起日，请核对两格", "comes before the first day: check both cells")
    return _period(start, end, "cumulative" if stated.period == "cumulative" else _basis(start, end))


def _basis(start: dt.date, end: dt.date) -> PeriodBasis:
    """Return what dates alone say: a whole year, half of one, part of one, or several."""
    if start == end:
        return "as_of"
    if start.year != end.year:
        return "multi_year"
    edges = ((start.month, start.day), (end.month, end.day))
    if edges == ((1, 1), (12, 31)):
        return "year"
    return "half_year" if edges in (((1, 1), (6, 30)), ((7, 1), (12, 31))) else "part_year"


def _as_published(stated: Stated) -> Period:
    if not stated.published_on:
        raise PeriodFault(
            "period",
            "选了“原文未写”，须按文件的发布日期计：请在“文件”表填写发布日期",
            "is not stated, so it is dated to the publication: give the document's date on the sheet of documents",
        )
    return Period(stated.published_on, stated.published_on, "as_published")


def _same(stated: Stated, start: dt.date, end: dt.date) -> None:
    """Raise PeriodFault where dates were given that contradict the period chosen."""
    for column, given, meant in (("start", stated.start, start), ("end", stated.end, end)):
        if given is not None and given != meant:
            raise PeriodFault(
                column,
                f"与所选时期不符（应为 {meant}）：请清空，或把时期改为“其他”",
                f"does not fit the period chosen (it would be {meant}): empty it, or choose “other dates”",
            )


def _period(start: dt.date, end: dt.date, basis: PeriodBasis) -> Period:
    return Period(start.isoformat(), end.isoformat(), basis)
