"""API questions that look over several comparisons: heat table, all metrics of a dimension, what compares at all."""

from __future__ import annotations

from dataclasses import replace

from pages.api import rows
from pages.api.comparisons import quality_of
from pages.api.names import topic_name
from pages.api.parameters import Parameters
from pages.api.responses import Answer
from pages.api.specs import kind_of
from queries import frames
from queries.comparison import Comparison
from queries.overviews import by_metric, heat_rows, what_compares
from queries.quality import Quality
from queries.store import Store
from views.kinds.several import usual_dimension
from views.rows import comparison as comparison_rows


def recent(p: Parameters) -> Quality:
    """Which figures are let in; `from` is the first year."""
    return replace(quality_of(p), since=p.year("from"))


def comparisons(store: Store, p: Parameters) -> Answer:
    """How do the districts stand in each metric of a dimension, or (`chart=heat`) wherever three or more compare?"""
    catalogue = store.catalogue
    chosen = p.districts_or_all(catalogue.districts)
    named = p.one_id("dimension", catalogue.dimensions) if p.text("dimension") else ""
    if kind_of(p, "comparisons") == "heat":
        found = heat_rows(store, chosen, recent(p))
        found = [c for c in found if not named or c.metric.dimension_id == named]
    else:
        found = by_metric(store, named or usual_dimension(store), chosen, recent(p))
    about = {"comparisons": [_about(c) for c in found]}
    return Answer(comparison_rows(found), about, topic_name(store, "comparisons", chosen))


def _about(c: Comparison) -> dict[str, object]:
    return {
        "metric_id": c.metric.metric_id,
        "year": c.year,
        "verdict": c.judgement.verdict,
        "missing": rows.missing(c.missing),
    }


def ready(store: Store, p: Parameters) -> Answer:
    """Which metric compares in which year, and for how many of the districts?"""
    catalogue = store.catalogue
    chosen = p.districts_or_all(catalogue.districts)
    comparable = what_compares(store, chosen, recent(p))
    return Answer(frames.ready(catalogue, comparable), {}, topic_name(store, "ready", chosen))
