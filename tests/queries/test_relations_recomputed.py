"""Every relation of the shipped facts checked a second time, and the disagreements are those the doubts name."""

from __future__ import annotations

from typing import Any

import pytest

from queries.checks import all_checks, checks_on, disagreements
from queries.store import Store
from tests.queries import oracle, plain_views
from tests.queries.made_facts import MadeStore, observation

#: Some of them: relation, district, year, value of the part that decides among conflicting ones → its doubt,
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


def test_every_disagreement_has_a_doubt_about_that_district_and_metric(store: Store) -> None:
    found = disagreements(store)
    assert found
    for c in found:
        about = [
            d
            for o in (c.result, *c.parts)
            for d in oracle.doubts_of(oracle.by_id("observations", "observation_id")[o.observation_id])
            if o.metric_id in d["metric_ids"].split(";") and o.district_id in d["district_ids"].split(";")
        ]
        assert about, c


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
    assert expected
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


#: relation, figures as (metric, year, low, high, as written), the year checked, the outcome
MADE = [
    # a report may list further parts: the whole may be larger, not smaller
    (
        "lawsuits_instances",
        [("lawsuits_new", 171), ("lawsuits_first_instance", 129), ("lawsuits_second_instance", 42)],
        "agrees",
    ),
    (
        "lawsuits_instances",
        [("lawsuits_new", 190), ("lawsuits_first_instance", 129), ("lawsuits_second_instance", 42)],
        "agrees",
    ),
    (
        "lawsuits_instances",
        [("lawsuits_new", 170), ("lawsuits_first_instance", 129), ("lawsuits_second_instance", 42)],
        "disagrees",
    ),
    # an exact sum may not
    (
        "penalties_procedures",
        [("penalties", 30), ("penalties_summary", 10), ("penalties_ordinary", 20)],
        "agrees",
    ),
    (
        "penalties_procedures",
        [("penalties", 31), ("penalties_summary", 10), ("penalties_ordinary", 20)],
        "disagrees",
    ),
    (
        "penalties_procedures",
        [("penalties", 29), ("penalties_summary", 10), ("penalties_ordinary", 20)],
        "disagrees",
    ),
    # a part written in 万 is known to half of its last digit
    (
        "penalties_procedures",
        [("penalties", 12_300), ("penalties_summary", 300), ("penalties_ordinary", 12_000, "1.2万件")],
        "agrees",
    ),
    (
        "penalties_procedures",
        [("penalties", 12_351), ("penalties_summary", 300), ("penalties_ordinary", 12_000, "1.2万件")],
        "agrees",
    ),
    (
        "penalties_procedures",
        [("penalties", 12_851), ("penalties_summary", 300), ("penalties_ordinary", 12_000, "1.2万件")],
        "disagrees",
    ),
    # a bound among the parts: the whole is at least so large
    (
        "penalties_procedures",
        [("penalties", 500), ("penalties_summary", 10), ("penalties_ordinary", (20, None))],
        "agrees",
    ),
    (
        "penalties_procedures",
        [("penalties", 29), ("penalties_summary", 10), ("penalties_ordinary", (20, None))],
        "disagrees",
    ),
    # nothing is filled in
    ("penalties_procedures", [("penalties", 30), ("penalties_summary", 10)], "unchecked"),
    # 27 of 176 are 15.34 %: 15 % and 15.3 % are it rounded, 15.4 % is not
    (
        "recon_correction_rate",
        [("recon_correction_rate", 15, "15%"), ("recon_corrected", 27), ("recon_concluded", 176)],
        "agrees",
    ),
    (
        "recon_correction_rate",
        [("recon_correction_rate", 15.3, "15.3%"), ("recon_corrected", 27), ("recon_concluded", 176)],
        "agrees",
    ),
    (
        "recon_correction_rate",
        [("recon_correction_rate", 15.4, "15.4%"), ("recon_corrected", 27), ("recon_concluded", 176)],
        "disagrees",
    ),
    (
        "recon_correction_rate",
        [("recon_correction_rate", 15, "15.0%"), ("recon_corrected", 27), ("recon_concluded", 176)],
        "disagrees",
    ),
    (
        "recon_correction_rate",
        [("recon_correction_rate", 0, "0%"), ("recon_corrected", 0), ("recon_concluded", 0)],
        "unchecked",
    ),
    # carried in and received, less answered
    (
        "foi_carry_over",
        [
            ("foi_carried_out", 5),
            ("foi_carried_in", 10),
            ("foi_applications_received", 20),
            ("foi_applications_answered", 25),
        ],
        "agrees",
    ),
    (
        "foi_carry_over",
        [
            ("foi_carried_out", 4),
            ("foi_carried_in", 10),
            ("foi_applications_received", 20),
            ("foi_applications_answered", 25),
        ],
        "disagrees",
    ),
    # a fall, written without its sign and rounded to whole percents
    (
        "recon_received_growth",
        [("recon_received_growth", -15, "下降15%"), ("recon_received", 846), ("before:recon_received", 1000)],
        "agrees",
    ),
    (
        "recon_received_growth",
        [
            ("recon_received_growth", -15, "下降15.0%"),
            ("recon_received", 846),
            ("before:recon_received", 1000),
        ],
        "disagrees",
    ),
    (
        "recon_received_growth",
        [("recon_received_growth", 15, "增长15%"), ("recon_received", 846), ("before:recon_received", 1000)],
        "disagrees",
    ),
    (
        "recon_received_growth",
        [("recon_received_growth", 15, "增长15%"), ("recon_received", 846), ("before:recon_received", 0)],
        "unchecked",
    ),
    (
        "recon_received_growth",
        [("recon_received_growth", 15, "增长15%"), ("recon_received", 846)],
        "unchecked",
    ),
    # investment is computed on a comparable basis: five points off are let pass
    (
        "investment_growth",
        [
            ("fixed_asset_investment_growth", 5, "5.00%"),
            ("fixed_asset_investment", 110, "110.00亿元"),
            ("before:fixed_asset_investment", 100, "100.00亿元"),
        ],
        "agrees",
    ),
    (
        "investment_growth",
        [
            ("fixed_asset_investment_growth", 4.9, "4.90%"),
            ("fixed_asset_investment", 110, "110.00亿元"),
            ("before:fixed_asset_investment", 100, "100.00亿元"),
        ],
        "disagrees",
    ),
]


