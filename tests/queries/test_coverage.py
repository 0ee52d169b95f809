"""Counts of what is held, practices, searches and headline figures, against plain counting in the CSV files."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable

import pytest

from queries import coverage
from queries.coverage import Coverage
from queries.evidence import Filters, document_use, evidence, search
from queries.observations import districts_with, years_of
from queries.practices import practice_matrix
from queries.profile import headline, profile, residents
from queries.store import Store
from tests.queries import oracle

DISTRICTS = [d["district_id"] for d in oracle.table("districts")]
OBSERVATIONS = oracle.table("observations")
DOCUMENTS = oracle.by_id("documents", "document_id")
METRICS = oracle.by_id("metrics", "metric_id")


def _cell(key: tuple[str, str, str | None], rows: list[oracle.Row]) -> Coverage:
    reliability = [DOCUMENTS[o["document_id"]]["reliability"] for o in rows]
    years = [oracle.year_of(o) for o in rows]
    return Coverage(
        *key,
        figures=len(rows),
        metrics=len({o["metric_id"] for o in rows}),
        newest_year=max(years),
        oldest_year=min(years),
        official=reliability.count("official"),
        press=reliability.count("press"),
        secondary=reliability.count("secondary"),
    )


def test_coverage_by_dimension(store: Store) -> None:
    groups: dict[tuple[str, str, None], list[oracle.Row]] = defaultdict(list)
    for o in OBSERVATIONS:
        groups[o["district_id"], METRICS[o["metric_id"]]["dimension_id"], None].append(o)
    assert set(coverage.by_dimension(store)) == {_cell(k, rows) for k, rows in groups.items()}


def test_coverage_by_metric(store: Store) -> None:
    groups: dict[tuple[str, str, str], list[oracle.Row]] = defaultdict(list)
    for o in OBSERVATIONS:
        groups[o["district_id"], METRICS[o["metric_id"]]["dimension_id"], o["metric_id"]].append(o)
    assert set(coverage.by_metric(store)) == {_cell(k, rows) for k, rows in groups.items()}


def test_holdings(store: Store) -> None:
    found = coverage.by_district(store)
    assert list(found) == DISTRICTS
    systems = oracle.table("systems")
    for d, h in found.items():
        figures = [o for o in OBSERVATIONS if o["district_id"] == d]
        own = [s for s in systems if s["district_id"] == d]
        assert h.figures == len(figures)
        assert h.documents == len({x["document_id"] for x in figures + own})
        in_use, planned = oracle.practices(d)
        assert h.practices == (len(in_use), len(planned))
        assert h.newest_year == max(map(oracle.year_of, figures))


def test_practice_states(store: Store) -> None:
    matrix = practice_matrix(store, DISTRICTS)
    filled = 0
    for practice in oracle.table("practices"):
        for d in DISTRICTS:
            states = {
                s["status"]
                for s in oracle.table("systems")
                if (s["practice_id"], s["district_id"]) == (practice["practice_id"], d)
            }
            expected = "not_found" if not states else "planned" if states == {"planned"} else "in_use"
            assert matrix.state(practice["practice_id"], d) == expected
            filled += expected != "not_found"
    described = {(s["practice_id"], s["district_id"]) for s in oracle.table("systems") if s["practice_id"]}
    assert filled == len(described) > 0


def test_practice_counts_add_up(store: Store) -> None:
    matrix = practice_matrix(store, DISTRICTS)
    for d in DISTRICTS:
        counts = matrix.counts(d)
        not_found = sum(matrix.state(p.practice_id, d) == "not_found" for p in matrix.practices)
        assert sum(counts) + not_found == len(oracle.table("practices"))
        assert counts == coverage.by_district(store)[d].practices


def test_planned_practices_are_counted_apart(store: Store) -> None:
    assert any(h.practices.planned > h.practices.in_use for h in coverage.by_district(store).values())


# -- searching -----------------------------------------------------------------------------------------------


def _holds(o: oracle.Row, word: str) -> bool:
    """Whether a figure, its metric, district or document holds a word."""
    metric, document = METRICS[o["metric_id"]], DOCUMENTS[o["document_id"]]
    district = oracle.by_id("districts", "district_id")[o["district_id"]]
    dimension = oracle.by_id("dimensions", "dimension_id")[metric["dimension_id"]]
    texts = [metric[k] for k in ("metric_id", "name_zh", "name_en", "definition_zh", "definition_en")]
    texts += [dimension["name_zh"], dimension["name_en"]]
    texts += [district[k] for k in ("district_id", "adcode", "name_zh", "name_en")]
    texts += [
        document[k] for k in ("document_id", "title_zh", "title_en", "publisher_zh", "publisher_en", "url")
    ]
    own = ("observation_id", "as_written", "note_zh", "note_en", "scope_name_zh", "scope_name_en")
    texts += [o[k] for k in own]
    return any(word in text.lower() for text in texts) or word == str(oracle.year_of(o))


SEARCHES = [
    "复议",
    "reconsideration",
    "Tongzhou 2022",
    "通州 复议",
    "gdp",
    "GDP BINHAI 2019",
    "TW-0",
    "51件",
    "120103",
    "tjbh.gov.cn",
    "no such thing",
    "2023",
    "％",
    "%",
    "_",
    "' OR 1=1 --",
    "修订",
]


@pytest.mark.parametrize("text", SEARCHES)
def test_search_finds_what_holds_every_word(store: Store, text: str) -> None:
    wanted = unicodedata.normalize("NFKC", text).lower().split()
    expected = {o["observation_id"] for o in OBSERVATIONS if all(_holds(o, w) for w in wanted)}
    found = search(store, Filters(text=text))
    assert {o.observation_id for o in found.figures} == expected
    assert found.total == len(expected)


@pytest.mark.parametrize(
    ("filters", "keep"),
    [
        (Filters(), lambda o: True),
        (Filters(districts=["hexi", "binhai"]), lambda o: o["district_id"] in ("hexi", "binhai")),
        (Filters(metrics=["gdp"], status=["estimate"]), lambda o: (o["metric_id"], o["status"]) == ("gdp", "estimate")),
        (Filters(dimensions=["disputes"]), lambda o: METRICS[o["metric_id"]]["dimension_id"] == "disputes"),
        (
            Filters(reliability=["secondary", "press"]),
            lambda o: DOCUMENTS[o["document_id"]]["reliability"] != "official",
        ),
        (
            Filters(qualifier=["at_least"], scope=["site"]),
            lambda o: (o["qualifier"], o["scope"]) == ("at_least", "site"),
        ),
        (Filters(documents=["hexi-cnr-2025"]), lambda o: o["document_id"] == "hexi-cnr-2025"),
        (Filters(year_from=2020, year_to=2021), lambda o: 2020 <= oracle.year_of(o) <= 2021),
    ],
    ids=["all", "districts", "metric-status", "dimension", "reliability", "qualifier-scope", "document", "years"],
)  # fmt: skip
def test_filters(store: Store, filters: Filters, keep: Callable[[oracle.Row], bool]) -> None:
    expected = {o["observation_id"] for o in OBSERVATIONS if keep(o)}
    found = search(store, filters)
    assert {o.observation_id for o in found.figures} == expected
    assert found.total == len(expected)


def test_pages_of_a_search_make_up_the_whole(store: Store) -> None:
    whole = search(store, Filters()).figures
    pages = [o for start in range(0, len(whole), 100) for o in search(store, Filters(), 100, start).figures]
    assert pages == whole


def test_evidence_of_every_figure(store: Store) -> None:
    for o in OBSERVATIONS[::5]:
        e = evidence(store, o["observation_id"])
        assert e is not None
        assert e.document.document_id == o["document_id"]
        assert {d.doubt_id for d in e.doubts} == {d["doubt_id"] for d in oracle.doubts_of(o)}
        siblings = [x for x in oracle.observations(o["metric_id"]) if x["district_id"] == o["district_id"]]
        key = ("period_start", "period_end", "period_basis", "scope", "scope_name_zh")
        same = {x["observation_id"] for x in siblings if all(x[k] == o[k] for k in key)}
        assert {x.observation_id for x in e.same_period} == same - {o["observation_id"]}
        shown = {x.observation_id for x in (*e.same_period, *e.other_periods)}
        assert shown == {x["observation_id"] for x in siblings} - {o["observation_id"]}
    assert evidence(store, "no-such-figure") is None


def test_document_use(store: Store) -> None:
    used = document_use(store)
    assert used
    for document_id, use in used.items():
        assert use.figures == sum(o["document_id"] == document_id for o in OBSERVATIONS)
        assert use.systems == sum(s["document_id"] == document_id for s in oracle.table("systems"))


def test_which_districts_and_years_have_figures(store: Store) -> None:
    for metric_id in ("gdp", "recon_received", "land_area"):
        rows = oracle.observations(metric_id)
        assert districts_with(store, [metric_id]) == {o["district_id"] for o in rows}
        years = {oracle.year_of(o) for o in rows}
        assert years_of(store, metric_id) == {
            y: len({o["district_id"] for o in rows if oracle.year_of(o) == y}) for y in years
        }
    assert districts_with(store, [], 2025, 2025) == {
        o["district_id"] for o in OBSERVATIONS if oracle.year_of(o) == 2025
    }


# -- districts -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("district_id", DISTRICTS)
def test_headline(store: Store, district_id: str) -> None:
    ordinals = {m["metric_id"]: i for i, m in enumerate(oracle.table("metrics"))}
    fit = [
        o
        for o in OBSERVATIONS
        if o["district_id"] == district_id
        and METRICS[o["metric_id"]]["dimension_id"] != "context"
        and oracle.of_whole_district(o)
        and (o["status"], o["qualifier"]) == ("actual", "exact")
        and DOCUMENTS[o["document_id"]]["reliability"] == "official"
        and o["period_basis"] in ("year", "as_of")
    ]
    best = min(
        fit,
        key=lambda o: (
            -oracle.year_of(o),
            o["period_basis"] != "year",
            ordinals[o["metric_id"]],
            o["observation_id"],
        ),
        default=None,
    )
    found = headline(store, district_id)
    assert (found and found.observation_id) == (best and best["observation_id"])


@pytest.mark.parametrize("district_id", DISTRICTS)
def test_a_profile_holds_every_figure_and_system_once(store: Store, district_id: str) -> None:
    p = profile(store, district_id)
    shown = [o.observation_id for group in p.figures.values() for m in group for o in m.figures]
    assert sorted(shown) == sorted(
        o["observation_id"] for o in OBSERVATIONS if o["district_id"] == district_id
    )
    assert {s.system_id for s in p.systems} == {
        s["system_id"] for s in oracle.table("systems") if s["district_id"] == district_id
    }
    assert [len(s.main) >= 3 for s in p.series] == [True] * len(p.series)


def test_residents_at_the_census(store: Store) -> None:
    found = {d: residents(store, d) for d in DISTRICTS}
    assert {d: o and o.value for d, o in found.items()} == {
        "hexi": 822174,
        "binhai": 2067318,
        "hedong": 858787,
        "tongzhou": 1840295,
        "weicheng": 303516,
    }
