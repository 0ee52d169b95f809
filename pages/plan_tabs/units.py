"""Who carries how much: units by tasks and role; one unit with its list and those it shares tasks with."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st
from markupsafe import Markup

from charts.network import MOST, network
from pages.plan_tabs.chosen import units_chosen
from pages.plan_tabs.tasks import links_to_units
from pages.shared.address import here, is_given, value
from pages.shared.common_cache import cached_for_all
from pages.shared.controls import one_of
from pages.shared.page_context import PageContext
from pages.shared.templates import put
from queries.plan_records import Unit
from queries.plans import GROUP, Load, Plan

#: As many units as the matrix of shared tasks shows: those with most tasks.
SHOWN_TOGETHER = 12


class Carried(NamedTuple):
    """How many tasks a unit carries, and with how many others; None for groups, being no bodies."""

    unit: Unit
    load: Load
    shares_with: int | None


def draw(d: PageContext, plan: Plan) -> None:
    """Draw the tab: the matrix, or the brief of one unit."""
    words = d.words
    units = {u.unit_id: u for u in (*plan.units, *_groups(plan))}
    names = {"all": words.gettext("all units")} | {i: words.pick(u, "name") for i, u in units.items()}
    side, _ = st.columns([1, 2])
    usual = next(iter(units_chosen(plan, "units")), "all") if not is_given("body") else "all"
    with side:
        chosen = one_of("body", words.gettext("Unit"), list(names), default=usual, names=names.__getitem__)
    if chosen == "all":
        put(_all(d, plan, here("plan", "body")))
    else:
        put(_one(d, plan, units[chosen], value("task"), links_to_units()))


def _groups(plan: Plan) -> list[Unit]:
    """The groups that carry tasks, in the order of the tasks."""
    return list(dict.fromkeys(u for t in plan.tasks for u in t.units if u.kind == GROUP))


@cached_for_all
def _all(d: PageContext, plan: Plan, address: dict[str, str]) -> Markup:
    """Units × roles, those that lead most first, groups below; tasks shared between the units with most tasks."""
    load = plan.load()
    groups = sorted(_groups(plan), key=lambda u: -load[u.unit_id].tasks)
    most = sorted(plan.units, key=lambda u: (-load[u.unit_id].tasks, u.unit_id))[:SHOWN_TOGETHER]
    return d.render(
        "plan/units.html",
        rows=[
            *(Carried(u, load[u.unit_id], len(plan.shared_with(u.unit_id))) for u in plan.units),
            *(Carried(u, load[u.unit_id], None) for u in groups),
        ],
        tasks=len(plan.tasks),
        most=most,
        names=[(u.unit_id, d.words.pick(u, "name")) for u in most],
        shared={u.unit_id: {v.unit_id: n for v, n in plan.shared_with(u.unit_id)} for u in most},
        rest=len(plan.units) - SHOWN_TOGETHER,
        kept=address,
    )


@cached_for_all
def _one(d: PageContext, plan: Plan, unit: Unit, opened: str, address: dict[str, str]) -> Markup:
    """One unit on a page that prints: what it leads, what it is responsible for, with whom."""
    mine = plan.carried_by(unit.unit_id)
    shared = [] if unit.kind == GROUP else plan.shared_with(unit.unit_id)
    return d.render(
        "plan/unit.html",
        plan=plan,
        unit=unit,
        leads=[t for t in mine if unit in t.lead],
        responsible=[t for t in mine if unit not in t.lead],
        network=network(unit, shared, d.theme),
        shares_with=_named(d, shared),
        not_drawn=_named(d, shared[MOST:]),
        opened=opened,
        kept=address,
    )


def _named(d: PageContext, shared: list[tuple[Unit, int]]) -> str:
    """The units in words, each with the number of shared tasks."""
    return d.words.joined(f"{d.words.pick(u, 'name')} {n}" for u, n in shared)
