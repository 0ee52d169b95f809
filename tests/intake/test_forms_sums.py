"""Who is to blame where a sum of a form does not hold: the source, our reading, or nobody can tell."""

from __future__ import annotations

from decimal import Decimal

import pytest

from intake.document import Format
from intake.forms.registry import SumRule, forms
from intake.forms.sum_rules import sums_of
from intake.forms.sums import Evidence, Sum, checks_of_sums
from intake.forms.values import CellValue, read_value
from intake.proposal import Check
from tests.intake import filled_forms

FORM = forms()[0]
SUMS = sums_of(FORM)
CELL = "三/（三）不予公开/4.保护第三方合法权益/自然人"


def checks(
    changed: dict[str, str], file_format: Format = "html", missing: tuple[str, ...] = ()
) -> dict[str, Check]:
    """What came of the sums that do not hold."""
    filled = filled_forms.made("disclosure_2021", changed)
    values = {path: read_value(text) for path, text in filled.items() if path not in missing}
    found = checks_of_sums(SUMS, Evidence(values, {path: path for path in values}), file_format)
    return {check.name: check for check in found if check.conclusion != "holds"}


def conclusions(found: dict[str, Check]) -> set[str]:
    return {check.conclusion for check in found.values()}


def test_all_sums_hold_in_every_format() -> None:
    assert len(SUMS) == 7 + 7 + 25 + 3
    assert not checks({})
    assert not checks({}, "pdf")


def test_row_and_column_that_point_at_one_cell_name_it() -> None:
    found = checks({CELL: "9999"})
    assert conclusions(found) == {"source_wrong"}
    assert len(found) == 2
    assert all(check.places[0] == CELL for check in found.values())
    assert all(CELL in check.text.zh for check in found.values())


def test_the_same_in_a_pdf_cannot_be_told_but_the_cell_is_named() -> None:
    found = checks({CELL: "9999"}, "pdf")
    assert conclusions(found) == {"cannot_tell"}
    assert all(check.places[0] == CELL for check in found.values())


def test_a_single_sum_of_clean_cells_is_wrong_in_the_source_and_no_cell_is_blamed() -> None:
    (check,) = checks({"四/行政复议/总计": "9999"}).values()
    assert check.conclusion == "source_wrong"
    assert "无法确定" in check.text.zh


def test_a_single_sum_in_a_pdf_cannot_be_told() -> None:
    assert conclusions(checks({"四/行政复议/总计": "9999"}, "pdf")) == {"cannot_tell"}


def test_sums_that_contradict_each_other_cannot_be_told() -> None:
    other = "三/（三）不予公开/2.其他法律行政法规禁止公开/总计"
    assert "cannot_tell" in conclusions(checks({CELL: "9999", other: "777", "三/（七）总计/自然人": "5"}))


@pytest.mark.parametrize("text", ["见附件", "1２a"])
def test_a_cell_that_is_no_figure_was_read_wrongly(text: str) -> None:
    found = checks({CELL: text})
    assert conclusions(found) == {"read_wrongly"}
    assert all(check.places[0] == CELL for check in found.values())


def test_a_cell_that_was_not_found_was_read_wrongly() -> None:
    found = checks({}, "pdf", missing=(CELL,))
    assert conclusions(found) == {"read_wrongly"}
    assert all(CELL in check.text.zh for check in found.values())


def test_an_empty_cell_adds_nothing_and_is_suspected_where_the_sum_fails() -> None:
    nought = next(
        p for p, text in filled_forms.made("disclosure_2021").items() if text == "0" and p[0] == "三"
    )
    assert not checks({nought: ""})
    assert conclusions(checks({CELL: ""})) == {"read_wrongly"}


def test_digits_that_stand_apart_are_suspected_only_where_the_sum_fails() -> None:
    number = filled_forms.made("disclosure_2021")["三/（七）总计/总计"]
    apart = f"{number[:-1]} {number[-1]}"
    assert not checks({"三/（七）总计/总计": apart})
    assert conclusions(checks({"三/（七）总计/总计": apart + "1"})) == {"read_wrongly"}


def test_a_figure_that_stands_twice_in_two_ways_was_read_wrongly() -> None:
    evidence = Evidence({"a": read_value("1"), "b": read_value("1")}, {}, frozenset({"a"}))
    (check,) = checks_of_sums([Sum("s", ("a",), ("b",))], evidence, "html")
    assert check.conclusion == "read_wrongly"


def test_a_sum_of_nothing_found_is_not_asked() -> None:
    assert checks_of_sums(SUMS, Evidence({}, {}), "html") == ()


def test_a_rule_that_names_an_unknown_label_is_an_error() -> None:
    rule = SumRule(FORM.tables[1], "column", "五、无此行", "三、本年度办理结果/*")
    with pytest.raises(ValueError, match="五、无此行"):
        sums_of(FORM._replace(sums=(rule,)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", CellValue("empty")),
        ("\u3000\n", CellValue("empty")),
        ("/", CellValue("dash")),
        ("——", CellValue("dash")),
        ("0", CellValue("number", Decimal(0), "", 0, 1)),
        (" 1,036 ", CellValue("number", Decimal(1036), "", 1, 6)),
        ("１２３", CellValue("number", Decimal(123), "", 0, 3)),
        ("+1036", CellValue("number", Decimal(1036), "", 0, 5)),
        ("－12", CellValue("number", Decimal(-12), "", 0, 3)),
        ("251000元", CellValue("number", Decimal(251000), "元", 0, 6)),
        ("25.1（万元）", CellValue("number", Decimal("25.1"), "万元", 0, 4)),
        ("12\n3", CellValue("number", Decimal(123), "", 0, 4, True)),
        ("1.2.3", CellValue("unreadable")),
        ("1.属于国家秘密", CellValue("unreadable")),
    ],
)
def test_what_a_cell_says(text: str, expected: CellValue) -> None:
    assert read_value(text) == expected
