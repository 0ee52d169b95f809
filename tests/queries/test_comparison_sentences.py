"""What is said of a comparison is true and complete: against the oracle for every set, word by word for some."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from locales import words
from queries.comparability import JudgedObservation, Judgement
from queries.comparison import Comparison, compare
from queries.intervals import Interval, RankRange, rank_ranges
from queries.store import Store
from tests.queries import oracle
from views.sentences import finding, sentence
from views.wording import gap

DISTRICTS = [d["district_id"] for d in oracle.table("districts")]
NAMES = {d["district_id"]: d for d in oracle.table("districts")}

#: metric, year, districts, the whole English sentence
WHOLE = [
    (
        "recon_received",
        2022,
        DISTRICTS,
        (
            "Reconsideration applications received, 2022: Tongzhou 558 cases, Binhai New Area 343 cases. "
            "Tongzhou exceeds Binhai New Area by 215 cases. Not in our sources: Hexi, Hedong and Weicheng."
        ),
    ),
    (
        "resident_population",
        2020,
        DISTRICTS,
        (
            "Resident population, 1 Nov 2020: Binhai New Area 2,067,318 persons, Tongzhou 1,840,295 persons, "
            "Hedong 858,787 persons, Hexi 822,174 persons, Weicheng 303,516 persons. "
            "Of 5 districts Binhai New Area has the largest figure and Weicheng the smallest."
        ),
    ),
    (
        "gdp_growth",
        2019,
        DISTRICTS,
        (
            "GDP growth, 2019 (estimates): Binhai New Area 5.5%, Hedong 3.5%, Hexi about 3.5%. "
            "Of 3 districts Binhai New Area has the largest figure. The order among Hedong and Hexi cannot be decided. "
            "Not in our sources: Tongzhou and Weicheng."
        ),
    ),
    (
        "gdp",
        2024,
        ["hexi", "hedong"],
        (
            "Gross regional product (GDP), 2024 (estimates): Hexi at least 120 billion yuan, Hedong at least "
            "50 billion yuan. Which of Hexi and Hedong is higher cannot be decided from figures of this exactness."
        ),
    ),
    (
        "land_area",
        2023,
        ["hexi", "binhai", "hedong"],
        (
            "Land area, 2023: Binhai New Area 2,270 km², Hedong 39.63 km². Binhai New Area exceeds Hedong by "
            "about 2,230 km². Hexi has figures that are not ranked."
        ),
    ),
    (
        "public_lawyers",
        1999,
        ["hexi", "weicheng"],
        (
            "Public-sector lawyers: our sources hold no figure for 1999 for the districts chosen. "
            "Not in our sources: Hexi and Weicheng."
        ),
    ),
]


@pytest.mark.parametrize(("metric_id", "year", "districts", "text"), WHOLE)
def test_whole_sentences(store: Store, metric_id: str, year: int, districts: list[str], text: str) -> None:
    assert sentence(words("en"), compare(store, metric_id, year, districts)) == text


@pytest.mark.parametrize(
    ("metric_id", "year"),
    [("enforcement_officers", 2023), ("inspections", 2023), ("cross_province_service_items", 2025)],
)
def test_what_may_not_be_ordered_is_not_ordered(store: Store, metric_id: str, year: int) -> None:
    text = sentence(words("en"), compare(store, metric_id, year, DISTRICTS))
    assert "These figures cannot be ordered." in text
    assert not re.search(r"higher|exceed|largest|smallest|equal", text)


@pytest.mark.parametrize(("metric_id", "year"), oracle.all_sets(), ids=str)
def test_every_sentence_agrees_with_the_oracle(store: Store, metric_id: str, year: int) -> None:
    rows = oracle.observations(metric_id, year)
    expected = oracle.judge(metric_id, rows)
    c = compare(store, metric_id, year, DISTRICTS)
    text = finding(words("en"), c).replace(words("en").pick(c.metric, "name"), "")
    if len(expected.ordered) == 2:
        _check_pair(text, c, expected)
    elif expected.ordered:
        _check_ends(text, expected)
    else:
        assert not re.search(r"higher|exceed|above|largest|smallest|equal", text)


def _check_pair(text: str, c: Comparison, expected: oracle.Verdict) -> None:
    """The one with more is named first and the difference is given; or nothing is decided."""
    first, second = sorted(expected.ranks, key=lambda d: expected.ranks[d])
    if expected.ranks[first] != (1, 1) or expected.ranks[second] != (2, 2):
        assert "cannot be decided" in text
        return
    assert "decided" not in text
    assert text.index(NAMES[first]["name_en"]) < text.index(NAMES[second]["name_en"])
    apart = oracle.stated_gap(expected.ordered[first], expected.ordered[second])
    assert (words("en").amount(float(apart), c.metric) in text) if apart > 0 else not re.search(r"\d", text)


def _check_ends(text: str, expected: oracle.Verdict) -> None:
    """Of three or more the certain largest and the certain smallest are named, and no other."""
    names = {NAMES[d]["name_en"]: rank for d, rank in expected.ranks.items()}
    top = re.search(r"districts ([\w ]+?) has the largest", text)
    bottom = re.search(r"(?:figure and ([\w ]+?)|districts ((?:(?! has )[\w ])+?) has) the smallest", text)
    largest = [top[1]] if top else []
    smallest = [bottom[1] or bottom[2]] if bottom else []
    assert largest == [n for n, rank in names.items() if rank == (1, 1)]
    assert smallest == [n for n, rank in names.items() if rank == (len(names), len(names))]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("metric_id", "year"), oracle.all_sets(), ids=str)
def test_every_sentence_names_every_district_once_at_least(
    store: Store, metric_id: str, year: int, language: str
) -> None:
    w = words(language)
    c = compare(store, metric_id, year, DISTRICTS)
    text = sentence(w, c)
    assert w.pick(c.metric, "name") in text
    for d in c.districts:
        assert w.pick(d, "name") in text
    for f in c.judgement.compared or c.leading:
        assert w.amount(f.observation.value, c.metric) in text
    assert "{" not in text and "None" not in text and "nan" not in text and "inf " not in text


# -- sets that the shipped facts do not have (yet) -----------------------------------------------------------


def _set(store: Store, values: list[tuple[float, float]]) -> Comparison:
    """A comparison of as many districts as there are intervals."""
    c = compare(store, "resident_population", 2020, DISTRICTS[: len(values)])
    by_district = {f.observation.district_id: f.observation for f in c.judgement.compared}
    intervals = [Interval(*v) for v in values]
    figures = [
        JudgedObservation(
            by_district[d]._replace(value=i.low, value_low=i.low, value_high=i.high), rank=RankRange(*rank)
        )
        for d, i, rank in zip(DISTRICTS, intervals, rank_ranges(intervals), strict=False)
    ]
    figures.sort(key=lambda f: -f.observation.value)
    return replace(c, judgement=Judgement("comparable", tuple(figures)))


#: intervals of Hexi, Binhai, Hedong, Tongzhou, Weicheng in this order, and what is said
INVENTED = [
    ([(5, 5), (5, 5)], "Hexi and Binhai New Area are equal."),
    ([(5, 5), (5, 5), (5, 5)], "The 3 districts are equal."),
    (
        [(5, 5), (5, 5), (3, 3)],
        (
            "Of 3 districts Hexi and Binhai New Area share the largest figure. "
            "Of 3 districts Hedong has the smallest figure."
        ),
    ),
    ([(5, 5), (3, 3), (3, 3)], "Of 3 districts Hexi has the largest figure."),
    (
        [(5, 5), (5, 5), (3, 3), (3, 3)],
        "Of 4 districts Hexi and Binhai New Area share the largest figure.",
    ),
    (
        [(5, 5), (4, 4), (3, 3)],
        "Of 3 districts Hexi has the largest figure and Hedong the smallest.",
    ),
    (
        [(5, 6), (5, 7), (3, 3)],
        (
            "Of 3 districts Hedong has the smallest figure. "
            "The order among Hexi and Binhai New Area cannot be decided."
        ),
    ),
]


@pytest.mark.parametrize(("values", "text"), INVENTED, ids=str)
def test_ties_and_open_orders(store: Store, values: list[tuple[float, float]], text: str) -> None:
    assert finding(words("en"), _set(store, values)) == text


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [(1, 1, "1 percentage point"), (0.4, 0.4, "0.4 percentage points"), (3, 5, "3–5 percentage points")],
)
def test_rates_differ_in_percentage_points(store: Store, low: float, high: float, text: str) -> None:
    assert gap(words("en"), store.catalogue.metrics["gdp_growth"], Interval(low, high)) == text
