"""One metric at two years: who moved how far?"""

from __future__ import annotations

from collections.abc import Sequence

from locales import Words
from queries.change_years import Span, change_years
from queries.records import District
from queries.store import Store
from queries.two_years import Step, TwoYears, two_years
from views import differences, doubts, selection, sentences, series_findings
from views.evidence import Evidence, evidence_of
from views.spec import ViewSpec
from views.table import Cell, Column, Gap, Number, Phrase, Table, gap, gap_legend, number
from views.view import View, headline


def build(store: Store, words: Words, spec: ViewSpec) -> View:
    """Who moved how far: between the years named, completed by the usual ones."""
    metric, districts, quality = spec.get("metric"), selection.districts(store, spec), selection.quality(spec)
    years = spec.year("from") or 0, spec.year("year") or 0
    if not all(years):
        years = change_years(store, metric, districts, quality).completed(*years)
    t = two_years(store, metric, years, districts, quality)
    offer = [] if t.steps else [_offer(words, change_years(store, metric, districts, quality).possible)]
    everyone = list(store.catalogue.districts.values())
    name = words.pick(t.metric, "name")
    span = f"{years[0]} → {years[1]}"
    finding = sentences.two_years_sentence(words, t)
    title = series_findings.of_two_years(words, t) if t.steps else headline(finding)
    return View(
        spec,
        words,
        title=title,
        subtitle=" · ".join((name, span, selection.unit(words, t.metric))),
        sentence=words.paragraph([finding, *offer]),
        section=selection.section(store, words, spec, t.metric),
        everyone=tuple(everyone),
        shown=tuple(s.district.district_id for s in t.steps),
        table=_steps_table(words, t, everyone) if t.steps else None,
        notes=(
            *doubts.notes(words, t),
            *selection.missing(words, sentences.missing_sentence(words, t.missing, everyone)),
        ),
        documents=t.documents,
        evidence=tuple(_steps_evidence(words, t)),
        name=words.gettext("{what}, {span}", what=name, span=span) if t.steps else name,
        two_years=t,
        finds=bool(t.steps),
    )


def _offer(words: Words, possible: Sequence[Span]) -> str:
    """Between which years a change can be stated instead, or that there are none."""
    if not possible:
        return words.gettext("For these districts no two years have figures of the same kind.")
    spans = words.enumerated(f"{first} → {last}" for first, last in possible)
    return words.gettext("A change can be stated for: {years}.", years=spans)


def _steps_table(words: Words, t: TwoYears, everyone: Sequence[District]) -> Table:
    names = {d.district_id: words.pick(d, "name") for d in everyone}
    rows: list[tuple[Cell, ...]] = [
        (
            words.pick(s.district, "name"),
            number(words, t.metric, s.before.observation),
            number(words, t.metric, s.after.observation),
            _change(words, t, s),
        )
        for s in t.steps
    ]
    for m in t.missing:
        lacks = gap(
            words, m.kind
        )  # one of the two figures may be held: why there is no pair stands at the end
        dash = lacks if m.kind == "not_in_sources" else Gap(m.kind, "")
        rows.append((names[m.district_id], dash, dash, "" if dash is lacks else lacks))
    return Table(
        title=words.gettext(
            "{what}, {span}", what=words.pick(t.metric, "name"), span=f"{t.before.year} → {t.after.year}"
        ),
        columns=(
            Column("district", words.gettext("District"), weight=1.4),
            Column("before", str(t.before.year), numeric=True, weight=1.2),
            Column("after", str(t.after.year), numeric=True, weight=1.2),
            Column("change", words.gettext("Change"), weight=1.6),
        ),
        rows=tuple(rows),
        unit=words.unit(t.metric),
        notes=(gap_legend(words),) if any(m.kind == "not_in_sources" for m in t.missing) else (),
    )


def _change(words: Words, t: TwoYears, s: Step) -> str:
    if s.change is None:
        return words.gettext("not to be set against each other")
    change = differences.signed(words, t.metric, s.change, (s.before.hull, s.after.hull))
    if change.value is None:
        return change.text
    sign, _, after = change.text.partition(words.number(abs(change.value), change.decimals))
    return Phrase(change.text, number=Number(change.value, change.text, change.decimals, sign, after))


def _steps_evidence(words: Words, t: TwoYears) -> list[Evidence]:
    documents = {d.document_id: d for d in t.documents}
    return [
        evidence_of(words, t.metric, o, words.pick(s.district, "name"), documents[o.document_id])
        for s in t.steps
        for o in (s.before.observation, s.after.observation)
    ]
