"""One metric at one year: who has how much, and may it be ordered? Also in calculated views."""

from __future__ import annotations

from collections.abc import Sequence

from locales import Words
from queries.calculated import VIEWS, Calculated, Calculation, calculate
from queries.comparison import Comparison, best_year, compare, documents_of, years_to_compare
from queries.records import Document, Observation
from queries.store import Store
from queries.trend import trend as trend_of
from views import doubts, explaining, selection, sentences, wording
from views.evidence import Evidence, evidence_of, graded_title
from views.spec import ViewSpec
from views.table import Cell, Column, Phrase, Table, gap, gap_legend, number
from views.table import period as period_cell
from views.view import Note, View, headline


def build(store: Store, words: Words, spec: ViewSpec) -> View:
    """Return who has how much in a year, and whether it may be ordered; without a year, that which compares best."""
    metric_id = spec.get("metric")
    districts, quality = selection.districts(store, spec), selection.quality(spec)
    group = list(store.catalogue.districts) if spec.get("group") == "all" else []
    year = spec.year("year") or best_year(years_to_compare(store, metric_id, group or districts, quality))
    if year is None:
        return _no_figures(store, words, spec)
    published = compare(store, metric_id, year, districts, quality, group)
    c, how, notes = _calculated(store, words, published, spec.get("view"))
    mentioned: set[str] = set()
    notes += _reasons(words, c, mentioned) + doubts.notes(words, c, mentioned)
    notes += [
        Note(sentences.name_of(words, c, f), words.pick(f.observation, "note"))
        for f in _drawn(c)
        if words.pick(f.observation, "note")
    ]
    lacking = sentences.missing_sentence(words, c.missing, c.districts)
    if lacking:
        notes.append(Note(words.gettext("Missing"), lacking, kind="missing"))
    period = sentences.period_of(words, c)
    name = words.pick(c.metric, "name")
    parts = [selection.unit(words, c.metric)] + ([words.gettext("calculated")] if how else [])
    return View(
        spec,
        words,
        title=headline(sentences.titled_finding(words, c)),
        finding=headline(sentences.finding(words, c)),
        subtitle=" · ".join(parts),
        sentence=sentences.sentence(words, c),
        section=selection.section(store, words, spec, c.metric),
        verdict=explaining.verdict(words, c),
        comparison=c,
        everyone=tuple(store.catalogue.districts.values()),
        shown=tuple(d.district_id for d in c.districts),
        table=_comparison_table(words, c, words.with_brackets(name, period)),
        notes=tuple(dict.fromkeys(notes)),
        documents=c.documents,
        sentence_documents=_documents_of_sentence(store, c, is_calculated=how is not None),
        evidence=_comparison_evidence(words, published, how, c.documents),
        name=f"{name} {period}",
        finds=bool(c.judgement.compared),
        calculation=how,
        is_refused=how is None and spec.get("view") in VIEWS,
    )


def _no_figures(store: Store, words: Words, spec: ViewSpec) -> View:
    """A metric of which the chosen districts have nothing."""
    t = trend_of(store, spec.get("metric"), selection.districts(store, spec), quality=selection.quality(spec))
    everyone = list(store.catalogue.districts.values())
    text = sentences.trend_sentence(words, t)
    lacking = sentences.missing_sentence(words, t.missing, everyone)
    return View(
        spec,
        words,
        title=headline(text),
        subtitle=words.pick(t.metric, "name"),
        sentence=text,
        section=selection.section(store, words, spec, t.metric),
        notes=(Note(words.gettext("Missing"), lacking, kind="missing"),) if lacking else (),
        name=words.pick(t.metric, "name"),
    )


def _calculated(
    store: Store, words: Words, c: Comparison, view: str
) -> tuple[Comparison, Calculation | None, list[Note]]:
    """The comparison in the view asked for; as published, with the reason, where the view is refused."""
    calculated_view = next((v for v in VIEWS if v == view), None)
    if calculated_view is None:
        return c, None, []
    outcome = calculate(store, c, calculated_view)
    head = words.gettext("Calculation")
    if isinstance(outcome, Calculated):
        how = outcome.calculation
        return outcome.comparison, how, [Note(head, explaining.formula(words, how), kind="calculation")]
    refusal = explaining.refusal(words, outcome, selection.name(store, words))
    return c, None, [Note(head, refusal, kind="calculation")]


