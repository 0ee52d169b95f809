"""Specs to views: asks the question a spec stands for and puts the answer into words. Pure: no session, no clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Mapping
from dataclasses import replace

from locales import Words
from queries.store import Store
from views import checks, selection, wording
from views.kinds import (
    brief,
    compare,
    figures,
    gaps,
    honours,
    missing,
    older,
    practice_counts,
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

#: What makes the view of a spec as on a day.
Builder = Callable[[Store, Words, ViewSpec, dt.date], View]


def _on_any_day(make: Callable[[Store, Words, ViewSpec], View]) -> Builder:
    """Return a builder for what is the same on every day."""
    return lambda store, words, spec, _today: make(store, words, spec)


BUILDERS: Mapping[Kind, Builder] = {
    "compare": _on_any_day(compare.build),
    "map": _on_any_day(on_map.build),
    "years": _on_any_day(two_years.build),
    "scatter": _on_any_day(scatter.build),
    "trend": _on_any_day(trend.build),
    "metrics": _on_any_day(several.build_metrics),
    "heat": _on_any_day(several.build_heat),
    "ready": _on_any_day(ready.build),
    "figures": _on_any_day(figures.build),
    "practices": _on_any_day(practices.build),
    "practice_counts": _on_any_day(practice_counts.build),
    "gaps": _on_any_day(gaps.build),
    "honours": _on_any_day(honours.build),
    "tasks": tasks.build,
    "targets": targets.build,
    "missing": _on_any_day(missing.build),
    "brief": brief.build,
    "older": _on_any_day(older.build),
    "text": _on_any_day(text.build),
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
    view = BUILDERS[spec.kind](store, words, spec, today)
    year = view.comparison.year if view.comparison else None
    notes = (
        *checks.notes(store, words, (e.observation for e in view.evidence)),
        *selection.first_only(store, words, spec),
        *selection.not_drawn(words, view),
        *selection.left_out(store, words, spec, year),
    )
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
        "shortlist": catalogue.practices,
    }
    unknown = [f"{name}={i}" for name, known in tables.items() for i in spec.many(name) if i not in known]
    return unknown + (tasks.unknown_ids(store, spec) if spec.get("unit") or spec.get("state") else [])
