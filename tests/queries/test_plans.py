"""Plans against plain counting in the CSV files, spot checks against the outline itself, and a second plan by rows."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from data.build import build
from data.settings import PACKAGE_FOLDER
from queries.plans import Load, Plan, plans
from queries.requirements import requirements
from queries.store import Store, open_store
from tests.queries import oracle

NOW = dt.date(2026, 11, 22)
TASKS = oracle.table("tasks")
CARRIERS = oracle.table("task_units")
UNITS = oracle.by_id("units", "unit_id")
OUTLINE = "hedong-outline-2022"
#: Units in the lead of each of the 37 tasks, counted in the outline by hand; all others are responsible ones.
LEADING = [
    3, 2, 1, 5, 5, 5, 8, 6, 1, 1, 8, 1, 3, 5, 2, 2, 8, 2, 12, 1, 1, 6, 8, 2, 1, 4, 8, 3, 7, 1, 1, 1, 12, 4, 8, 1, 7,
]  # fmt: skip
RESPONSIBLE = [2] * 5 + [1] + [2] * 10 + [7, 7] + [2] * 19
#: What the outline says, in its own words: task → title, lead, responsible.
AS_WRITTEN = {
    1: ("始终坚持党委领导作用", "区委依法治区办、区委办、区政府办", "全区各部门、各街道"),
    6: (
        "提升公正监管水平",
        "区市场监管局、区发改委、区应急管理局、区委网信办、公安河东分局",
        "区政府各有关部门",
    ),
    18: (
        "提升街道综合执法人员素质能力",
        "区委编办、区司法局",
        "区城管委、区生态环境局、区文化和旅游局、区住建委、区卫健委、区人社局、各街道",
    ),
    26: ("全面提升行政应诉质效", "区委依法治区办、区司法局、区法院、区检察院", "区政府各部门、各街道"),
    30: ("有效发挥政府督查作用", "区委(区政府)督查室", "区政府各部门、各街道"),
    33: (
        "全面提升整体监督效能",
        (
            "区纪委监委、区委组织部、区委宣传部、区人大办、区政协办、区法院、区检察院、公安河东分局、区政府办、"
            "区财政局、区审计局、区统计局"
        ),
        "全区各部门、各街道",
    ),
    36: ("打造高素质法治政府建设人才队伍", "区司法局", "区政府各部门、各街道"),
    37: (
        "强化法治政府建设理论研究",
        "区委依法治区办、区法学会、区司法局、区委党校、区法院、区检察院、区委宣传部",
        "区政府各部门、各街道",
    ),
}


@pytest.fixture(scope="module")
def plan(store: Store) -> Plan:
    (found,) = plans(store, NOW)
    return found


def _carriers(task_id: str, role: str) -> set[str]:
    return {r["unit_id"] for r in CARRIERS if (r["task_id"], r["role"]) == (task_id, role)}


def _carried(unit_id: str) -> set[str]:
    return {r["task_id"] for r in CARRIERS if r["unit_id"] == unit_id}


def _is_group(unit_id: str) -> bool:
    return UNITS[unit_id]["kind"] == "group"


# -- as in the files -----------------------------------------------------------------------------------------


def test_all_tasks_as_in_the_file(plan: Plan) -> None:
    assert (plan.district.district_id, plan.document.document_id) == ("hedong", OUTLINE)
    assert len(plan.tasks) == len(TASKS) > 0
    assert [t.task.ordinal for t in plan.tasks] == list(range(1, len(TASKS) + 1))
    for t, row in zip(plan.tasks, sorted(TASKS, key=lambda r: int(r["ordinal"])), strict=True):
        assert {k: "" if v is None else str(v) for k, v in t.task._asdict().items()} == row
        assert t.dimension.dimension_id == row["dimension_id"]


def test_units_and_roles_as_in_the_file(plan: Plan) -> None:
    for t in plan.tasks:
        assert {u.unit_id for u in t.lead} == _carriers(t.task.task_id, "lead")
        assert {u.unit_id for u in t.responsible} == _carriers(t.task.task_id, "responsible")
        assert len(t.lead) == len(set(t.lead))
        assert len(t.units) == len(set(t.units))
        for u in t.units:
            assert u._asdict() == UNITS[u.unit_id]
    assert sum(len(t.lead) + len(t.responsible) for t in plan.tasks) == len(CARRIERS) > 0


def test_units_and_roles_as_the_outline_has_them(plan: Plan) -> None:
    assert [len(t.lead) for t in plan.tasks] == LEADING
    assert [len(t.responsible) for t in plan.tasks] == RESPONSIBLE
    for ordinal, (title, lead, responsible) in AS_WRITTEN.items():
        t = plan.tasks[ordinal - 1]
        assert t.task.title_zh == title
        assert {u.name_zh for u in t.lead} == set(lead.split("、"))
        assert {u.name_zh for u in t.responsible} == set(responsible.split("、"))


def test_chapters_run_as_in_the_outline(plan: Plan) -> None:
    sizes = Counter(t.task.chapter_no for t in plan.tasks)
    assert sizes == {2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 5, 8: 5, 9: 3, 10: 4, 11: 4}
    numbers = [t.task.chapter_no for t in plan.tasks]
    assert numbers == sorted(numbers)


# -- who carries how much ------------------------------------------------------------------------------------


def test_load(plan: Plan) -> None:
    expected = {
        u: Load(
            sum(r["role"] == "lead" for r in CARRIERS if r["unit_id"] == u),
            sum(r["role"] == "responsible" for r in CARRIERS if r["unit_id"] == u),
            len(_carried(u)),
            sum(t.is_due for t in plan.tasks if t.task.task_id in _carried(u)),
        )
        for u in {r["unit_id"] for r in CARRIERS}
    }
    assert plan.load() == expected
    assert set(expected) == set(UNITS)
    assert expected["justice_bureau"] == Load(21, 0, 21, 7), "the one that leads most"
    assert expected["sub_districts"] == Load(0, 36, 36, 8)


def test_units_stand_by_what_they_lead_and_groups_are_no_bodies(plan: Plan) -> None:
    ids = [u.unit_id for u in plan.units]
    assert set(ids) == {u for u in UNITS if not _is_group(u)}
    assert len(ids) == len(set(ids))
    lead = [len([r for r in CARRIERS if (r["unit_id"], r["role"]) == (u, "lead")]) for u in ids]
    assert lead == sorted(lead, reverse=True)
    assert (ids[0], lead[:3]) == ("justice_bureau", [21, 10, 10])


def test_tasks_of_each_unit(plan: Plan) -> None:
    for unit_id in UNITS:
        assert {t.task.task_id for t in plan.carried_by(unit_id)} == _carried(unit_id)
    assert plan.carried_by("no_such_unit") == ()


def test_shared_tasks(plan: Plan) -> None:
    pairs = {}
    for unit_id in UNITS:
        found = plan.shared_with(unit_id)
        expected = {
            other: len(_carried(unit_id) & _carried(other))
            for other in UNITS
            if other != unit_id and not _is_group(other) and _carried(unit_id) & _carried(other)
        }
        assert {u.unit_id: n for u, n in found} == expected
        counts = [n for _, n in found]
        assert counts == sorted(counts, reverse=True)
        pairs |= {(unit_id, u.unit_id): n for u, n in found if not _is_group(unit_id)}
    assert all(pairs[b, a] == n for (a, b), n in pairs.items())


def test_shared_tasks_of_the_district_court(plan: Plan) -> None:
    """Read off the outline: tasks 8, 11, 17, 24, 26, 33 and 37."""
    shared = {u.unit_id: n for u, n in plan.shared_with("district_court")}
    assert shared["district_procuratorate"] == 6
    assert shared["justice_bureau"] == 6
    assert shared["law_society"] == 1
    assert "tax_bureau" not in shared
    assert not {u for u in shared if _is_group(u)}


# -- requirements and states ---------------------------------------------------------------------------------


def test_every_target_is_reachable(plan: Plan, store: Store) -> None:
    """From its task where it has one, and from the list of requirements always."""
    by_task = {r.target.target_id: t.task.task_id for t in plan.tasks for r in t.requirements}
    rows = oracle.table("targets")
    assert by_task == {r["target_id"]: r["task_id"] for r in rows if r["task_id"]}
    assert {r.target.target_id for r in requirements(store, NOW)} == {r["target_id"] for r in rows}


def test_due_dates(plan: Plan) -> None:
    for t in plan.tasks:
        row = oracle.by_id("tasks", "task_id")[t.task.task_id]
        of_targets = [
            r["due"] for r in oracle.table("targets") if r["task_id"] == t.task.task_id and r["due"]
        ]
        expected = row["due"] or max(of_targets, default="")
        assert str(t.due or "") == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2021-12-30", {"no_evidence": 37}),
        ("2021-12-31", {"due_soon": 2, "no_evidence": 35}),
        ("2022-12-31", {"due_soon": 2, "no_evidence": 35}),
        ("2023-01-01", {"passed_no_result": 2, "no_evidence": 35}),
        ("2024-12-30", {"passed_no_result": 2, "no_evidence": 35}),
        ("2024-12-31", {"passed_no_result": 2, "due_soon": 6, "no_evidence": 29}),
        ("2025-12-31", {"passed_no_result": 2, "due_soon": 6, "no_evidence": 29}),
        ("2026-01-01", {"passed_no_result": 8, "no_evidence": 29}),
        ("2026-11-22", {"passed_no_result": 8, "no_evidence": 29}),
    ],
)
def test_states_on_a_day(store: Store, day: str, expected: dict[str, int]) -> None:
    (plan,) = plans(store, dt.date.fromisoformat(day))
    assert plan.states() == expected
    assert sum(plan.states().values()) == len(TASKS)


# -- a second plan by rows alone -----------------------------------------------------------------------------

Row = dict[str, str]
TZ = "tongzhou-lbg-2023"


def _task(n: int, due: str = "", **cells: str) -> Row:
    return {
        "task_id": f"tz-{n}", "district_id": "tongzhou", "ordinal": str(n), "chapter_no": "1",
        "chapter_zh": "一", "chapter_en": "One", "title_zh": f"任务{n}", "title_en": f"Task {n}",
        "due": due, "dimension_id": "capacity", "document_id": TZ,
    } | cells  # fmt: skip


def _target(n: int, metric: str, value: str, due: str = "2025-12-31", task: str = "") -> Row:
    return {
        "target_id": f"TZ-T{n}", "district_id": "tongzhou", "metric_id": metric, "comparator": ">=",
        "value": value, "due": due, "kind": "target", "document_id": TZ, "as_written": "须达到", "task_id": task,
    }  # fmt: skip


def _observation(n: int, metric: str, value: str, qualifier: str = "exact") -> Row:
    return {
        "observation_id": f"TZ-O{n}", "district_id": "tongzhou", "metric_id": metric,
        "period_start": "2025-01-01", "period_end": "2025-12-31", "period_basis": "year", "value": value,
        "value_low": value, "value_high": value if qualifier == "exact" else "", "qualifier": qualifier,
        "status": "actual", "scope": "district", "document_id": TZ, "as_written": "原文",
    }  # fmt: skip


#: met, met, falls short, does not decide; nothing is known of annual_reports_per_year.
MORE_FIGURES = [
    _observation(1, "accountability_meetings_per_year", "3"),
    _observation(2, "leadership_lectures_per_year", "2"),
    _observation(3, "enforcement_reviews_per_year", "1"),
    _observation(4, "training_hours_per_officer", "50", "at_least"),
]
MEETINGS, LECTURES = ("accountability_meetings_per_year", "3"), ("leadership_lectures_per_year", "2")
REVIEWS, HOURS = ("enforcement_reviews_per_year", "2"), ("training_hours_per_officer", "60")
REPORTS = ("annual_reports_per_year", "1")
#: task → its own date, its targets (metric, value, date), and the state they come to
SECOND: dict[int, tuple[str, list[tuple[str, str, str]], str]] = {
    1: ("", [(*MEETINGS, "2025-12-31"), (*LECTURES, "2025-12-31")], "met"),
    2: ("", [(*MEETINGS, "2025-12-31"), (*REVIEWS, "2025-12-31")], "not_met"),
    3: ("", [(*MEETINGS, "2025-12-31"), (*REPORTS, "2025-12-31")], "passed_no_result"),
    4: ("", [(*MEETINGS, ""), (*HOURS, "")], "undecided"),
    5: ("2027-11-22", [], "due_soon"),
    6: ("2027-11-23", [], "no_evidence"),
    7: ("2026-11-21", [], "passed_no_result"),
    8: ("", [(*MEETINGS, "2025-12-31"), (*REVIEWS, "2030-12-31")], "not_yet"),
    9: ("2027-01-01", [(*HOURS, "2025-12-31")], "due_soon"),
    10: ("", [], "no_evidence"),
}


def _second_plan(table: str, rows: list[Row]) -> list[Row]:
    match table:
        case "tasks":
            rows += [_task(n, due) for n, (due, _, _) in SECOND.items()]
        case "units":
            rows += [
                {
                    "unit_id": "tz_office",
                    "name_zh": "通州某办",
                    "name_en": "Tongzhou office",
                    "kind": "office",
                }
            ]
        case "task_units":
            rows += [{"task_id": f"tz-{n}", "unit_id": "tz_office", "role": "lead"} for n in SECOND]
            rows += [
                {"task_id": f"tz-{n}", "unit_id": "sub_districts", "role": "responsible"} for n in (1, 2)
            ]
            rows += [{"task_id": "tz-1", "unit_id": "justice_bureau", "role": "responsible"}]
        case "targets":
            wanted = [(n, t) for n, (_, targets, _) in SECOND.items() for t in targets]
            rows += [
                _target(i, metric, value, due, f"tz-{n}")
                for i, (n, (metric, value, due)) in enumerate(wanted)
            ]
        case "observations":
            rows += MORE_FIGURES
    return rows


def _built(folder: Path, change: Callable[[str, list[Row]], list[Row]]) -> Store:
    """A store of the project's facts after `change(table, rows)`."""
    facts = folder / "facts"
    facts.mkdir()
    for source in PACKAGE_FOLDER.glob("*.csv"):
        with source.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            rows, header = list(reader), list(reader.fieldnames or ())
        with (facts / source.name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, header, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(change(source.stem, rows))
    return open_store(build(facts, folder / "store"))


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return _built(tmp_path_factory.mktemp("second"), _second_plan)


def test_a_second_plan_appears_by_rows_alone(both: Store, store: Store) -> None:
    first, second = plans(both, NOW)
    (alone,) = plans(store, NOW)
    assert [p.district.district_id for p in (first, second)] == ["hedong", "tongzhou"]
    assert second.document.document_id == TZ
    assert [t.task.ordinal for t in second.tasks] == list(SECOND)
    assert first.states() == alone.states()
    assert first.load() == alone.load(), "what a unit carries in one plan is not counted in the other"
    due = [bool(t.due and t.due < NOW) for t in second.tasks]
    assert any(due) and not all(due)
    assert second.load() == {
        "tz_office": Load(10, 0, 10, sum(due)),
        "justice_bureau": Load(0, 1, 1, due[0]),
        "sub_districts": Load(0, 2, 2, sum(due[:2])),
    }
    assert [u.unit_id for u in second.units] == ["tz_office", "justice_bureau"]
    assert [(u.unit_id, n) for u, n in second.shared_with("tz_office")] == [("justice_bureau", 1)]
    assert {u.unit_id for u, _ in first.shared_with("justice_bureau")} == {
        u.unit_id for u, _ in alone.shared_with("justice_bureau")
    }


@pytest.mark.parametrize("n", SECOND)
def test_states_of_tasks_with_several_requirements(both: Store, n: int) -> None:
    t = plans(both, NOW)[1].tasks[n - 1]
    assert len(t.requirements) == len(SECOND[n][1])
    assert t.rule.state == SECOND[n][2]


def test_the_own_date_of_a_task_goes_before_those_of_its_requirements(both: Store) -> None:
    tasks = plans(both, NOW)[1].tasks
    assert tasks[8].due == dt.date(2027, 1, 1)
    assert tasks[2].due == dt.date(2025, 12, 31)
    assert tasks[7].due == dt.date(2030, 12, 31), "the latest of several"
    assert tasks[3].due is None


def test_two_plans_of_one_district_stay_apart(tmp_path: Path) -> None:
    def change(table: str, rows: list[Row]) -> list[Row]:
        own = {"district_id": "hedong", "document_id": TZ}
        return [*rows, _task(1, **own), _task(2, **own)] if table == "tasks" else rows

    found = plans(_built(tmp_path, change), NOW)
    assert sorted((p.district.district_id, p.document.document_id, len(p.tasks)) for p in found) == [
        ("hedong", OUTLINE, 37),
        ("hedong", TZ, 2),
    ]
    bare = next(p for p in found if p.document.document_id == TZ)
    assert (bare.units, bare.load(), bare.shared_with("justice_bureau")) == ((), {}, [])


def test_no_plan_at_all(tmp_path: Path) -> None:
    def change(table: str, rows: list[Row]) -> list[Row]:
        if table == "targets":
            return [r | {"task_id": ""} for r in rows]
        return [] if table in ("tasks", "task_units") else rows

    made = _built(tmp_path, change)
    assert plans(made, NOW) == ()
    assert len(requirements(made, NOW)) == len(oracle.table("targets")), "what is required stays"
