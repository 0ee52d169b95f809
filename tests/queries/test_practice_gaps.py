"""What others have and a district lacks in our sources, the figures in the paragraph of a system, single systems."""

from __future__ import annotations

from collections import Counter

import pytest

from queries.practices import (
    ORDERS,
    Order,
    figures_in_paragraph,
    gaps,
    order_of,
    practice_matrix,
    system_by_id,
    systems_of,
)
from queries.store import Store
from tests.queries import oracle

DISTRICTS = [d["district_id"] for d in oracle.table("districts")]
PRACTICES = oracle.by_id("practices", "practice_id")
SYSTEMS = oracle.table("systems")


def _state(practice_id: str, district_id: str) -> str:
    """In use if anything is, else planned if anything is, else not found; a plan alone is never in use."""
    found = {
        s["status"] for s in SYSTEMS if (s["practice_id"], s["district_id"]) == (practice_id, district_id)
    }
    if found & {"in_use", "awarded"}:
        return "in_use"
    return "planned" if found else "not_found"


def _gaps(district_id: str, among: list[str]) -> dict[str, tuple[str, set[str], set[str]]]:
    found = {}
    for p in PRACTICES:
        states = {d: _state(p, d) for d in among}
        own = states.pop(district_id)
        having = {d for d, s in states.items() if s == "in_use"}
        if own != "in_use" and having:
            found[p] = (own, having, {d for d, s in states.items() if s == "planned"})
    return found


@pytest.mark.parametrize("district_id", DISTRICTS)
def test_gaps(store: Store, district_id: str) -> None:
    found = gaps(practice_matrix(store, DISTRICTS), district_id)
    assert {
        g.practice.practice_id: (
            g.state,
            {d.district_id for d in g.having},
            {d.district_id for d in g.planning},
        )
        for g in found
    } == _gaps(district_id, DISTRICTS)
    assert len({g.practice.practice_id for g in found}) == len(found)
    for g in found:
        assert g.state in ("not_found", "planned")
        assert district_id not in {d.district_id for d in (*g.having, *g.planning)}


@pytest.mark.parametrize("district_id", DISTRICTS)
def test_planned_ones_stand_apart_and_the_most_widespread_first(store: Store, district_id: str) -> None:
    found = gaps(practice_matrix(store, DISTRICTS), district_id)
    states = [g.state for g in found]
    assert states == sorted(states, key=["not_found", "planned"].index)
    for state in ("not_found", "planned"):
        order = [
            (-len(g.having), int(PRACTICES[g.practice.practice_id]["ordinal"]))
            for g in found
            if g.state == state
        ]
        assert order == sorted(order)


OFFICIAL = {d["document_id"] for d in oracle.table("documents") if d["reliability"] == "official"}


def _of(practice_id: str, district_ids: set[str]) -> list[dict[str, str]]:
    """The systems of a practice that are in use or were awarded."""
    return [
        s
        for s in SYSTEMS
        if s["practice_id"] == practice_id and s["district_id"] in district_ids and s["status"] != "planned"
    ]


@pytest.mark.parametrize("district_id", DISTRICTS)
@pytest.mark.parametrize("by", ORDERS)
def test_orders_and_their_ties(store: Store, district_id: str, by: Order) -> None:
    """Planned ones last; then what the order counts, how many others have it, the table of practices."""
    found = gaps(practice_matrix(store, DISTRICTS), district_id, by)
    places = []
    for practice_id, (state, having, _) in _gaps(district_id, DISTRICTS).items():
        systems = _of(practice_id, having)
        weight = {
            "others": len(having),
            "results": sum(s["kind"] == "honour" for s in systems),
            "official": len({s["district_id"] for s in systems if s["document_id"] in OFFICIAL}),
        }[by]
        ordinal = int(PRACTICES[practice_id]["ordinal"])
        places.append((state == "planned", -weight, -len(having), ordinal, practice_id))
    assert [g.practice.practice_id for g in found] == [p[-1] for p in sorted(places)]


@pytest.mark.parametrize("district_id", DISTRICTS)
def test_what_others_have_exactly_is_what_the_table_of_systems_says(store: Store, district_id: str) -> None:
    found = gaps(practice_matrix(store, DISTRICTS), district_id)
    assert found
    for g in found:
        assert tuple(x.district for x in g.described) == g.having
        for x in g.described:
            own = [
                s
                for s in SYSTEMS
                if (s["practice_id"], s["district_id"]) == (g.practice.practice_id, x.district.district_id)
            ]
            assert {s.system_id for s in (*x.used, *x.planned, *x.results)} == {s["system_id"] for s in own}
            years = [int(s["year"]) for s in own if s["status"] == "in_use" and s["year"]]
            assert x.since == min(years, default=None)
            assert {s.system_id for s in x.results} == {
                s["system_id"] for s in own if s["status"] == "awarded"
            }


