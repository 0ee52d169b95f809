"""Items on what districts promised and what others do: tasks, requirements against figures, practices lacked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from locales import Words
from queries import explaining, wording
from queries.plans import Plan, PlannedTask, plans, unit_ids
from queries.practices import Gap as Lack
from queries.practices import gaps, practice_matrix
from queries.records import District, Document
from queries.requirements import Requirement, Standing, requirements, state_rules
from queries.store import Store
from reports import asking
from reports.content import Block, Cell, Column, Gap, Note, Table
from reports.model import Item


def unknown_of_plans(store: Store, item: Item) -> list[str]:
    """The units and states an item names and no plan knows."""
    units = unit_ids(store)
    states = {r.state for r in state_rules(store)}
    return [f"unit={i}" for i in item.many("unit") if i not in units] + [
        f"state={i}" for i in item.many("state") if i not in states
    ]


def tasks(store: Store, words: Words, item: Item, today: dt.date) -> Block:
    """What was promised, who leads it, by when, and what do the sources say of it on a day?"""
    wanted = item.many("districts")
    found = [p for p in plans(store, today) if not wanted or p.district.district_id in wanted]
    shown = [(p, t) for p in found for t in p.tasks if _asked_for(item, t)]
    open_ = sum(t.rule.state in ("no_evidence", "passed_no_result") for _, t in shown)
    none = words.ngettext(
        "For {n} task our sources hold no result. That says nothing about whether it was done.",
        "For {n} tasks our sources hold no result. That says nothing about whether they were done.",
        open_,
    )
    names = words.joined(dict.fromkeys(words.pick(p.district, "name") for p, _ in shown))
    count = words.ngettext("{n} task", "{n} tasks", len(shown))
    colon = "：" if words.code == "zh" else ": "
    return Block(
        item,
        words,
        title=item.title or (f"{names}{colon}{count}" if shown else words.gettext("Tasks")),
        subtitle=words.gettext("Tasks and their state on {date}", date=words.date(today)),
        sentence=none if open_ else "",
        section=words.gettext("What was promised"),
        table=_tasks_table(words, shown) if shown else None,
        documents=_plan_documents(p for p, _ in shown),
        name=words.gettext("Tasks"),
    )


def _asked_for(item: Item, t: PlannedTask) -> bool:
    units, dimensions, states = (item.many(n) for n in ("unit", "dimension", "state"))
    return (
        (not units or any(u.unit_id in units for u in t.units))
        and (not dimensions or t.task.dimension_id in dimensions)
        and (not states or t.rule.state in states)
    )


def _plan_documents(found) -> tuple[Document, ...]:  # type: ignore[no-untyped-def]
    return tuple({p.document.document_id: p.document for p in found}.values())


def _tasks_table(words: Words, shown: Sequence[tuple[Plan, PlannedTask]]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    groups: dict[int, str] = {}
    before: tuple[str, int] = ("", -1)
    several = len({p.document.document_id for p, _ in shown}) > 1
    for p, t in shown:
        place = (p.document.document_id, t.task.chapter_no)
        if place != before:
            chapter = f"{t.task.chapter_no}. {words.pick(t.task, 'chapter')}"
            groups[len(rows)] = f"{words.pick(p.district, 'name')} · {chapter}" if several else chapter
            before = place
        rows.append(
            (
                str(t.task.ordinal),
                words.pick(t.task, "title"),
                words.joined(words.pick(u, "name") for u in t.lead) or "–",
                words.date(t.due) if t.due else words.gettext("no date"),
                f"{t.rule.sign} {words.pick(t.rule, 'name')}",
            )
        )
    return Table(
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


# -- requirements --------------------------------------------------------------------------------------------


def targets(store: Store, words: Words, item: Item, today: dt.date) -> Block:
    """Which requirements are there, do a district's own figures meet them, and how do the others stand?"""
    catalogue = store.catalogue
    wanted, metrics = item.many("districts"), item.many("metric")
    found = [r for r in requirements(store, today, wanted) if not metrics or r.target.metric_id in metrics]
    used = dict.fromkeys(r.target.document_id for r in found)
    used |= dict.fromkeys(
        s.figure.document_id for r in found for s in (r.own, *r.others) if s.figure is not None
    )
    districts = list(catalogue.districts.values())[: asking.USUAL_DISTRICTS]
    note = words.gettext(
        "A district's own requirement has a state; for the others it is a reference line. – no figure in our sources."
    )
    if len(catalogue.districts) > len(districts):
        note += ("" if words.code == "zh" else " ") + words.gettext(
            "Columns: the first {most} of {n} districts.", most=len(districts), n=len(catalogue.districts)
        )
    count = words.ngettext("{n} requirement", "{n} requirements", len(found))
    return Block(
        item,
        words,
        title=item.title or words.gettext("Requirements and figures"),
        subtitle=f"{count} · {words.date(today)}",
        section=words.gettext("What was promised"),
        table=_targets_table(words, found, districts, note) if found else None,
        notes=tuple(_as_written(words, r) for r in found),
        documents=tuple(catalogue.documents[d] for d in used),
        name=words.gettext("Requirements and figures"),
    )


