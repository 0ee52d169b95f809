"""Items that look over several comparisons: a heat table, all metrics of a dimension, what compares at all."""

from __future__ import annotations

from collections.abc import Sequence

from locales import Words
from queries import sentences
from queries.comparability import Figure
from queries.comparison import Comparison
from queries.overviews import Grid, by_metric, heat_rows, what_compares
from queries.ready import ready_sets
from queries.records import Document
from queries.store import Store
from reports import asking
from reports.content import (
    Block,
    Cell,
    Column,
    Evidence,
    Gap,
    Note,
    Number,
    Table,
    colours,
    evidence_of,
    gap,
    number,
)
from reports.content import gap_legend as legend_of_gaps
from reports.model import Item


def heat(store: Store, words: Words, item: Item) -> Block:
    """How do the districts stand among each other, over all metrics in which three or more compare?"""
    districts = asking.districts(store, item)
    found = [
        c
        for c in heat_rows(store, districts, asking.recent(item))
        if item.get("dimension") in ("", c.metric.dimension_id)
    ]
    title = words.gettext("Metrics in which three or more districts compare")
    none = words.gettext("For the districts chosen there is no such metric.")
    shading = words.gettext(
        "Shading is relative: within each row from its smallest figure (pale) to its largest (deep). It says how a "
        "district stands among the others, not whether a result is good."
    )
    return _survey(store, words, item, found, title, none, shading)


def metrics(store: Store, words: Words, item: Item) -> Block:
    """How do the districts stand in each metric of a dimension, in the year in which most of them compare?"""
    catalogue = store.catalogue
    dimension = item.get("dimension") or usual_dimension(store)
    found = by_metric(store, dimension, asking.districts(store, item), asking.recent(item))
    name = words.pick(catalogue.dimensions[dimension], "name")
    none = words.gettext("No metric of this dimension compares for the districts chosen.")
    lead = words.gettext("Each metric in the year in which most districts compare.")
    return _survey(store, words, item, found, name, none, lead)


def usual_dimension(store: Store) -> str:
    """The dimension of the strongest comparison, as the page begins with it."""
    ready = ready_sets(store)
    catalogue = store.catalogue
    return catalogue.metrics[ready[0].metric_id].dimension_id if ready else next(iter(catalogue.dimensions))


def _survey(
    store: Store,
    words: Words,
    item: Item,
    found: Sequence[Comparison],
    title: str,
    none: str,
    lead: str,
) -> Block:
    districts = asking.districts(store, item)
    documents = tuple({d.document_id: d for c in found for d in _documents(c)}.values())
    names = asking.named(words, [words.pick(store.catalogue.districts[d], "name") for d in districts])
    return Block(
        item,
        words,
        title=item.title or title,
        subtitle=names,
        sentence=lead if found else none,
        section=asking.section(store, words, item),
        marks=colours(list(store.catalogue.districts.values()), districts),
        table=_table(store, words, found, districts, title, is_heat=item.kind == "heat") if found else None,
        notes=tuple(_care(words, found)),
        documents=documents,
        evidence=tuple(e for c in found for e in _evidence(words, c, documents)),
        name=title,
        several=tuple(found),
    )


def _documents(c: Comparison) -> list[Document]:
    used = {f.observation.document_id for f in c.judgement.compared}
    return [d for d in c.documents if d.document_id in used]


def _care(words: Words, found: Sequence[Comparison]) -> list[Note]:
    """Each doubt once, with the metrics it touches."""
    on: dict[Note, list[str]] = {}
    for c in found:
        for n in asking.doubts(words, c.doubts):
            on.setdefault(n, []).append(words.pick(c.metric, "name"))
    return [n._replace(head=words.joined(names)) for n, names in on.items()]


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
    found: Sequence[Comparison],
    districts: Sequence[str],
    title: str,
    *,
    is_heat: bool,
) -> Table:
    rows = tuple(
        (
            words.pick(c.metric, "name"),
            words.unit(c.metric),
            sentences.period_of(words, c),
            *_cells(words, c, districts, is_heat=is_heat),
        )
        for c in found
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
        notes=(legend_of_gaps(words),) if missing else (),
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
            cells.append(Gap("beside", words.gettext("beside")))
    return cells


def _shaded(words: Words, c: Comparison, f: Figure, values: Sequence[float]) -> Number:
    """A figure with its place between the smallest and the largest of its row."""
    low, high = min(values), max(values)
    share = 0.5 if high == low else (f.observation.value - low) / (high - low)
    return number(words, c.metric, f.observation)._replace(shade=share)


# -- what compares -------------------------------------------------------------------------------------------


def ready(store: Store, words: Words, item: Item) -> Block:
    """What may be compared at all: metrics and years with the number of districts."""
    districts = asking.districts(store, item)
    grid = what_compares(store, districts, asking.recent(item))
    pairs = sum(len(row) for row in grid.counts.values())
    return Block(
        item,
        words,
        title=item.title or words.gettext("What can be compared"),
        subtitle=words.joined(words.pick(store.catalogue.districts[d], "name") for d in districts),
        sentence=words.ngettext(
            "{n} combination of metric and year may be ordered.",
            "{n} combinations of metric and year may be ordered.",
            pairs,
        ),
        section=asking.section(store, words, item),
        table=_ready_table(store, words, grid) if pairs else None,
        name=words.gettext("What can be compared"),
    )


def _ready_table(store: Store, words: Words, grid: Grid) -> Table:
    catalogue = store.catalogue
    rows = []
    for metric_id, counts in grid.counts.items():
        metric = catalogue.metrics[metric_id]
        cells = [
            Number(counts[y], str(counts[y])) if y in counts else Gap("too_few", "–") for y in grid.years
        ]
        rows.append(
            (
                words.pick(metric, "name"),
                words.pick(catalogue.dimensions[metric.dimension_id], "name"),
                *cells,
            )
        )
    return Table(
        title=words.gettext("What can be compared"),
        columns=(
            Column("metric", words.gettext("Metric"), weight=2.4),
            Column("dimension", words.gettext("Dimension"), weight=1.8),
            *(Column(str(y), str(y), numeric=True, weight=0.6) for y in grid.years),
        ),
        rows=tuple(rows),
        notes=(words.gettext("Number of districts that may be ordered; – fewer than two."),),
    )
