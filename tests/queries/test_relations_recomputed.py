"""Every relation of the shipped facts checked a second time, and the disagreements are those the doubts name."""

from __future__ import annotations

import pytest

from queries.checks import all_checks, checks_on, disagreements
from queries.store import Store
from tests.queries import oracle, plain_views

#: relation, district, year, value of the part that decides among conflicting ones → the doubt that tells of it,
#: and the numbers of both sides as the doubt writes them
KNOWN = {
    ("hukou_density", "hexi", 2009, None): ("hexi_density_2009", ["38 km²", "37 km²"]),
    ("lawsuits_instances", "binhai", 2022, None): ("binhai_lawsuits_2022", ["170", "129", "42", "171"]),
    ("recon_correction_rate", "tongzhou", 2019, None): ("tongzhou_correction_rate_2019", ["13%", "15%"]),
    ("recon_resolution_rate", "tongzhou", 2021, None): ("tongzhou_resolution_rate_2021", ["40%", "40.8%"]),
    ("recon_resolution_rate", "tongzhou", 2022, 60.0): ("tongzhou_corrected_2022", ["32%", "51", "60"]),
    ("recon_resolution_rate", "tongzhou", 2024, None): ("tongzhou_resolution_rate_2024", ["31%", "30.4%"]),
}


def test_every_check_comes_out_the_same_twice(store: Store) -> None:
    found = {
        plain_views.Checked(
            c.relation.relation_id,
            c.result.observation_id,
            () if c.missing else tuple(p.observation_id for p in c.parts),
            c.outcome,
            c.missing,
        )
        for c in all_checks(store)
    }
    assert len(found) == len(all_checks(store))
    assert found == set(plain_views.all_checks())


def test_there_are_checks_of_every_outcome(store: Store) -> None:
    outcomes = [c.outcome for c in all_checks(store)]
    assert outcomes.count("agrees") >= 20 and outcomes.count("unchecked") >= 20


def test_the_disagreements_are_exactly_those_the_doubts_name(store: Store) -> None:
    found = set()
    for c in disagreements(store):
        corrected = [p.value for p in c.parts if p.metric_id == "recon_corrected"]
        several = c.result.year == 2022 and c.relation.relation_id == "recon_resolution_rate"
        found.add(
            (c.relation.relation_id, c.result.district_id, c.result.year, corrected[0] if several else None)
        )
    assert found == KNOWN.keys()
    assert len(disagreements(store)) == len(KNOWN)


@pytest.mark.parametrize("key", KNOWN, ids=lambda k: "-".join(map(str, k)))
def test_each_disagreement_has_a_doubt_that_touches_it(
    store: Store, key: tuple[str, str, int, float | None]
) -> None:
    relation_id, district_id, year, part = key
    doubt_id, numbers = KNOWN[key]
    (check,) = [
        c
        for c in disagreements(store)
        if (c.relation.relation_id, c.result.district_id, c.result.year) == (relation_id, district_id, year)
        and (part is None or part in {p.value for p in c.parts})
    ]
    result = oracle.by_id("observations", "observation_id")[check.result.observation_id]
    (doubt,) = [d for d in oracle.doubts_of(result) if d["doubt_id"] == doubt_id]
    assert all(n in doubt["text_en"] for n in numbers)
    documents = {check.result.document_id, *(p.document_id for p in check.parts)}
    assert documents <= store.catalogue.documents.keys()


def test_the_other_choice_among_conflicting_parts_agrees(store: Store) -> None:
    """Tongzhou's rate of 2022 goes with 51 corrected, not with 60; both choices are shown."""
    both = {
        next(p.value for p in c.parts if p.metric_id == "recon_corrected"): c.outcome
        for c in all_checks(store)
        if (c.relation.relation_id, c.result.district_id, c.result.year)
        == ("recon_resolution_rate", "tongzhou", 2022)
    }
    assert both == {51.0: "agrees", 60.0: "disagrees"}


def test_a_figure_finds_every_check_it_takes_part_in(store: Store) -> None:
    """As a result always, as a part only where something came out."""
    expected: dict[str, set[tuple[str, str, tuple[str, ...]]]] = {}
    for c in plain_views.all_checks():
        for i in {c.result, *(c.parts if c.outcome != "unchecked" else ())}:
            expected.setdefault(i, set()).add((c.relation, c.result, c.parts))
    for o in oracle.table("observations"):
        found = {
            (
                c.relation.relation_id,
                c.result.observation_id,
                () if c.missing else tuple(p.observation_id for p in c.parts),
            )
            for c in checks_on(store, o["observation_id"])
        }
        assert found == expected.get(o["observation_id"], set())