def test_an_order_nobody_knows_is_the_usual_one() -> None:
    assert [order_of(word) for word in (*ORDERS, "", "nope")] == [*ORDERS, "others", "others"]


def test_how_many_gaps_there_are(store: Store) -> None:
    """In the facts as shipped: lacking, and planned. An outline plans more than it reports."""
    matrix = practice_matrix(store, DISTRICTS)
    counts = {d: Counter(g.state for g in gaps(matrix, d)) for d in DISTRICTS}
    assert {d: (c["not_found"], c["planned"]) for d, c in counts.items()} == {
        "hexi": (26, 0),
        "binhai": (30, 0),
        "hedong": (15, 32),
        "tongzhou": (31, 0),
        "weicheng": (28, 0),
    }


@pytest.mark.parametrize("among", [["hexi", "hedong"], ["hedong", "weicheng", "binhai"], ["tongzhou"]])
def test_gaps_among_some_districts(store: Store, among: list[str]) -> None:
    matrix = practice_matrix(store, among)
    for d in among:
        found = gaps(matrix, d)
        assert {g.practice.practice_id for g in found} == set(_gaps(d, among))
        assert {x.district_id for g in found for x in (*g.having, *g.planning)} <= set(among) - {d}
    assert among != ["tongzhou"] or gaps(matrix, "tongzhou") == []


def test_what_only_the_district_itself_has_is_no_gap(store: Store) -> None:
    found = {
        d: {g.practice.practice_id for g in gaps(practice_matrix(store, DISTRICTS), d)} for d in DISTRICTS
    }
    for p in PRACTICES:
        users = [d for d in DISTRICTS if _state(p, d) == "in_use"]
        assert {d for d in DISTRICTS if p in found[d]} == (set(DISTRICTS) - set(users) if users else set())


# -- which districts handle matters across provinces ---------------------------------------------------------


def test_who_handles_matters_across_provinces(store: Store) -> None:
    matrix = practice_matrix(store, DISTRICTS)
    assert {d: matrix.state("cross_province_services", d) for d in DISTRICTS} == {
        "hexi": "in_use",
        "binhai": "in_use",
        "hedong": "not_found",
        "tongzhou": "in_use",
        "weicheng": "not_found",
    }


# -- systems one by one --------------------------------------------------------------------------------------


def test_every_system_can_be_had_by_its_id(store: Store) -> None:
    for row in SYSTEMS:
        system = system_by_id(store, row["system_id"])
        assert system is not None
        assert {k: "" if v is None else str(v) for k, v in system._asdict().items()} == row
    for strange in ("", "nope", "hexi-sys-01 ", "%", "' OR 1=1 --"):
        assert system_by_id(store, strange) is None


def test_systems_of_districts(store: Store) -> None:
    dimensions = {d["dimension_id"]: int(d["ordinal"]) for d in oracle.table("dimensions")}
    for chosen in (DISTRICTS, ["weicheng"], ["hexi", "hedong"], []):
        rows = [s for s in SYSTEMS if s["district_id"] in chosen]
        rows.sort(key=lambda s: (dimensions[s["dimension_id"]], s["system_id"]))
        assert [s.system_id for s in systems_of(store, chosen)] == [s["system_id"] for s in rows]


def test_every_system_of_a_practice_stands_in_its_cell(store: Store) -> None:
    matrix = practice_matrix(store, DISTRICTS)
    cells = {(p, d): {s.system_id for s in systems} for (p, d), systems in matrix.systems.items()}
    expected: dict[tuple[str, str], set[str]] = {}
    for s in SYSTEMS:
        if s["practice_id"]:
            expected.setdefault((s["practice_id"], s["district_id"]), set()).add(s["system_id"])
    assert cells == expected


def test_figures_in_the_paragraph_of_a_system(store: Store) -> None:
    with_figures = 0
    for row in SYSTEMS:
        system = system_by_id(store, row["system_id"])
        assert system is not None
        expected = [
            o["observation_id"]
            for o in sorted(oracle.table("observations"), key=lambda o: o["observation_id"])
            if row["section"] and all(o[key] == row[key] for key in ("document_id", "district_id", "section"))
        ]
        assert [o.observation_id for o in figures_in_paragraph(store, system)] == expected
        with_figures += bool(expected)
    assert with_figures > 50
    assert (
        any(not s["section"] for s in SYSTEMS)
        or figures_in_paragraph(store, system._replace(section=None)) == []
    )
