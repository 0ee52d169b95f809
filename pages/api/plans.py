"""API questions on what districts promised and what they do: tasks, units, targets, systems, gaps."""

from __future__ import annotations

from pages.api.names import topic_name
from pages.api.parameters import Parameters
from pages.api.responses import Answer
from queries.plan_records import Target, Task
from queries.plans import PlannedTask, plans
from queries.practices import gaps as gaps_of
from queries.practices import practice_matrix, systems_of
from queries.records import System
from queries.requirements import Requirement, requirements, state_rules
from queries.store import Store

TASK = (
    *Task._fields,
    "lead",
    "responsible",
    "targets",
    "due_with_targets",
    "state",
    "level",
    "state_zh",
    "state_en",
)
TARGET = (*Target._fields, "evidence", "observation_id", "state", "level", "state_zh", "state_en", "others")
UNIT = ("unit_id", "name_zh", "name_en", "kind", "district_id", "document_id", "lead", "responsible", "tasks")
GAP = ("practice_id", "name_zh", "name_en", "district_id", "state", "in_use_in", "planned_in")


def tasks(store: Store, p: Parameters) -> Answer:
    """What did districts promise, who carries it, and in which state is it today?"""
    catalogue = store.catalogue
    chosen = p.districts(catalogue.districts)
    all_plans = plans(store, p.today)
    units_known = {u.unit_id: u for plan in all_plans for t in plan.tasks for u in t.units}
    unit = p.ids("unit", units_known)
    dimension = p.ids("dimension", catalogue.dimensions)
    state = p.words("state", tuple(dict.fromkeys(r.state for r in state_rules(store))))
    found = [
        t
        for plan in all_plans
        for t in plan.tasks
        if (not chosen or t.task.district_id in chosen)
        and (not unit or any(u.unit_id in unit for u in t.units))
        and (not dimension or t.task.dimension_id in dimension)
        and (not state or t.rule.state in state)
    ]
    return Answer(TASK, [_task(t) for t in found], {"today": p.today}, topic_name(store, "tasks", chosen))


def _task(t: PlannedTask) -> tuple[object, ...]:
    rule = t.rule
    return (
        *t.task,
        [u.unit_id for u in t.lead],
        [u.unit_id for u in t.responsible],
        [r.target.target_id for r in t.requirements],
        t.due,
        rule.state,
        rule.level,
        rule.name_zh,
        rule.name_en,
    )


def units(store: Store, p: Parameters) -> Answer:
    """Which bodies carry how many tasks of which plan?"""
    rows = []
    known = {}
    for plan in plans(store, p.today):
        load = plan.load()
        for u in dict.fromkeys(u for t in plan.tasks for u in t.units):
            known[u.unit_id] = u
            rows.append((*u, plan.district.district_id, plan.document.document_id, *load[u.unit_id]))
    chosen = p.ids("unit", known)
    return Answer(UNIT, [r for r in rows if not chosen or r[0] in chosen])


def targets(store: Store, p: Parameters) -> Answer:
    """Which requirements are there, are they met by the district itself, and how do others stand?"""
    catalogue = store.catalogue
    chosen, metric = p.districts(catalogue.districts), p.ids("metric", catalogue.metrics)
    found = [r for r in requirements(store, p.today, chosen) if not metric or r.target.metric_id in metric]
    name = topic_name(store, "targets", chosen)
    return Answer(TARGET, [_target(r) for r in found], {"today": p.today}, name)


def _target(r: Requirement) -> tuple[object, ...]:
    return (
        *r.target,
        r.own.evidence,
        r.own.figure.observation_id if r.own.figure else None,
        r.rule.state,
        r.rule.level,
        r.rule.name_zh,
        r.rule.name_en,
        [f"{s.district.district_id}={s.evidence}" for s in r.others],
    )


def systems(store: Store, p: Parameters) -> Answer:
    """Which platforms, mechanisms, services, honours, cases and plans do districts describe?"""
    catalogue = store.catalogue
    chosen = p.districts(catalogue.districts) or tuple(catalogue.districts)
    dimension, practice = p.ids("dimension", catalogue.dimensions), p.ids("practice", catalogue.practices)
    found = [
        s
        for s in systems_of(store, chosen)
        if (not dimension or s.dimension_id in dimension) and (not practice or s.practice_id in practice)
    ]
    return Answer(System._fields, found)


def gaps(store: Store, p: Parameters) -> Answer:
    """Which practices do others have in use that our sources do not show for one district, or only as planned?"""
    catalogue = store.catalogue
    district = p.one_id("district", catalogue.districts)
    rows = [
        (
            g.practice.practice_id,
            g.practice.name_zh,
            g.practice.name_en,
            district,
            g.state,
            [d.district_id for d in g.having],
            [d.district_id for d in g.planning],
        )
        for g in gaps_of(practice_matrix(store, tuple(catalogue.districts)), district)
    ]
    return Answer(GAP, rows, name=topic_name(store, "gaps", (district,)))
