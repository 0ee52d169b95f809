"""The API's pictures: the charts of the pages in fixed formats, with their captions inside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from charts.captions import caption_of
from charts.sizes import PER_INCH, SIZE_NAMES, SizeName
from locales import DEFAULT_LANGUAGE, LANGUAGES, Words, words
from pages.api.comparisons import (
    COMPARE_CHARTS,
    asked_comparison,
    asked_pair,
    asked_trend,
    asked_years,
    comparison_name,
    pair_name,
    quality_of,
    trend_name,
    years_name,
)
from pages.api.errors import ApiError, malformed
from pages.api.listings import coverage
from pages.api.names import FileName, topic_name
from pages.api.parameters import Parameters
from pages.api.responses import PictureFile, Question
from queries.store import Store
from reports.draw.pictures import PictureFormat, picture
from reports.draw.view_pictures import laid_out
from views.build import build
from views.kinds.growth import growth_view
from views.spec import Kind, SpecError, ViewSpec, view_spec
from views.view import View

#: What a picture is asked for with, besides what the answer is asked for with.
PARAMETERS = ("lang", "size", "scale", "dpi", "details", "chart")
#: Pixels of a PNG: times those on screen, or those an inch of paper.
SCALES, DPI = ("1", "2"), ("150", "300")
TREND_CHARTS = ("one", "shared", "own")


def compare_picture(store: Store, p: Parameters, form: PictureFormat) -> PictureFile:
    """One metric at one year: dots in order or a map; dumbbells between two years; two metrics as a scatter."""
    chart, code = p.word("chart", COMPARE_CHARTS, "dots"), _words(p).code
    quality_of(p)  # refuses what it does not know
    known: dict[str, Any] = _asked_for(p, "reliability", "estimates")
    if chart == "scatter":
        two = asked_pair(store, p)
        known |= {
            "metric": two.metrics[0],
            "metric2": two.metrics[1],
            "year": two.year,
            "districts": two.chosen,
        }
        return _drawn(store, p, form, "scatter", known, pair_name(store, two, code))
    asked = asked_comparison(store, p)
    known |= {"metric": asked.metric_id, "year": asked.year, "districts": asked.chosen}
    if chart == "years":
        both = asked_years(store, p)
        known |= {"from_": both.years[0], "year": both.years[1]}
        return _drawn(store, p, form, "years", known, years_name(store, both, code))
    known |= {"view": asked.view, **({"group": p.text("group")} if chart == "dots" else {})}
    if asked.published is None:
        raise ApiError("nothing_to_draw")
    name = comparison_name(store, asked, code)
    if chart == "map":
        name = FileName(f"{name.plain}-map", f"{name.full}_{_words(p).gettext('Map')}")
    return _drawn(store, p, form, "map" if chart == "map" else "compare", known, name)


def trend_picture(store: Store, p: Parameters, form: PictureFormat) -> PictureFile:
    """One metric over the years: one chart, or one a district with the same or with own axes."""
    p.word("chart", TREND_CHARTS, "one")
    asked = asked_trend(store, p)
    if asked.is_refused:
        raise ApiError("nothing_to_draw")
    first, last = p.years()
    known: dict[str, Any] = {"metric": asked.trend.metric.metric_id, "districts": asked.chosen}
    known |= {"from_": first, "to": last, "view": asked.view, "base": p.text("base")}
    known |= _asked_for(p, "reliability", "estimates")
    return _drawn(store, p, form, "trend", known, trend_name(store, asked, _words(p).code))


def _drawn(
    store: Store, p: Parameters, form: PictureFormat, kind: Kind, known: dict[str, Any], name: FileName
) -> PictureFile:
    """The picture of a view; ApiError where it is refused or holds nothing to draw."""
    view = build(store, _words(p), _spec(kind, **known), p.today)
    if view.is_refused or (kind in ("compare", "map") and not _has_points(view)):
        raise ApiError("nothing_to_draw")
    if kind == "trend" and view.spec.get("view") == "growth" and view.trend is not None:
        view = growth_view(store, view, view.trend)
    return _file(store, p, form, view, name)


def _has_points(view: View) -> bool:
    """Whether a comparison has figures to draw, and on a map places to draw them on."""
    if view.map is not None:
        return any(x.shape for x in view.map.places) and bool(view.map.comparison.leading_figures)
    return view.comparison is not None and bool(view.comparison.leading_figures)


def view_picture(
    question: Question, kind: Callable[[Parameters], Kind], names: Sequence[str]
) -> Callable[[Store, Parameters, PictureFormat], PictureFile]:
    """What draws an address as the item of a report that shows the same: its chart, or its table."""

    def draw(store: Store, p: Parameters, form: PictureFormat) -> PictureFile:
        question(store, p)  # whoever asks wrongly hears the same as one who asks for the rows
        code = _words(p).code
        chosen = p.districts(store.catalogue.districts)
        which = kind(p)
        known = _asked_for(p, *names)
        if chosen:
            known["district" if which == "gaps" else "districts"] = ",".join(chosen)
        shown = _spec(which, **known)
        name = topic_name(store, question.__name__, chosen, code=code)
        return _file(store, p, form, build(store, _words(p), shown, p.today), name)

    return draw


def coverage_picture(store: Store, p: Parameters, form: PictureFormat) -> PictureFile:
    """What is held, by dimension or by the metrics named; those of a whole dimension with `by=metric`."""
    catalogue = store.catalogue
    answer = coverage(store, p)
    code, chosen = _words(p).code, p.districts(catalogue.districts)
    dimension, metrics = p.text("dimension"), list(p.ids("metric", catalogue.metrics))
    if p.text("by") == "metric" and not metrics:
        if not dimension:
            raise ApiError("missing_parameter", "dimension")
        metrics = list(dict.fromkeys(answer.rows.column("metric_id")))
    shown = _spec("missing", metric=metrics, dimension=dimension if not metrics else "", districts=chosen)
    name = topic_name(store, "coverage", chosen, code=code)
    return _file(store, p, form, build(store, _words(p), shown, p.today), name)


def _asked_for(p: Parameters, *names: str) -> dict[str, str]:
    """Parameters as items know them: lists without blanks, nothing empty."""
    found = {
        name: ",".join(part.strip() for part in p.text(name).split(",") if part.strip()) for name in names
    }
    return {name: value for name, value in found.items() if value}


def _spec(kind: Kind, **known: Any) -> ViewSpec:
    """The view a request stands for; ApiError where it cannot be one."""
    try:
        return view_spec(kind, **known)
    except SpecError as error:
        raise malformed("?", error.message["en"], error.message["zh"]) from error


def _file(store: Store, p: Parameters, form: PictureFormat, view: View, name: FileName) -> PictureFile:
    size, scale = _size(p), _scale(p)
    released = _released(store)
    figure = laid_out(
        view,
        size,
        data_version=store.version,
        released_on=released,
        details=_details(p),
        chart=p.text("chart") or "one",
    )
    if figure is None:
        raise ApiError("nothing_to_draw")
    caption = caption_of(view, store.version, released)
    content = picture(
        figure,
        form,
        size,
        scale,
        title=caption.title,
        description=caption.alternative,
        released_on=released,
        language=view.words.tag,
    )
    return PictureFile(content, name)


def _words(p: Parameters) -> Words:
    return words(p.word("lang", tuple(LANGUAGES), DEFAULT_LANGUAGE))


def _size(p: Parameters) -> SizeName:
    asked = p.word("size", SIZE_NAMES, "slide")
    return next(s for s in SIZE_NAMES if s == asked)


def _scale(p: Parameters) -> float:
    """How many times finer than on screen: by `scale`, or for paper by `dpi`, which is an error beside `scale`."""
    if not p.text("dpi"):
        return int(p.word("scale", SCALES, "1"))
    if p.text("scale"):
        raise malformed("dpi", "either dpi or scale, not both", "dpi 与 scale 只能写一个")
    return int(p.word("dpi", DPI, DPI[0])) / PER_INCH


def _details(p: Parameters) -> bool:
    return p.word("details", ("yes", "no"), "no") == "yes"


def _released(store: Store) -> str:
    return store.meta.get("released_on", "")
