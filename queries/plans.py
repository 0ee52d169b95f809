"""What a district's plan holds: its tasks with the units that carry them, their requirements and states."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from queries.plan_records import StateRule, Task, Unit
from queries.records import Dimension, District, Document
from queries.requirements import Requirement, Timing, requirements, rule_for, state_rules, timing, together
from queries.store import Store

if TYPE_CHECKING:
    import pandas as pd

GROUP = "group"
#: The kinds of units, and where the date of a task may lie from today; in the order in which a reader chooses.
UNIT_KINDS = ("party", "office", "department", "court_procuratorate", "group", "other")
DUE = ("passed", "to_come", "undated")


@dataclass(frozen=True)
class TaskFilters:
    """Which tasks to look for; empty means no restriction."""

    units: Collection[str] = ()
    unit_kinds: Collection[str] = ()
    dimensions: Collection[str] = ()
    states: Collection[str] = ()
    due: Collection[str] = ()


@dataclass(frozen=True)
class PlannedTask:
    """A task with everything that belongs to it."""

    task: Task
    dimension: Dimension
    lead: tuple[Unit, ...]
    responsible: tuple[Unit, ...]
    requirements: tuple[Requirement, ...]
    #: The task's own date, else the latest of its requirements.
    due: dt.date | None
    rule: StateRule
    #: Where that date lies from the day on which one looks.
    timing: Timing = "undated"

    @property
    def is_due(self) -> bool:
        """Whether its date has passed; that says nothing of whether it was done."""
        return self.timing == "passed"

    @property
    def due_code(self) -> str:
        """Whether its date has passed, is to come, or is not given: one of `DUE`."""
        return {"passed": "passed", "undated": "undated"}.get(self.timing, "to_come")

    def matches(self, wanted: TaskFilters) -> bool:
        """Return whether the task is among those that are looked for."""
        return (
            (not wanted.units or any(u.unit_id in wanted.units for u in self.units))
            and (not wanted.unit_kinds or any(u.kind in wanted.unit_kinds for u in self.units))
            and (not wanted.dimensions or self.task.dimension_id in wanted.dimensions)
            and (not wanted.states or self.rule.state in wanted.states)
            and (not wanted.due or self.due_code in wanted.due)
        )

    @property
    def units(self) -> tuple[Unit, ...]:
        """Lead and responsible units, each once."""
        return tuple(dict.fromkeys((*self.lead, *self.responsible)))


@dataclass(frozen=True, eq=False)
class Plan:
    """One plan of one district."""

    district: District
    document: Document
    tasks: tuple[PlannedTask, ...]

    @property
    def units(self) -> tuple[Unit, ...]:
        """The bodies that carry its tasks, those with most tasks in the lead first; groups are no bodies."""
        load = self.load()
        units = {u for t in self.tasks for u in t.units if u.kind != GROUP}
        return tuple(sorted(units, key=lambda u: (-load[u.unit_id].lead, -load[u.unit_id].tasks, u.unit_id)))

    def load(self) -> dict[str, Load]:
        """For every unit how many tasks it leads, shares in, carries in all, and how many of these are due."""
        lead: dict[str, int] = defaultdict(int)
        responsible: dict[str, int] = defaultdict(int)
        total: dict[str, int] = defaultdict(int)
        due: dict[str, int] = defaultdict(int)
        for t in self.tasks:
            for u in t.lead:
                lead[u.unit_id] += 1
            for u in t.responsible:
                responsible[u.unit_id] += 1
            for u in t.units:
                total[u.unit_id] += 1
                due[u.unit_id] += t.is_due
        return {u: Load(lead[u], responsible[u], total[u], due[u]) for u in total}

    def load_of(self, *unit_ids: str) -> Load:
        """How many tasks any of these units leads, shares in without leading, carries in all, and how many are due.

        All tasks of the plan where no unit is named.
        """
        mine = self.carried_by(*unit_ids)
        lead = sum(any(u.unit_id in unit_ids for u in t.lead) for t in mine)
        return Load(lead, len(mine) - lead, len(mine), sum(t.is_due for t in mine))

    def carried_by(self, *unit_ids: str) -> tuple[PlannedTask, ...]:
        """The tasks that any of these units carries; all tasks where none is named."""
        wanted = set(unit_ids)
        return tuple(t for t in self.tasks if not wanted or wanted & {u.unit_id for u in t.units})

    def shared_with(self, unit_id: str) -> list[tuple[Unit, int]]:
        """The bodies a unit shares tasks with and how many, the most first."""
        count: dict[Unit, int] = defaultdict(int)
        for t in self.carried_by(unit_id):
            for u in t.units:
                if u.unit_id != unit_id and u.kind != GROUP:
                    count[u] += 1
        return sorted(count.items(), key=lambda item: (-item[1], item[0].unit_id))

    def states(self, *unit_ids: str) -> dict[str, int]:
        """State → number of tasks, in the order of the rules; of the tasks that these units carry, if any is named."""
        count: dict[str, int] = defaultdict(int)
        for t in sorted(self.carried_by(*unit_ids), key=lambda t: t.rule.ordinal):
            count[t.rule.state] += 1
        return dict(count)

    def to_frame(self) -> pd.DataFrame:
        """Return a pandas DataFrame with a row a task; columns: `TASKS` in `queries.frame_columns`."""
        from queries import frames

        return frames.tasks(self.tasks).to_frame()


class Load(NamedTuple):
    """What a unit carries."""

    lead: int
    responsible: int
    tasks: int
    #: Of these, how many have a date that has passed.
    due: int


def unit_ids(store: Store) -> frozenset[str]:
    """The units that carry a task of any plan."""
    return frozenset(str(row[0]) for row in store.rows("SELECT DISTINCT unit_id FROM task_units"))


@lru_cache(maxsize=8)
def plans(store: Store, today: dt.date) -> tuple[Plan, ...]:
    """All plans, one for each document with tasks, in the order of districts."""
    tasks = store.records(
        Task, f"SELECT {', '.join(Task._fields)} FROM tasks ORDER BY district_id, document_id, ordinal"
    )
    carriers = _carriers(store)
    by_task: dict[str, list[Requirement]] = defaultdict(list)
    for r in requirements(store, today):
        if r.target.task_id:
            by_task[r.target.task_id].append(r)
    groups: dict[tuple[str, str], list[PlannedTask]] = defaultdict(list)
    rules = state_rules(store)
    for task in tasks:
        planned = _planned(store, task, carriers, by_task[task.task_id], today, rules)
        groups[task.district_id, task.document_id].append(planned)
    catalogue = store.catalogue
    all_plans = [
        Plan(catalogue.districts[d], catalogue.documents[doc], tuple(members))
        for (d, doc), members in groups.items()
    ]
    return tuple(sorted(all_plans, key=lambda p: p.district.ordinal))


def _planned(
    store: Store,
    task: Task,
    carriers: dict[tuple[str, str], tuple[Unit, ...]],
    own: Sequence[Requirement],
    today: dt.date,
    rules: Sequence[StateRule],
) -> PlannedTask:
    due = task.due or max((r.target.due for r in own if r.target.due), default=None)
    when = timing(due, today)
    evidence = together(r.own.evidence for r in own)
    return PlannedTask(
        task=task,
        dimension=store.catalogue.dimensions[task.dimension_id],
        lead=carriers.get((task.task_id, "lead"), ()),
        responsible=carriers.get((task.task_id, "responsible"), ()),
        requirements=tuple(own),
        due=due,
        rule=rule_for(rules, evidence, when),
        timing=when,
    )


def _carriers(store: Store) -> dict[tuple[str, str], tuple[Unit, ...]]:
    """(task, role) → the units."""
    units_by_role: dict[tuple[str, str], list[Unit]] = defaultdict(list)
    fields = ", ".join("u." + f for f in Unit._fields)
    rows = store.rows(
        f"""SELECT t.task_id, t.role, {fields} FROM task_units AS t JOIN units AS u USING (unit_id)
            ORDER BY t.task_id, t.role, u.unit_id"""
    )
    for task_id, role, *unit in rows:
        units_by_role[task_id, role].append(Unit(*unit))
    return {key: tuple(units) for key, units in units_by_role.items()}
