"""Where a view makes no sense it is refused with a reason: made-up cases, built from CSV files like the real ones."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.build import build
from data.settings import PACKAGE_FOLDER
from queries.calculated import Calculated, CalculatedView, Refusal, calculate
from queries.checks import all_checks
from queries.comparison import compare
from queries.quality import Quality
from queries.series_views import average_growth, base_years, change, index, refuses
from queries.store import Store, open_store
from queries.trend import trend

A, B, C = "hexi", "binhai", "weicheng"  # A and B have no area, C has one
D = "hedong"
PEOPLE, CASES = "resident_population", "recon_received"
PART, WHOLE = "penalties_summary", "penalties"
OFFICIAL, SECONDARY = "tongzhou-lbg-2023", "hexi-gwr-2010-wiki"

#: district, metric, year, value, low, high, and what else differs from a plain figure
Made = tuple[str, str, int, str, str, str, dict[str, str]]


def _exact(district: str, metric: str, year: int, value: str, **cells: str) -> Made:
    return (district, metric, year, value, value, value, cells)


def _span(district: str, metric: str, year: int, low: str, high: str, **cells: str) -> Made:
    value = high if cells.get("qualifier") == "at_most" else low
    return (district, metric, year, value, low, high, cells)


def _both(metric: str, year: int, a: str, b: str, **cells: str) -> list[Made]:
    return [_exact(A, metric, year, a, **cells), _exact(B, metric, year, b, **cells)]


FIGURES: list[Made] = [
    # 1950s: rates, money a person, and no whole
    *_both("recon_correction_rate", 1951, "10", "20"),
    *_both("urban_disposable_income", 1952, "30000", "40000"),
    *_both("gdp", 1953, "100", "200"),
    # one figure only, and two that a doubt keeps apart
    _exact(A, CASES, 1955, "10"),
    *_both(CASES, 1956, "10", "20"),
    # populations: never of one date; too far; estimated; of a part; undated
    *_both(CASES, 1960, "10", "20"),
    _exact(A, PEOPLE, 1959, "1000"),
    _exact(B, PEOPLE, 1961, "1000"),
    *_both(CASES, 1966, "10", "20"),
    *_both(PEOPLE, 1963, "1000", "1000"),
    *_both(CASES, 1970, "10", "20"),
    _exact(A, PEOPLE, 1970, "1000"),
    _exact(B, PEOPLE, 1970, "1000", status="estimate"),
    *_both(CASES, 1975, "10", "20"),
    _exact(A, PEOPLE, 1975, "1000"),
    _exact(B, PEOPLE, 1975, "1000", scope="area", scope_name_zh="某街道", scope_name_en="A street"),
    *_both(CASES, 1980, "10", "20"),
    _exact(A, PEOPLE, 1980, "1000"),
    _exact(B, PEOPLE, 1980, "1000", period_basis="as_published", period_start="1980-12-31"),
    # two dates equally near: the later one; nearer for one district only: the one all have
    *_both(CASES, 1985, "10", "20"),
    *_both(PEOPLE, 1984, "1000", "1000"),
    *_both(PEOPLE, 1986, "2000", "1000"),
    _exact(A, PEOPLE, 1985, "5000"),
    # a doubt bars the population of A in 1990, of B in 1995 only between years
    *_both(CASES, 1990, "10", "20"),
    _exact(C, CASES, 1990, "30"),
    *_both(PEOPLE, 1990, "1000", "1000"),
    _exact(C, PEOPLE, 1990, "1000"),
    *_both(CASES, 1995, "10", "20"),
    *_both(PEOPLE, 1995, "1000", "1000"),
    # populations that are bounds
    *_both(CASES, 2000, "10", "20"),
    _span(A, PEOPLE, 2000, "1000", "", qualifier="at_least"),
    _span(B, PEOPLE, 2000, "0", "1000", qualifier="at_most"),
    # two documents disagree on a population, so that the order may turn
    *_both(CASES, 2005, "10", "12"),
    _exact(A, PEOPLE, 2005, "1000"),
    _exact(A, PEOPLE, 2005, "500"),
    _exact(B, PEOPLE, 2005, "900"),
    # the better population is not let in by a reader who wants official sources
    *_both(CASES, 2010, "10", "20"),
    *_both(PEOPLE, 2010, "1000", "1000", document_id=SECONDARY),
    *_both(PEOPLE, 2011, "2000", "2000"),
    # shares: of another period; a part at least so large; parts of an uncertain whole
    *_both(PART, 2013, "10", "20"),
    *_both(WHOLE, 2013, "40", "40", period_basis="half_year", period_end="2013-06-30"),
    _span(A, PART, 2015, "30", "", qualifier="at_least"),
    _exact(B, PART, 2015, "10"),
    *_both(WHOLE, 2015, "40", "40"),
    _exact(A, PART, 2017, "38"),
    _exact(B, PART, 2017, "10"),
    _span(A, WHOLE, 2017, "35", "45", qualifier="approx"),
    _exact(B, WHOLE, 2017, "40"),
    # a course: a bound, a zero, an estimate, a step of less than a year, a conflict
    _exact(C, WHOLE, 1990, "0"),
    _exact(C, WHOLE, 1991, "10"),
    _exact(C, WHOLE, 1992, "20"),
    _span(C, WHOLE, 1993, "25", "", qualifier="at_least"),
    _exact(C, WHOLE, 1994, "30"),
    _exact(C, WHOLE, 1995, "40", status="estimate"),
    _exact(
        C,
        "market_entities",
        2020,
        "100",
        period_basis="as_of",
        period_start="2020-12-01",
        period_end="2020-12-01",
    ),
    _exact(
        C,
        "market_entities",
        2021,
        "200",
        period_basis="as_of",
        period_start="2021-02-01",
        period_end="2021-02-01",
    ),
    _exact(C, "recon_correction_rate", 2001, "10"),
    _exact(C, "recon_correction_rate", 2002, "12.5"),
    _span(C, "recon_correction_rate", 2003, "15", "100", qualifier="at_least"),
    _exact(C, PART, 2001, "100"),
    _exact(C, PART, 2002, "150"),
    _exact(C, PART, 2002, "120"),
    _exact(C, "recon_concluded", 2001, "50"),
    _exact(C, "recon_concluded", 2002, "60"),
    # areas: C and D have one, D two of one day
    _exact(C, "communities", 2021, "10", period_basis="as_of", period_start="2021-12-31"),
    _exact(D, "communities", 2021, "12", period_basis="as_of", period_start="2021-12-31"),
    _exact(C, "land_area", 2004, "100"),
    _exact(D, "land_area", 2020, "100"),
    _exact(D, "land_area", 2020, "150"),
    _exact(D, "land_area", 1990, "1"),
]

DOUBTS = [
    ("apart", CASES, A, "1956", "1956", "districts"),
    ("population", PEOPLE, A, "1990", "1990", "both"),
    ("broken", PEOPLE, B, "1995", "1995", "years"),
    ("break", "recon_concluded", C, "", "2001", "years"),
]


def _read(folder: Path, table: str) -> tuple[list[str], list[dict[str, str]]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return list(reader.fieldnames or ()), list(reader)


def _write(folder: Path, table: str, header: list[str], rows: list[dict[str, str]]) -> None:
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _row(made: Made, number: int) -> dict[str, str]:
    district, metric, year, value, low, high, cells = made
    return {
        "observation_id": f"XX-{number:04}",
        "district_id": district,
        "metric_id": metric,
        "period_start": f"{year}-01-01",
        "period_end": f"{year}-12-31",
        "period_basis": "year",
        "value": value,
        "value_low": low,
        "value_high": high,
        "qualifier": "exact",
        "status": "actual",
        "scope": "district",
        "document_id": OFFICIAL,
        "as_written": value,
    } | cells


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A database of the made-up figures only, built like the real one."""
    folder = tmp_path_factory.mktemp("made") / "facts"
    shutil.copytree(
        PACKAGE_FOLDER, folder, ignore=lambda _, names: [n for n in names if not n.endswith(".csv")]
    )
    header, _ = _read(folder, "observations")
    _write(folder, "observations", header, [_row(made, n) for n, made in enumerate(FIGURES)])
    header, _ = _read(folder, "doubts")
    rows = [
        {"doubt_id": i, "metric_ids": m, "district_ids": d, "year_from": first, "year_to": last, "bars": bars}
        | {"severity": "do_not_compare", "text_zh": "存疑", "text_en": "Doubtful"}
        for i, m, d, first, last, bars in DOUBTS
    ]
    _write(folder, "doubts", header, rows)
    yield open_store(build(folder, folder.parent / "built"))