@pytest.mark.parametrize(("relation_id", "figures", "outcome"), MADE)
def test_made_up_relations(
    store: Store, relation_id: str, figures: list[tuple[Any, ...]], outcome: str
) -> None:
    rows = []
    for n, (name, value, *written) in enumerate(figures):
        metric_id = name.removeprefix("before:")
        year = 2019 if name.startswith("before:") else 2020
        low, high = value if isinstance(value, tuple) else (float(value), float(value))
        rows.append(
            observation(
                f"X{n}", "hedong", metric_id, year, low, high, as_written=written[0] if written else ""
            )
        )
    (check,) = [
        c
        for c in all_checks(MadeStore(store, rows))
        if c.relation.relation_id == relation_id and c.result.observation_id == "X0"
    ]
    assert check.outcome == outcome
    assert (check.computed is None) == (outcome == "unchecked")


def test_parts_of_another_scope_status_or_period_are_not_taken(store: Store) -> None:
    whole = observation("X0", "hedong", "penalties", 2020, 30.0, 30.0)
    part = observation("X1", "hedong", "penalties_summary", 2020, 10.0, 10.0)
    other = observation("X2", "hedong", "penalties_ordinary", 2020, 20.0, 20.0)
    for cells in (
        {"status": "estimate"},
        {"scope": "area", "scope_name_zh": "某街道"},
        {"period_start": other.period_end},
        {"district_id": "hexi"},
    ):
        (check,) = [
            c
            for c in all_checks(MadeStore(store, [whole, part, other._replace(**cells)]))
            if (c.result.observation_id, c.relation.relation_id) == ("X0", "penalties_procedures")
        ]
        assert (check.outcome, check.missing) == ("unchecked", ("penalties_ordinary",))
