"""Requirements, whether a district's own figures meet them, and how the others stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from locales import Words
from queries.records import District
from queries.requirements import Requirement, Standing, requirements
from queries.store import Store
from views import explaining, selection, wording
from views.spec import ViewSpec
from views.table import Cell, Column, Gap, Table
from views.view import Note, View


def build(store: Store, words: Words, spec: ViewSpec, today: dt.date) -> View:
    """Which requirements are there, do a district's own figures meet them, and how do the others stand?"""
    catalogue = store.catalogue
    district_ids, metrics = spec.many("districts"), spec.many("metric")
    shown = [
        r for r in requirements(store, today, district_ids) if not metrics or r.target.metric_id in metrics
    ]
    used = dict.fromkeys(r.target.document_id for r in shown)
    used |= dict.fromkeys(
        s.observation.document_id for r in shown for s in (r.own, *r.others) if s.observation is not None
    )
    districts = list(catalogue.districts.values())[: selection.USUAL_DISTRICTS]
    with_figures = [d for d in districts if any(r.standing(d.district_id) for r in shown)]
    without = [words.pick(d, "name") for d in districts if d not in with_figures]
    notes = _notes(store, words, districts, without, n=len(shown))
    count = words.ngettext("{n} requirement", "{n} requirements", len(shown))
    name = words.gettext("Requirements and figures")
    return View(
        spec,
        words,
        title=words.clauses([count, *_counted(words, shown, today)]) if shown else name,
        subtitle=name,
        section=words.gettext("Plans and their tasks"),
        table=_targets_table(words, shown, with_figures, notes) if shown else None,
        notes=tuple(_as_written(words, r) for r in shown),
        documents=tuple(catalogue.documents[d] for d in used),
        name=name,
        requirements=tuple(shown),
        shown=tuple(d.district_id for d in with_figures),
    )


def _counted(words: Words, shown: Sequence[Requirement], today: dt.date) -> list[str]:
    """How many dates have passed on a day, and how many requirements have a figure of the district's own."""
    due = sum(r.timing == "passed" for r in shown)
    own = sum(r.own.observation is not None for r in shown)
    return [
        words.ngettext("{n} due by {date}", "{n} due by {date}", due, date=words.date(today)),
        words.ngettext(
            "{n} with a figure of the district's own", "{n} with figures of the district's own", own
        )
        if own
        else words.gettext("none with a figure of the district's own"),
    ]


def _notes(
    store: Store, words: Words, districts: Sequence[District], without: Sequence[str], *, n: int
) -> tuple[str, ...]:
    """How to read the columns, and for which districts there is none, because no requirement has a figure of theirs."""
    everyone = len(store.catalogue.districts)
    reading = words.gettext(
        "A district's own requirement has a state; for the others it is a reference line. – no figure in our sources."
    )
    empty = words.ngettext(
        "For the {n} requirement our sources hold no figure of {districts}.",
        "For none of these {n} requirements do our sources hold a figure of {districts}.",
        n,
        districts=wording.districts(words, without),
    )
    first = words.gettext(
        "Shown are the first {most} of {n} districts.", most=len(districts), n=words.number(everyone)
    )
    return (
        *([reading] if len(without) < len(districts) else []),
        *([empty] if without else []),
        *([first] if everyone > len(districts) else []),
    )


def _as_written(words: Words, r: Requirement) -> Note:
    """A requirement in the words of its document."""
    text = words.gettext(
        "{what}: “{written}”", what=explaining.demand(words, r.metric, r), written=r.target.as_written
    )
    return Note(words.pick(r.district, "name"), text)


def _targets_table(
    words: Words, shown: Sequence[Requirement], districts: Sequence[District], notes: tuple[str, ...]
) -> Table:
    rows = (
        (
            words.pick(r.district, "name"),
            explaining.demand(words, r.metric, r),
            words.date(r.target.due) if r.target.due else Gap("no_date", words.gettext("no date")),
            f"{r.rule.sign} {words.pick(r.rule, 'name')}",
            *(_standing(words, r, r.standing(d.district_id)) for d in districts),
        )
        for r in shown
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
        notes=notes,
    )


def _standing(words: Words, r: Requirement, s: Standing | None) -> Cell:
    if s is None or s.observation is None:
        return Gap("no_figure", "–")
    amount = wording.quantity(words, r.metric, s.observation)
    return words.gettext(
        "{amount}, {year}, {met}",
        amount=amount,
        year=s.observation.year,
        met=explaining.met(words, s.evidence),
    )