#: metric, year, view, the refusal and for want of which districts
REFUSED: list[tuple[str, int, CalculatedView, str, set[str]]] = [
    ("recon_correction_rate", 1951, "per_10k", "not_per_head", set()),
    ("recon_correction_rate", 1951, "per_km2", "not_per_area", set()),
    ("urban_disposable_income", 1952, "per_10k", "not_per_head", set()),
    ("urban_disposable_income", 1952, "per_km2", "not_per_area", set()),
    ("gdp", 1953, "share", "no_whole", set()),
    (CASES, 1955, "per_10k", "nothing_compares", set()),
    (CASES, 1956, "per_10k", "nothing_compares", set()),
    (CASES, 1960, "per_10k", "no_population", {A, B}),
    (CASES, 1966, "per_10k", "no_population", {A, B}),
    (CASES, 1970, "per_10k", "no_population", {B}),
    (CASES, 1975, "per_10k", "no_population", {B}),
    (CASES, 1980, "per_10k", "no_population", {B}),
    (CASES, 1985, "per_km2", "no_area", {A, B}),
    (CASES, 1990, "per_km2", "no_area", {A, B}),
    (PART, 2013, "share", "no_whole_figure", {A, B}),
]


@pytest.mark.parametrize(("metric_id", "year", "view", "code", "lacking"), REFUSED)
def test_refusals(
    store: Store, metric_id: str, year: int, view: CalculatedView, code: str, lacking: set[str]
) -> None:
    found = calculate(store, compare(store, metric_id, year, [A, B, C]), view)
    assert isinstance(found, Refusal)
    assert (found.code, set(found.district_ids)) == (code, lacking)