def _drawn(c: Comparison):  # type: ignore[no-untyped-def]
    return [f for f in c.judgement.figures if not c.shown or f.observation.district_id in c.shown]


def _documents_of_sentence(store: Store, c: Comparison, *, is_calculated: bool) -> tuple[Document, ...]:
    """The documents of what the sentence names or follows from: the figures in order, else all that it lists."""
    if is_calculated or c.is_within_group:  # divisors, or a median of more than is shown
        return c.documents
    listed = [f for f in c.leading if f.compared] or c.leading
    return documents_of(store, [o for f in listed for o in (f.observation, *f.conflicts)])


def _reasons(words: Words, c: Comparison, mentioned: set[str]) -> list[Note]:
    """Why figures are not ranked; `mentioned` takes up the doubts said so."""
    notes = []
    for f in _drawn(c):
        if f.compared:
            continue
        name = sentences.name_of(words, c, f)
        amount = wording.quantity(words, c.metric, f.observation)
        for why in f.reasons:
            if why.doubt:
                mentioned.add(why.doubt.doubt_id)
            head = words.gettext("{district} {amount}", district=name, amount=amount)
            text = wording.reason(words, why, f.observation)
            notes.append(Note(head, text, why.code == "doubt", "reason"))
    return notes


def _comparison_table(words: Words, c: Comparison, title: str) -> Table:
    documents = {d.document_id: d for d in c.documents}
    rows: list[tuple[Cell, ...]] = [
        (
            sentences.name_of(words, c, f),
            number(words, c.metric, o),
            explaining.standing(words, f, o),
            period_cell(words, o),
            wording.scope(words, o),
            _firmness(words, o),
            Phrase(graded_title(words, documents[o.document_id]), document=documents[o.document_id]),
        )
        for f in _drawn(c)
        for o in (f.observation, *f.conflicts)
    ]
    names = {d.district_id: words.pick(d, "name") for d in c.districts}
    rows += [(names[m.district_id], gap(words, m.kind), "", "", "", "", "") for m in c.missing]
    return Table(
        title=title,
        columns=(
            Column("district", words.gettext("District"), weight=1.6),
            Column("figure", words.unit(c.metric), numeric=True, weight=1.4),
            Column("rank", words.gettext("Rank"), numeric=True, weight=0.8),
            Column("period", words.gettext("Period"), weight=1.6),
            Column("scope", words.gettext("Scope"), weight=1.4),
            Column("exactness", words.gettext("Exactness"), weight=1.2),
            Column("source", words.gettext("Source"), weight=3.2),
        ),
        rows=tuple(rows),
        unit=words.unit(c.metric),
        notes=(gap_legend(words),) if any(m.kind == "not_in_sources" for m in c.missing) else (),
    )


def _firmness(words: Words, o: Observation) -> str:
    """Exactness and status in one cell."""
    parts = [wording.qualifier(words, o.qualifier)]
    if o.status == "estimate":
        parts.append(wording.status(words, o.status))
    return words.enumerated(parts)


def _comparison_evidence(
    words: Words, c: Comparison, how: Calculation | None, behind: Sequence[Document]
) -> tuple[Evidence, ...]:
    """Every published figure behind a comparison, those divided by included."""
    documents = {d.document_id: d for d in (*c.documents, *behind)}
    entries = [
        evidence_of(words, c.metric, o, sentences.name_of(words, c, f), documents[o.document_id])
        for f in _drawn(c)
        for o in (f.observation, *f.conflicts)
    ]
    if how:
        names = {d.district_id: words.pick(d, "name") for d in c.districts}
        entries += [
            evidence_of(words, how.divisor, o, names[o.district_id], documents[o.document_id])
            for o in dict.fromkeys(how.divisors.values())
        ]
    return tuple(entries)
