"""A plan's tasks by chapter: who leads, what is required, by when, and what our sources say of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from pages.plan_tabs.chosen import units_chosen
from pages.shared.address import here, value
from pages.shared.common_cache import cached_for_all
from pages.shared.controls import many_of
from pages.shared.grouping import grouped
from pages.shared.page_context import PageContext
from pages.shared.templates import put
from queries.plans import Plan
from queries.requirements import state_rules
from views.spec import ViewSpec, view_spec


def draw(d: PageContext, plan: Plan) -> None:
    """Draw the tab."""
    words = d.words
    one, two, three = st.columns(3, gap="small")
    units = {u.unit_id: words.pick(u, "name") for t in plan.tasks for u in t.units}
    dimensions = {i: d.dimension_name(i) for i in d.catalogue.dimensions}
    states = {r.state: words.pick(r, "name") for r in state_rules(d.store)}
    chosen = {
        "unit": _filter(one, "unit", words.gettext("Units"), units, units_chosen(plan, "tasks")),
        "dimension": _filter(two, "dimension", words.gettext("Dimensions"), dimensions),
        "state": _filter(three, "state", words.gettext("State"), states),
    }
    spec = view_spec("tasks", districts=plan.district.district_id, **chosen)
    put(_drawn(d, plan, spec, value("task"), links_to_units()))


@cached_for_all
def _drawn(d: PageContext, plan: Plan, spec: ViewSpec, opened: str, address: dict[str, str]) -> Markup:
    v = d.view(spec)
    shown = [t for p, t in v.tasks if p.document == plan.document]
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


def _filter(
    column: DeltaGenerator, key: str, label: str, names: Mapping[str, str], usual: Sequence[str] = ()
) -> list[str]:
    """Choose several of the ids that have names; none at all leaves everything in."""
    with column:
        return many_of(key, label, list(names), default=usual, names=names.__getitem__)