def _calculated(
    store: Store, metric_id: str, year: int, view: CalculatedView, **options: Quality
) -> Calculated:
    found = calculate(store, compare(store, metric_id, year, [A, B, C, D], **options), view)
    assert isinstance(found, Calculated), found
    return found


def _spans(found: Calculated) -> dict[str, tuple[float, float]]:
    return {f.observation.district_id: f.hull for f in found.comparison.judgement.compared}


def test_of_two_population_dates_equally_near_the_later_one_that_all_have(store: Store) -> None:
    found = _calculated(store, CASES, 1985, "per_10k")
    assert found.calculation.years == (1986,)
    assert _spans(found) == {A: (50, 50), B: (200, 200)}


def test_a_doubt_on_the_population_bars_the_figure_per_resident(store: Store) -> None:
    found = _calculated(store, CASES, 1990, "per_10k")
    assert _spans(found) == {B: (200, 200), C: (300, 300)}
    (unranked,) = found.comparison.judgement.unranked
    assert unranked.observation.district_id == A
    assert [r.doubt.doubt_id for r in unranked.reasons if r.doubt] == ["population"]
    assert "population" in {d.doubt_id for d in found.comparison.doubts}
    two = calculate(store, compare(store, CASES, 1990, [A, B]), "per_10k")
    assert isinstance(two, Calculated) and two.comparison.judgement.verdict == "not_comparable"


def test_a_doubt_between_years_does_not_bar_an_order_of_districts(store: Store) -> None:
    assert _spans(_calculated(store, CASES, 1995, "per_10k")) == {A: (100, 100), B: (200, 200)}


def test_a_bound_on_the_population_is_a_bound_on_the_quotient(store: Store) -> None:
    found = _calculated(store, CASES, 2000, "per_10k")
    inf = float("inf")
    assert _spans(found) == {A: (0, 100), B: (200, inf)}
    shown = {f.observation.district_id: f.observation for f in found.comparison.judgement.compared}
    assert [(shown[d].qualifier, shown[d].value) for d in (A, B)] == [("at_most", 100), ("at_least", 200)]


def test_populations_that_disagree_leave_the_order_open(store: Store) -> None:
    """10 of 1,000 are fewer than 12 of 900, but 10 of 500 are more."""
    found = _calculated(store, CASES, 2005, "per_10k")
    spans = _spans(found)
    assert spans[A] == (100, 200) and spans[B] == pytest.approx((133.333, 133.333), abs=0.001)
    assert not found.comparison.judgement.decided
    assert {f.rank for f in found.comparison.judgement.compared} == {(1, 2)}


def test_areas_that_disagree_leave_the_order_open(store: Store) -> None:
    """The nearest area serves whatever its year, and both figures of that year are heeded."""
    found = _calculated(store, "communities", 2021, "per_km2")
    assert found.calculation.years == (2004, 2020)
    assert _spans(found) == {C: pytest.approx((0.1, 0.1)), D: pytest.approx((0.08, 0.12))}
    assert not found.comparison.judgement.decided


