"""A plan's tasks by chapter: who leads, what is required, by when, and what our sources say of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import streamlit as st
from markupsafe import Markup

from pages.plan_tabs.chosen import units_chosen
from pages.shared.address import here, value
from pages.shared.common_cache import cached_for_all
from pages.shared.controls import many_of
from pages.shared.grouping import grouped
from pages.shared.page_context import PageContext
from pages.shared.templates import put
from pages.shared.ways import ways_back
from queries.plans import DUE, UNIT_KINDS, Plan, PlannedTask
from queries.requirements import state_rules
from views import explaining
from views.spec import ViewSpec, view_spec


class Filter(NamedTuple):
    """What tasks are narrowed by: its name, its ids with theirs, and the ids that a task belongs to."""

    label: str
    names: Mapping[str, str]
    belongs: Callable[[PlannedTask], Iterable[str]]


def draw(d: PageContext, plan: Plan) -> None:
    """Draw the tab."""
    filters = _filters(d, plan)
    usual = {"unit": units_chosen(plan, "tasks")}
    chosen = {}
    for column, (key, f) in zip(st.columns(len(filters), gap="small"), filters.items(), strict=True):
        with column:
            chosen[key] = _choice(d, plan, key, f, usual.get(key, ()))
    spec = view_spec("tasks", districts=plan.district.district_id, **chosen)
    shown = _drawn(d, plan, spec, value("task"), links_to_units())
    if shown is None:
        labels = [(f.label, ("unit", "body") if key == "unit" else (key,)) for key, f in filters.items()]
        shown = d.render("shared/nothing.html", ways=ways_back(d, "plan", labels, "task"))
    put(shown)


@cached_for_all
def _drawn(d: PageContext, plan: Plan, spec: ViewSpec, opened: str, address: dict[str, str]) -> Markup | None:
    v = d.view(spec)
    shown = [t for p, t in v.tasks if p.document == plan.document]
    if not shown:
        return None
    return d.render(
        "plan/tasks.html",
        v=v,
        n=len(shown),
        chapters=grouped(shown, lambda t: t.task.chapter_no),
        opened=opened,
        kept=address,
    )


def links_to_units() -> dict[str, str]:
    """Return what links from a task to a unit keep of the address: the filters stay for the way back."""
    return here("plan", "tab", "body", "task")


def _filters(d: PageContext, plan: Plan) -> dict[str, Filter]:
    """Return by parameter what the tasks of a plan are narrowed by."""
    words = d.words
    units = {u.unit_id: words.pick(u, "name") for t in plan.tasks for u in t.units}
    kinds = {kind: explaining.unit_kind(words, kind) for kind in UNIT_KINDS}
    dimensions = {i: d.dimension_name(i) for i in d.catalogue.dimensions}
    states = {r.state: words.pick(r, "name") for r in state_rules(d.store)}
    due = {code: explaining.timing(words, code) for code in DUE}
    return {
        "unit": Filter(words.gettext("Units"), units, lambda t: [u.unit_id for u in t.units]),
        "unit_kind": Filter(words.gettext("Kind of unit"), kinds, lambda t: {u.kind for u in t.units}),
        "dimension": Filter(words.gettext("Dimensions"), dimensions, lambda t: [t.task.dimension_id]),
        "state": Filter(words.gettext("State"), states, lambda t: [t.rule.state]),
        "due": Filter(words.gettext("Due"), due, lambda t: [t.due_code]),
    }


def _choice(d: PageContext, plan: Plan, key: str, f: Filter, usual: Sequence[str]) -> list[str]:
    """Choose several of the ids that have names, each with how many tasks it has; none at all leaves everything in."""
    counts = Counter(i for t in plan.tasks for i in f.belongs(t))

    def counted(i: str) -> str:
        return d.words.with_brackets(f.names[i], d.words.number(counts[i]))

    return many_of(key, f.label, list(f.names), default=usual, names=counted, said=f.names.__getitem__)
