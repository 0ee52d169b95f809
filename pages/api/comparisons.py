"""API questions that set figures against each other: between districts, between years."""

from __future__ import annotations

from typing import Any, NamedTuple

from locales import words
from pages.api import rows
from pages.api.names import FileName, file_name
from pages.api.parameters import Parameters
from pages.api.responses import Answer
from queries.calculated import VIEWS, Calculated, Calculation, Refusal, calculate
from queries.comparison import Comparison, best_year, years_to_compare
from queries.comparison import compare as compare_districts
from queries.explaining import span
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


class AskedComparison(NamedTuple):
    """What a request for a comparison comes to: nothing, figures as published, calculated ones, or a refusal."""

    metric_id: str
    chosen: tuple[str, ...]
    #: The year; None where there is no figure at all.
    year: int | None
    #: Whether the request named the year.
    year_given: bool
    view: str
    quality: Quality
    published: Comparison | None = None
    calculated: Calculated | None = None
    refusal: Refusal | None = None

    @property
    def shown(self) -> Comparison | None:
        """What is to be shown."""
        return self.calculated.comparison if self.calculated else self.published


def asked_comparison(store: Store, p: Parameters) -> AskedComparison:
    """Read a request for a comparison and answer it."""
    catalogue = store.catalogue
    metric = p.one_id("metric", catalogue.metrics)
    chosen = p.districts(catalogue.districts) or tuple(catalogue.districts)
    group = tuple(catalogue.districts) if p.word("group", ("shown", "all"), "shown") == "all" else ()
    view = p.word("view", (PUBLISHED, *VIEWS), PUBLISHED)
    quality = _quality(p)
    given = p.year("year")
    year = given
    if year is None:
        year = best_year(years_to_compare(store, metric, group or chosen, quality))
    asked = AskedComparison(metric, chosen, year, given is not None, view, quality)
    if year is None:
        return asked
    c = compare_districts(store, metric, year, chosen, quality, group)
    if view == PUBLISHED:
        return asked._replace(published=c)
    outcome = calculate(store, c, next(v for v in VIEWS if v == view))
    if isinstance(outcome, Calculated):
        return asked._replace(published=c, calculated=outcome)
    return asked._replace(published=c, refusal=outcome)


def compare(store: Store, p: Parameters) -> Answer:
    """Who has how much of one metric in a year, and may it be ordered? Without `year`: the year that compares best."""
    asked = asked_comparison(store, p)
    columns = (*rows.OBSERVATION, *rows.PLACE)
    meta: dict[str, Any] = {
        "metric_id": asked.metric_id,
        "year": asked.year,
        "year_chosen": not asked.year_given,
        "view": asked.view,
        "verdict": "none",
    }
    name = comparison_name(store, asked)
    if asked.published is None:
        gaps = _about_trend(trend_of(store, asked.metric_id, asked.chosen, quality=asked.quality))
        return Answer(columns, [], meta | gaps, name)
    if asked.refusal is not None:
        refusal = {"code": asked.refusal.code, "districts": list(asked.refusal.district_ids)}
        about = _about(asked.published) | {"verdict": "refused", "refusal": refusal}
        return Answer(columns, [], meta | about, name)
    if asked.calculated is None:
        c = asked.published
        return Answer(columns, [rows.figure(store, f) for f in c.judgement.figures], meta | _about(c), name)
    c, how = asked.calculated
    data = [rows.figure(store, f, c.metric) for f in c.judgement.figures]
    return Answer(columns, data, meta | _about(c) | {"calculation": _calculation(how)}, name)


def comparison_name(store: Store, asked: AskedComparison, code: str = "") -> FileName:
    """The name of a file of a comparison."""
    period = str(asked.year or "")
    return file_name(store, asked.metric_id, asked.chosen, period, asked.view, code)


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


class AskedTrend(NamedTuple):
    """What a request for a trend comes to; `calculated` is None where the view has none."""

    trend: Trend
    chosen: tuple[str, ...]
    view: str
    calculated: CalculatedTrend | None = None

    @property
    def is_refused(self) -> bool:
        """Whether a view was asked for that there is none of."""
        return self.view != PUBLISHED and self.calculated is None


def asked_trend(store: Store, p: Parameters) -> AskedTrend:
    """Read a request for a trend and answer it."""
    catalogue = store.catalogue
    metric = p.one_id("metric", catalogue.metrics)
    chosen = p.districts(catalogue.districts) or tuple(catalogue.districts)
    first, last = p.years()
    view = p.word("view", (PUBLISHED, "index", "change"), PUBLISHED)
    base = p.year("base")
    t = trend_of(store, metric, chosen, first, last, _quality(p))
    calculated = None if view == PUBLISHED else _series_view(store, t, view, base)
    return AskedTrend(t, chosen, view, calculated)


def trend(store: Store, p: Parameters) -> Answer:
    """How did one metric go over the years? `role` main is on the line, twin conflicts with it, aside stands apart."""
    asked = asked_trend(store, p)
    t = asked.trend
    meta: dict[str, Any] = {"metric_id": t.metric.metric_id, "view": asked.view, "breaks": _breaks(t)}
    columns = (*rows.OBSERVATION, "role", "joined")
    name = trend_name(store, asked)
    if asked.is_refused:
        refusal = {"code": "no_base", "districts": []}
        return Answer(columns, [], meta | _about_trend(t) | {"refusal": refusal}, name)
    if asked.calculated is None:
        return Answer(columns, _points(store, t), meta | _about_trend(t), name)
    calculated = asked.calculated
    how = calculated.calculation
    meta |= {
        "base_year": how.base_year,
        "bases": {i: o.observation_id for i, o in how.bases.items()},
    }
    return Answer(columns, _points(store, calculated.trend), meta | _about_trend(calculated.trend), name)


def trend_name(store: Store, asked: AskedTrend, code: str = "") -> FileName:
    """The name of a file of a trend."""
    t = asked.trend
    return file_name(store, t.metric.metric_id, asked.chosen, span(t), asked.view, code)


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
