"""What is planned, who leads it, by when, and what the sources say of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from locales import Words
from queries.plans import Plan, PlannedTask, TaskFilters, plans, unit_ids
from queries.records import Document
from queries.requirements import state_rules
from queries.store import Store
from views import wording
from views.spec import ViewSpec
from views.table import Cell, Column, Gap, Table, without_empty
from views.view import View

#: How many units a title names.
MOST_NAMED = 3


def unknown_ids(store: Store, spec: ViewSpec) -> list[str]:
    """The units and states a spec names and no plan knows."""
    units = unit_ids(store)
    states = {r.state for r in state_rules(store)}
    return [f"unit={i}" for i in spec.many("unit") if i not in units] + [
        f"state={i}" for i in spec.many("state") if i not in states
    ]


def build(store: Store, words: Words, spec: ViewSpec, today: dt.date) -> View:
    """What is planned, who leads it, by when, and what do the sources say of it on a day?"""
    district_ids, filters = spec.many("districts"), wanted(spec)
    all_plans = [p for p in plans(store, today) if not district_ids or p.district.district_id in district_ids]
    shown = [(p, t) for p in all_plans for t in p.tasks if t.matches(filters)]
    open_ = sum(t.rule.state in ("no_evidence", "passed_no_result") for _, t in shown)
    return View(
        spec,
        words,
        title=finding(words, shown, spec.many("unit"), today) if shown else words.gettext("Tasks"),
        subtitle=words.gettext("Tasks and their state on {date}", date=words.date(today)),
        sentence=_without_result(words, open_, len(shown)),
        section=words.gettext("Plans and their tasks"),
        table=_tasks_table(words, shown) if shown else None,
        documents=_plan_documents(p for p, _ in shown),
        name=words.gettext("Tasks"),
        tasks=tuple(shown),
    )


def _without_result(words: Words, n: int, total: int) -> str:
    """Of how many tasks our sources hold no result, which says nothing of whether they were done; '' where of none."""
    if n == total > 1:
        return words.gettext(
            "For none of the {n} tasks our sources hold a result. That says nothing about whether they were done.",
            n=n,
        )
    text = words.ngettext(
        "For {n} task our sources hold no result. That says nothing about whether it was done.",
        "For {n} tasks our sources hold no result. That says nothing about whether they were done.",
        n,
    )
    return text if n else ""


def finding(
    words: Words, shown: Sequence[tuple[Plan, PlannedTask]], wanted: Sequence[str], today: dt.date
) -> str:
    """Return how many tasks there are, or what the wanted units lead and share in, and how many are due on a day."""
    who = words.joined(dict.fromkeys(words.pick(p.district, "name") for p, _ in shown))
    count = [words.ngettext("{n} task", "{n} tasks", len(shown))]
    if wanted:
        units = {u.unit_id: words.pick(u, "name") for _, t in shown for u in t.units if u.unit_id in wanted}
        who = words.with_brackets(wording.some(words, units.values(), MOST_NAMED), who)
        lead = sum(any(u.unit_id in wanted for u in t.lead) for _, t in shown)
        count = [
            words.ngettext("leads {n} task", "leads {n} tasks", lead),
            words.ngettext("takes part in {n} task", "takes part in {n} tasks", len(shown) - lead),
        ]
    due = words.ngettext(
        "{n} due by {date}", "{n} due by {date}", sum(t.is_due for _, t in shown), date=words.date(today)
    )
    return words.labelled(who, words.clauses([*count, due]))


def wanted(spec: ViewSpec) -> TaskFilters:
    """Return which tasks a spec asks for."""
    return TaskFilters(*map(spec.many, ("unit", "unit_kind", "dimension", "state", "due")))


def _plan_documents(all_plans) -> tuple[Document, ...]:  # type: ignore[no-untyped-def]
    return tuple({p.document.document_id: p.document for p in all_plans}.values())


def _tasks_table(words: Words, shown: Sequence[tuple[Plan, PlannedTask]]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    groups: dict[int, str] = {}
    before: tuple[str, int] = ("", -1)
    several = len({p.document.document_id for p, _ in shown}) > 1
    for p, t in shown:
        place = (p.document.document_id, t.task.chapter_no)
        if place != before:
            chapter = words.pick(t.task, "chapter")
            groups[len(rows)] = f"{words.pick(p.district, 'name')} · {chapter}" if several else chapter
            before = place
        rows.append(
            (
                str(t.task.ordinal),
                words.pick(t.task, "title"),
                words.joined(words.pick(u, "name") for u in t.lead) or "–",
                words.date(t.due) if t.due else Gap("no_date", words.gettext("no date")),
                f"{t.rule.sign} {words.pick(t.rule, 'name')}",
            )
        )
    table = Table(
        title=words.gettext("Tasks"),
        columns=(
            Column("number", words.gettext("No."), numeric=True, weight=0.5),
            Column("task", words.gettext("Task"), weight=2.6),
            Column("lead", words.gettext("Lead"), weight=3.4),
            Column("due", words.gettext("Due"), weight=1.3),
            Column("state", words.gettext("State"), weight=1.6),
        ),
        rows=tuple(rows),
        groups=groups,
    )
    said = {
        "lead": words.gettext("For none of these tasks does the plan name who leads it."),
        "due": words.gettext("For none of these tasks does the plan give a date."),
    }
    return without_empty(table, said)
