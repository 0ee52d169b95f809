"""Specs to views: asks the question a spec stands for and puts the answer into words. Pure: no session, no clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Mapping
from dataclasses import replace

from locales import Words
from queries.store import Store
from views import selection, wording
from views.kinds import (
    compare,
    figures,
    gaps,
    missing,
    practices,
    ready,
    scatter,
    several,
    targets,
    tasks,
    text,
    trend,
    two_years,
)
from views.kinds import (
    map as on_map,
)
from views.spec import Kind, ViewSpec
from views.view import View, headline

_BUILDERS: Mapping[Kind, Callable[[Store, Words, ViewSpec], View]] = {
    "compare": compare.build,
    "map": on_map.build,
    "years": two_years.build,
    "scatter": scatter.build,
    "trend": trend.build,
    "metrics": several.build_metrics,
    "heat": several.build_heat,
    "ready": ready.build,
    "figures": figures.build,
    "practices": practices.build,
    "gaps": gaps.build,
    "missing": missing.build,
    "text": text.build,
}
#: What depends on the day.
_DATED: Mapping[Kind, Callable[[Store, Words, ViewSpec, dt.date], View]] = {
    "tasks": tasks.build,
    "targets": targets.build,
}


def build(store: Store, words: Words, spec: ViewSpec, today: dt.date) -> View:
    """Return the view of a spec in one language, as on a day.

    A spec that names what nobody knows says so and shows nothing else. Errors of the data are raised.
    """
    strange = unknown_ids(store, spec)
    if strange:
        sentence = words.gettext(
            "Left out, because it is not known here: {values}",
            values=wording.some(words, (s[:60] for s in strange)),
        )
        return View(spec, words, headline(sentence), sentence=sentence)
    if spec.kind in _DATED:
        view = _DATED[spec.kind](store, words, spec, today)
    else:
        view = _BUILDERS[spec.kind](store, words, spec)
    year = view.comparison.year if view.comparison else None
    notes = (*selection.first_only(store, words, spec), *selection.left_out(store, words, spec, year))
    return replace(view, notes=(*view.notes, *notes)) if notes else view


def unknown_ids(store: Store, spec: ViewSpec) -> list[str]:
    """Return the ids of a spec that the data do not know, as `name=id`."""
    catalogue = store.catalogue
    tables: dict[str, Container[str]] = {
        "metric": catalogue.metrics,
        "districts": catalogue.districts,
        "district": catalogue.districts,
        "metric2": catalogue.metrics,
        "dimension": catalogue.dimensions,
    }
    found = [f"{name}={i}" for name, known in tables.items() for i in spec.many(name) if i not in known]
    return found + (tasks.unknown_ids(store, spec) if spec.kind == "tasks" else [])
