"""Values and days as people type them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from data.cells import CellError
from intake.template.amounts import amount
from intake.template.days import day
from intake.template.grid import Input


@pytest.mark.parametrize(
    ("typed", "unit", "value", "exactness", "step"),
    [
        ("1234", "件", "1234", "", "1"),
        ("１，２３４", "件", "1234", "", "1"),
        ("1,234.5", "万元", "1234.5", "", "0.1"),
        (" 12 345 ", "件", "12345", "", "1"),
        ("1.2万", "人", "12000", "", "1000"),
        ("约14.6万人", "人", "146000", "approx", "1000"),
        ("约 500 件", "件", "500", "approx", "100"),
        ("近80个", "个", "80", "nearly", "10"),
        ("500余", "件", "500", "at_least", "100"),
        ("1.2万余件", "件", "12000", "at_least", "1000"),
        ("500件以上", "件", "500", "at_least", "100"),
        ("3.6%以内", "%", "3.6", "at_most", "0.1"),
        ("12%", "%", "12", "", "1"),
        ("-3.50", "%", "-3.5", "", "0.01"),
        ("57.18亿元", "亿元", "57.18", "", "0.01"),
        ("1.2亿元", "万元", "12000", "", "1000"),
        ("5000万美元", "亿美元", "0.5", "", "0.1"),
        ("0", "件", "0", "", "1"),
    ],
)
def test_values_are_read_in_the_unit_of_their_row(
    typed: str, unit: str, value: str, exactness: str, step: str
) -> None:
    found = amount(Input(typed, "text"), unit, "")
    assert (found.value, found.exactness, found.step) == (Decimal(value), exactness, Decimal(step))


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        *(
            (text, "件")
            for text in ("无", "—", "/", "五百", "5 6", "1,23", "1.2.3", "约500以内", "12起", "12%", "1e5")
        ),
        ("12个百分点", "%"),
        ("1.2万", "亿元"),
        ("12件", "件次"),
        ("1-2", "件"),
        ("=1+1", "件"),
    ],
)
def test_what_is_not_certain_is_refused_in_both_languages(typed: str, unit: str) -> None:
    with pytest.raises(CellError) as raised:
        amount(Input(typed, "text"), unit, "")
    assert raised.value.reason.zh
    assert raised.value.reason.en


def test_a_number_kept_in_percent_is_a_percentage() -> None:
    assert amount(Input("0.125", "number", percent=True), "%", "%").value == Decimal("12.5")
    with pytest.raises(CellError):
        amount(Input("0.125", "number", percent=True), "件", "cases")


@pytest.mark.parametrize("kind", ["formula", "error", "day"])
def test_formulas_errors_and_days_are_no_values(kind: str) -> None:
    with pytest.raises(CellError):
        amount(Input("2024", kind), "件", "cases")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "typed",
    [
        "2024-06-30",
        "2024/6/30",
        "2024.6.30",
        "2024年6月30日",
        "２０２４－０６－３０",
        "20240630",
        "45473",
        "2024-06-30 00:00:00",
    ],
)
def test_days_are_read_however_they_are_kept(typed: str) -> None:
    assert day(Input(typed, "text")) == dt.date(2024, 6, 30)


@pytest.mark.parametrize(
    "typed", ["2024年6月", "30/06/2024", "2024-13-01", "2024-02-30", "昨天", "0001-01-01", "3"]
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(CellError):
        day(Input(typed, "text"))