def _as_written(words: Words, r: Requirement) -> Note:
    """A requirement in the words of its document."""
    text = words.gettext(
        "{what}: “{written}”", what=explaining.demand(words, r.metric, r), written=r.target.as_written
    )
    return Note(words.pick(r.district, "name"), text)


def _targets_table(
    words: Words, found: Sequence[Requirement], districts: Sequence[District], note: str
) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for r in found:
        standings = {s.district.district_id: s for s in (r.own, *r.others)}
        rows.append(
            (
                words.pick(r.district, "name"),
                explaining.demand(words, r.metric, r),
                words.date(r.target.due) if r.target.due else words.gettext("no date"),
                f"{r.rule.sign} {words.pick(r.rule, 'name')}",
                *(_standing(words, r, standings.get(d.district_id)) for d in districts),
            )
        )
    return Table(
        title=words.gettext("Requirements and figures"),
        columns=(
            Column("district", words.gettext("District"), weight=1.1),
            Column("requirement", words.gettext("Requirement"), weight=2.6),
            Column("due", words.gettext("Due"), weight=1.1),
            Column("state", words.gettext("State"), weight=1.4),
            *(Column(d.district_id, words.pick(d, "name"), weight=1.2) for d in districts),
        ),
        rows=tuple(rows),
        notes=(note,),
    )


def _standing(words: Words, r: Requirement, s: Standing | None) -> Cell:
    if s is None or s.figure is None:
        return Gap("no_figure", "–")
    amount = wording.quantity(words, r.metric, s.figure)
    return words.gettext(
        "{amount}, {year}, {met}", amount=amount, year=s.figure.year, met=explaining.met(words, s.evidence)
    )


# -- practices lacked ----------------------------------------------------------------------------------------


def lacked(store: Store, words: Words, item: Item) -> Block:
    """What do others have in use that our sources do not show for one district, or only as planned?"""
    catalogue = store.catalogue
    chosen = item.get("district")
    districts = list(dict.fromkeys((*(item.many("districts") or catalogue.districts), chosen)))
    matrix = practice_matrix(store, districts)
    found = gaps(matrix, chosen)
    name = words.pick(catalogue.districts[chosen], "name")
    lead, rest = explaining.lacking(words, found, name)
    caution = words.gettext(
        "Not found means not found in these documents; it does not mean that a district lacks it."
    )
    used = dict.fromkeys(
        s.document_id
        for g in found
        for d in (*g.having, *g.planning)
        for s in matrix.systems.get((g.practice.practice_id, d.district_id), ())
    )
    title = words.gettext("What others have and {district} lacks in our sources", district=name)
    return Block(
        item,
        words,
        title=item.title or title,
        subtitle=words.gettext("What the districts do"),
        sentence=f"{lead}{'' if words.code == 'zh' else ' '}{rest}".strip(),
        section=asking.section(store, words, item),
        table=_lacked_table(store, words, found, title, caution) if found else None,
        documents=tuple(catalogue.documents[d] for d in used),
        name=title,
    )


def _lacked_table(store: Store, words: Words, found: Sequence[Lack], title: str, caution: str) -> Table:
    def names(districts: Sequence[District]) -> str:
        return words.joined(words.pick(d, "name") for d in districts) or "–"

    return Table(
        title=title,
        columns=(
            Column("practice", words.gettext("Practice"), weight=2.2),
            Column("state", words.gettext("Here"), weight=1.3),
            Column("having", words.gettext("In use in"), weight=2.6),
            Column("planning", words.gettext("Planned in"), weight=1.4),
            Column("dimension", words.gettext("Dimension"), weight=1.6),
        ),
        rows=tuple(
            (
                words.pick(g.practice, "name"),
                explaining.state(words, g.state),
                names(g.having),
                names(g.planning),
                words.pick(store.catalogue.dimensions[g.practice.dimension_id], "name"),
            )
            for g in found
        ),
        notes=(caution,),
    )
