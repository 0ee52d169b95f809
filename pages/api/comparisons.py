"""API questions that set figures against each other: between districts, between years."""

from __future__ import annotations

from typing import Any

from locales import words
from pages.api import rows
from pages.api.parameters import Parameters
from pages.api.responses import Answer
from queries.calculated import VIEWS, Calculated, Calculation, calculate
from queries.comparison import Comparison, best_year, years_to_compare
from queries.comparison import compare as compare_districts
from queries.quality import RELIABILITY, Quality
from queries.sentences import sentence, trend_sentence
from queries.series_views import CalculatedTrend, base_years, change, index, refuses
from queries.store import Store
from queries.trend import Trend
from queries.trend import trend as trend_of

PUBLISHED = "published"


def _quality(p: Parameters) -> Quality:
    reliability = p.words("reliability", RELIABILITY) or RELIABILITY
    return Quality(reliability, p.word("estimates", ("yes", "no"), "yes") == "yes")


def compare(store: Store, p: Parameters) -> Answer:
    """Who has how much of one metric in a year, and may it be ordered? Without `year`: the year that compares best."""
    catalogue = store.catalogue
    metric = p.one_id("metric", catalogue.metrics)
    chosen = p.districts(catalogue.districts) or tuple(catalogue.districts)
    group = tuple(catalogue.districts) if p.word("group", ("shown", "all"), "shown") == "all" else ()
    view = p.word("view", (PUBLISHED, *VIEWS), PUBLISHED)
    quality = _quality(p)
    asked = p.year("year")
    year = asked
    if year is None:
        year = best_year(years_to_compare(store, metric, group or chosen, quality))
    columns = (*rows.OBSERVATION, *rows.PLACE)
    meta: dict[str, Any] = {
        "metric_id": metric,
        "year": year,
        "year_chosen": asked is None,
        "view": view,
        "verdict": "none",
    }
    if year is None:
        return Answer(columns, [], meta | _about_trend(trend_of(store, metric, chosen, quality=quality)))
    c = compare_districts(store, metric, year, chosen, quality, group)
    if view == PUBLISHED:
        return Answer(columns, [rows.figure(store, f) for f in c.judgement.figures], meta | _about(c))
    outcome = calculate(store, c, next(v for v in VIEWS if v == view))
    if not isinstance(outcome, Calculated):
        refusal = {"code": outcome.code, "districts": list(outcome.district_ids)}
        return Answer(columns, [], meta | _about(c) | {"verdict": "refused", "refusal": refusal})
    c, how = outcome
    data = [rows.figure(store, f, c.metric) for f in c.judgement.figures]
    return Answer(columns, data, meta | _about(c) | {"calculation": _calculation(how)})


def _about(c: Comparison) -> dict[str, Any]:
    judgement = c.judgement
    return {
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


def _calculation(how: Calculation) -> dict[str, Any]:
    """What was divided by what: observation of the figure → observation of its divisor."""
    return {
        "divisor_metric_id": how.divisor.metric_id,
        "years": list(how.years),
        "divisors": {i: o.observation_id for i, o in how.divisors.items()},
    }


def trend(store: Store, p: Parameters) -> Answer:
    """How did one metric go over the years? `role` main is on the line, twin conflicts with it, aside stands apart."""
    catalogue = store.catalogue
    metric = p.one_id("metric", catalogue.metrics)
    chosen = p.districts(catalogue.districts) or tuple(catalogue.districts)
    first, last = p.years()
    view = p.word("view", (PUBLISHED, "index", "change"), PUBLISHED)
    t = trend_of(store, metric, chosen, first, last, _quality(p))
    meta: dict[str, Any] = {"metric_id": metric, "view": view, "breaks": _breaks(t)}
    columns = (*rows.OBSERVATION, "role", "joined")
    if view == PUBLISHED:
        return Answer(columns, _points(store, t), meta | _about_trend(t))
    calculated = _series_view(store, t, view, p.year("base"))
    if calculated is None:
        return Answer(columns, [], meta | _about_trend(t) | {"refusal": {"code": "no_base", "districts": []}})
    how = calculated.calculation
    meta |= {
        "base_year": how.base_year,
        "bases": {i: o.observation_id for i, o in how.bases.items()},
    }
    return Answer(columns, _points(store, calculated.trend), meta | _about_trend(calculated.trend))


def _series_view(store: Store, t: Trend, view: str, base: int | None) -> CalculatedTrend | None:
    """The trend in a view; None where a rate has none or no figure can be a base."""
    if view == "change":
        return change(store, t)
    years = base_years(t)
    if refuses(t.metric, "index") or not years:
        return None
    return index(store, t, base or years[0])


def _breaks(t: Trend) -> list[dict[str, Any]]:
    return [
        {
            "district_id": s.district.district_id,
            "after_year": b.after_year,
            "before_year": b.before_year,
            "doubt_id": b.doubt.doubt_id,
        }
        for s in t.series
        for b in s.breaks
    ]


def _points(store: Store, t: Trend) -> list[tuple[Any, ...]]:
    return [
        (*rows.observation(store, point.observation, t.metric), point.role, point.joined)
        for s in t.series
        for point in s.points
    ]


def _about_trend(t: Trend) -> dict[str, Any]:
    return {
        "doubts": rows.doubts(t.doubts),
        "missing": rows.missing(t.missing),
        "documents": rows.documents(t.documents),
        "sentence_zh": trend_sentence(words("zh"), t),
        "sentence_en": trend_sentence(words("en"), t),
    }
