"""What may be compared at all: metrics and years with the number of districts."""

from __future__ import annotations

from collections.abc import Sequence

from locales import Words
from queries.overviews import ComparableYears, what_compares
from queries.store import Store
from views import selection, wording
from views.spec import ViewSpec, view_spec
from views.table import Column, Gap, Number, Table
from views.view import View


def build(store: Store, words: Words, spec: ViewSpec) -> View:
    """What may be compared at all: metrics and years with the number of districts."""
    districts = selection.districts(store, spec)
    comparable = what_compares(store, districts, selection.recent(spec))
    usual = list(store.catalogue.districts)[: selection.USUAL_DISTRICTS]
    chosen = [] if districts == usual else districts
    pairs = sum(len(row) for row in comparable.counts.values())
    return View(
        spec,
        words,
        title=words.labelled(
            words.gettext("What can be compared"),
            words.ngettext("{n} comparison", "{n} comparisons", pairs),
        )
        if pairs
        else words.gettext("What can be compared"),
        subtitle=wording.districts(
            words, (words.pick(store.catalogue.districts[d], "name") for d in districts)
        ),
        sentence=words.ngettext(
            "{n} combination of metric and year may be ordered.",
            "{n} combinations of metric and year may be ordered.",
            pairs,
        ),
        section=selection.section(store, words, spec),
        table=_ready_table(store, words, comparable, chosen) if pairs else None,
        name=words.gettext("What can be compared"),
    )


def _ready_table(store: Store, words: Words, comparable: ComparableYears, chosen: Sequence[str]) -> Table:
    catalogue = store.catalogue
    rows = []
    for metric_id, counts in comparable.counts.items():
        metric = catalogue.metrics[metric_id]
        cells = [
            Number(
                counts[y],
                str(counts[y]),
                opens=view_spec("compare", metric=metric_id, year=y, districts=chosen),
            )
            if y in counts
            else Gap("too_few", "–")
            for y in comparable.years
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
            *(Column(str(y), str(y), numeric=True, weight=0.6) for y in comparable.years),
        ),
        rows=tuple(rows),
        notes=(words.gettext("Number of districts that may be ordered; – fewer than two."),),
    )
