"""Views over several comparisons: a heat table, and all metrics of a dimension."""

from __future__ import annotations

from collections.abc import Sequence

from locales import Words
from queries.comparability import JudgedObservation
from queries.comparison import Comparison
from queries.overviews import by_metric, heat_rows
from queries.ready import ready_sets
from queries.records import Document
from queries.store import Store
from views import doubts, selection, sentences, wording
from views.evidence import Evidence, evidence_of
from views.spec import ViewSpec, view_spec
from views.table import Cell, Column, Gap, Number, Phrase, Table, gap, gap_legend, number
from views.view import View


def build_heat(store: Store, words: Words, spec: ViewSpec) -> View:
    """How do the districts stand among each other, over all metrics in which three or more compare?"""
    districts = selection.districts(store, spec)
    comparisons = [
        c
        for c in heat_rows(store, districts, selection.recent(spec))
        if spec.get("dimension") in ("", c.metric.dimension_id)
    ]
    title = words.gettext("Metrics in which three or more districts compare")
    none = words.gettext("For the districts chosen there is no such metric.")
    shading = words.gettext(
        "Shading is relative: within each row from its smallest figure (pale) to its largest (deep). It says how a "
        "district stands among the others, not whether a result is good."
    )
    return _survey(store, words, spec, comparisons, title, none, shading)


def build_metrics(store: Store, words: Words, spec: ViewSpec) -> View:
    """How do the districts stand in each metric of a dimension, in the year in which most of them compare?"""
    catalogue = store.catalogue
    dimension = spec.get("dimension") or usual_dimension(store)
    comparisons = by_metric(store, dimension, selection.districts(store, spec), selection.recent(spec))
    name = words.pick(catalogue.dimensions[dimension], "name")
    none = words.gettext("No metric of this dimension compares for the districts chosen.")
    lead = words.gettext("Each metric in the year in which most districts compare.")
    return _survey(store, words, spec, comparisons, name, none, lead)


def usual_dimension(store: Store) -> str:
    """The dimension of the strongest comparison, as the page begins with it."""
    ready = ready_sets(store)
    catalogue = store.catalogue
    return catalogue.metrics[ready[0].metric_id].dimension_id if ready else next(iter(catalogue.dimensions))


def _survey(
    store: Store,
    words: Words,
    spec: ViewSpec,
    comparisons: Sequence[Comparison],
    title: str,
    none: str,
    lead: str,
) -> View:
    districts = selection.districts(store, spec)
    documents = tuple({d.document_id: d for c in comparisons for d in _documents(c)}.values())
    names = wording.districts(words, [words.pick(store.catalogue.districts[d], "name") for d in districts])
    return View(
        spec,
        words,
        title=_counted(words, title, comparisons),
        subtitle=names,
        sentence=lead if comparisons else none,
        section=selection.section(store, words, spec),
        everyone=tuple(store.catalogue.districts.values()),
        shown=tuple(districts),
        table=_table(
            store,
            words,
            comparisons,
            districts[: selection.MOST_SHOWN],
            title,
            is_heat=spec.kind == "heat",
        )
        if comparisons
        else None,
        notes=tuple(
            doubts.gathered(words, ((c.metric, n) for c in comparisons for n in doubts.notes(words, c)))
        ),
        documents=documents,
        evidence=tuple(e for c in comparisons for e in _evidence(words, c, documents)),
        name=title,
        several=tuple(comparisons),
    )


def _counted(words: Words, what: str, comparisons: Sequence[Comparison]) -> str:
    """How many metrics compare, and of which years."""
    if not comparisons:
        return what
    years = sorted({c.year for c in comparisons})
    first, last = words.year(years[0]), words.year(years[-1])
    count = words.ngettext("{n} metric", "{n} metrics", len(comparisons))
    return words.labelled(
        what, words.with_brackets(count, first if first == last else words.between(first, last))
    )


def _documents(c: Comparison) -> list[Document]:
    used = {f.observation.document_id for f in c.judgement.compared}
    return [d for d in c.documents if d.document_id in used]


def _evidence(words: Words, c: Comparison, documents: Sequence[Document]) -> list[Evidence]:
    known = {d.document_id: d for d in documents}
    name = words.pick(c.metric, "name")
    return [
        evidence_of(
            words,
            c.metric,
            f.observation,
            f"{sentences.name_of(words, c, f)} · {name}",
            known[f.observation.document_id],
        )
        for f in c.judgement.compared
    ]


def _table(
    store: Store,
    words: Words,
    comparisons: Sequence[Comparison],
    districts: Sequence[str],
    title: str,
    *,
    is_heat: bool,
) -> Table:
    rows = tuple(
        (
            Phrase(
                words.pick(c.metric, "name"),
                opens=view_spec("compare", metric=c.metric.metric_id, year=c.year),
            ),
            words.unit(c.metric),
            sentences.period_of(words, c),
            *_cells(words, c, districts, is_heat=is_heat),
        )
        for c in comparisons
    )
    missing = any(isinstance(cell, Gap) and cell.kind == "not_in_sources" for row in rows for cell in row)
    return Table(
        title=title,
        columns=(
            Column("metric", words.gettext("Metric"), weight=2.2),
            Column("unit", words.gettext("Unit"), weight=0.9),
            Column("period", words.gettext("Period"), weight=1.6),
            *(
                Column(d, words.pick(store.catalogue.districts[d], "name"), numeric=True, weight=1.1)
                for d in districts
            ),
        ),
        rows=rows,
        notes=(gap_legend(words),) if missing else (),
    )


def _cells(words: Words, c: Comparison, districts: Sequence[str], *, is_heat: bool) -> list[Cell]:
    figures = {f.observation.district_id: f for f in c.judgement.compared}
    values = [f.observation.value for f in figures.values()]
    kinds = {m.district_id: m.kind for m in c.missing}
    cells: list[Cell] = []
    for d in districts:
        f = figures.get(d)
        if f is not None:
            cells.append(_shaded(words, c, f, values) if is_heat else number(words, c.metric, f.observation))
        elif d in kinds:
            cells.append(gap(words, kinds[d]))
        else:
            cells.append(Gap("beside", words.gettext("not ranked")))
    return cells


def _shaded(words: Words, c: Comparison, f: JudgedObservation, values: Sequence[float]) -> Number:
    """A figure with its place between the smallest and the largest of its row."""
    low, high = min(values), max(values)
    share = 0.5 if high == low else (f.observation.value - low) / (high - low)
    return number(words, c.metric, f.observation)._replace(shade=share)
