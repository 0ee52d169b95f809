"""What must hold of calculated figures whatever the inputs are, and of every view over the shipped facts."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.calculated import Calculated, calculate
from queries.change_years import change_years
from queries.comparability import JudgedObservation
from queries.comparison import Comparison, compare
from queries.intervals import Interval, order
from queries.overviews import ENOUGH, by_metric, heat_rows, pair, possible_pairs, what_compares
from queries.quality import RELIABILITY, Quality
from queries.records import Observation
from queries.series_views import average_growth, change, index
from queries.store import Store
from queries.trend import trend
from queries.two_years import two_years
from tests.queries import oracle
from tests.queries.made_facts import MadeStore, observation

DISTRICTS = [d["district_id"] for d in oracle.table("districts")]
GROUPS = [DISTRICTS, DISTRICTS[:4], DISTRICTS[:3], ["hexi", "hedong"], ["tongzhou", "binhai"]]
SETS = oracle.all_sets()
YEAR = 2019
made = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
#: Documents that fall under every way of filtering.
DOCUMENTS = {
    r: next(d["document_id"] for d in oracle.table("documents") if d["reliability"] == r) for r in RELIABILITY
}


@st.composite
def _bounds(draw: st.DrawFn, least: int = 0) -> tuple[int | None, int | None]:
    low, high = sorted((draw(st.integers(least, 12)), draw(st.integers(least, 12))))
    shape = draw(st.sampled_from(["point", "point", "band", "up", "down"]))
    return {"point": (low, low), "band": (low, high), "up": (low, None), "down": (0, high)}[shape]


@st.composite
def _inputs(draw: st.DrawFn) -> list[Observation]:
    """Cases and populations of two districts or more, some with a second figure that says something else."""
    rows = []
    for d in draw(st.lists(st.sampled_from(DISTRICTS), min_size=2, max_size=4, unique=True)):
        for name, metric_id, least in (("C", "recon_received", 0), ("P", "resident_population", 1)):
            for n in range(draw(st.sampled_from([1, 1, 1, 2]))):
                low, high = draw(_bounds(least))
                document = DOCUMENTS[draw(st.sampled_from(RELIABILITY))]
                rows.append(
                    observation(f"{name}{n}-{d}", d, metric_id, YEAR, low, high, document_id=document)
                )
    return rows


def _worked(store: Store, rows: list[Observation], quality: Quality = Quality()) -> Calculated | None:  # noqa: B008
    made_store = MadeStore(store, rows)
    found = calculate(made_store, compare(made_store, "recon_received", YEAR, DISTRICTS, quality), "per_10k")
    return found if isinstance(found, Calculated) else None


def _compared(found: Calculated | None) -> dict[str, JudgedObservation]:
    return {f.observation.district_id: f for f in found.comparison.judgement.compared} if found else {}


def _choice(data: st.DataObject, rows: list[Observation], d: str, metric_id: str) -> float:
    """A true value that some figure of a district allows."""
    o = data.draw(st.sampled_from([o for o in rows if (o.district_id, o.metric_id) == (d, metric_id)]))
    low = 0.0 if o.value_low is None else float(o.value_low)
    high = 1000.0 if o.value_high is None else float(o.value_high)
    return data.draw(st.sampled_from([low, high, (low + high) / 2]))


@made
@given(st.data(), _inputs())
def test_a_quotient_holds_that_of_every_choice(
    store: Store, data: st.DataObject, rows: list[Observation]
) -> None:
    """Its interval holds it and its ranks hold its rank, so no choice of inputs turns a decided order round."""
    figures = _compared(_worked(store, rows))
    assert len(figures) != 1
    chosen = {}
    for d, f in figures.items():
        cases, people = (_choice(data, rows, d, m) for m in ("recon_received", "resident_population"))
        if people == 0:
            return
        chosen[d] = 10_000 * cases / people
        assert f.hull.low <= chosen[d] * (1 + 1e-12) and chosen[d] <= f.hull.high * (1 + 1e-12)
    for d, f in figures.items():
        assert f.rank is not None
        above = sum(chosen[e] > chosen[d] * (1 + 1e-12) for e in chosen)
        assert f.rank.first <= 1 + above <= f.rank.last
        for e, g in figures.items():
            if order(f.hull, g.hull) == "higher":
                assert chosen[d] > chosen[e]


@made
@given(st.data(), _inputs())
def test_narrowing_an_input_never_turns_a_calculated_order(
    store: Store, data: st.DataObject, rows: list[Observation]
) -> None:
    n = data.draw(st.integers(0, len(rows) - 1))
    o = rows[n]
    low = 0.0 if o.value_low is None else o.value_low
    high = low + 50.0 if o.value_high is None else o.value_high
    point = data.draw(st.sampled_from([low, high, (low + high) / 2]))
    if point == 0:
        return
    # the figure stays the same in every other respect, so that it is preferred as before
    narrowed = [x if k != n else o._replace(value_low=point, value_high=point) for k, x in enumerate(rows)]
    before, after = _compared(_worked(store, rows)), _compared(_worked(store, narrowed))
    assert before.keys() == after.keys()
    for d, f in before.items():
        assert f.rank is not None and after[d].rank is not None
        assert f.rank.first <= after[d].rank.first <= after[d].rank.last <= f.rank.last
        for e, g in before.items():
            assert order(f.hull, g.hull) in ("undecided", order(after[d].hull, after[e].hull))


@made
@given(st.data(), _inputs())
def test_the_order_of_input_changes_nothing(
    store: Store, data: st.DataObject, rows: list[Observation]
) -> None:
    shuffled = data.draw(st.permutations(rows))
    districts = data.draw(st.permutations(DISTRICTS))
    a, b = MadeStore(store, rows), MadeStore(store, shuffled)
    x = calculate(a, compare(a, "recon_received", YEAR, DISTRICTS), "per_10k")
    y = calculate(b, compare(b, "recon_received", YEAR, districts), "per_10k")
    assert isinstance(x, Calculated) == isinstance(y, Calculated)
    if isinstance(x, Calculated) and isinstance(y, Calculated):
        assert x.comparison.judgement == y.comparison.judgement
        assert dict(x.calculation.divisors) == dict(y.calculation.divisors)
        assert x.comparison.metric == y.comparison.metric
    else:
        assert (x.code, set(x.district_ids)) == (y.code, set(y.district_ids))  # type: ignore[union-attr]


@made
@given(_inputs(), st.sets(st.sampled_from(RELIABILITY), min_size=1))
def test_what_is_filtered_out_is_not_divided_by(
    store: Store, rows: list[Observation], reliability: set[str]
) -> None:
    """Filtering afterwards is the same as never having had the figures."""
    quality = Quality(reliability=tuple(reliability))
    allowed = {DOCUMENTS[r] for r in reliability}
    found = _worked(store, rows, quality)
    never = _worked(store, [o for o in rows if o.document_id in allowed])
    assert (found is None) == (never is None)
    if found and never:
        assert found.comparison.judgement == never.comparison.judgement
        assert {o.document_id for o in found.calculation.divisors.values()} <= allowed


@made
@given(
    st.lists(
        st.tuples(st.integers(2010, 2024), _bounds(), st.sampled_from(["actual"] * 4 + ["estimate"])),
        max_size=9,
    )
)
def test_index_change_and_growth_go_together(
    store: Store, course: list[tuple[int, tuple[int | None, int | None], str]]
) -> None:
    rows = [
        observation(f"X{n}", "hedong", "recon_received", year, *span, status=status)
        for n, (year, span, status) in enumerate(course)
    ]
    made_store = MadeStore(store, rows)
    t = trend(made_store, "recon_received", ["hedong"])
    main = {o.observation_id: o for s in t.series for o in s.main}
    assert bool(main) == bool(rows)
    steps = [o for s in change(made_store, t).trend.series for o in s.main]
    for base in {o.year for o in main.values()}:
        for s in index(made_store, t, base).trend.series:
            points = {o.year: o for o in s.main}
            assert (points[base].value, points[base].value_low, points[base].value_high) == (100.0,) * 3
            for o in steps:
                if o.year in points and o.year - 1 in points and points[o.year - 1].value:
                    ratio = points[o.year].value / points[o.year - 1].value
                    assert o.value == pytest.approx((ratio - 1) * 100)
            for o in points.values():
                assert o.value_low is not None and o.value_high is not None
                assert o.value_low - 1e-9 <= o.value <= o.value_high + 1e-9
    for g in average_growth(made_store, t):
        years = g.last.year - g.first.year
        assert years >= 1 and g.first.status == g.last.status
        (s,) = index(made_store, t, g.first.year).trend.series
        last = next(o for o in s.main if o.year == g.last.year)
        if last.value_low is not None and last.value_high is not None:
            assert 100 * (1 + g.rate.low / 100) ** years == pytest.approx(last.value_low, abs=1e-6)
            assert 100 * (1 + g.rate.high / 100) ** years == pytest.approx(last.value_high, abs=1e-6)


@made
@given(st.data(), st.lists(_bounds(1), min_size=2, max_size=6), st.booleans())
def test_a_relation_of_two_years_holds_for_every_choice(
    store: Store, data: st.DataObject, spans: list[tuple[int | None, int | None]], rate: bool
) -> None:
    """Also where a second document says something else of a year."""
    metric_id = "recon_correction_rate" if rate else "recon_received"
    rows = [observation(f"X{n}", "hedong", metric_id, 2015 + n // 2, *span) for n, span in enumerate(spans)]
    made_store = MadeStore(store, rows)
    t = trend(made_store, metric_id, ["hedong"])
    for s in change(made_store, t).trend.series:
        for o in s.main:
            new, old = (
                _choice(data, [r for r in rows if r.year == year], "hedong", metric_id)
                for year in (o.year, o.year - 1)
            )
            true = new - old if rate else (new / old - 1) * 100
            assert o.value_low is not None and o.value_high is not None
            assert o.value_low - 1e-9 <= true <= o.value_high + 1e-9
    assert rate or all(
        p.observation.value_low > -100 - 1e-9 for s in change(made_store, t).trend.series for p in s.points
    )


# -- over the shipped facts ---------------------------------------------------------------------------------

QUALITIES = [
    Quality(),
    Quality(reliability=("official",)),
    Quality(reliability=("official", "press")),
    Quality(estimates=False),
    Quality(since=2020),
    Quality(("press", "secondary"), estimates=False, since=2015),
]


def _let_in(o: oracle.Row, q: Quality) -> bool:
    document = oracle.by_id("documents", "document_id")[o["document_id"]]
    return (
        document["reliability"] in q.reliability
        and (q.estimates or o["status"] == "actual")
        and oracle.year_of(o) >= (q.since or 0)
    )


@pytest.mark.parametrize("quality", QUALITIES, ids=str)
def test_a_filter_takes_figures_away_and_changes_none(store: Store, quality: Quality) -> None:
    for metric_id, year in SETS:
        rows = oracle.observations(metric_id, year)
        c = compare(store, metric_id, year, DISTRICTS, quality)
        kept = [o for o in rows if _let_in(o, quality)]
        assert {o.observation_id for o in c.evidence} == {o["observation_id"] for o in kept}
        spans = {o.observation_id: o for o in compare(store, metric_id, year, DISTRICTS).evidence}
        assert all(spans[o.observation_id] == o for o in c.evidence)
        expected = oracle.judge(metric_id, kept)
        assert {f.observation.district_id: f.rank for f in c.judgement.compared} == expected.ranks
        filtered = {o["district_id"] for o in rows} - {o["district_id"] for o in kept}
        assert {m.district_id for m in c.missing if m.kind == "filtered"} == filtered


@pytest.mark.parametrize(
    "shown", [["hexi"], ["tongzhou", "hedong"], ["weicheng", "binhai", "hexi"]], ids="-".join
)
def test_ranks_within_a_group_are_those_of_the_group(store: Store, shown: list[str]) -> None:
    for metric_id, year in SETS:
        whole = compare(store, metric_id, year, DISTRICTS)
        c = compare(store, metric_id, year, shown, group=DISTRICTS)
        assert c.judgement == whole.judgement
        assert c.is_within_group and {f.observation.district_id for f in c.leading} <= set(shown)
        assert {o.district_id for o in c.evidence} <= set(shown)
        assert {m.district_id for m in c.missing} <= set(shown)
        found = calculate(store, c, "per_10k")
        if isinstance(found, Calculated):
            assert {m.district_id for m in found.comparison.missing} <= set(shown)
            assert not {f.observation.district_id for f in found.comparison.leading} - set(shown)
    assert not compare(store, "gdp", 2022, DISTRICTS, group=shown).is_within_group


@pytest.mark.parametrize("districts", GROUPS, ids="-".join)
def test_overviews_agree_with_each_comparison(store: Store, districts: list[str]) -> None:
    comparisons = {(m, y): compare(store, m, y, districts) for m, y in SETS}
    counts = {key: len(c.judgement.compared) for key, c in comparisons.items()}
    comparable = what_compares(store, districts)
    assert {(m, y): n for m, years in comparable.counts.items() for y, n in years.items()} == {
        key: n for key, n in counts.items() if n
    }
    assert list(comparable.years) == sorted({y for (_, y), n in counts.items() if n}, reverse=True)
    wide = {m: max((n, y) for (x, y), n in counts.items() if x == m) for m in comparable.counts}
    dimension = store.catalogue.metrics
    rows = [c for d in store.catalogue.dimensions for c in by_metric(store, d, districts)]
    _same(rows, comparisons, {m: y for m, (_, y) in wide.items()})
    assert all(c.judgement.compared for c in rows)
    assert [dimension[c.metric.metric_id].dimension_id for c in rows] == sorted(
        (dimension[c.metric.metric_id].dimension_id for c in rows), key=list(store.catalogue.dimensions).index
    )
    heat = heat_rows(store, districts)
    _same(heat, comparisons, {m: y for m, (n, y) in wide.items() if n >= ENOUGH})


def _same(
    found: list[Comparison], comparisons: dict[tuple[str, int], Comparison], years: dict[str, int]
) -> None:
    assert {c.metric.metric_id: c.year for c in found} == years
    assert all(c == comparisons[c.metric.metric_id, c.year] for c in found)


@pytest.mark.parametrize(
    "districts", [DISTRICTS, ["hexi", "binhai", "hedong"], ["hexi", "tongzhou"]], ids="-".join
)
def test_scatter_pairs(store: Store, districts: list[str]) -> None:
    members = {
        (m, y): {f.observation.district_id for f in compare(store, m, y, districts).judgement.compared}
        for m, y in SETS
    }
    expected = {
        (frozenset({m, n}), y, frozenset(members[m, y] & members[n, z]))
        for (m, y), (n, z) in combinations(SETS, 2)
        if y == z and len(members[m, y] & members[n, z]) >= 3
    }
    offered = possible_pairs(store, districts)
    found = {
        (frozenset({m, n}), y, frozenset(pair(store, (m, n), y, districts).district_ids))
        for m, n, y in offered
    }
    assert found == expected and len(offered) == len(expected)
    p = pair(store, ("resident_population", "gdp"), 2022, districts)
    assert (p.x, p.y) == tuple(compare(store, m, 2022, districts) for m in ("resident_population", "gdp"))
    assert p.is_enough == (len(p.district_ids) >= 3)


@pytest.mark.parametrize("metric_id", sorted({m for m, _ in SETS}))
def test_two_years(store: Store, metric_id: str) -> None:
    """Every two years of every metric, worked out from the figures that lead in each."""
    basis = oracle.by_id("metrics", "metric_id")[metric_id]["basis"]
    by_id = oracle.by_id("observations", "observation_id")
    years = sorted({y for m, y in SETS if m == metric_id})
    moved: dict[tuple[int, int], set[str]] = {}
    for first, last in combinations(years, 2):
        t = two_years(store, metric_id, (first, last), DISTRICTS)
        moved[first, last] = {s.district.district_id for s in t.steps if s.change is not None}
        assert (t.before, t.after) == tuple(compare(store, metric_id, y, DISTRICTS) for y in (first, last))
        ends = [
            {f.observation.district_id: by_id[f.observation.observation_id] for f in c.leading}
            for c in (t.before, t.after)
        ]
        steps = {s.district.district_id: s for s in t.steps}
        gaps = {m.district_id: m.kind for m in t.missing}
        for d in DISTRICTS:
            a, b = (end.get(d) for end in ends)
            alike = _alike(basis, a, b) if a and b else False
            assert (d in steps) == alike
            if alike:
                assert a and b
                _check_step(steps[d].change, steps[d].doubt, a, b)
                assert (
                    steps[d].before.observation.observation_id,
                    steps[d].after.observation.observation_id,
                ) == (
                    a["observation_id"],
                    b["observation_id"],
                )
            else:
                assert gaps[d] == ("other_kind" if a and b else "one_year" if a or b else "not_in_sources")
        assert gaps.keys() == set(DISTRICTS) - steps.keys()
    offered = change_years(store, metric_id, DISTRICTS).possible
    for span in offered:
        assert moved[span] or (not any(moved.values()) and two_years(store, metric_id, span, DISTRICTS).steps)
    assert set().union(*(moved[span] for span in offered)) == set().union(*moved.values()), (
        "for whoever moved"
    )


def _alike(basis: str, a: oracle.Row, b: oracle.Row) -> bool:
    whole = all(oracle.of_whole_district(o) and oracle.period_allows_order(o, basis) for o in (a, b))
    half = a["period_basis"] != "half_year" or a["period_end"][5:7] == b["period_end"][5:7]
    return whole and half and a["period_basis"] == b["period_basis"]


def _check_step(found: Interval | None, why: object, a: oracle.Row, b: oracle.Row) -> None:
    barred = oracle.years_barred(a, b)
    assert (why is not None) == bool(barred)
    if barred or a["status"] != b["status"]:
        assert found is None
        return
    assert found is not None

    def span(o: oracle.Row) -> oracle.Bounds:
        same = ("district_id", "metric_id", "period_start", "period_end", "period_basis", "status")
        rows = oracle.observations(o["metric_id"], oracle.year_of(o))
        same_period = [x for x in rows if oracle.of_whole_district(x) and all(x[k] == o[k] for k in same)]
        return oracle.widest(map(oracle.bounds, same_period))

    (low_a, high_a), (low_b, high_b) = span(a), span(b)
    low = None if low_b is None or high_a is None else float(low_b - high_a)
    high = None if high_b is None or low_a is None else float(high_b - low_a)
    assert found.low == pytest.approx(float("-inf") if low is None else low)
    assert found.high == pytest.approx(float("inf") if high is None else high)


def test_a_year_is_not_set_against_itself_or_backwards(store: Store) -> None:
    assert two_years(store, "gdp", (2021, 2022), DISTRICTS).steps
    for years in ((2022, 2022), (2022, 2021)):
        assert two_years(store, "gdp", years, DISTRICTS).steps == ()


def test_filters_reach_two_years(store: Store) -> None:
    """A district whose figures are filtered out is not said to have none."""
    official = Quality(reliability=("official",))
    t = two_years(store, "resident_population", (2010, 2020), DISTRICTS, official)
    everything = two_years(store, "resident_population", (2010, 2020), DISTRICTS)
    left_out = {s.district.district_id for s in everything.steps} - {s.district.district_id for s in t.steps}
    assert left_out
    assert {m.kind for m in t.missing if m.district_id in left_out} == {"filtered"}
