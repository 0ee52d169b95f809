"""Two metrics of one year against each other, where three or more districts compare in both."""

from __future__ import annotations

from collections.abc import Sequence

from locales import Words
from queries.comparability import JudgedObservation
from queries.comparison import Comparison, documents_of, years_to_compare
from queries.overviews import Pair, pair, possible_pairs
from queries.records import Document
from queries.store import Store
from views import doubts, selection, sentences, wording
from views.evidence import Evidence, evidence_of
from views.spec import ViewSpec
from views.table import Column, Table, number
from views.view import View


def build(store: Store, words: Words, spec: ViewSpec) -> View:
    """How do two metrics of one year stand together? Only where three or more districts compare in both."""
    districts, quality = selection.districts(store, spec), selection.quality(spec)
    metrics = spec.get("metric"), spec.get("metric2")
    year = spec.year("year") or _year_of(store, metrics, districts, spec)
    p = pair(store, metrics, year, districts, quality)
    names = [words.pick(c.metric, "name") for c in (p.x, p.y)]
    what = words.gettext("{x} and {y}", x=names[0], y=names[1])
    both = [f for c in (p.x, p.y) for f in _of_both(c, p)]
    documents = documents_of(store, [f.observation for f in both])
    too_few = (
        words.ngettext(
            "Only {n} district compares in both metrics this year; a scatter needs three.",
            "Only {n} districts compare in both metrics this year; a scatter needs three.",
            len(p.district_ids),
        )
        if p.district_ids
        else words.gettext("No district compares in both metrics this year; a scatter needs three.")
    )
    care = dict.fromkeys(n for c in (p.x, p.y) for n in doubts.notes(words, c))
    out = [d for d in p.x.districts if d.district_id not in p.district_ids]
    excluded = wording.districts(words, (words.pick(d, "name") for d in out))
    lacking = words.gettext("Not compared in both metrics: {districts}.", districts=excluded) if out else ""
    return View(
        spec,
        words,
        title=words.gettext("{what}, {span}", what=what, span=words.year(year)) if p.is_enough else what,
        subtitle=" · ".join((words.year(year), f"→ {_axis(words, p.x)}", f"↑ {_axis(words, p.y)}")),
        sentence=sentences.pair_sentence(words, p) if p.is_enough else too_few,
        section=selection.section(store, words, spec, p.x.metric),
        everyone=tuple(store.catalogue.districts.values()),
        shown=tuple(p.district_ids),
        table=_pair_table(words, p, what) if p.is_enough else None,
        notes=(*care, *selection.missing(words, lacking)),
        documents=documents,
        evidence=tuple(_pair_evidence(words, p, documents)),
        name=words.gettext("{what}, {span}", what=what, span=words.year(year)),
        pair=p,
        finds_if_named=p.is_enough,
    )


def _year_of(store: Store, metrics: tuple[str, str], districts: Sequence[str], spec: ViewSpec) -> int:
    """The newest year in which enough districts compare in both; else the newest of the first metric."""
    quality = selection.quality(spec)
    for x, y, year in possible_pairs(store, districts, quality):
        if {x, y} == set(metrics):
            return year
    years_with_figures = [c.year for c in years_to_compare(store, metrics[0], districts, quality)]
    return max(years_with_figures, default=0)


def _of_both(c: Comparison, p: Pair) -> list[JudgedObservation]:
    return [f for f in c.judgement.compared if f.observation.district_id in p.district_ids]


def _axis(words: Words, c: Comparison) -> str:
    unit = words.unit(c.metric)
    name = words.pick(c.metric, "name")
    return words.with_brackets(name, unit)


def _pair_table(words: Words, p: Pair, title: str) -> Table:
    x, y = ({f.observation.district_id: f for f in _of_both(c, p)} for c in (p.x, p.y))
    return Table(
        title=title,
        columns=(
            Column("district", words.gettext("District"), weight=1.4),
            Column("x", _axis(words, p.x), numeric=True, weight=1.6),
            Column("y", _axis(words, p.y), numeric=True, weight=1.6),
        ),
        rows=tuple(
            (
                sentences.name_of(words, p.x, x[d]),
                number(words, p.x.metric, x[d].observation),
                number(words, p.y.metric, y[d].observation),
            )
            for d in p.district_ids
        ),
    )


def _pair_evidence(words: Words, p: Pair, documents: Sequence[Document]) -> list[Evidence]:
    known = {d.document_id: d for d in documents}
    return [
        evidence_of(
            words,
            c.metric,
            f.observation,
            f"{sentences.name_of(words, c, f)} · {words.pick(c.metric, 'name')}",
            known[f.observation.document_id],
        )
        for c in (p.x, p.y)
        for f in _of_both(c, p)
    ]
