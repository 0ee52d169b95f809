"""Every calculated view and every series view of the shipped facts, worked out a second time from the CSV files."""

from __future__ import annotations

from fractions import Fraction
from math import inf, isclose

import pytest

from queries.calculated import VIEWS, Calculated, CalculatedView, Refusal, calculate, possible_views
from queries.comparison import compare
from queries.records import Observation
from queries.series_views import average_growth, base_years, change, index, refuses
from queries.store import Store
from queries.trend import Trend, trend
from tests.queries import oracle, plain_views

DISTRICTS = [d["district_id"] for d in oracle.table("districts")]
METRICS = sorted({o["metric_id"] for o in oracle.table("observations")})
ORDERED = [
    (m, y)
    for m, y in oracle.all_sets()
    if len({o["district_id"] for o in oracle.observations(m, y)}) > 1
    and oracle.judge(m, oracle.observations(m, y)).ordered
]


def close(found: float | None, expected: Fraction | None, empty: float = inf) -> bool:
    """Equal but for the dust of binary fractions; None is open."""
    return isclose(
        empty if found is None else found,
        empty if expected is None else float(expected),
        rel_tol=1e-11,
        abs_tol=1e-9,
    )


def _check(store: Store, metric_id: str, year: int, view: CalculatedView, districts: list[str]) -> None:
    c = compare(store, metric_id, year, districts)
    found = calculate(store, c, view)
    expected = plain_views.calculated(metric_id, year, view, districts)
    if isinstance(found, Refusal):
        assert (found.code, set(found.district_ids)) == (expected.refusal, expected.lacking)
        return
    assert isinstance(found, Calculated) and expected.refusal is None
    judgement = found.comparison.judgement
    compared = {f.observation.district_id: f for f in judgement.compared}
    assert compared.keys() == expected.values.keys()
    for d, f in compared.items():
        low, high = expected.spans[d]
        if f.observation.qualifier in ("exact", "approx"):
            assert close(f.observation.value, expected.values[d])
        assert close(f.hull.low, low, -inf) and close(f.hull.high, high)
        assert f.rank == expected.ranks[d]
    used = {o.district_id: o.observation_id for o in found.calculation.divisors.values()}
    assert used == {d: o["observation_id"] for d, o in expected.divisors.items()}
    assert set(found.calculation.years) == {oracle.year_of(o) for o in expected.divisors.values()}
    assert {f.observation.district_id for f in judgement.unranked} == expected.unranked.keys()
    for f in judgement.unranked:
        barring, why = expected.unranked[f.observation.district_id], f.reasons[0]
        assert (why.doubt.doubt_id in barring) if why.doubt else (why.code, barring) == ("alone", set())
    assert {d.doubt_id for d in found.comparison.doubts} == expected.doubts
    dropped = {m.district_id for m in found.comparison.missing if m.kind == "beside"}
    with_figures = {f.observation.district_id for f in c.leading}
    assert dropped == with_figures - compared.keys() - expected.unranked.keys()


@pytest.mark.parametrize(("metric_id", "year"), ORDERED, ids=str)
def test_calculated_views(store: Store, metric_id: str, year: int) -> None:
    for view in VIEWS:
        for districts in (DISTRICTS, *map(list, oracle.all_pairs())):
            _check(store, metric_id, year, view, districts)


def test_the_sets_that_can_be_calculated_are_neither_none_nor_all(store: Store) -> None:
    """So that the test above compares figures and refusals, and notices if either should vanish."""
    outcomes = [plain_views.calculated(m, y, view, DISTRICTS).refusal for m, y in ORDERED for view in VIEWS]
    assert {None, "no_population", "no_area", "not_per_head", "not_per_area", "no_whole"} <= set(outcomes)
    assert outcomes.count(None) >= 15


def test_views_offered_are_those_not_refused_for_the_metric_alone(store: Store) -> None:
    never = {"not_per_head", "not_per_area", "no_whole"}
    for metric_id in METRICS:
        sensible = [v for v in VIEWS if plain_views.calculated(metric_id, 1900, v, []).refusal not in never]
        assert possible_views(store, store.catalogue.metrics[metric_id]) == sensible


def test_the_area_of_hexi_bars_every_order_by_area(store: Store) -> None:
    """The doubt on the area alone takes Hexi out, although its population compares."""
    for year in (2022,):
        published = compare(store, "resident_population", year, ["hexi", "binhai", "hedong"])
        assert {f.observation.district_id for f in published.judgement.compared} == {
            "hexi",
            "binhai",
            "hedong",
        }
        found = calculate(store, published, "per_km2")
        assert isinstance(found, Calculated)
        (unranked,) = found.comparison.judgement.unranked
        assert unranked.observation.district_id == "hexi"
        assert [r.doubt.doubt_id for r in unranked.reasons if r.doubt] == ["hexi_area"]
        assert "hexi_area" in {d.doubt_id for d in found.comparison.doubts}
        assert "hexi_area" not in {d.doubt_id for d in published.doubts}


