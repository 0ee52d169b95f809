"""API questions that set figures against each other: between districts, between years."""

from __future__ import annotations

from typing import Any

from locales import words
from pages import api_rows as rows
from pages.api_parameters import Parameters
from pages.api_responses import Answer
from queries.comparison import best_year, years_to_compare
from queries.comparison import compare as compare_districts
from queries.sentences import sentence, trend_sentence
from queries.store import Store
from queries.trend import Trend
from queries.trend import trend as trend_of


def compare(store: Store, p: Parameters) -> Answer:
    """Who has how much of one metric in a year, and may it be ordered? Without `year`: the year that compares best."""
    catalogue = store.catalogue
    metric = p.one_id("metric", catalogue.metrics)
    chosen = p.districts(catalogue.districts) or tuple(catalogue.districts)
    asked = p.year("year")
    year = asked if asked is not None else best_year(years_to_compare(store, metric, chosen))
    columns = (*rows.OBSERVATION, *rows.PLACE)
    meta: dict[str, Any] = {
        "metric_id": metric,
        "year": year,
        "year_chosen": asked is None,
        "verdict": "none",
    }
    if year is None:
        return Answer(columns, [], meta | _about_trend(trend_of(store, metric, chosen)))
    c = compare_districts(store, metric, year, chosen)
    judgement = c.judgement
    meta |= {
        "verdict": judgement.verdict,
        "forecasts": judgement.forecasts,
        "decided": judgement.decided,
        "year_as_december": judgement.year_as_december,
        "median": rows.bounds(judgement.median),
        "reasons": rows.reasons(judgement.beside),
        "doubts": rows.doubts(c.doubts),
        "missing": rows.missing(c.missing),
        "documents": rows.documents(c.documents),
        "sentence_zh": sentence(words("zh"), c),
        "sentence_en": sentence(words("en"), c),
    }
    return Answer(columns, [rows.figure(store, f) for f in judgement.figures], meta)


def trend(store: Store, p: Parameters) -> Answer:
    """How did one metric go over the years? `role` main is on the line, twin conflicts with it, aside stands apart."""
    catalogue = store.catalogue
    metric = p.one_id("metric", catalogue.metrics)
    chosen = p.districts(catalogue.districts) or tuple(catalogue.districts)
    t = trend_of(store, metric, chosen, *p.years())
    breaks = [
        {
            "district_id": s.district.district_id,
            "after_year": b.after_year,
            "before_year": b.before_year,
            "doubt_id": b.doubt.doubt_id,
        }
        for s in t.series
        for b in s.breaks
    ]
    found = [
        (*rows.observation(store, point.observation), point.role, point.joined)
        for s in t.series
        for point in s.points
    ]
    meta = {"metric_id": metric, "breaks": breaks, **_about_trend(t)}
    return Answer((*rows.OBSERVATION, "role", "joined"), found, meta)


def _about_trend(t: Trend) -> dict[str, Any]:
    return {
        "doubts": rows.doubts(t.doubts),
        "missing": rows.missing(t.missing),
        "documents": rows.documents(t.documents),
        "sentence_zh": trend_sentence(words("zh"), t),
        "sentence_en": trend_sentence(words("en"), t),
    }
