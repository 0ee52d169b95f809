"""Every series of the shipped facts against the oracle: what is on the line, what is joined, where it breaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import pytest

from locales import words
from queries.store import Store
from queries.trend import Break, Point, trend
from tests.queries import oracle
from views.sentences import trend_sentence

DISTRICTS = [d["district_id"] for d in oracle.table("districts")]
METRICS = sorted({o["metric_id"] for o in oracle.table("observations")})


@pytest.mark.parametrize("metric_id", METRICS)
def test_series(store: Store, metric_id: str) -> None:
    t = trend(store, metric_id, DISTRICTS)
    with_figures = {o["district_id"] for o in oracle.observations(metric_id)}
    assert {s.district.district_id for s in t.series} == with_figures
    assert {m.district_id: m.kind for m in t.missing} == {
        d: "not_in_sources" for d in DISTRICTS if d not in with_figures
    }
    for s in t.series:
        main, conflicts, partial = oracle.line(metric_id, s.district.district_id)
        roles = {p.observation.observation_id: p.role for p in s.points}
        expected = {o["observation_id"]: "main" for o in main}
        expected |= {o["observation_id"]: "twin" for o in conflicts}
        expected |= {o["observation_id"]: "aside" for o in partial}
        assert roles == expected
        assert [o.observation_id for o in s.main] == [o["observation_id"] for o in main]
        _check_joints(s.points, s.breaks, main)


def _check_joints(points: Sequence[Point], breaks: Sequence[Break], main: list[oracle.Row]) -> None:
    joined = {p.observation.observation_id for p in points if p.joined}
    expected_joined, expected_breaks = set(), {}
    for before, after in pairwise(main):
        barring = oracle.years_barred(before, after)
        step = oracle.year_of(after) - oracle.year_of(before)
        if barring:
            expected_breaks[oracle.year_of(before), oracle.year_of(after)] = barring
        elif step <= 1:
            expected_joined.add(after["observation_id"])
    assert joined == expected_joined
    found = {(b.after_year, b.before_year): b.doubt.doubt_id for b in breaks}
    assert found.keys() == expected_breaks.keys()
    assert all(doubt in expected_breaks[step] for step, doubt in found.items())


def test_breaks_that_readers_of_the_data_know(store: Store) -> None:
    gdp = {s.district.district_id: s for s in trend(store, "gdp", DISTRICTS).series}
    assert ("tongzhou_gdp_break", 2018, 2019) in [
        (b.doubt.doubt_id, b.after_year, b.before_year) for b in gdp["tongzhou"].breaks
    ]
    assert [(b.after_year, b.before_year) for b in gdp["hexi"].breaks] == [
        (2015, 2018),
        (2018, 2021),
        (2021, 2023),
    ]
    assert gdp["weicheng"].breaks == ()


@pytest.mark.parametrize(("first", "last"), [(2019, 2021), (2022, None), (None, 2020), (1990, 1995)])
def test_years_asked_for_bound_the_series(store: Store, first: int | None, last: int | None) -> None:
    t = trend(store, "gdp_growth", DISTRICTS, first, last)
    expected = {
        o["observation_id"]
        for o in oracle.observations("gdp_growth")
        if (first or 0) <= oracle.year_of(o) <= (last or 9999)
    }
    assert {o.observation_id for o in t.evidence} == expected


UP, DOWN, NEITHER = r"; (up|a rise of) ", r"; (down|a fall of) ", r"^(?!.*; (up|down|a rise|a fall))"
#: metric, district (with the years asked for, where later data may add others), which way it went, what else is said
SENTENCES = [
    ("recon_received", "tongzhou", UP, ["176 cases (2019)", "1,696 cases (2024)", " 1,520 cases."]),
    ("recon_mediation_rate", "tongzhou", UP, ["15.5% (2019)", "17.4% (2023)", " 1.9 percentage points."]),
    ("gdp_growth", "weicheng", DOWN, ["8.8% (2021)", "4.8% (2022)", " 4 percentage points."]),
    ("gdp_growth", "hedong 2018 2019", UP, ["2.5% (estimate) (2018)", " 1 percentage point."]),
    ("xiongan_joint_items", "binhai", NEITHER, ["727 items (2024)", "unchanged"]),
    ("online_service_share", "hedong", NEITHER, ["at least 97%", "at least 95%", "cannot be decided"]),
    ("gdp", "tongzhou", NEITHER, ["55 billion yuan", "130.36 billion yuan", "broken"]),
    ("inspections", "binhai", NEITHER, ["36,778", "41,308", "broken"]),
    ("gdp_growth", "binhai", NEITHER, ["23.8% (2011)", "no change is stated"]),
    ("penalties", "hedong", NEITHER, ["1,968 cases (2023) only"]),
    ("communities", "weicheng", NEITHER, ["no figure of the whole district for a whole year"]),
    # 51 and 60 are both given for 2022; what is said must hold for either.
    ("recon_corrected", "tongzhou 2022 2023", UP, ["51 cases (2022)", " 176–185 cases."]),
]


@pytest.mark.parametrize(("metric_id", "district_id", "way", "said"), SENTENCES)
def test_sentences(store: Store, metric_id: str, district_id: str, way: str, said: list[str]) -> None:
    district, *years = district_id.split()
    t = trend(store, metric_id, [district], *map(int, years))
    text = trend_sentence(words("en"), t)
    assert all(part in text for part in said), text
    assert re.search(way, text), text
    chinese = trend_sentence(words("zh"), t)
    assert t.series[0].district.name_zh in chinese
    assert t.metric.name_zh in chinese


def test_a_district_without_figures_is_said_to_have_none(store: Store) -> None:
    text = trend_sentence(words("en"), trend(store, "public_lawyers", ["weicheng"]))
    assert text == "Public-sector lawyers: our sources hold no figure for the districts and years chosen."
