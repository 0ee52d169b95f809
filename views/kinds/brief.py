"""One district on one page: where it stands, what changed, what others do, what is planned, what lacks, sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import NamedTuple

from locales import Words
from queries.brief import Brief, Change, Commitment, CommonPractice, Standing, brief
from queries.records import Document, Metric, Observation
from queries.store import Store
from views import checks, doubts, explaining, selection, sentences, wording
from views.brief import BriefLine, BriefPart, Reference
from views.evidence import evidence_of, graded
from views.spec import ViewSpec, view_spec
from views.table import Cell, Column, Table
from views.view import View

#: A page holds about so many lines of so many letters; a Chinese character counts twice.
LINES, LETTERS = 41, 105


class _Most(NamedTuple):
    """How many lines of each part are said."""

    practices: int
    commitments: int
    standings: int
    changes: int
    cautions: int
    #: How many metrics without figures are named.
    named: int


#: What is tried in turn until a page holds it: fewer practices first, then fewer of the other lines.
_TRIED = (
    _Most(5, 5, 6, 4, 2, 5), _Most(4, 5, 6, 4, 2, 5), _Most(3, 5, 6, 4, 2, 4), _Most(3, 5, 6, 4, 1, 4),
    _Most(3, 4, 5, 3, 1, 3), _Most(3, 3, 4, 3, 1, 2), _Most(3, 2, 3, 2, 1, 2),
)  # fmt: skip


@dataclass
class _Sources:
    """The documents of a brief, numbered in the order in which they are first cited."""

    store: Store
    documents: dict[str, Document] = field(default_factory=dict)

    def cite(self, document_id: str, observation_id: str = "") -> Reference:
        """Return the reference to a document, numbering it where it is new."""
        self.documents.setdefault(document_id, self.store.catalogue.documents[document_id])
        return Reference(list(self.documents).index(document_id) + 1, observation_id)

    def of_figures(self, *figures: Observation) -> tuple[Reference, ...]:
        """Return the references to the documents of figures, each document once."""
        found = [self.cite(o.document_id, o.observation_id) for o in figures]
        return tuple({r.number: r for r in reversed(found)}.values())[::-1]


def build(store: Store, words: Words, spec: ViewSpec, today: dt.date) -> View:
    """One district on one page, as on a day."""
    b = brief(store, spec.get("district"), today, selection.quality(spec))
    name = words.pick(b.district, "name")
    cut, parts, sources = _fitting(store, words, spec, b)
    figures = _figures(cut)
    place = words.place(words.pick(b.district, "province"), words.pick(b.district, "city"))
    return View(
        spec,
        words,
        title=words.gettext("{district}: brief", district=name),
        subtitle=" · ".join([place, *_kinds_of_sources(words, spec), words.date(today)]),
        sentence=_sentence(words, b, name),
        section=name,
        table=_table(words, parts, tuple(sources.documents.values())),
        notes=tuple(doubts.on_single(words, store.catalogue, (o for _, o in figures))),
        documents=tuple(sources.documents.values()),
        evidence=tuple(
            evidence_of(words, m, o, words.pick(m, "name"), store.catalogue.documents[o.document_id])
            for m, o in figures
        ),
        name=words.gettext("{district}: brief", district=name),
        brief=parts,
    )


def _fitting(
    store: Store, words: Words, spec: ViewSpec, b: Brief
) -> tuple[Brief, tuple[BriefPart, ...], _Sources]:
    """The brief with as many lines as one page has room for, in parts, and their sources."""
    for most in _TRIED:
        sources = _Sources(store)
        cut = replace(
            b,
            practices=b.practices[: most.practices],
            commitments=b.commitments[: most.commitments],
            standings=b.standings[: most.standings],
            changes=b.changes[: most.changes],
        )
        parts = _parts(store, words, spec, cut, sources, most)
        if _lines(words, parts, sources) <= LINES:
            break
    return cut, parts, sources


def _lines(words: Words, parts: Sequence[BriefPart], sources: _Sources) -> int:
    """About how many lines the parts and the list of sources take on a page."""
    texts = [words.labelled(x.head, x.text + x.numbers) for part in parts for x in part.lines]
    texts += [part.remark for part in parts if part.remark]
    texts += [graded(words, d) for d in sources.documents.values()]
    return sum(-(-(len(text) + sum(c > "\u2e80" for c in text)) // LETTERS) for text in texts)


def _parts(
    store: Store, words: Words, spec: ViewSpec, b: Brief, sources: _Sources, most: _Most
) -> tuple[BriefPart, ...]:
    made = (
        _standings(words, b, spec, sources),
        _changes(words, b, sources),
        _practices(store, words, b, sources),
        _commitments(words, b, sources),
        _gaps(store, words, b, most.named),
        _cautions(store, words, _figures(b), most.cautions),
    )
    return tuple(part for part in made if part.lines)


def _kinds_of_sources(words: Words, spec: ViewSpec) -> list[str]:
    """Which kinds of sources its figures are from, where not all are let in."""
    kinds = spec.many("reliability")
    if not kinds:
        return []
    listed = words.joined(wording.reliability(words, k) for k in kinds)
    return [words.gettext("only {kinds} sources", kinds=listed)]


def _figures(b: Brief) -> list[tuple[Metric, Observation]]:
    """The figures of the district itself that a brief states, each once."""
    stated = [(s.comparison.metric, s.own.observation) for s in b.standings]
    for c in b.changes:
        stated += [(c.metric, c.step.before.observation), (c.metric, c.step.after.observation)]
    return list({o.observation_id: (m, o) for m, o in stated}.values())


def _sentence(words: Words, b: Brief, name: str) -> str:
    """The brief in one or two sentences: how often it compares, how much others have that it lacks."""
    if not b.n_compared:
        first = words.gettext(
            "{district}: no figure may be ordered with another district's today.", district=name
        )
    else:
        compares = words.ngettext(
            "{district} compares with others in {n} metric",
            "{district} compares with others in {n} metrics",
            b.n_compared,
            district=name,
        )
        largest = words.ngettext("the largest figure in {n}", "the largest figure in {n}", b.n_first)
        smallest = words.ngettext("the smallest in {n}", "the smallest in {n}", b.n_last)
        ends = [*([largest] if b.n_first else []), *([smallest] if b.n_last else [])]
        first = words.sentence(words.clauses([compares, *ends]))
    second = words.ngettext(
        "Others have {n} practice in use that our sources do not show for it.",
        "Others have {n} practices in use that our sources do not show for it.",
        b.n_practices,
    )
    return words.paragraph([first, second if b.n_practices else ""])


def _more(words: Words, n: int, shown: int) -> str:
    """How many a part leaves out; '' where none."""
    return (
        words.ngettext("{n} more is left out here.", "{n} more are left out here.", n - shown)
        if n > shown
        else ""
    )


# -- where it stands -----------------------------------------------------------------------------------------------


def _standings(words: Words, b: Brief, spec: ViewSpec, sources: _Sources) -> BriefPart:
    heading = words.gettext("Where it stands")
    lines = tuple(_standing(words, s, spec, sources) for s in b.standings)
    if not lines:
        text = words.gettext("No figure of this district may be ordered with another district's today.")
        return BriefPart("standing", heading, (BriefLine("", text),))
    rule = words.gettext(
        "Newest comparison of each metric; rank 1 is the largest figure, which need not be the best."
    )
    return BriefPart(
        "standing", heading, lines, words.paragraph([rule, _more(words, b.n_compared, len(lines))])
    )


def _standing(words: Words, s: Standing, spec: ViewSpec, sources: _Sources) -> BriefLine:
    metric, o = s.comparison.metric, s.own.observation
    n = len(s.comparison.judgement.compared)
    values = {
        "amount": wording.quantity(words, metric, o),
        "period": wording.period(words, o),
        "rank": wording.rank(words, s.own),
        "n": n,
    }
    undecided = s.own.rank == (1, n) and n > 1
    text = (
        words.gettext("{period}: {amount}; among {n} districts the order cannot be decided", **values)
        if undecided
        else words.gettext("{period}: {amount}, rank {rank} of {n}", **values)
    )
    opens = view_spec(
        "compare", metric=metric.metric_id, year=s.comparison.year, reliability=spec.get("reliability")
    )
    return BriefLine(words.pick(metric, "name"), text, sources.of_figures(o), opens)


# -- what changed --------------------------------------------------------------------------------------------------


def _changes(words: Words, b: Brief, sources: _Sources) -> BriefPart:
    heading = words.gettext("What changed")
    lines = tuple(_change(words, b, c, sources) for c in b.changes)
    if not lines:
        text = words.gettext("No two years of one of its series may be set against each other.")
        return BriefPart("changes", heading, (BriefLine("", text),))
    return BriefPart("changes", heading, lines, _more(words, b.n_changes, len(lines)))


def _change(words: Words, b: Brief, c: Change, sources: _Sources) -> BriefLine:
    before, after = c.step.before.observation, c.step.after.observation
    text = words.gettext(
        "{first} ({start}), {last} ({end}): {change}",
        first=wording.quantity(words, c.metric, before),
        start=wording.period(words, before),
        last=wording.quantity(words, c.metric, after),
        end=wording.period(words, after),
        change=sentences.change_between(words, c.metric, c.step.before.hull, c.step.after.hull),
    )
    opens = view_spec("trend", metric=c.metric.metric_id, districts=b.district.district_id)
    return BriefLine(words.pick(c.metric, "name"), text, sources.of_figures(before, after), opens)


# -- what others do ------------------------------------------------------------------------------------------------


def _practices(store: Store, words: Words, b: Brief, sources: _Sources) -> BriefPart:
    rule = words.gettext(
        "Those that most have in use first; among equals those with figures, then official sources."
    )
    planned = words.ngettext("{n} more is planned here.", "{n} more are planned here.", b.n_planned)
    remark = words.paragraph(
        [
            rule,
            _more(words, b.n_practices, len(b.practices)),
            planned if b.n_planned else "",
            explaining.not_found(words),
        ]
    )
    lines = tuple(_practice(store, words, b, p, sources) for p in b.practices)
    return BriefPart(
        "practices", words.gettext("What others do that our sources do not show here"), lines, remark
    )


def _practice(store: Store, words: Words, b: Brief, p: CommonPractice, sources: _Sources) -> BriefLine:
    system, g = p.example.system, p.lacking
    having = [words.pick(d, "name") for d in g.having]
    in_use = words.gettext(
        "in use in {n} of {others} other districts ({names})",
        n=len(having),
        others=b.n_others,
        names=wording.districts(words, having, wording.NAMED_IN_TITLE),
    )
    planned = words.ngettext("planned in {n}", "planned in {n}", len(g.planning))
    example = words.gettext(
        "{district}: {system} ({year}). {summary}",
        district=words.pick(store.catalogue.districts[system.district_id], "name"),
        system=words.pick(system, "name"),
        year=_since(words, p),
        summary=words.pick(system, "summary"),
    )
    text = words.sentence(words.clauses([in_use, *([planned] if g.planning else [])]))
    references = sources.of_figures(*p.example.figures) or (sources.cite(system.document_id),)
    opens = view_spec("gaps", district=b.district.district_id)
    results = _results(store, words, p.example.figures)
    return BriefLine(
        words.pick(g.practice, "name"), words.paragraph([text, example, results]), references, opens
    )


def _since(words: Words, p: CommonPractice) -> str:
    """The year that the document gives, or that it gives none."""
    year = p.example.system.year
    return words.year(year) if year else words.gettext("no year given")


def _results(store: Store, words: Words, figures: Sequence[Observation]) -> str:
    """The figures in the paragraph that speaks of it."""
    if not figures:
        return ""
    metrics = store.catalogue.metrics
    listed = words.statements(
        words.gettext(
            "{metric} {amount}, {period}",
            metric=words.pick(m := metrics[o.metric_id], "name"),
            amount=wording.quantity(words, m, o),
            period=wording.period(words, o),
        )
        for o in figures
    )
    return words.sentence(words.labelled(words.gettext("In the same paragraph"), listed))


# -- what is planned -----------------------------------------------------------------------------------------------


def _commitments(words: Words, b: Brief, sources: _Sources) -> BriefPart:
    heading = words.gettext("What it has committed to, with dates")
    lines = [
        _due(words, due, name, list(members), sources)
        for (due, name), members in groupby(b.commitments, lambda c: (c.due, words.pick(c.rule, "name")))
    ]
    if not b.has_plan:
        lines.append(BriefLine("", words.gettext("Our sources hold no plan of this district.")))
    undated = words.ngettext(
        "{n} without a date is not listed.", "{n} without a date are not listed.", b.n_undated
    )
    remark = words.paragraph(
        [_more(words, b.n_commitments, len(b.commitments)), undated if b.n_undated else ""]
    )
    return BriefPart("plan", heading, tuple(lines), remark)


def _due(
    words: Words, due: dt.date, state: str, members: Sequence[Commitment], sources: _Sources
) -> BriefLine:
    """What is due on one day and stands alike."""
    listed = words.statements(_commitment(words, c) for c in members)
    references = tuple(dict.fromkeys(sources.cite(c.document.document_id) for c in members))
    kind = "tasks" if all(c.task is not None for c in members) else "targets"
    opens = view_spec(kind, districts=members[0].document.district_id)
    return BriefLine(words.with_brackets(words.date(due), state), listed, references, opens)


def _commitment(words: Words, c: Commitment) -> str:
    if c.task is not None:
        return words.pick(c.task, "title")
    return explaining.demand(words, c.requirement.metric, c.requirement) if c.requirement else ""


# -- what lacks ----------------------------------------------------------------------------------------------------


def _gaps(store: Store, words: Words, b: Brief, named: int) -> BriefPart:
    gaps = b.gaps
    lines = [
        BriefLine(
            words.capitalised(wording.missing(words, kind)),
            _without_figure(words, metrics, gaps.compared, named),
        )
        for kind, metrics in gaps.without_figure.items()
    ]
    if gaps.not_ranked:
        text = words.ngettext(
            "in {n} more metric it has figures, but none that may be ordered with others",
            "in {n} more metrics it has figures, but none that may be ordered with others",
            gaps.not_ranked,
        )
        lines.append(BriefLine(words.capitalised(words.gettext("not ranked")), text))
    if gaps.dimension_ids:
        names = words.enumerated(
            words.pick(store.catalogue.dimensions[i], "name") for i in gaps.dimension_ids
        )
        text = words.gettext("no figure at all on {dimensions}", dimensions=names)
        lines.append(BriefLine(words.gettext("Whole subjects"), text))
    remark = words.gettext(
        "Public pages were read in excerpts: “not in our sources” often means that nobody has looked yet."
    )
    return BriefPart(
        "gaps", words.gettext("What nobody has published or we have not found"), tuple(lines), remark
    )


def _without_figure(words: Words, metrics: Sequence[Metric], compared: int, named: int) -> str:
    count = words.ngettext(
        "{n} of the {compared} metrics in which districts compare",
        "{n} of the {compared} metrics in which districts compare",
        len(metrics),
        compared=compared,
    )
    return words.labelled(count, wording.some(words, (words.pick(m, "name") for m in metrics), named))


# -- with care -----------------------------------------------------------------------------------------------------


def _cautions(
    store: Store, words: Words, figures: Iterable[tuple[Metric, Observation]], most: int
) -> BriefPart:
    """Doubts on the figures stated, and those that do not fit others."""
    stated = [o for _, o in figures]
    notes = [*checks.notes(store, words, stated), *doubts.on_single(words, store.catalogue, stated)]
    lines = tuple(BriefLine(n.head, n.text) for n in notes[:most])
    return BriefPart(
        "care", words.gettext("To be read with care"), lines, _more(words, len(notes), len(lines))
    )


def _table(words: Words, parts: Sequence[BriefPart], documents: Sequence[Document]) -> Table:
    """The same as rows under the headings of the parts, for what shows tables."""
    rows: list[tuple[Cell, ...]] = []
    groups = {}
    for part in parts:
        groups[len(rows)] = part.heading
        for line in part.lines:
            cited = dict.fromkeys(r.number for r in line.references)
            titles = words.statements(words.pick(documents[n - 1], "title") for n in cited)
            rows.append((line.head, line.text, titles))
    remarks = (words.labelled(p.heading, p.remark) for p in parts if p.remark)
    return Table(
        title=words.gettext("Brief"),
        columns=(
            Column("subject", words.gettext("On"), weight=1.5),
            Column("said", words.gettext("What the sources say"), weight=4.2),
            Column("source", words.gettext("Source"), weight=2),
        ),
        rows=tuple(rows),
        notes=tuple(remarks),
        groups=groups,
    )
