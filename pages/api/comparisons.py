"""API questions that set figures against each other: between districts, between years."""

from __future__ import annotations

from typing import Any, NamedTuple

from locales import DEFAULT_LANGUAGE, words
from pages.api import rows
from pages.api.errors import ApiError
from pages.api.names import FileName, file_name
from pages.api.parameters import Parameters
from pages.api.responses import Answer
from queries import frame_columns as layout
from queries import frames
from queries.calculated import VIEWS, Calculated, Calculation, Refusal, calculate
from queries.comparison import Comparison, best_year, years_to_compare
from queries.comparison import compare as compare_districts
from queries.frames import Rows
from queries.overviews import pair
from queries.quality import RELIABILITY, Quality
from queries.series_views import (
    SERIES_VIEWS,
    CalculatedTrend,
    average_growth,
    base_years,
    change,
    index,
    refuses,
)
from queries.store import Store
from queries.trend import Trend
from queries.trend import trend as trend_of
from queries.two_years import two_years
from views.explaining import span
from views.rows import comparison as comparison_rows
from views.sentences import pair_sentence, sentence, trend_sentence, two_years_sentence

PUBLISHED = "published"
#: What may be drawn of a comparison and of a trend; the tables of two years and of a scatter have rows of their own.
COMPARE_CHARTS = ("dots", "years", "scatter", "map")


def quality_of(p: Parameters) -> Quality:
    """Which figures a request lets in."""
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
    quality = quality_of(p)
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
    chart = p.word("chart", COMPARE_CHARTS, "dots")
    if chart == "years":
        return _at_two_years(store, p)
    if chart == "scatter":
        return _against_each_other(store, p)
    asked = asked_comparison(store, p)
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
        return Answer(comparison_rows([]), meta | gaps, name)
    if asked.refusal is not None:
        refusal = {"code": asked.refusal.code, "districts": list(asked.refusal.district_ids)}
        about = _about(asked.published) | {"verdict": "refused", "refusal": refusal}
        return Answer(comparison_rows([]), meta | about, name)
    if asked.calculated is None:
        c = asked.published
        return Answer(comparison_rows([c]), meta | _about(c), name)
    c, how = asked.calculated
    return Answer(comparison_rows([c]), meta | _about(c) | {"calculation": _calculation(how)}, name)


class AskedYears(NamedTuple):
    """What a request for one metric at two years comes to."""

    metric_id: str
    chosen: tuple[str, ...]
    years: tuple[int, int]


def asked_years(store: Store, p: Parameters) -> AskedYears:
    """Read a request for two years: `from` and `year`."""
    asked = asked_comparison(store, p)
    first = p.year("from")
    if first is None:
        raise ApiError("missing_parameter", "from")
    return AskedYears(asked.metric_id, asked.chosen, (first, asked.year or first))


def years_name(store: Store, asked: AskedYears, code: str = "") -> FileName:
    """The name of a file of two years."""
    period = f"{asked.years[0]}-{asked.years[1]}"
    return file_name(store, asked.metric_id, asked.chosen, period, PUBLISHED, code)


def _at_two_years(store: Store, p: Parameters) -> Answer:
    """How far did each district move between two years, where the two may be set against each other?"""
    asked = asked_years(store, p)
    t = two_years(store, asked.metric_id, asked.years, asked.chosen, quality_of(p))
    meta = {
        "metric_id": asked.metric_id,
        "years": list(asked.years),
        "doubts": rows.doubts(t.doubts),
        "missing": rows.missing(t.missing),
        "documents": rows.documents(t.documents),
        "sentence_zh": two_years_sentence(words("zh"), t),
        "sentence_en": two_years_sentence(words("en"), t),
    }
    return Answer(frames.two_years(t), meta, years_name(store, asked))


class AskedPair(NamedTuple):
    """What a request for two metrics of one year comes to."""

    metrics: tuple[str, str]
    chosen: tuple[str, ...]
    year: int