def test_a_figure_per_resident_by_hand(store: Store) -> None:
    """558 applications over 1,840,295 residents and 343 over 2,067,318, census of 2020."""
    found = calculate(store, compare(store, "recon_received", 2022, DISTRICTS), "per_10k")
    assert isinstance(found, Calculated)
    values = {f.observation.district_id: f.observation.value for f in found.comparison.judgement.compared}
    assert values == {
        "tongzhou": pytest.approx(3.03212, abs=1e-5),
        "binhai": pytest.approx(1.65915, abs=1e-5),
    }
    assert found.calculation.years == (2020,)
    assert found.comparison.metric.unit_en == "cases per 10,000 residents"


# -- over the years -----------------------------------------------------------------------------------------


def _points(t: Trend) -> dict[str, dict[str, Observation]]:
    return {s.district.district_id: {o.observation_id: o for o in s.main} for s in t.series}


def _same(found: dict[str, Observation], expected: plain_views.Points) -> None:
    assert found.keys() == expected.keys()
    for i, (value, low, high) in expected.items():
        o = found[i]
        assert close(o.value, value) and close(o.value_low, low, -inf) and close(o.value_high, high), i


@pytest.mark.parametrize("metric_id", METRICS)
def test_index_for_every_base_year(store: Store, metric_id: str) -> None:
    t = trend(store, metric_id, DISTRICTS)
    lines = {s.district.district_id: plain_views.line(metric_id, s.district.district_id) for s in t.series}
    bases = {oracle.year_of(o) for one in lines.values() for o in one.main if one.base(o)}
    assert set(base_years(t)) == bases
    for year in bases:
        calculated = index(store, t, year)
        expected = {d: plain_views.index(one, year) for d, one in lines.items()}
        found = _points(calculated.trend)
        assert found.keys() == {d for d, points in expected.items() if points is not None}
        for d, points in expected.items():
            if points is not None:
                _same(found[d], points)
        assert {m.district_id for m in calculated.trend.missing if m.kind == "no_base"} == {
            d for d, points in expected.items() if points is None
        }
        assert all(b.year == year for b in calculated.calculation.bases.values())


@pytest.mark.parametrize("metric_id", METRICS)
def test_change_on_the_year_before(store: Store, metric_id: str) -> None:
    t = trend(store, metric_id, DISTRICTS)
    calculated = change(store, t)
    found = _points(calculated.trend)
    lacking = set()
    for s in t.series:
        d = s.district.district_id
        expected = plain_views.change(metric_id, plain_views.line(metric_id, d))
        _same(found.get(d, {}), expected)
        if not expected:
            lacking.add(d)
    assert {m.district_id for m in calculated.trend.missing if m.kind == "no_base"} == lacking
    rate = plain_views.metric(metric_id)["measure"] == "rate"
    assert calculated.trend.metric.unit_en == ("percentage points" if rate else "%")
    money = plain_views.metric(metric_id)["measure"] == "money"
    assert ("nominal" in calculated.trend.metric.name_en) == money
    assert ("名义" in calculated.trend.metric.name_zh) == money


@pytest.mark.parametrize("metric_id", METRICS)
def test_average_growth(store: Store, metric_id: str) -> None:
    t = trend(store, metric_id, DISTRICTS)
    found = {
        g.district.district_id: (g.first.observation_id, g.last.observation_id, g.rate)
        for g in average_growth(store, t)
    }
    if plain_views.metric(metric_id)["measure"] == "rate":
        assert found == {} and refuses(t.metric, "index") and refuses(t.metric, "growth")
        return
    assert not refuses(t.metric, "index")
    for s in t.series:
        d = s.district.district_id
        expected = plain_views.growth(plain_views.line(metric_id, d))
        assert (d in found) == (expected is not None)
        if expected is not None:
            first, last, low, high = expected
            assert found[d][:2] == (first, last)
            assert isclose(found[d][2].low, low, rel_tol=1e-9, abs_tol=1e-9)
            assert isclose(found[d][2].high, high, rel_tol=1e-9, abs_tol=1e-9)


def test_the_facts_have_series_of_every_kind() -> None:
    """So that the tests above do not pass on nothing."""
    lines = {(m, d): plain_views.line(m, d) for m in METRICS for d in DISTRICTS}
    assert sum(len(plain_views.change(m, one)) for (m, _), one in lines.items()) >= 40
    assert sum(plain_views.growth(one) is not None for one in lines.values()) >= 15
    wide = [
        p
        for one in lines.values()
        for y in range(1990, 2027)
        for p in (plain_views.index(one, y) or {}).values()
    ]
    assert any(low < high for _, low, high in wide)


def test_conflicting_figures_widen_a_change(store: Store) -> None:
    """Tongzhou's corrections of 2022 are 51 or 60, of 2023 some other number: the change covers both."""
    line = {
        o.year: o
        for s in change(store, trend(store, "recon_corrected", ["tongzhou"])).trend.series
        for o in s.main
    }
    published = {
        oracle.year_of(o): Fraction(o["value"]) for o in oracle.line("recon_corrected", "tongzhou")[0]
    }
    assert published[2022] == 51
    low, high = published[2023] / 60 - 1, published[2023] / 51 - 1
    assert close(line[2023].value_low, 100 * low) and close(line[2023].value_high, 100 * high)
