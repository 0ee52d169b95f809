"""Figures that one document gives for several districts compare whatever their period rests on, and no others do."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest

from locales import words
from queries.comparability import Judgement, judge
from queries.comparison import compare
from queries.ready import ready_sets
from queries.records import Observation
from queries.store import Store
from queries.two_years import two_years
from tests.queries import oracle
from tests.queries.made_facts import MadeStore, doubt
from views.explaining import verdict
from views.sentences import sentence

FLOW, STOCK = "recon_received", "resident_population"
DOCUMENTS = [d["document_id"] for d in oracle.table("documents")]
EARLY, START, END = dt.date(2020, 3, 1), dt.date(2020, 4, 1), dt.date(2020, 5, 3)


def _observation(district: str, value: float, **other: Any) -> Observation:
    """A running total of one list: of the first document, actual, of the whole district."""
    usual = dict.fromkeys(Observation._fields) | {
        "observation_id": f"L-{district}-{value:g}-{'-'.join(map(str, other.values()))}",
        "district_id": district,
        "metric_id": FLOW,
        "period_start": START,
        "period_end": END,
        "period_basis": "cumulative",
        "value": value,
        "value_low": value,
        "value_high": value,
        "qualifier": "exact",
        "status": "actual",
        "scope": "district",
        "document_id": DOCUMENTS[0],
        "as_written": f"{value:g}",
        "year": END.year,
    }
    return Observation(**(usual | other))


def _judged(store: Store, *figures: Observation) -> Judgement:
    return judge(store.catalogue.metrics[figures[0].metric_id], figures, store.catalogue)


def _ranks(j: Judgement) -> dict[str, tuple[int, int] | None]:
    return {f.observation.district_id: f.rank for f in j.compared}


@pytest.mark.parametrize("basis", ["cumulative", "part_year", "multi_year", "as_published"])
@pytest.mark.parametrize("metric_id", [FLOW, STOCK])
def test_one_list_compares_whatever_its_period_rests_on(store: Store, basis: str, metric_id: str) -> None:
    same = {"period_basis": basis, "metric_id": metric_id}
    j = _judged(store, _observation("hexi", 78, **same), _observation("hedong", 116, **same))
    assert _ranks(j) == {"hedong": (1, 1), "hexi": (2, 2)}
    assert (j.verdict, j.list_document_id) == ("comparable", DOCUMENTS[0])


@pytest.mark.parametrize(
    "other",
    [
        {"document_id": DOCUMENTS[1]},
        {"period_start": EARLY},
        {"period_end": END + dt.timedelta(days=1)},
        {"status": "estimate"},
        {"scope": "area", "scope_name_zh": "某功能区", "scope_name_en": "A zone"},
        {"scope": "district", "scope_name_zh": "部分街道", "scope_name_en": "Some sub-districts"},
    ],
    ids="-".join,
)
def test_what_differs_in_anything_is_not_one_list(store: Store, other: dict[str, Any]) -> None:
    j = _judged(store, _observation("hexi", 78), _observation("hedong", 116, **other))
    assert (j.verdict, j.compared, j.list_document_id) == ("not_comparable", (), None)


def test_departments_of_one_list_do_not_compare(store: Store) -> None:
    part = {"scope": "department", "scope_name_zh": "司法局", "scope_name_en": "Justice bureau"}
    j = _judged(store, _observation("hexi", 78, **part), _observation("hedong", 116, **part))
    assert {r.code for f in j.unranked for r in f.reasons} == {"scope"}


def test_what_is_not_from_the_list_stands_beside_it(store: Store) -> None:
    stranger = _observation("binhai", 5, document_id=DOCUMENTS[1])
    j = _judged(store, _observation("hexi", 78), _observation("hedong", 116), stranger)
    assert j.verdict == "partly"
    assert [(f.observation, f.reasons[0].code) for f in j.unranked] == [(stranger, "list")]


def test_another_document_that_says_otherwise_leaves_the_order_open(store: Store) -> None:
    other = _observation("hexi", 120, document_id=DOCUMENTS[1])
    j = _judged(store, _observation("hexi", 78), _observation("hedong", 116), other)
    assert _ranks(j) == {"hedong": (1, 2), "hexi": (1, 2)}
    assert [f.conflicts for f in j.compared if f.observation.district_id == "hexi"] == [(other,)]


def test_figures_of_a_year_come_before_a_list_of_as_many_districts(store: Store) -> None:
    year = {
        "period_basis": "year",
        "period_start": dt.date(2020, 1, 1),
        "period_end": dt.date(2020, 12, 31),
        "document_id": DOCUMENTS[1],
    }
    listed = [_observation("hexi", 78), _observation("hedong", 116)]
    j = _judged(store, *listed, _observation("hexi", 1, **year), _observation("hedong", 2, **year))
    assert j.list_document_id is None
    assert {f.observation.period_basis for f in j.compared} == {"year"}
    wider = _judged(
        store,
        *listed,
        _observation("binhai", 9),
        _observation("hexi", 1, **year),
        _observation("hedong", 2, **year),
    )
    assert wider.list_document_id == DOCUMENTS[0]


def test_estimates_of_one_list_are_forecasts(store: Store) -> None:
    j = _judged(store, *(_observation(d, v, status="estimate") for d, v in (("hexi", 78), ("hedong", 116))))
    assert j.forecasts
    assert j.list_document_id == DOCUMENTS[0]


# -- what is said of it --------------------------------------------------------------------------------------

LISTED = [_observation("hexi", 78), _observation("hedong", 116), _observation("binhai", 121)]


@pytest.fixture
def made(store: Store) -> Callable[..., MadeStore]:
    return lambda figures, doubts=(): MadeStore(store, figures, doubts)


def test_verdict_and_sentence_name_the_list(made: Callable[..., MadeStore]) -> None:
    given = made(LISTED)
    c = compare(given, FLOW, 2020, ["hexi", "binhai", "hedong"])
    document = given.catalogue.documents[DOCUMENTS[0]]
    assert f"出自同一份清单（《{document.title_zh}》）" in verdict(words("zh"), c)
    assert f"出自同一份清单（《{document.title_zh}》）" in sentence(words("zh"), c)
    assert f"from one list ({document.title_en})" in verdict(words("en"), c)
    assert f"from one list ({document.title_en})" in sentence(words("en"), c)


def test_doubts_still_bar(made: Callable[..., MadeStore]) -> None:
    given = made(LISTED, [doubt(FLOW, ["hexi"], "districts")])
    c = compare(given, FLOW, 2020, ["hexi", "binhai", "hedong"])
    assert _ranks(c.judgement).keys() == {"binhai", "hedong"}
    assert [f.reasons[0].code for f in c.judgement.unranked] == ["doubt"]
    all_barred = compare(made(LISTED, [doubt(FLOW, [], "both")]), FLOW, 2020, ["hexi", "binhai", "hedong"])
    assert (all_barred.judgement.verdict, all_barred.list_document) == ("not_comparable", None)
    assert "list" not in verdict(words("en"), all_barred)


def test_two_years_of_lists_are_not_set_against_each_other(
    made: Callable[..., MadeStore],
) -> None:
    later = [
        o._replace(
            observation_id=f"{o.observation_id}-later",
            period_end=dt.date(2021, 5, 3),
            year=2021,
            value=o.value * 2,
        )
        for o in LISTED
    ]
    given = made([*LISTED, *later])
    districts = ["hexi", "hedong", "binhai"]
    assert all(compare(given, FLOW, y, districts).judgement.verdict == "comparable" for y in (2020, 2021))
    assert two_years(given, FLOW, (2020, 2021), districts).steps == ()


# -- the shipped facts ---------------------------------------------------------------------------------------


def _lists() -> set[frozenset[str]]:
    """The lists of the files: for each metric and year the figures of one document that no period lets compare."""
    grouped: dict[tuple[str, ...], list[oracle.Row]] = defaultdict(list)
    basis = {m["metric_id"]: m["basis"] for m in oracle.table("metrics")}
    for o in oracle.table("observations"):
        if oracle.of_whole_district(o) and not oracle.barred_between_districts(o):
            key = (o["metric_id"], o["document_id"], o["period_start"], o["period_end"], o["status"])
            grouped[key].append(o)
    return {
        frozenset(o["observation_id"] for o in listed)
        for listed in grouped.values()
        if len({o["district_id"] for o in listed}) > 1
        and not any(oracle.period_allows_order(o, basis[o["metric_id"]]) for o in listed)
    }


def test_sets_and_lists_of_the_shipped_facts_are_those_worked_out_independently(store: Store) -> None:
    """How many there are is said by the files: those whose period lets them compare, and the lists besides."""
    judged = {(m, y): oracle.judge(m, oracle.observations(m, y)) for m, y in oracle.all_sets()}
    by_period = {key for key, v in judged.items() if v.ordered and not v.list_document}
    districts = [d["district_id"] for d in oracle.table("districts")]
    found = {(s.metric_id, s.year): compare(store, s.metric_id, s.year, districts) for s in ready_sets(store)}
    assert by_period
    assert {key for key, c in found.items() if c.list_document is None} == by_period
    listed = [
        frozenset(f.observation.observation_id for f in c.judgement.compared)
        for c in found.values()
        if c.list_document is not None
    ]
    assert set(listed) == _lists()
    assert len(found) == len(by_period) + len(_lists())
