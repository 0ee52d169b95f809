"""What the sources hold and what they lack."""

from __future__ import annotations

from locales import Words
from queries.coverage import by_dimension as coverage_of_dimensions
from queries.coverage import by_metric as coverage_of_metrics
from queries.store import Store
from views import selection
from views.spec import ViewSpec
from views.table import Cell, Column, Gap, Table, gap, gap_legend
from views.view import View


def build(store: Store, words: Words, spec: ViewSpec) -> View:
    """Metrics (or, where none is named, dimensions) against districts: the newest year held, or the kind of gap."""
    catalogue = store.catalogue
    districts = list(spec.many("districts")) or selection.districts(store, spec)
    if spec.get("district") and spec.get("district") not in districts:
        districts = [spec.get("district"), *districts]
    metrics = spec.many("metric")
    rows: list[tuple[Cell, ...]] = []
    coverage = coverage_of_metrics(store) if metrics else coverage_of_dimensions(store)
    if metrics:
        by_pair = {(c.metric_id, c.district_id): c for c in coverage}
        for m in metrics:
            cells: list[Cell] = [words.pick(catalogue.metrics[m], "name")]
            for d in districts:
                newest = by_pair.get((m, d))
                cells.append(
                    str(newest.newest_year) if newest else gap(words, catalogue.absence_kind(m, d, None))
                )
            rows.append(tuple(cells))
    else:
        by_cell = {(c.dimension_id, c.district_id): c for c in coverage}
        for dimension_id in spec.many("dimension") or catalogue.dimensions:
            cells = [words.pick(catalogue.dimensions[dimension_id], "name")]
            for d in districts:
                cell = by_cell.get((dimension_id, d))
                cells.append(
                    words.gettext("{n} ({year})", n=cell.figures, year=cell.newest_year)
                    if cell
                    else gap(words, "not_in_sources")
                )
            rows.append(tuple(cells))
    total = len(rows) * len(districts)
    gaps = sum(isinstance(c, Gap) for row in rows for c in row)
    names = [words.pick(catalogue.districts[d], "name") for d in districts]
    what = (
        words.ngettext("{n} metric", "{n} metrics", len(rows))
        if metrics
        else words.ngettext("{n} dimension", "{n} dimensions", len(rows))
    )
    of = words.ngettext("{n} district", "{n} districts", len(districts))
    title = (
        words.gettext(
            "{what} and {districts} make {total} cells; for {gaps} of them our sources hold no figure",
            what=what,
            districts=of,
            total=total,
            gaps=gaps,
        )
        if gaps
        else words.gettext(
            "No gaps: our sources hold figures for {what} and {districts}", what=what, districts=of
        )
    )
    shown = (
        words.gettext("Cells give the newest year for which any figure is held.")
        if metrics
        else words.gettext("Cells give the number of figures and, in brackets, the newest year.")
    )
    return View(
        spec,
        words,
        title=title,
        subtitle=words.gettext("What the sources hold and what they lack"),
        sentence=words.gettext(
            "Public pages were read in excerpts: “not in our sources” often means that nobody has looked yet."
        ),
        section=selection.section(store, words, spec) or words.gettext("What is missing"),
        table=Table(
            title=words.gettext("What the sources hold"),
            columns=(
                Column(
                    "what", words.gettext("Metric") if metrics else words.gettext("Dimension"), weight=2.4
                ),
                *(Column(d, name) for d, name in zip(districts, names, strict=True)),
            ),
            rows=tuple(rows),
            notes=(shown, gap_legend(words)) if gaps else (shown,),
        ),
        name=words.gettext("What is missing"),
        shown=tuple(districts),
        coverage=tuple(coverage),
    )
