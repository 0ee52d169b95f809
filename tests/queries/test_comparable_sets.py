"""Every metric and year of the shipped facts, judged twice: by `queries` and by the oracle."""

from __future__ import annotations

from fractions import Fraction

import pytest

from queries.comparability import JudgedObservation
from queries.comparison import Comparison, best_year, compare, years_to_compare
from queries.intervals import Interval
from queries.ready import comparable_metrics, ready_sets
from queries.store import Store
from tests.queries import oracle

SETS = oracle.all_sets()
DISTRICTS = [d["district_id"] for d in oracle.table("districts")]


def _as_floats(values: oracle.Bounds | None) -> Interval | None:
    if values is None:
        return None
    low, high = values
    return Interval(
        float("-inf") if low is None else float(low), float("inf") if high is None else float(high)
    )


def _check(c: Comparison, rows: list[oracle.Row], chosen: list[str]) -> None:
    expected = oracle.judge(c.metric.metric_id, rows)
    judgement = c.judgement
    compared = {f.observation.district_id: f for f in judgement.compared}
    assert {d: f.observation.observation_id for d, f in compared.items()} == {
        d: o["observation_id"] for d, o in expected.ordered.items()
    }
    assert {d: f.rank for d, f in compared.items()} == expected.ranks
    assert {d: {o.observation_id for o in f.conflicts} for d, f in compared.items()} == {
        d: {o["observation_id"] for o in conflicts} for d, conflicts in expected.conflicts.items()
    }
    assert judgement.verdict == expected.word
    assert judgement.forecasts == expected.forecasts
    assert (judgement.list_document_id or "") == expected.list_document
    assert judgement.median == _as_floats(expected.median)
    assert {f.observation.observation_id: _class(f) for f in judgement.unranked} == expected.unranked
    present = {o["district_id"] for o in rows}
    assert {m.district_id: m.kind for m in c.missing} == {
        d: "not_in_sources" for d in chosen if d not in present
    }
    assert {o.observation_id for o in c.evidence} == {o["observation_id"] for o in rows}
    assert {d.doubt_id for d in c.doubts} == {d["doubt_id"] for o in rows for d in oracle.doubts_of(o)}
    assert {d.document_id for d in c.documents} == {o["document_id"] for o in rows}


def _class(f: JudgedObservation) -> str:
    """The decisive reason; that of period and status is one class for the oracle."""
    code = f.reasons[0].code
    return "other" if code in {"period", "status"} else code


@pytest.mark.parametrize(("metric_id", "year"), SETS, ids=str)
def test_all_districts(store: Store, metric_id: str, year: int) -> None:
    _check(compare(store, metric_id, year, DISTRICTS), oracle.observations(metric_id, year), DISTRICTS)


@pytest.mark.parametrize("pair", oracle.all_pairs(), ids="-".join)
def test_every_pair_of_districts(store: Store, pair: tuple[str, str]) -> None:
    for metric_id, year in SETS:
        rows = [o for o in oracle.observations(metric_id, year) if o["district_id"] in pair]
        _check(compare(store, metric_id, year, pair), rows, list(pair))


@pytest.mark.parametrize("districts", [DISTRICTS, DISTRICTS[:2], DISTRICTS[3:], DISTRICTS[4:]], ids="-".join)
def test_best_year(store: Store, districts: list[str]) -> None:
    for metric_id in store.catalogue.metrics:
        found = best_year(years_to_compare(store, metric_id, districts))
        assert found == oracle.best_year(metric_id, set(districts)), metric_id


def test_what_is_offered_as_ready_is_exactly_what_compares(store: Store) -> None:
    expected = {
        (m, y): frozenset(v.ordered)
        for m, y in SETS
        if (v := oracle.judge(m, oracle.observations(m, y))).ordered
    }
    assert {(s.metric_id, s.year): frozenset(s.district_ids) for s in ready_sets(store)} == expected
    assert comparable_metrics(store) == {m for m, _ in expected}


def test_ready_sets_put_law_before_context_and_results_before_forecasts(store: Store) -> None:
    contexts = {m["metric_id"] for m in oracle.table("metrics") if m["dimension_id"] == "context"}
    seen = [(s.metric_id in contexts, s.forecasts) for s in ready_sets(store)]
    assert seen == sorted(seen)
    assert not seen[0][0]


def test_the_oracle_counts_the_same_figures_as_the_documentation() -> None:
    """The list of same-year figures handed over with the data has forty sets in twenty metrics; all are judged here."""
    several = {
        (m, y)
        for m, y in SETS
        if len({o["district_id"] for o in oracle.observations(m, y) if oracle.of_whole_district(o)}) > 1
    }
    assert len(several) >= 40
    assert len({m for m, _ in several}) >= 20


def test_bounds_of_the_oracle_and_of_the_store_are_the_same(store: Store) -> None:
    assert oracle.table("observations")
    for o in oracle.table("observations"):
        low, high, value = store.rows(
            "SELECT value_low, value_high, value FROM observations WHERE observation_id = ?",
            [o["observation_id"]],
        )[0]
        assert (low, high) == tuple(None if b is None else float(b) for b in oracle.bounds(o))
        assert value == float(Fraction(o["value"]))
