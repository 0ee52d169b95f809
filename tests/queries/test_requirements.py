"""Is a requirement met? Rules, dates and bounds at their edges, on rows made for the purpose."""

from __future__ import annotations

import datetime as dt
import re
from itertools import product
from math import inf
from typing import get_args

import pytest

from data.settings import today
from queries.intervals import Interval
from queries.requirements import (
    Outcome,
    Requirement,
    Timing,
    requirements,
    rule_for,
    satisfies,
    state_rules,
    timing,
    together,
)
from queries.store import Store
from tests.queries import oracle
from tests.queries.made_facts import observation
from tests.queries.made_plans import METRIC, PlanStore, target

DAY = dt.date.fromisoformat
NOW = DAY("2026-11-22")
ONE_DAY = dt.timedelta(days=1)
#: What the rules must come to: (evidence, timing) → state and level, written out by hand.
STATES = {
    ("met", "undated"): ("met", "green"),
    ("met", "open"): ("met", "green"),
    ("met", "within_year"): ("met", "green"),
    ("met", "passed"): ("met", "green"),
    ("not_met", "undated"): ("not_met", "red"),
    ("not_met", "open"): ("not_yet", "amber"),
    ("not_met", "within_year"): ("not_yet", "amber"),
    ("not_met", "passed"): ("not_met", "red"),
    ("undecided", "undated"): ("undecided", "none"),
    ("undecided", "open"): ("undecided", "none"),
    ("undecided", "within_year"): ("due_soon", "amber"),
    ("undecided", "passed"): ("passed_no_result", "amber"),
    ("none", "undated"): ("no_evidence", "none"),
    ("none", "open"): ("no_evidence", "none"),
    ("none", "within_year"): ("due_soon", "amber"),
    ("none", "passed"): ("passed_no_result", "amber"),
}
#: Figures that give each kind of evidence for "at least 60".
FIGURES: dict[str, list[tuple[float | None, float | None]]] = {
    "met": [(60, 60)],
    "not_met": [(59, 59)],
    "undecided": [(50, None)],
    "none": [],
}
#: A date for each timing, seen from NOW.
DATES = {
    "undated": None,
    "open": NOW.replace(year=2027) + ONE_DAY,
    "within_year": NOW,
    "passed": NOW - ONE_DAY,
}


def _ask(store: Store, *figures: object, day: dt.date = NOW, **cells: object) -> Requirement:
    (found,) = requirements(PlanStore(store, [target(**cells)], figures), day)  # type: ignore[arg-type]
    return found


# -- the date ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "due", "expected"),
    [
        ("2026-11-22", "2026-11-21", "passed"),
        ("2026-11-22", "2026-11-22", "within_year"),
        ("2026-11-22", "2026-11-23", "within_year"),
        ("2026-11-22", "2027-11-21", "within_year"),
        ("2026-11-22", "2027-11-22", "within_year"),
        ("2026-11-22", "2027-11-23", "open"),
        ("2025-12-31", "2025-12-31", "within_year"),
        ("2026-01-01", "2025-12-31", "passed"),
        ("2024-12-31", "2025-12-31", "within_year"),
        ("2024-12-30", "2025-12-31", "open"),
        ("2024-02-29", "2024-02-28", "passed"),
        ("2024-02-29", "2025-02-28", "within_year"),
        ("2024-02-29", "2025-03-01", "open"),
        ("2027-02-28", "2028-02-28", "within_year"),
        ("2027-02-28", "2028-02-29", "open"),
        ("2027-03-01", "2028-02-29", "within_year"),
        ("2028-02-29", "2028-02-29", "within_year"),
        ("2028-03-01", "2028-02-29", "passed"),
        ("1900-01-01", "2099-12-31", "open"),
    ],
)
def test_where_a_date_lies(now: str, due: str, expected: Timing) -> None:
    assert timing(DAY(due), DAY(now)) == expected