def test_a_reader_of_official_sources_is_shown_no_quotient_of_another(store: Store) -> None:
    assert _calculated(store, CASES, 2010, "per_10k").calculation.years == (2010,)
    official = _calculated(store, CASES, 2010, "per_10k", quality=Quality(reliability=("official",)))
    assert official.calculation.years == (2011,)
    assert {o.document_id for o in official.calculation.divisors.values()} == {OFFICIAL}
    late = calculate(store, compare(store, CASES, 2010, [A, B], Quality(since=2012)), "per_10k")
    assert late == Refusal("nothing_compares")


def test_a_share_is_never_more_than_the_whole(store: Store) -> None:
    found = _calculated(store, PART, 2015, "share")
    assert _spans(found) == {A: (75, 100), B: (25, 25)}
    assert found.comparison.judgement.decided
    assert _spans(_calculated(store, PART, 2017, "share"))[A] == pytest.approx((100 * 38 / 45, 100))
    assert found.comparison.metric.unit_en == "%" and found.comparison.metric.measure == "rate"


# -- over the years -----------------------------------------------------------------------------------------


def test_no_growth_over_a_bound_or_from_nothing(store: Store) -> None:
    """0, 10, 20, at least 25, 30, 40 expected: only 10 → 20 and 20 on 10 are steps."""
    t = trend(store, WHOLE, [C])
    (steps,) = change(store, t).trend.series
    assert [(o.year, o.value) for o in steps.main] == [(1992, 100.0)]
    assert base_years(t) == [1991, 1992, 1994, 1995]
    (points,) = index(store, t, 1991).trend.series
    assert [(o.year, o.value) for o in points.main] == [
        (1990, 0),
        (1991, 100),
        (1992, 200),
        (1994, 300),
        (1995, 400),
    ]
    assert index(store, t, 1990).trend.series == ()
    assert [m.kind for m in index(store, t, 1993).trend.missing] == ["no_base"]
    (growth,) = average_growth(store, t)
    assert (growth.first.year, growth.last.year) == (1991, 1994)
    assert growth.rate.low == growth.rate.high == pytest.approx(100 * (3 ** (1 / 3) - 1))


def test_an_index_on_an_estimate_is_an_estimate(store: Store) -> None:
    (points,) = index(store, trend(store, WHOLE, [C]), 1995).trend.series
    assert {o.status for o in points.main} == {"estimate"}


def test_two_months_are_no_year(store: Store) -> None:
    t = trend(store, "market_entities", [C])
    assert change(store, t).trend.series == ()
    assert average_growth(store, t) == []


def test_rates_change_in_points_and_have_no_index(store: Store) -> None:
    t = trend(store, "recon_correction_rate", [C])
    assert refuses(t.metric, "index") and refuses(t.metric, "growth") and not refuses(t.metric, "change")
    assert average_growth(store, t) == []
    calculated = change(store, t).trend
    assert calculated.metric.unit_en == "percentage points"
    (steps,) = calculated.series
    assert [(o.year, o.value, o.value_low, o.value_high) for o in steps.main] == [
        (2002, 2.5, 2.5, 2.5),
        (2003, 2.5, 2.5, 87.5),
    ]


def test_conflicting_figures_make_a_change_a_range(store: Store) -> None:
    t = trend(store, PART, [C])
    for view in (change(store, t), index(store, t, 2001)):
        (s,) = view.trend.series
        o = s.main[-1]
        shift = 100 if view.calculation.view == "change" else 0
        assert (o.value_low, o.value_high) == (pytest.approx(120 - shift), pytest.approx(150 - shift))
    (growth,) = average_growth(store, t)
    assert growth.rate == (pytest.approx(20), pytest.approx(50))


def test_a_break_stops_every_view(store: Store) -> None:
    t = trend(store, "recon_concluded", [C])
    assert change(store, t).trend.series == ()
    assert average_growth(store, t) == []
    (points,) = index(store, t, 2001).trend.series
    assert [o.year for o in points.main] == [2001]


def test_made_up_checks_cannot_be_made_or_fail(store: Store) -> None:
    """A part and no other part: nothing is filled in for the missing one."""
    outcomes = {
        (c.relation.relation_id, c.result.district_id, c.result.year): (c.outcome, c.missing)
        for c in all_checks(store)
    }
    assert outcomes["penalties_procedures", A, 2015] == ("unchecked", ("penalties_ordinary",))
    assert outcomes["recon_correction_rate", C, 2001][0] == "unchecked"
