"""The API's pictures: the charts of the pages in fixed formats, with their captions inside."""

from __future__ import annotations

from typing import Any

from charts.captions import caption_of
from charts.sizes import PER_INCH, SIZE_NAMES, SizeName
from pages.api.comparisons import (
    comparison_name,
    comparison_request,
    pair_name,
    pair_request,
    quality_of,
    trend,
    trend_name,
    trend_request,
    years_name,
    years_request,
)
from pages.api.errors import ApiError, malformed
from pages.api.listings import coverage
from pages.api.names import NAMED, FileName, digest, topic_name, topic_of
from pages.api.parameters import Parameters
from pages.api.responses import Drawer, PictureFile, Question
from pages.api.specs import kind_of, listed, spec_of, spec_of_request, words_of
from queries.store import Store
from reports.draw.pictures import PictureFormat, picture
from reports.draw.view_pictures import laid_out
from views.build import build
from views.explaining import years_of
from views.spec import ViewSpec
from views.view import View

#: What a picture is asked for with, besides what the answer is asked for with.
PARAMETERS = ("lang", "size", "scale", "dpi", "details")
#: Pixels of a PNG: times those on screen, or those an inch of paper.
SCALES, DPI = ("1", "2"), ("150", "300")
TREND_CHARTS = ("one", "shared", "own")


def compare_picture(store: Store, p: Parameters, form: PictureFormat) -> PictureFile:
    """One metric at one year: dots in order or a map; dumbbells between two years; two metrics as a scatter."""
    kind, code = kind_of(p, "compare"), words_of(p).code
    quality_of(p)  # refuses what it does not know
    known: dict[str, Any] = listed(p, "reliability", "estimates")
    if kind == "scatter":
        two = pair_request(store, p)
        known |= dict(zip(("metric", "metric2"), two.metrics, strict=True))
        known |= {"year": two.year, "districts": two.chosen}
        name = pair_name(store, two, code)
    elif kind == "years":
        both = years_request(store, p)
        known |= {"metric": both.metric_id, "districts": both.chosen}
        known |= {"from_": both.years[0], "year": both.years[1]}
        name = years_name(store, both, code)
    else:
        request = comparison_request(store, p)
        if request.year is None:
            raise ApiError("nothing_to_draw")
        known |= {"metric": request.metric_id, "year": request.year, "districts": request.chosen}
        known |= {"view": request.view, **({"group": p.text("group")} if kind == "compare" else {})}
        name = comparison_name(store, request, code)
    return _file(store, p, form, _drawable(store, p, spec_of(kind, **known)), name)


def trend_picture(store: Store, p: Parameters, form: PictureFormat) -> PictureFile:
    """One metric over the years: one chart, or one a district with the same or with own axes."""
    p.word("chart", TREND_CHARTS, "one")
    request, code = trend_request(store, p), words_of(p).code
    if request.view == "index":
        trend(store, p)  # a base year that is none is refused as where the rows are asked for
    known: dict[str, Any] = {"metric": request.metric_id, "districts": request.chosen, "view": request.view}
    known |= {"from_": request.years[0], "to": request.years[1], "base": p.text("base")}
    known |= listed(p, "reliability", "estimates")
    view = _drawable(store, p, spec_of("trend", **known))
    name = trend_name(store, request, years_of(e.observation for e in view.evidence), code)
    return _file(store, p, form, view, name)


def _drawable(store: Store, p: Parameters, spec: ViewSpec) -> View:
    """The view of a spec; ApiError where it is refused or holds nothing to draw."""
    view = build(store, words_of(p), spec, p.today)
    if view.is_refused or (spec.kind in ("compare", "map") and not _has_points(view)):
        raise ApiError("nothing_to_draw")
    return view


def _has_points(view: View) -> bool:
    """Whether a comparison has figures to draw, and on a map places to draw them on."""
    drawn = view.judged
    return drawn is not None and bool(drawn.leading) and (view.map is None or view.map.has_shapes)


def view_picture(question: Question) -> Drawer:
    """What draws an address as the item of a report that shows the same: its chart, or its table."""

    def draw(store: Store, p: Parameters, form: PictureFormat) -> PictureFile:
        question(store, p)  # whoever asks wrongly hears the same as one who asks for the rows
        words = words_of(p)
        kind = kind_of(p, question.__name__)
        spec = spec_of_request(store, p, kind)
        chosen = spec.many("districts") or spec.many("district")
        name = topic_name(store, topic_of(question.__name__, kind), chosen, code=words.code)
        return _file(store, p, form, build(store, words, spec, p.today), name)

    return draw