def test_every_day_of_two_years_passes_once_and_comes_near_once() -> None:
    now = DAY("2024-02-29")
    seen = [timing(now + dt.timedelta(days=n), now) for n in range(-365, 731)]
    assert seen == ["passed"] * 365 + ["within_year"] * 366 + ["open"] * 365
    assert timing(None, now) == "undated"


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2024-12-30", "no_evidence"),
        ("2024-12-31", "due_soon"),
        ("2025-12-30", "due_soon"),
        ("2025-12-31", "due_soon"),
        ("2026-01-01", "passed_no_result"),
    ],
)
def test_the_day_is_that_of_the_setting(
    store: Store, monkeypatch: pytest.MonkeyPatch, now: str, state: str
) -> None:
    monkeypatch.setenv("QUJIAN_TODAY", now)
    assert _ask(store, due=DAY("2025-12-31"), day=today()).rule.state == state


# -- a figure and a bound ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "high", "comparator", "expected"),
    [
        (60, 60, ">=", "met"),
        (59.9, 59.9, ">=", "not_met"),
        (60, 65, ">=", "met"),
        (55, 60, ">=", "undecided"),
        (55, 59, ">=", "not_met"),
        (60, inf, ">=", "met"),
        (59, inf, ">=", "undecided"),
        (-inf, 59, ">=", "not_met"),
        (-inf, 60, ">=", "undecided"),
        (60, 60, "<=", "met"),
        (60.1, 60.1, "<=", "not_met"),
        (55, 60, "<=", "met"),
        (60, 65, "<=", "undecided"),
        (61, 65, "<=", "not_met"),
        (-inf, 60, "<=", "met"),
        (-inf, 61, "<=", "undecided"),
        (61, inf, "<=", "not_met"),
        (60, inf, "<=", "undecided"),
        (60, 60, "=", "met"),
        (59, 59, "=", "not_met"),
        (61, 61, "=", "not_met"),
        (59, 61, "=", "undecided"),
        (60, 61, "=", "undecided"),
        (59, 60, "=", "undecided"),
        (61, 65, "=", "not_met"),
        (50, 59, "=", "not_met"),
        (60, inf, "=", "undecided"),
        (61, inf, "=", "not_met"),
        (-inf, 60, "=", "undecided"),
        (-inf, 59, "=", "not_met"),
        (-inf, inf, ">=", "undecided"),
        (-inf, inf, "<=", "undecided"),
        (-inf, inf, "=", "undecided"),
    ],
)
def test_bounds_against_a_requirement(low: float, high: float, comparator: str, expected: Outcome) -> None:
    assert satisfies(Interval(low, high), comparator, 60) == expected


def test_decided_only_if_no_possible_value_says_otherwise() -> None:
    """Every interval of whole ends against every bound, asked of each of the values it may have."""
    holds = {">=": lambda v, w: v >= w, "=": lambda v, w: v == w, "<=": lambda v, w: v <= w}
    ends = [-inf, 0, 1, 2, 3, inf]
    steps = [n / 2 for n in range(-4, 11)]
    n_cases = 0
    for low, high, wanted in product(ends, ends, range(-1, 5)):
        values = [v for v in steps if low <= v <= high]
        if low > high or low == inf or high == -inf:
            continue
        for comparator, test in holds.items():
            answers = {test(v, wanted) for v in values}
            expected = "undecided" if len(answers) == 2 else "met" if answers == {True} else "not_met"
            assert satisfies(Interval(low, high), comparator, wanted) == expected, (
                low,
                high,
                comparator,
                wanted,
            )
            n_cases += 1
    assert n_cases == 342


# -- rules ---------------------------------------------------------------------------------------------------


def test_every_combination_finds_the_rule_it_should(store: Store) -> None:
    rules = state_rules(store)
    found = {
        (e, t): (rule.state, rule.level)
        for e, t in product(get_args(Outcome), get_args(Timing))
        for rule in [rule_for(rules, e, t)]
    }
    assert found == STATES


def test_rules_are_tried_from_above_and_each_is_needed(store: Store) -> None:
    rules = state_rules(store)
    assert [r.ordinal for r in rules] == sorted(int(r["ordinal"]) for r in oracle.table("state_rules"))
    used = {rule_for(rules, e, t) for e, t in product(get_args(Outcome), get_args(Timing))}
    assert used == set(rules)
    assert rule_for(reversed(rules), "met", "passed").state == "no_evidence"
    with pytest.raises(LookupError):
        rule_for(rules[:1], "none", "open")


