"""Tables of periods run by date in every format: a half-year before its year, 26 September before 31 December."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from docx import Document
from openpyxl import load_workbook

from data.settings import today
from locales import words
from queries.store import Store
from reports.files import make
from reports.presentation.screens import answers
from reports.report import answer, report
from tests.queries.made_facts import MadeStore, observation
from views import wording
from views.draft import Draft, item

SPANS = [
    (dt.date(2022, 1, 1), dt.date(2022, 12, 31), "year"),
    (dt.date(2022, 1, 1), dt.date(2022, 6, 30), "half_year"),
    (dt.date(2022, 1, 1), dt.date(2022, 9, 26), "part_year"),
    (dt.date(2022, 7, 1), dt.date(2022, 12, 31), "half_year"),
    (dt.date(2021, 1, 1), dt.date(2021, 12, 31), "year"),
    (dt.date(2021, 1, 1), dt.date(2021, 10, 9), "part_year"),
]
IN_ORDER = sorted(SPANS, key=lambda s: (s[1], s[0]))


@pytest.fixture
def made(store: Store) -> Store:
    rows = [
        observation(
            f"X{n}-{d}",
            d,
            "recon_received",
            end.year,
            100 + n,
            100 + n,
            period_start=start,
            period_end=end,
            period_basis=basis,
        )
        for n, (start, end, basis) in enumerate(SPANS)
        for d in ("hexi", "hedong")
    ]
    return MadeStore(store, rows)


def _expected(code: str) -> list[str]:
    translator = words(code)
    blank = observation("X", "hexi", "recon_received", 2022, 1, 1)
    return [
        wording.period(translator, blank._replace(period_start=a, period_end=b, period_basis=basis))
        for a, b, basis in IN_ORDER
    ]


@pytest.mark.parametrize("code", ["zh", "en"])
def test_the_table_of_a_trend_runs_by_dates(made: Store, code: str) -> None:
    entry = item("trend", metric="recon_received", districts=["hexi", "hedong"])
    table = answer(made, words(code), entry, today()).table
    assert table is not None
    assert [row[0] for row in table.rows] == _expected(code)


@pytest.mark.parametrize("code", ["zh", "en"])
def test_so_do_the_files_and_the_screens(made: Store, code: str) -> None:
    draft = Draft(
        language=code, items=(item("trend", metric="recon_received", districts=["hexi", "hedong"]),)
    )  # type: ignore[arg-type]
    expected = _expected(code)
    (screen,) = answers(report(made, words(code), draft, today()))
    periods = [row[0] for row in screen["table"]["rows"]]
    assert [p["t"] for p in periods] == expected
    assert sorted(periods, key=lambda p: p["o"]) == periods, (
        "a click on the head of the column sorts by these"
    )
    docx, xlsx = make(made, draft, ("docx", "xlsx"), today())
    cells = [c.text for t in Document(io.BytesIO(docx.content)).tables for r in t.rows for c in r.cells]
    assert _only(cells, expected) == expected
    sheets = load_workbook(io.BytesIO(xlsx.content)).worksheets
    shown = [_only([str(r[0].value) for r in sheet.iter_rows()], expected) for sheet in sheets]
    assert expected in shown


def _only(texts: list[str], wanted: list[str]) -> list[str]:
    return list(dict.fromkeys(t for t in texts if t in wanted))