def asked_pair(store: Store, p: Parameters) -> AskedPair:
    """Read a request for a scatter: `metric`, `metric2` and `year`."""
    metrics = (
        p.one_id("metric", store.catalogue.metrics),
        p.one_id("metric2", store.catalogue.metrics),
    )
    year = p.year("year")
    if year is None:
        raise ApiError("missing_parameter", "year")
    return AskedPair(
        metrics, p.districts(store.catalogue.districts) or tuple(store.catalogue.districts), year
    )


def pair_name(store: Store, asked: AskedPair, code: str = "") -> FileName:
    """The name of a file of a scatter: both metrics."""
    first = file_name(store, asked.metrics[0], asked.chosen, str(asked.year), PUBLISHED, code)
    second = words(code or DEFAULT_LANGUAGE).pick(store.catalogue.metrics[asked.metrics[1]], "name")
    plain = first.plain.replace("qujian-", f"qujian-{asked.metrics[1].replace('_', '-')}-", 1)
    return FileName(plain[:120], f"{second}_{first.full}"[:100])


def _against_each_other(store: Store, p: Parameters) -> Answer:
    """Which figures have the districts that compare in both metrics?"""
    asked = asked_pair(store, p)
    found = pair(store, asked.metrics, asked.year, asked.chosen, quality_of(p))
    meta = {
        "metrics": list(asked.metrics),
        "year": asked.year,
        "enough": found.is_enough,
        "sentence_zh": pair_sentence(words("zh"), found),
        "sentence_en": pair_sentence(words("en"), found),
    }
    return Answer(frames.pair(found), meta, pair_name(store, asked))


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
        "list_document_id": judgement.list_document_id,
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
        if self.view == "growth":
            return refuses(self.trend.metric, "growth")
        return self.view != PUBLISHED and self.calculated is None


def asked_trend(store: Store, p: Parameters) -> AskedTrend:
    """Read a request for a trend and answer it."""
    catalogue = store.catalogue
    metric = p.one_id("metric", catalogue.metrics)
    chosen = p.districts(catalogue.districts) or tuple(catalogue.districts)
    first, last = p.years()
    view = p.word("view", (PUBLISHED, *SERIES_VIEWS), PUBLISHED)
    base = p.year("base")
    t = trend_of(store, metric, chosen, first, last, quality_of(p))
    calculated = None if view in (PUBLISHED, "growth") else _series_view(store, t, view, base)
    return AskedTrend(t, chosen, view, calculated)


def trend(store: Store, p: Parameters) -> Answer:
    """How did one metric go over the years? `role` main is on the line, twin conflicts with it, aside stands apart."""
    asked = asked_trend(store, p)
    t = asked.trend
    meta: dict[str, Any] = {"metric_id": t.metric.metric_id, "view": asked.view, "breaks": _breaks(t)}
    name = trend_name(store, asked)
    if asked.is_refused:
        refusal = {"code": "no_base", "districts": []}
        return Answer(Rows(layout.TREND, []), meta | _about_trend(t) | {"refusal": refusal}, name)
    if asked.view == "growth":
        found = frames.growth(t.metric, average_growth(store, t))
        return Answer(found, meta | _about_trend(t), name)
    if asked.calculated is None:
        return Answer(frames.trend(t), meta | _about_trend(t), name)
    calculated = asked.calculated
    how = calculated.calculation
    meta |= {
        "base_year": how.base_year,
        "bases": {i: o.observation_id for i, o in how.bases.items()},
    }
    return Answer(frames.trend(calculated.trend), meta | _about_trend(calculated.trend), name)


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


def _about_trend(t: Trend) -> dict[str, Any]:
    return {
        "doubts": rows.doubts(t.doubts),
        "missing": rows.missing(t.missing),
        "documents": rows.documents(t.documents),
        "sentence_zh": trend_sentence(words("zh"), t),
        "sentence_en": trend_sentence(words("en"), t),
    }
