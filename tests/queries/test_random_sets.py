"""Sets of figures nobody has published yet, judged twice: rare combinations must obey the same rules."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.comparability import Judgement, judge
from queries.records import Observation
from queries.store import Store
from tests.queries import oracle

DISTRICTS = [d["district_id"] for d in oracle.table("districts")]
#: Few enough that one document often speaks of several districts.
DOCUMENTS = [d["document_id"] for d in oracle.table("documents")][::40]
#: A flow and a stock with doubts that bar some districts in some years, and a flow and a stock without.
METRICS = ["gdp", "cross_province_service_items", "recon_received", "resident_population"]
YEAR = 2020
DAYS = [f"{YEAR}-{m:02}-{d:02}" for m, d in ((1, 31), (4, 30), (6, 30), (9, 30), (11, 1), (12, 31))]


@st.composite
def _row(draw: st.DrawFn) -> oracle.Row:
    basis = draw(
        st.sampled_from(["year", "year", "as_of", "half_year", "part_year", "as_published", "cumulative"])
    )
    start, end = (f"{YEAR}-01-01", f"{YEAR}-12-31") if basis == "year" else (draw(st.sampled_from(DAYS)),) * 2
    if basis == "half_year":
        start, end = f"{YEAR}-01-01", f"{YEAR}-06-30"
    value = draw(st.integers(1, 6))
    low, high = draw(
        st.sampled_from(
            [
                (value, value),
                (value, value),
                (value, ""),
                ("", value),
                (value - 1, value + 1),
                (value - 1, value),
            ]
        )
    )
    return {
        "district_id": draw(st.sampled_from(DISTRICTS)),
        "period_start": start,
        "period_end": end,
        "period_basis": basis,
        "value": str(value),
        "value_low": str(low),
        "value_high": str(high),
        "qualifier": draw(st.sampled_from(["exact", "approx", "at_least", "at_most"])),
        "status": draw(st.sampled_from(["actual", "actual", "estimate"])),
        "scope": draw(st.sampled_from(["district"] * 6 + ["area"])),
        "scope_name_zh": draw(st.sampled_from([""] * 6 + ["某处"])),
        "scope_name_en": "",
        "document_id": draw(st.sampled_from(DOCUMENTS)),
    }


def _observation(row: oracle.Row) -> Observation:
    empty: dict[str, Any] = dict.fromkeys(Observation._fields)
    number = {k: float(row[k]) if row[k] else None for k in ("value", "value_low", "value_high")}
    day = {k: dt.date.fromisoformat(row[k]) for k in ("period_start", "period_end")}
    name = row["scope_name_zh"] or None
    return Observation(
        **(empty | row | number | day | {"scope_name_zh": name, "year": YEAR, "as_written": ""})
    )


def _given(metric_id: str, rows: list[oracle.Row]) -> list[oracle.Row]:
    return [{**row, "metric_id": metric_id, "observation_id": f"X-{i:02}"} for i, row in enumerate(rows)]


def _judged(store: Store, metric_id: str, rows: list[oracle.Row]) -> Judgement:
    return judge(store.catalogue.metrics[metric_id], [_observation(r) for r in rows], store.catalogue)


@pytest.mark.parametrize("metric_id", METRICS)
@settings(max_examples=150, deadline=None)
@given(rows=st.lists(_row(), max_size=12))
def test_rules_and_oracle_agree(store: Store, metric_id: str, rows: list[oracle.Row]) -> None:
    rows = _given(metric_id, rows)
    judgement, expected = _judged(store, metric_id, rows), oracle.judge(metric_id, rows)
    compared = {f.observation.district_id: f for f in judgement.compared}
    assert {d: f.observation.observation_id for d, f in compared.items()} == {
        d: o["observation_id"] for d, o in expected.ordered.items()
    }
    assert {d: f.rank for d, f in compared.items()} == expected.ranks
    assert {d: {o.observation_id for o in f.conflicts} for d, f in compared.items()} == {
        d: {o["observation_id"] for o in conflicts} for d, conflicts in expected.conflicts.items()
    }
    assert judgement.verdict == expected.word
    assert (judgement.list_document_id or "") == expected.list_document
    unranked = {f.observation.observation_id: f.reasons[0].code for f in judgement.unranked}
    assert {i: "other" if c in ("period", "status") else c for i, c in unranked.items()} == expected.unranked


@settings(max_examples=100, deadline=None)
@given(data=st.data(), rows=st.lists(_row(), min_size=2, max_size=10))
def test_order_of_rows_changes_nothing(store: Store, data: st.DataObject, rows: list[oracle.Row]) -> None:
    rows = _given("recon_received", rows)
    shuffled = data.draw(st.permutations(rows))
    a, b = _judged(store, "recon_received", rows), _judged(store, "recon_received", shuffled)
    assert [(f.observation, f.rank, f.reasons) for f in a.figures] == [
        (f.observation, f.rank, f.reasons) for f in b.figures
    ]
    assert (a.verdict, a.median) == (b.verdict, b.median)


@settings(max_examples=100, deadline=None)
@given(rows=st.lists(_row(), max_size=12))
def test_every_figure_is_shown_exactly_once(store: Store, rows: list[oracle.Row]) -> None:
    rows = _given("recon_received", rows)
    figures = _judged(store, "recon_received", rows).figures
    shown = [o.observation_id for f in figures for o in (f.observation, *f.conflicts)]
    assert sorted(shown) == [r["observation_id"] for r in rows]
    assert all(f.compared == (not f.reasons) for f in figures)