def test_a_state_has_one_name_sign_and_level_of_its_own(store: Store) -> None:
    rules = state_rules(store)
    assert rules
    for state in {r.state for r in rules}:
        assert len({(r.level, r.sign, r.name_zh, r.name_en) for r in rules if r.state == state}) == 1
    shown = {(r.state, r.sign, r.name_zh, r.name_en) for r in rules}
    for column in zip(*shown, strict=True):
        assert len(set(column)) == len(shown), "no sign or name stands for two states"


def test_nothing_is_called_overdue(store: Store) -> None:
    rules = state_rules(store)
    assert rules
    for r in rules:
        assert not re.search(r"overdue|late|delay|behind", f"{r.state} {r.name_en}".lower())
        assert not re.search("逾期|超期|拖延|滞后|未完成", r.name_zh)
        assert not re.search(r"overdue|delay", r.text_en.lower().replace("does not mean overdue", ""))
        assert not re.search("逾期|超期|未完成", r.text_zh.replace("不等于逾期未完成", ""))


@pytest.mark.parametrize(("evidence", "when"), STATES)
def test_states_of_made_requirements(store: Store, evidence: Outcome, when: Timing) -> None:
    figures = [observation("A", "hedong", METRIC, 2025, *bounds) for bounds in FIGURES[evidence]]
    found = _ask(store, *figures, due=DATES[when])
    assert (found.own.evidence, found.timing) == (evidence, when)
    assert (found.rule.state, found.rule.level) == STATES[evidence, when]
    assert (found.own.observation is None) == (evidence == "none")


def test_only_the_own_district_gives_the_state(store: Store) -> None:
    others = [observation(d, d, METRIC, 2025, 100, 100) for d in ("hexi", "binhai")]
    found = _ask(store, *others, due=NOW - ONE_DAY)
    assert found.rule.state == "passed_no_result"
    assert {s.district.district_id: s.evidence for s in found.others} == {
        "hexi": "met",
        "binhai": "met",
        "tongzhou": "none",
        "weicheng": "none",
    }


# -- which figure speaks -------------------------------------------------------------------------------------


@pytest.mark.parametrize("when", DATES)
def test_estimates_settle_nothing(store: Store, when: Timing) -> None:
    guess = observation("A", "hedong", METRIC, 2025, 100, 100, status="estimate")
    found = _ask(store, guess, due=DATES[when])
    assert found.own == (store.catalogue.districts["hedong"], "none", None)
    assert found.rule.state == STATES["none", when][0]
    (elsewhere,) = requirements(
        PlanStore(store, [target()], [guess._replace(district_id="hexi", observation_id="B")]), NOW
    )
    assert {s.evidence for s in elsewhere.others} == {"none"}


def test_a_newer_estimate_does_not_hide_the_result(store: Store) -> None:
    found = _ask(
        store,
        observation("A", "hedong", METRIC, 2024, 61, 61),
        observation("B", "hedong", METRIC, 2025, 10, 10, status="estimate"),
    )
    assert found.own.evidence == "met"
    assert found.own.observation is not None
    assert found.own.observation.observation_id == "A"


@pytest.mark.parametrize(("first", "second", "expected"), [(70, 50, "not_met"), (50, 70, "met")])
def test_the_newest_result_speaks(store: Store, first: float, second: float, expected: Outcome) -> None:
    old, new = (observation(str(y), "hedong", METRIC, y, v, v) for y, v in ((2023, first), (2024, second)))
    for figures in ([old, new], [new, old]):
        found = _ask(store, *figures)
        assert (found.own.evidence, found.own.observation) == (expected, new)


def test_of_two_for_one_period_the_firmer_speaks(store: Store) -> None:
    about = observation("A", "hedong", METRIC, 2024, 55, 65)
    exact = observation("B", "hedong", METRIC, 2024, 62, 62)
    assert _ask(store, about).own.evidence == "undecided"
    assert _ask(store, about, exact).own == (store.catalogue.districts["hedong"], "met", exact)


