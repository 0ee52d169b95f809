"""A plan's tasks by chapter: who leads, what is required, by when, and what our sources say of it."""

from __future__ import annotations

from html import escape

import streamlit as st

from pages.plan_tabs import states
from pages.shared import html
from pages.shared.address import here, link, value
from pages.shared.controls import many_of
from pages.shared.page_context import PageContext
from queries.plan_records import Unit
from queries.plans import Plan, PlannedTask
from queries.requirements import state_rules
from views.explaining import demand
from views.spec import fitting


def draw(d: PageContext, plan: Plan) -> None:
    """Draw the tab."""
    words = d.words
    one, two, three = st.columns(3, gap="small")
    units = {u.unit_id: u for t in plan.tasks for u in t.units}
    rules = {r.state: r for r in state_rules(d.store)}
    with one:
        chosen = many_of(
            "unit",
            words.gettext("Units"),
            list(units),
            default=[],
            names=lambda u: words.pick(units[u], "name"),
        )
    with two:
        dimensions = many_of(
            "dimension",
            words.gettext("Dimensions"),
            list(d.catalogue.dimensions),
            default=[],
            names=d.dimension_name,
        )
    with three:
        wanted = many_of(
            "state",
            words.gettext("State"),
            list(rules),
            default=[],
            names=lambda s: words.pick(rules[s], "name"),
        )
    shown = [
        t
        for t in plan.tasks
        if (not chosen or any(u.unit_id in chosen for u in t.units))
        and (not dimensions or t.task.dimension_id in dimensions)
        and (not wanted or t.rule.state in wanted)
    ]
    asked = {"unit": ",".join(chosen), "dimension": ",".join(dimensions), "state": ",".join(wanted)}
    count = words.ngettext("{n} task", "{n} tasks", len(shown))
    st.html(
        html.tag("p", count, "qj-count")
        + "".join(_chapters(d, shown))
        + _takeaway(d, plan, asked, has_picture=bool(shown))
    )


def _chapters(d: PageContext, tasks: list[PlannedTask]) -> list[str]:
    chapters: dict[int, list[PlannedTask]] = {}
    for t in tasks:
        chapters.setdefault(t.task.chapter_no, []).append(t)
    return [
        html.tag("h3", f"{number}. {d.words.pick(members[0].task, 'chapter')}", "qj-side")
        + "".join(task_item(d, t) for t in members)
        for number, members in chapters.items()
    ]


def task_item(d: PageContext, t: PlannedTask) -> str:
    """One task: its state on the first line, everything else a click away."""
    words = d.words
    due = words.gettext("due {date}", date=words.date(t.due)) if t.due else words.gettext("no date")
    title = f"{t.task.ordinal}. {words.pick(t.task, 'title')}"
    lead = words.joined(words.pick(u, "name") for u in t.lead)
    head = (
        f"<summary><b>{escape(title)}</b> {states.mark(words, t.rule)} "
        f'<span class="qj-small">{escape(lead)} · {escape(due)}</span></summary>'
    )
    opened = " open" if value("task") == t.task.task_id else ""
    return f'<details class="qj-task"{opened}>{head}{_body(d, t)}</details>'


def _body(d: PageContext, t: PlannedTask) -> str:
    words = d.words
    facts = [
        (words.gettext("Lead"), _units(d, t.lead)),
        (words.gettext("Responsible"), _units(d, t.responsible)),
        (words.gettext("Dimension"), escape(words.pick(t.dimension, "name"))),
        (words.gettext("Requirements"), _requirements(d, t)),
        (words.gettext("State"), escape(words.pick(t.rule, "text"))),
    ]
    related = html.anchor(
        link("evidence", districts=t.task.district_id, dimension=t.task.dimension_id),
        words.gettext("Figures of this district in this dimension"),
    )
    rows = "".join(f"<dt>{escape(k)}</dt><dd>{v}</dd>" for k, v in facts)
    return f'<dl class="qj-facts">{rows}</dl><p>{related}</p>'


def _units(d: PageContext, units: tuple[Unit, ...]) -> str:
    """The units, each leading to all it carries; groups are no single body."""
    if not units:
        return "–"
    kept = here("plan", "unit", "tab", "state", "dimension", "body", "task")
    links = [
        html.anchor(link("plan", **kept, tab="units", body=u.unit_id), d.words.pick(u, "name")) for u in units
    ]
    return d.words.enumerated(links)


def _requirements(d: PageContext, t: PlannedTask) -> str:
    words = d.words
    if not t.requirements:
        text = words.gettext("No number is required; a published report on this task would be its evidence.")
        return html.tag("span", text, "qj-small")
    items = "".join(
        f"<li>{escape(demand(words, r.metric, r))} {states.mark(words, r.rule)} {states.figure(d, r)}"
        f'<br><q lang="zh">{escape(r.target.as_written)}</q> '
        f'<span class="qj-small">{escape(states.settle(words, r))}</span></li>'
        for r in t.requirements
    )
    return f"<ul>{items}</ul>"


def _takeaway(d: PageContext, plan: Plan, chosen: dict[str, str], *, has_picture: bool) -> str:
    asked = {"districts": plan.district.district_id} | chosen
    title = d.words.pick(plan.document, "title")
    return html.takeaway(
        d, fitting("tasks", asked), title, (plan.document,), size="a4", has_picture=has_picture
    )
