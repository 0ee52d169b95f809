"""CSV files open in a spreadsheet as they are meant: Chinese readable, numbers numbers, texts never formulas."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.write.csv_file import csv_bytes


def _rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_what_a_file_looks_like() -> None:
    content = csv_bytes(["区", "value"], [["河西区", 450.0], ["a,b", 0.1], [None, -5]])
    assert content == '\ufeff区,value\r\n河西区,450\r\n"a,b",0.1\r\n,-5\r\n'.encode()


def test_kinds_of_cells() -> None:
    row = [None, True, False, 3, -2.5, 1e15, dt.date(2022, 12, 31), ["a", "b"], (), "多\n行"]
    assert _rows(csv_bytes(["c"] * len(row), [row]))[1] == [
        "", "true", "false", "3", "-2.5", "1000000000000000", "2022-12-31", "a;b", "", "多\n行",
    ]  # fmt: skip


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_text_is_a_formula(first: str) -> None:
    text = f'{first}HYPERLINK("http://x")'
    assert _rows(csv_bytes(["c"], [[text], [[text]]]))[1:] == [["'" + text]] * 2
    assert _rows(csv_bytes([text], []))[0] == ["'" + text]


@pytest.mark.parametrize("text", ["-2.3", "+5%", "-10"])
def test_a_signed_number_written_as_text_stays_as_written(text: str) -> None:
    assert _rows(csv_bytes(["c"], [[text]]))[1] == [text]


@pytest.mark.parametrize("text", ["-2.3+1", "+5%-A1", "-1\n=2", "-", "+A1"])
def test_what_only_begins_like_a_number_is_no_number(text: str) -> None:
    assert _rows(csv_bytes(["c"], [[text]]))[1] == ["'" + text]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_come_back_as_they_were(value: float) -> None:
    assert float(_rows(csv_bytes(["c"], [[value]]))[1][0]) == value


@given(
    st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2), max_size=5)
)
def test_texts_come_back_but_for_the_apostrophe(rows: list[list[str]]) -> None:
    back = _rows(csv_bytes(["a", "b"], rows))[1:]
    assert [[c.removeprefix("'") for c in r] for r in back] == [
        [c.removeprefix("'") for c in r] for r in rows
    ]
