"""A plan's tasks by chapter: who leads, what is required, by when, and what our sources say of it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.shared.address import here, value
from pages.shared.controls import many_of
from pages.shared.grouping import grouped
from pages.shared.page_context import PageContext
from queries.plans import Plan
from queries.requirements import state_rules
from views.spec import fitting


def draw(d: PageContext, plan: Plan) -> None:
    """Draw the tab."""
    words = d.words
    one, two, three = st.columns(3, gap="small")
    units = {u.unit_id: words.pick(u, "name") for t in plan.tasks for u in t.units}
    dimensions = {i: d.dimension_name(i) for i in d.catalogue.dimensions}
    states = {r.state: words.pick(r, "name") for r in state_rules(d.store)}
    chosen = {
        "unit": _filter(one, "unit", words.gettext("Units"), units),
        "dimension": _filter(two, "dimension", words.gettext("Dimensions"), dimensions),
        "state": _filter(three, "state", words.gettext("State"), states),
    }
    shown = [
        t
        for t in plan.tasks
        if (not chosen["unit"] or any(u.unit_id in chosen["unit"] for u in t.units))
        and (not chosen["dimension"] or t.task.dimension_id in chosen["dimension"])
        and (not chosen["state"] or t.rule.state in chosen["state"])
    ]
    parameters = {"districts": plan.district.district_id} | {k: ",".join(v) for k, v in chosen.items()}
    d.show(
        "plan/tasks.html",
        plan=plan,
        n=len(shown),
        chapters=grouped(shown, lambda t: t.task.chapter_no),
        spec=fitting("tasks", parameters),
        **opening(),
    )


def opening() -> dict[str, object]:
    """Return what the list of tasks must know of the address: the open task, and what the links to units keep."""
    return {
        "opened": value("task"),
        "kept": here("plan", "unit", "tab", "state", "dimension", "body", "task"),
    }


def _filter(column: DeltaGenerator, key: str, label: str, names: Mapping[str, str]) -> list[str]:
    """Choose several of the ids that have names; none at all leaves everything in."""
    with column:
        return many_of(key, label, list(names), default=[], names=names.__getitem__)
