"""Who carries how much: units by tasks and role; one unit with its list and those it shares tasks with."""

from __future__ import annotations

from html import escape

import streamlit as st

from charts.network import MOST, network
from pages.plan_tabs.tasks import task_item
from pages.shared import html
from pages.shared.address import here, link
from pages.shared.controls import one_of
from pages.shared.page_context import PageContext
from queries.plan_records import Unit
from queries.plans import GROUP, Plan


def draw(d: PageContext, plan: Plan) -> None:
    """Draw the tab: the matrix, or the brief of one unit."""
    words = d.words
    units = {u.unit_id: u for u in plan.units}
    groups = {u.unit_id: u for t in plan.tasks for u in t.units if u.kind == GROUP}
    names = {"all": words.gettext("all units")} | {
        i: words.pick(u, "name") for i, u in (units | groups).items()
    }
    side, _ = st.columns([1, 2])
    with side:
        chosen = one_of("body", words.gettext("Unit"), list(names), default="all", names=names.__getitem__)
    if chosen == "all":
        st.html(_matrix(d, plan) + _together(d, plan) + html.downloads(words, "units", ("csv", "xlsx")))
    else:
        st.html(_brief(d, plan, (units | groups)[chosen]))


def kind(d: PageContext, code: str) -> str:
    """The kind of a unit."""
    words = d.words
    return {
        "party": words.gettext("Party body"),
        "office": words.gettext("office"),
        "department": words.gettext("department"),
        "court_procuratorate": words.gettext("court, procuratorate"),
        "group": words.gettext("group, not a single body"),
        "other": words.gettext("other"),
    }[code]


def _matrix(d: PageContext, plan: Plan) -> str:
    """Units × roles, those that lead most first; groups stand below, being no bodies."""
    words = d.words
    load = plan.load()
    groups = sorted(
        {u for t in plan.tasks for u in t.units if u.kind == GROUP}, key=lambda u: -load[u.unit_id].tasks
    )
    rows = []
    for u in (*plan.units, *groups):
        carried = load[u.unit_id]
        shared = len(plan.shared_with(u.unit_id))
        rows.append(
            [
                html.anchor(link("plan", **here("plan", "body"), body=u.unit_id), words.pick(u, "name")),
                escape(kind(d, u.kind)),
                _bar(carried.lead, len(plan.tasks)),
                _bar(carried.responsible, len(plan.tasks)),
                words.number(carried.tasks),
                words.number(shared) if u.kind != GROUP else "–",
            ]
        )
    head = [
        words.gettext("Unit"),
        words.gettext("Kind"),
        words.gettext("Leads"),
        words.gettext("Responsible in"),
        words.gettext("Tasks in all"),
        words.gettext("Shares tasks with"),
    ]
    return html.table(head, rows, numeric=(4, 5))


def _bar(n: int, of: int) -> str:
    """A number with a bar as long as its share of all tasks."""
    if not n:
        return '<span class="qj-none">–</span>'
    return f'<span class="qj-bar" style="width:{round(9 * n / of, 2)}rem"></span> {n}'


#: As many units as the matrix of shared tasks shows: those with most tasks.
SHOWN_TOGETHER = 12


def _together(d: PageContext, plan: Plan) -> str:
    """Shared tasks between the units with most tasks."""
    words = d.words
    load = plan.load()
    units = sorted(plan.units, key=lambda u: (-load[u.unit_id].tasks, u.unit_id))[:SHOWN_TOGETHER]
    shared = {u.unit_id: {v.unit_id: n for v, n in plan.shared_with(u.unit_id)} for u in units}
    head = ["", *(words.pick(u, "name") for u in units)]
    rows = [
        [escape(words.pick(u, "name")), *(_share(u, v, shared[u.unit_id].get(v.unit_id, 0)) for v in units)]
        for u in units
    ]
    title = words.gettext("Tasks shared between the units with most tasks")
    rest = html.tag("p", html.more(words, len(plan.units) - SHOWN_TOGETHER), "qj-small")
    table = html.table(head, rows).replace("qj-table", "qj-table qj-matrix qj-wrap-head", 1)
    return html.tag("h3", title, "qj-side") + table + rest


def _share(u: Unit, v: Unit, n: int) -> str:
    if u == v:
        return '<span class="qj-none">\\</span>'
    if not n:
        return '<span class="qj-none">–</span>'
    return f'<span class="qj-cell qj-fresh{min(3, n)}">{n}</span>'


def _brief(d: PageContext, plan: Plan, unit: Unit) -> str:
    """One unit on a page that prints: what it leads, what it is responsible for, with whom."""
    words = d.words
    mine = plan.of_unit(unit.unit_id)
    lead = [t for t in mine if unit in t.lead]
    rest = [t for t in mine if unit not in t.lead]
    shared = [] if unit.kind == GROUP else plan.shared_with(unit.unit_id)
    roles = [kind(d, unit.kind)]
    if lead:
        roles.append(words.ngettext("leads {n} task", "leads {n} tasks", len(lead)))
    if rest:
        roles.append(words.ngettext("responsible in {n} task", "responsible in {n} tasks", len(rest)))
    subtitle = " · ".join(roles)
    head = html.heading(words.pick(unit, "name"), subtitle) + html.tag(
        "p", words.pick(plan.document, "title"), "qj-small"
    )
    button = f'<p><button type="button" class="qj-button" data-do="print">{escape(words.gettext("Print"))}</button></p>'
    parts = [head, button]
    if lead:
        parts += [html.tag("h3", words.gettext("Leads"), "qj-side"), *(task_item(d, t) for t in lead)]
    if rest:
        parts += [
            html.tag("h3", words.gettext("Responsible in"), "qj-side"),
            *(task_item(d, t) for t in rest),
        ]
    if shared:
        names = words.joined(f"{words.pick(u, 'name')} {n}" for u, n in shared)
        drawing = html.picture(network(unit, shared, d.theme), names)
        more = words.joined(f"{words.pick(u, 'name')} {n}" for u, n in shared[MOST:])
        parts += [
            html.tag("h3", words.gettext("Shares tasks with"), "qj-side"),
            f'<div class="qj-network">{drawing}</div>',
            html.tag("p", more, "qj-small"),
        ]
    return "".join(parts)
