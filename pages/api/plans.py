"""API questions on what districts plan and what they do: tasks, units, targets, systems, gaps."""

from __future__ import annotations

from pages.api.names import topic_name
from pages.api.parameters import Parameters, among
from pages.api.responses import Answer
from queries import frame_columns as layout
from queries import frames
from queries.frames import Rows
from queries.plans import DUE, UNIT_KINDS, TaskFilters, plans
from queries.practices import ORDERS, honours_of, order_of, practice_matrix, systems_of
from queries.practices import gaps as gaps_of
from queries.requirements import requirements, state_rules
from queries.store import Store


def tasks(store: Store, p: Parameters) -> Answer:
    """What do districts plan, who carries it, and in which state is it today?"""
    catalogue = store.catalogue
    chosen = p.districts(catalogue.districts)
    all_plans = plans(store, p.today)
    units_known = {u.unit_id: u for plan in all_plans for t in plan.tasks for u in t.units}
    wanted = TaskFilters(
        p.ids("unit", units_known),
        p.words("unit_kind", UNIT_KINDS),
        p.ids("dimension", catalogue.dimensions),
        p.words("state", tuple(dict.fromkeys(r.state for r in state_rules(store)))),
        p.words("due", DUE),
    )
    found = [
        t
        for plan in all_plans
        for t in plan.tasks
        if (not chosen or t.task.district_id in chosen) and t.matches(wanted)
    ]
    return Answer(frames.tasks(found), {"today": p.today}, topic_name(store, "tasks", chosen))


def units(store: Store, p: Parameters) -> Answer:
    """Which bodies carry how many tasks of which plan?"""
    found = plans(store, p.today)
    known = {u.unit_id: u for plan in found for t in plan.tasks for u in t.units}
    chosen = p.ids("unit", known)
    rows = frames.units(found).where(lambda row: not chosen or row["unit_id"] in chosen)
    return Answer(rows, {"today": p.today})


def targets(store: Store, p: Parameters) -> Answer:
    """Which requirements are there, are they met by the district itself, and how do others stand?"""
    catalogue = store.catalogue
    chosen, metric = p.districts(catalogue.districts), p.ids("metric", catalogue.metrics)
    found = [r for r in requirements(store, p.today, chosen) if not metric or r.target.metric_id in metric]
    name = topic_name(store, "targets", chosen)
    return Answer(frames.targets(found), {"today": p.today}, name)


def systems(store: Store, p: Parameters) -> Answer:
    """Which platforms, mechanisms, services, honours, cases and plans do districts describe?"""
    catalogue = store.catalogue
    chosen = p.districts_or_all(catalogue.districts)
    dimension, practice = p.ids("dimension", catalogue.dimensions), p.ids("practice", catalogue.practices)
    found = among(systems_of(store, chosen), dimension_id=dimension, practice_id=practice)
    return Answer(Rows(layout.SYSTEMS, found))


def honours(store: Store, p: Parameters) -> Answer:
    """Which honours do the documents of districts name, the newest first?"""
    catalogue = store.catalogue
    chosen = p.districts_or_all(catalogue.districts)
    dimension = p.one_id("dimension", catalogue.dimensions) if p.text("dimension") else ""
    name = topic_name(store, "honours", p.districts(catalogue.districts))
    return Answer(Rows(layout.SYSTEMS, honours_of(store, chosen, dimension, p.year("year"))), name=name)


def gaps(store: Store, p: Parameters) -> Answer:
    """Which practices do others have in use that our sources do not show for one district, or only as planned?

    In the order of `sort` (how many others, honours, official sources), those of `dimension` and of `shortlist` only.
    """
    catalogue = store.catalogue
    district = p.one_id("district", catalogue.districts)
    dimension = p.one_id("dimension", catalogue.dimensions) if p.text("dimension") else ""
    chosen = p.ids("shortlist", catalogue.practices)
    by = order_of(p.word("sort", ORDERS, ORDERS[0]))
    matrix = practice_matrix(store, tuple(catalogue.districts)).of_dimension(dimension)
    found = [g for g in gaps_of(matrix, district, by) if not chosen or g.practice.practice_id in chosen]
    return Answer(frames.gaps(district, found), name=topic_name(store, "gaps", (district,)))
