"""API questions that set figures against each other: between districts, between years."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from locales import DEFAULT_LANGUAGE, Words, words
from pages.api import rows
from pages.api.errors import ApiError, malformed
from pages.api.names import FileName, file_name
from pages.api.parameters import Parameters
from pages.api.responses import Answer
from pages.api.specs import kind_of
from queries import frame_columns as layout
from queries import frames
from queries.calculated import VIEWS, Calculation, Refusal, calculate
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
from queries.two_years import TwoYears, two_years
from views.explaining import span
from views.rows import comparison as comparison_rows
from views.sentences import pair_sentence, sentence, trend_sentence, two_years_sentence

PUBLISHED = "published"


def quality_of(p: Parameters) -> Quality:
    """Which figures a request lets in."""
    reliability = p.words("reliability", RELIABILITY) or RELIABILITY
    return Quality(reliability, p.word("estimates", ("yes", "no"), "yes") == "yes")


class ComparisonRequest(NamedTuple):
    """What a request for a comparison names."""

    metric_id: str
    chosen: tuple[str, ...]
    #: The districts that are compared where they are more than those shown; else ().
    group: tuple[str, ...]
    #: The year; None where there is no figure at all.
    year: int | None
    #: Whether the request named the year.
    year_given: bool
    view: str
    quality: Quality


def comparison_request(store: Store, p: Parameters) -> ComparisonRequest:
    """Read a request for a comparison; where it names no year, it is the one that compares best."""
    catalogue = store.catalogue
    metric = p.one_id("metric", catalogue.metrics)
    chosen = p.districts_or_all(catalogue.districts)
    group = tuple(catalogue.districts) if p.word("group", ("shown", "all"), "shown") == "all" else ()
    view = p.word("view", (PUBLISHED, *VIEWS), PUBLISHED)
    quality = quality_of(p)
    given = p.year("year")
    year = given
    if year is None:
        year = best_year(years_to_compare(store, metric, group or chosen, quality))
    return ComparisonRequest(metric, chosen, group, year, given is not None, view, quality)


def compare(store: Store, p: Parameters) -> Answer:
    """Who has how much of one metric in a year, and may it be ordered? Without `year`: the year that compares best."""
    kind = kind_of(p, "compare")
    if kind == "years":
        return _at_two_years(store, p)
    if kind == "scatter":
        return _against_each_other(store, p)
    request = comparison_request(store, p)
    meta: dict[str, Any] = {
        "metric_id": request.metric_id,
        "year": request.year,
        "year_chosen": not request.year_given,
        "view": request.view,
        "verdict": "none",
    }
    name = comparison_name(store, request)
    if request.year is None:
        gaps = _about_trend(trend_of(store, request.metric_id, request.chosen, quality=request.quality))
        return Answer(comparison_rows([]), meta | gaps, name)
    c = compare_districts(
        store, request.metric_id, request.year, request.chosen, request.quality, request.group
    )
    if request.view == PUBLISHED:
        return Answer(comparison_rows([c]), meta | _about(c), name)
    outcome = calculate(store, c, next(v for v in VIEWS if v == request.view))
    if isinstance(outcome, Refusal):
        refusal = {"code": outcome.code, "districts": list(outcome.district_ids)}
        about = _about(c) | {"verdict": "refused", "refusal": refusal}
        return Answer(comparison_rows([]), meta | about, name)
    c, how = outcome
    return Answer(comparison_rows([c]), meta | _about(c) | {"calculation": _calculation(how)}, name)


class YearsRequest(NamedTuple):
    """What a request for one metric at two years comes to."""

    metric_id: str
    chosen: tuple[str, ...]
    years: tuple[int, int]


def years_request(store: Store, p: Parameters) -> YearsRequest:
    """Read a request for two years: `from` and `year`."""
    request = comparison_request(store, p)
    first = p.year("from")
    if first is None:
        raise ApiError("missing_parameter", "from")
    return YearsRequest(request.metric_id, request.chosen, (first, request.year or first))


def years_name(store: Store, request: YearsRequest, code: str = "") -> FileName:
    """The name of a file of two years."""
    period = f"{request.years[0]}-{request.years[1]}"
    return file_name(store, request.metric_id, request.chosen, period, PUBLISHED, code)


def _at_two_years(store: Store, p: Parameters) -> Answer:
    """How far did each district move between two years, where the two may be set against each other?"""
    request = years_request(store, p)
    t = two_years(store, request.metric_id, request.years, request.chosen, quality_of(p))
    meta = {
        "metric_id": request.metric_id,
        "years": list(request.years),
    }
    about = _grounds(t) | _sentences(lambda translator: two_years_sentence(translator, t))
    return Answer(frames.two_years(t), meta | about, years_name(store, request))


class PairRequest(NamedTuple):
    """What a request for two metrics of one year comes to."""

    metrics: tuple[str, str]
    chosen: tuple[str, ...]
    year: int


def pair_request(store: Store, p: Parameters) -> PairRequest:
    """Read a request for a scatter: `metric`, `metric2` and `year`."""
    known = store.catalogue.metrics
    metrics = (p.one_id("metric", known), p.one_id("metric2", known))
    year = p.year("year")
    if year is None:
        raise ApiError("missing_parameter", "year")
    return PairRequest(metrics, p.districts_or_all(store.catalogue.districts), year)


def pair_name(store: Store, request: PairRequest, code: str = "") -> FileName:
    """The name of a file of a scatter: both metrics."""
    first = file_name(store, request.metrics[0], request.chosen, str(request.year), PUBLISHED, code)
    second = words(code or DEFAULT_LANGUAGE).pick(store.catalogue.metrics[request.metrics[1]], "name")
    plain = first.plain.replace("qujian-", f"qujian-{request.metrics[1].replace('_', '-')}-", 1)
    return FileName(plain[:120], f"{second}_{first.full}"[:100])


def _against_each_other(store: Store, p: Parameters) -> Answer:
    """Which figures have the districts that compare in both metrics?"""
    request = pair_request(store, p)
    found = pair(store, request.metrics, request.year, request.chosen, quality_of(p))
    meta = {
        "metrics": list(request.metrics),
        "year": request.year,
        "enough": found.is_enough,
    }
    about = _sentences(lambda translator: pair_sentence(translator, found))
    return Answer(frames.pair(found), meta | about, pair_name(store, request))


def comparison_name(store: Store, request: ComparisonRequest, code: str = "") -> FileName:
    """The name of a file of a comparison."""
    period = str(request.year or "")
    return file_name(store, request.metric_id, request.chosen, period, request.view, code)


def _about(c: Comparison) -> dict[str, Any]:
    judgement = c.judgement
    return {
        "verdict": judgement.verdict,
        "forecasts": judgement.forecasts,
        "decided": judgement.decided,
        "year_as_december": judgement.year_as_december,
        "list_document_id": judgement.list_document_id,
        "median": rows.bounds(judgement.median),
        "reasons": rows.reasons(judgement.unranked),
        **_grounds(c),
        **_sentences(lambda translator: sentence(translator, c)),
    }


def _grounds(found: Comparison | Trend | TwoYears) -> dict[str, Any]:
    """What an answer rests on, what speaks against it, and what it lacks."""
    return {
        "doubts": rows.doubts(found.doubts),
        "missing": rows.missing(found.missing),
        "documents": rows.documents(found.documents),
    }


def _sentences(said: Callable[[Words], str]) -> dict[str, str]:
    """What an answer says, in both languages."""
    return {f"sentence_{code}": said(words(code)) for code in ("zh", "en")}


def _calculation(how: Calculation) -> dict[str, Any]:
    """What was divided by what: observation of the figure → observation of its divisor."""
    return {
        "divisor_metric_id": how.divisor.metric_id,
        "years": list(how.years),
        "divisors": {i: o.observation_id for i, o in how.divisors.items()},
    }


class TrendRequest(NamedTuple):
    """What a request for a trend names."""

    metric_id: str
    chosen: tuple[str, ...]
    years: tuple[int | None, int | None]
    view: str
    base: int | None
    quality: Quality


def trend_request(store: Store, p: Parameters) -> TrendRequest:
    """Read a request for a trend."""
    catalogue = store.catalogue
    metric = p.one_id("metric", catalogue.metrics)
    chosen = p.districts_or_all(catalogue.districts)
    years = p.years()
    view = p.word("view", (PUBLISHED, *SERIES_VIEWS), PUBLISHED)
    return TrendRequest(metric, chosen, years, view, p.year("base"), quality_of(p))


def trend(store: Store, p: Parameters) -> Answer:
    """How did one metric go over the years? `role` main is on the line, twin conflicts with it, aside stands apart."""
    request = trend_request(store, p)
    t = trend_of(store, request.metric_id, request.chosen, *request.years, request.quality)
    meta: dict[str, Any] = {"metric_id": request.metric_id, "view": request.view, "breaks": _breaks(t)}
    name = trend_name(store, request, span(t), "")
    if request.view == PUBLISHED:
        return Answer(frames.trend(t), meta | _about_trend(t), name)
    if request.view == "growth" and not refuses(t.metric, "growth"):
        found = frames.growth(t.metric, average_growth(store, t))
        return Answer(found, meta | _about_trend(t), name)
    calculated = None if request.view == "growth" else _series_view(store, t, request.view, request.base)
    if calculated is None:
        refusal = {"code": "no_base", "districts": []}
        return Answer(Rows(layout.TREND, []), meta | _about_trend(t) | {"refusal": refusal}, name)
    how = calculated.calculation
    meta |= {
        "base_year": how.base_year,
        "bases": {i: o.observation_id for i, o in how.bases.items()},
    }
    return Answer(frames.trend(calculated.trend), meta | _about_trend(calculated.trend), name)


def trend_name(store: Store, request: TrendRequest, period: str, code: str) -> FileName:
    """The name of a file of a trend over a period."""
    return file_name(store, request.metric_id, request.chosen, period, request.view, code)


def _series_view(store: Store, t: Trend, view: str, base: int | None) -> CalculatedTrend | None:
    """The trend in a view; None where a rate has none or no figure can be a base; ApiError for a year that is none."""
    if view == "change":
        return change(store, t)
    years = base_years(t)
    if refuses(t.metric, "index") or not years:
        return None
    if base is not None and base not in years:
        listed = ", ".join(map(str, sorted(years)))
        raise malformed(
            "base", f"a year with a figure to start from: {listed}", f"有基期数据的年份：{listed}"
        )
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
    return _grounds(t) | _sentences(lambda translator: trend_sentence(translator, t))
