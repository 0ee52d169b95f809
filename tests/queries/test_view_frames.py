"""The table of a view as a DataFrame: numbers are numbers, marks and gaps stay to be read beside them."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from locales import words
from queries.comparison import compare
from queries.store import Store
from views.build import build
from views.rows import comparison as comparison_rows
from views.rows import table
from views.spec import ViewSpec
from views.table import Column, Gap, Number, Table

TODAY = dt.date(2025, 6, 30)


def _view(store: Store, code: str, kind: str, **values: str):  # type: ignore[no-untyped-def]
    return build(store, words(code), ViewSpec(kind, tuple(values.items())), TODAY)  # type: ignore[arg-type]


@pytest.mark.parametrize("code", ["zh", "en"])
def test_a_comparison_has_its_figures_as_numbers_in_the_unit_of_the_table(store: Store, code: str) -> None:
    view = _view(store, code, "compare", metric="gdp", year="2022")
    frame = view.to_frame()
    cells = [row[1] for row in view.table.rows]
    assert len(frame) == len(cells) > 2
    assert str(frame["figure"].dtype) == "Float64"
    assert list(frame["figure_text"]) == [c.text for c in cells]
    for shown, cell in zip(frame["figure"], cells, strict=True):
        assert pd.isna(shown) if isinstance(cell, Gap) else shown == cell.value
    assert set(frame["unit"]) == {view.table.unit}


def test_headings_marks_gaps_and_counts() -> None:
    made = Table(
        "t",
        (Column("name", "Name"), Column("n", "N", numeric=True), Column("rank", "Rank", numeric=True)),
        (
            ("a", Number(500.0, "≥500", prefix="≥"), "1"),
            ("b", Gap("not_in_sources", "—"), "2–3"),
        ),
        unit="cases",
        groups={1: "Second"},
    )
    frame = table(made).to_frame()
    assert list(frame.columns) == ["name", "n", "n_text", "rank", "rank_text", "unit", "group"]
    assert frame["n"].isna().tolist() == [False, True] and frame["n"][0] == 500
    assert frame["n_text"].tolist() == ["≥500", "—"]
    assert frame["rank"].isna().tolist() == [False, True] and frame["rank_text"].tolist() == ["1", "2–3"]
    assert frame["group"].tolist() == ["", "Second"]


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("years", {"metric": "gdp", "from": "2021", "year": "2022"}),
        ("trend", {"metric": "gdp"}),
        ("heat", {}),
        ("ready", {}),
        ("practices", {}),
        ("tasks", {}),
        ("targets", {}),
    ],
)
def test_every_table_of_a_view_is_a_frame(store: Store, kind: str, values: dict[str, str]) -> None:
    view = _view(store, "en", kind, **values)
    frame = view.to_frame()
    assert len(frame) == len(view.table.rows) > 0
    assert frame.columns.is_unique
    numbers = [c for row in view.table.rows for c in row if isinstance(c, Number)]
    floats = frame.select_dtypes("Float64")
    assert floats.notna().to_numpy().sum() >= len(numbers)


def test_a_view_without_a_table_gives_an_empty_frame(store: Store) -> None:
    assert _view(store, "en", "text").to_frame().empty


def test_reasons_stand_in_words_after_their_codes(store: Store) -> None:
    c = compare(store, "enforcement_officers", 2023, ["binhai", "hedong"])
    rows = comparison_rows([c])
    at = rows.names.index("reasons")
    assert rows.names[at + 1 : at + 3] == ("reasons_zh", "reasons_en")
    codes, zh, en = (rows.column(n) for n in rows.names[at : at + 3])
    assert any(codes)
    assert [len(x) for x in codes] == [len(x) for x in zh] == [len(x) for x in en]
    assert all(text for texts in (*zh, *en) for text in texts)
