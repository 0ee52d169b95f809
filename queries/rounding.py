"""How far a published figure may lie off only because it was rounded when it was written."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from queries.intervals import Interval, interval
from queries.records import Metric, Observation

#: Words for powers of ten that follow a number in a Chinese text, and those that stand in a unit of the data.
_POWERS = {"": Decimal(1), "万": Decimal(10) ** 4, "亿": Decimal(10) ** 8, "万亿": Decimal(10) ** 12}
_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(万亿|亿|万)?")
_SIMPLIFIED = str.maketrans("萬億", "万亿")
#: Measures that are whole numbers when written without 万 or 亿.
_WHOLE = ("count", "people", "duration")


def half_unit(metric: Metric, o: Observation) -> float:
    """Half a unit of the last digit as written: 13.4万人 → 500; 31% → 0.5; 1,550件 → 0, a count is not rounded.

    Where the number cannot be found in `as_written` the digits of the value itself count.
    """
    value = abs(Decimal(str(o.value)).normalize())
    base = _power_of_unit(metric.unit_zh)
    for digits, word in _NUMBER.findall(o.as_written.translate(_SIMPLIFIED)):
        try:
            number = Decimal(digits.replace(",", ""))
        except InvalidOperation:  # pragma: no cover - the pattern allows only numbers
            continue
        factor = _POWERS[word] / base
        if number * factor == value or number == value:
            factor = factor if number * factor == value else Decimal(1)
            if metric.measure in _WHOLE and factor == 1 and number == number.to_integral_value():
                return 0.0
            return float(_last_digit(number) * factor / 2)
    if metric.measure in _WHOLE and value == value.to_integral_value():
        return 0.0
    return float(_last_digit(value) / 2)


def _power_of_unit(unit: str) -> Decimal:
    return _POWERS["亿"] if unit.startswith("亿") else _POWERS["万"] if unit.startswith("万") else _POWERS[""]


def _last_digit(number: Decimal) -> Decimal:
    exponent = number.as_tuple().exponent
    return Decimal(10) ** min(exponent, 0) if isinstance(exponent, int) else Decimal(1)


def as_rounded(metric: Metric, o: Observation) -> Interval:
    """All values the figure may stand for: its interval, widened by the rounding of an exact figure."""
    known = interval(o.value_low, o.value_high)
    if not known.is_point:
        return known
    half = half_unit(metric, o)
    return Interval(known.low - half, known.high + half)