SCOPES = {
    "district": {"scope": "district"},
    "officers": {"scope": "department", "scope_name_zh": "行政执法人员", "scope_name_en": "Officers"},
    "bureau": {"scope": "department", "scope_name_zh": "区司法局", "scope_name_en": "Justice bureau"},
    "site": {"scope": "site", "scope_name_zh": "某站点", "scope_name_en": "A site"},
}


@pytest.mark.parametrize("of", SCOPES)
def test_a_requirement_on_the_whole_district_is_settled_by_nothing_narrower(store: Store, of: str) -> None:
    found = _ask(store, observation("A", "hedong", METRIC, 2025, 60, 60, **SCOPES[of]))
    assert found.own.evidence == ("met" if of == "district" else "none")


@pytest.mark.parametrize("of", SCOPES)
def test_a_requirement_on_a_part_is_settled_by_that_part_only(store: Store, of: str) -> None:
    found = _ask(
        store,
        observation("A", "hedong", METRIC, 2025, 60, 60, **SCOPES[of]),
        scope_name_zh="行政执法人员",
        scope_name_en="Officers",
    )
    assert found.own.evidence == ("met" if of == "officers" else "none")


def test_another_metric_settles_nothing(store: Store) -> None:
    assert (
        _ask(store, observation("A", "hedong", "court_appearance_rate", 2025, 100, 100)).own.evidence
        == "none"
    )


@pytest.mark.parametrize(
    ("ends", "expected"), [("2021-06-29", "none"), ("2021-06-30", "met"), ("2021-07-01", "met")]
)
def test_own_figures_from_before_the_requirement_do_not_count(
    store: Store, ends: str, expected: Outcome
) -> None:
    def dated(name: str, district: str) -> object:
        return observation(name, district, METRIC, 2021, 60, 60, period_start=DAY(ends), period_end=DAY(ends))

    found = _ask(store, dated("A", "hedong"), dated("B", "hexi"), period_start=DAY("2021-06-30"))
    assert found.own.evidence == expected
    hexi = next(s for s in found.others if s.district.district_id == "hexi")
    assert hexi.evidence == "met", "for others it is only a line to be held against"
    assert _ask(store, dated("A", "hedong")).own.evidence == "met", "no first day: any figure counts"


# -- several requirements of one task ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([], "none"),
        (["met"], "met"),
        (["met", "met"], "met"),
        (["met", "none"], "none"),
        (["met", "undecided"], "undecided"),
        (["undecided", "none"], "undecided"),
        (["met", "not_met"], "not_met"),
        (["none", "not_met"], "not_met"),
        (["undecided", "not_met", "met", "none"], "not_met"),
    ],
)
def test_several_requirements(parts: list[Outcome], whole: Outcome) -> None:
    assert together(parts) == whole
    assert together(reversed(parts)) == whole


# -- the project's own ---------------------------------------------------------------------------------------


def test_all_targets_are_asked_for_every_district(store: Store) -> None:
    rows = oracle.by_id("targets", "target_id")
    found = {r.target.target_id: r for r in requirements(store, NOW)}
    assert set(found) == set(rows)
    districts = {d["district_id"] for d in oracle.table("districts")}
    for target_id, r in found.items():
        row = rows[target_id]
        for name, cell in row.items():
            value = getattr(r.target, name)
            assert float(cell) == value if name == "value" else ("" if value is None else str(value)) == cell
        assert r.metric.metric_id == row["metric_id"]
        assert {s.district.district_id for s in (r.own, *r.others)} == districts
        assert r.own.district == r.district
        assert r.rule.state == STATES[r.own.evidence, r.timing][0]


def test_requirements_of_chosen_districts(store: Store) -> None:
    assert [r.target.target_id for r in requirements(store, NOW, ["hexi"])] == ["HX-027"]
    assert requirements(store, NOW, ["weicheng"]) == []
    both = requirements(store, NOW, ["hexi", "hedong"])
    assert len(both) == len(oracle.table("targets"))
