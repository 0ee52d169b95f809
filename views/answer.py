"""The answer to a question: the figure itself or the finding, and the view that shows it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from locales import Words
from queries.comparison import Comparison
from queries.profile import standing
from queries.records import Observation
from queries.search import SearchResults
from queries.store import Store
from queries.trend import Trend
from views import wording
from views.build import build
from views.spec import ViewSpec, view_spec
from views.view import View

#: How many comparisons of one district stand in an answer.
COMPARISONS = 6


@dataclass(frozen=True)
class Answer:
    """What answers a question, in one language."""

    #: The figure or the finding in words, without a full stop.
    heading: str
    #: The view that shows it; None where several comparisons do.
    view: View | None = None
    #: The figure itself, where one is asked for.
    observation: Observation | None = None
    comparisons: tuple[Comparison, ...] = ()
    #: Other views of the same: over the years, among the districts, another year.
    further: tuple[ViewSpec, ...] = ()


def answer(store: Store, words: Words, found: SearchResults, today: dt.date) -> Answer | None:
    """Return the answer to what was searched for; None where a list of what is called so says all."""
    q = found.question
    if "comparable" in q.aims and len(q.district_ids) == 1:
        return _standing(store, words, q.district_ids[0])
    spec = _spec(found)
    if spec is None:
        return None
    if spec.kind == "trend" and len(q.district_ids) == 1 and "trend" not in q.aims:
        return _figure(store, words, spec, q.years[-1] if q.years else None, today)
    view = build(store, words, spec, today)
    return Answer(view.title, view, further=_further(spec))


def _spec(found: SearchResults) -> ViewSpec | None:
    """What shows the answer; None where the question names too little."""
    q = found.question
    first = q.district_ids[0] if q.district_ids else ""
    if found.metric_ids:
        return _of_metric(found)
    if "lacking" in q.aims and first:
        return view_spec("gaps", district=first)
    if "comparable" in q.aims:
        return view_spec("ready", districts=q.district_ids)
    units = [h.hit_id for h in found.hits if h.kind == "unit"]
    if "tasks" in q.aims and (units or first):
        return view_spec("tasks", districts=q.district_ids, unit=units)
    if q.dimension_ids and not q.rest:
        return view_spec("metrics", dimension=q.dimension_ids[0], districts=q.district_ids)
    if first and not q.rest and ("all" in q.aims or q.years):
        years = {"from_": min(q.years), "to": max(q.years)} if q.years else {}
        return view_spec("figures", district=first, **years)
    return None


def _of_metric(found: SearchResults) -> ViewSpec:
    """One metric: over the years, between two years, one district's figure (a trend), or the districts in order."""
    q, metric = found.question, found.metric_ids[0]
    named = {"metric": metric, "districts": q.district_ids}
    first, last = (min(q.years), max(q.years)) if q.years else (None, None)
    several_years = len(q.years) > 1
    if "trend" in q.aims:
        return view_spec("trend", **named, **({"from_": first, "to": last} if several_years else {}))
    if several_years:
        return view_spec("years", **named, from_=first, year=last)
    if len(q.district_ids) == 1 and not {"most", "least", "compare"} & {*q.aims}:
        return view_spec("trend", **named)
    return view_spec("compare", **named, year=last, view=q.view)


def _further(spec: ViewSpec) -> tuple[ViewSpec, ...]:
    """Other views of the same metric and districts."""
    named = {name: spec.get(name) for name in ("metric", "districts") if spec.get(name)}
    kinds = {"compare": ("trend", "map"), "years": ("trend", "compare"), "trend": ("compare",)}
    return tuple(view_spec(kind, **named) for kind in kinds.get(spec.kind, ()))


def _standing(store: Store, words: Words, district_id: str) -> Answer:
    """In which metrics a district may be ordered with others."""
    comparisons = tuple(standing(store, district_id, limit=len(store.catalogue.metrics)))
    heading = words.ngettext(
        "{district} may be compared with others in {n} metric",
        "{district} may be compared with others in {n} metrics",
        len(comparisons),
        district=words.pick(store.catalogue.districts[district_id], "name"),
    )
    return Answer(heading, comparisons=comparisons[:COMPARISONS])


def _figure(store: Store, words: Words, spec: ViewSpec, year: int | None, today: dt.date) -> Answer:
    """One district's figure of a year, or its newest; where there is none, which kind of gap it is."""
    view = build(store, words, spec, today)
    o = _chosen(view.trend, year) if view.trend else None
    heading = _in_words(store, words, o) if o else _gap(store, words, spec, year)
    others = view_spec("compare", metric=spec.get("metric"), year=o.year if o else None)
    return Answer(heading, view, observation=o, further=(others,))


def _chosen(t: Trend, year: int | None) -> Observation | None:
    """The figure of a year that is preferred, or the newest of all; one of the whole district before one of a part."""
    points = [p for s in t.series for p in s.points if year in (None, p.observation.year)]
    points.sort(key=lambda p: (p.role == "main", p.observation.whole_district, p.observation.period_end))
    return points[-1].observation if points else None


def _in_words(store: Store, words: Words, o: Observation) -> str:
    metric = store.catalogue.metrics[o.metric_id]
    name = words.pick(metric, "name")
    return words.gettext(
        "{district}, {metric}, {period}: {amount}",
        district=words.pick(store.catalogue.districts[o.district_id], "name"),
        metric=name if o.whole_district else words.with_brackets(name, wording.scope(words, o)),
        period=wording.period(words, o),
        amount=wording.quantity(words, metric, o),
    )


def _gap(store: Store, words: Words, spec: ViewSpec, year: int | None) -> str:
    """Which kind of gap it is that a district has no figure, of a year or of any."""
    metric_id, district_id = spec.get("metric"), spec.get("districts")
    catalogue = store.catalogue
    named = {
        "district": words.pick(catalogue.districts[district_id], "name"),
        "metric": words.pick(catalogue.metrics[metric_id], "name"),
        "gap": wording.missing(words, catalogue.absence_kind(metric_id, district_id, year)),
    }
    if year is None:
        return words.gettext("{district}, {metric}: {gap}", **named)
    return words.gettext("{district}, {metric}, {year}: {gap}", year=year, **named)