def coverage_picture(store: Store, p: Parameters, form: PictureFormat) -> PictureFile:
    """What is held, by dimension or by the metrics named; those of a whole dimension with `by=metric`."""
    catalogue = store.catalogue
    answer = coverage(store, p)
    code, chosen = words_of(p).code, p.districts(catalogue.districts)
    dimension, metrics = p.text("dimension"), list(p.ids("metric", catalogue.metrics))
    if p.text("by") == "metric" and not metrics:
        if not dimension:
            raise ApiError("missing_parameter", "dimension")
        metrics = list(dict.fromkeys(answer.rows.column("metric_id")))
    shown = spec_of("missing", metric=metrics, dimension=dimension if not metrics else "", districts=chosen)
    name = topic_name(store, "coverage", chosen, code=code)
    return _file(store, p, form, build(store, words_of(p), shown, p.today), name)


def _file(store: Store, p: Parameters, form: PictureFormat, view: View, name: FileName) -> PictureFile:
    size_name = p.word("size", SIZE_NAMES, "slide")
    size, scale = next(s for s in SIZE_NAMES if s == size_name), _scale(p)
    released = store.meta.get("released_on", "")
    details = p.word("details", ("yes", "no"), "no") == "yes"
    figure = laid_out(
        view,
        size,
        data_version=store.version,
        released_on=released,
        details=details,
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
    return PictureFile(content, name.marked(_marks(store, p, view, size, details=details), view.words.code))


#: The kinds of view whose files are named by metric and period, and what the rest of a name says of a spec.
_OF_METRIC = ("compare", "map", "years", "scatter", "trend")
_NAMED = ("metric", "metric2", "districts", "district", "year", "from", "to", "view", "dimension")


def _marks(
    store: Store, p: Parameters, view: View, size: SizeName, *, details: bool
) -> list[tuple[str, str]]:
    """What tells one picture of the same figures from another: its kind, choice, format, notes and fineness."""
    words, spec = view.words, view.spec
    kinds = {
        "map": words.gettext("Map"),
        "years": words.gettext("Two years"),
        "scatter": words.gettext("Scatter"),
        "heat": words.gettext("Heat table"),
        "metrics": words.gettext("By metric"),
        "trend": words.gettext("Trend"),
    }
    axes = {"shared": words.gettext("same axes"), "own": words.gettext("own axes")}
    sizes = {
        "slide": words.gettext("slide"),
        "half_a4": words.gettext("half A4"),
        "a4": words.gettext("A4"),
        "square": words.gettext("square"),
    }
    dimensions = spec.many("dimension")
    known = store.catalogue.dimensions
    chosen = spec.many("districts")
    others: list[object] = [(name, value) for name, value in spec.values if name not in _NAMED]
    others += [("districts", chosen)] if NAMED < len(chosen) < len(store.catalogue.districts) else []
    if spec.kind not in _OF_METRIC:
        others += [(name, spec.get(name)) for name in ("metric", "from", "to", "year") if spec.get(name)]
    chart = p.text("chart")
    fineness = f"{p.text('dpi')}dpi" if p.text("dpi") else f"{p.text('scale')}x" if _scale(p) > 1 else ""
    return [
        (spec.kind, kinds[spec.kind]) if spec.kind in kinds else ("", ""),
        (chart, axes[chart]) if spec.kind == "trend" and chart in axes else ("", ""),
        ("-".join(dimensions), "、".join(words.pick(known[d], "name") for d in dimensions)),
        (digest(others), digest(others)),
        (size.replace("_", "-"), sizes[size]),
        ("notes", words.gettext("with notes")) if details else ("", ""),
        (fineness, fineness),
    ]


def _scale(p: Parameters) -> float:
    """How many times finer than on screen: by `scale`, or for paper by `dpi`, which is an error beside `scale`."""
    if not p.text("dpi"):
        return int(p.word("scale", SCALES, "1"))
    if p.text("scale"):
        raise malformed("dpi", "either dpi or scale, not both", "dpi 与 scale 只能写一个")
    return int(p.word("dpi", DPI, DPI[0])) / PER_INCH
