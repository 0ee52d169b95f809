"""The API's pictures: the charts of the pages in fixed formats, with their captions inside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from charts.captioned import Caption, captioned
from charts.captions import comparison_caption, trend_caption, two_years_caption
from charts.dots import dots
from charts.dumbbell import dumbbell
from charts.lines import lines
from charts.look import Look, Mark, marks
from charts.multiples import multiples
from charts.outlines import outline_map
from charts.sizes import PER_INCH, SIZE_NAMES, SIZES, SizeName
from locales import DEFAULT_LANGUAGE, LANGUAGES, words
from pages.api.comparisons import (
    COMPARE_CHARTS,
    AskedTrend,
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
from queries.map_values import boundary_source, outlines, places
from queries.store import Store
from queries.two_years import two_years
from reports.block_pictures import laid_out
from reports.pictures import PictureFormat, picture
from reports.report import resolve
from views.captions import map_note
from views.draft import Item, item
from views.kinds.growth import growth_block
from views.spec import Kind, SpecError
from views.view import View

#: What a picture is asked for with, besides what the answer is asked for with.
PARAMETERS = ("lang", "size", "scale", "dpi", "details", "chart")
#: Pixels of a PNG: times those on screen, or those an inch of paper.
SCALES, DPI = ("1", "2"), ("150", "300")
TREND_CHARTS = ("one", "shared", "own")


def compare_picture(store: Store, p: Parameters, form: PictureFormat) -> PictureFile:
    """One metric at one year: dots in order or a map; dumbbells between two years; two metrics as a scatter."""
    chart = p.word("chart", COMPARE_CHARTS, "dots")
    if chart == "years":
        return _years_picture(store, p, form)
    if chart == "scatter":
        return _pair_picture(store, p, form)
    look, details = _look(p), _details(p)
    asked = asked_comparison(store, p)
    c = asked.shown
    if c is None or asked.refusal is not None or not c.leading_figures:
        raise ApiError("nothing_to_draw")
    name = comparison_name(store, asked, look.words.code)
    note = ""
    if chart == "map":
        spots = places(store, c)
        if not any(s.shape for s in spots):
            raise ApiError("nothing_to_draw")
        figure = outline_map(c, spots, outlines(store), look)
        note = map_note(look.words, boundary_source(store).approval, spots)
        name = FileName(f"{name.plain}-map", f"{name.full}_{look.words.gettext('Map')}")
    else:
        figure = dots(c, _marks(store, asked.chosen), look)
    how = asked.calculated.calculation if asked.calculated else None
    caption = comparison_caption(look.words, c, _released(store), details=details, how=how, map_note=note)
    return _file(store, p, form, figure, caption, name)


def _years_picture(store: Store, p: Parameters, form: PictureFormat) -> PictureFile:
    """One metric at the years `from` and `year`, as dumbbells."""
    look = _look(p)
    asked = asked_years(store, p)
    t = two_years(store, asked.metric_id, asked.years, asked.chosen, quality_of(p))
    if not t.steps:
        raise ApiError("nothing_to_draw")
    everyone = list(store.catalogue.districts.values())
    caption = two_years_caption(look.words, t, everyone, _released(store), details=_details(p))
    figure = dumbbell(t, _marks(store, asked.chosen), look)
    return _file(store, p, form, figure, caption, years_name(store, asked, look.words.code))


def _pair_picture(store: Store, p: Parameters, form: PictureFormat) -> PictureFile:
    """Two metrics of one year, as a scatter."""
    asked = asked_pair(store, p)
    quality_of(p)  # refuses what it does not know
    shown = _item(
        "scatter",
        metric=asked.metrics[0],
        metric2=asked.metrics[1],
        year=asked.year,
        districts=asked.chosen,
        **_asked_for(p, "reliability", "estimates"),
    )
    spoken = _look(p).words
    block = resolve(store, spoken, shown, p.today)
    return _block_file(store, p, form, block, pair_name(store, asked, spoken.code))


def _growth_picture(store: Store, p: Parameters, form: PictureFormat, asked: AskedTrend) -> PictureFile:
    """Average annual growth, as a table: spans differ and are not ordered."""
    t = asked.trend
    look = _look(p)
    shown = _item(
        "trend",
        metric=t.metric.metric_id,
        districts=asked.chosen,
        view="growth",
        **_asked_for(p, "from", "to", "reliability", "estimates"),
    )
    block = growth_block(store, resolve(store, look.words, shown, p.today), t)
    return _block_file(store, p, form, block, trend_name(store, asked, look.words.code))


def block_picture(
    question: Question, kind: Callable[[Parameters], Kind], names: Sequence[str]
) -> Callable[[Store, Parameters, PictureFormat], PictureFile]:
    """What draws an address as the item of a report that shows the same: its chart, or its table."""

    def draw(store: Store, p: Parameters, form: PictureFormat) -> PictureFile:
        question(store, p)  # whoever asks wrongly hears the same as one who asks for the rows
        look = _look(p)
        chosen = p.districts(store.catalogue.districts)
        which = kind(p)
        known = _asked_for(p, *names)
        if chosen:
            known["district" if which == "gaps" else "districts"] = ",".join(chosen)
        shown = _item(which, **known)
        name = topic_name(store, question.__name__, chosen, code=look.words.code)
        return _block_file(store, p, form, resolve(store, look.words, shown, p.today), name)

    return draw


def coverage_picture(store: Store, p: Parameters, form: PictureFormat) -> PictureFile:
    """What is held, by dimension or by the metrics named; those of a whole dimension with `by=metric`."""
    catalogue = store.catalogue
    answer = coverage(store, p)
    look, chosen = _look(p), p.districts(catalogue.districts)
    dimension, metrics = p.text("dimension"), list(p.ids("metric", catalogue.metrics))
    if p.text("by") == "metric" and not metrics:
        if not dimension:
            raise ApiError("missing_parameter", "dimension")
        metrics = list(dict.fromkeys(answer.rows.column("metric_id")))
    shown = _item("missing", metric=metrics, dimension=dimension if not metrics else "", districts=chosen)
    name = topic_name(store, "coverage", chosen, code=look.words.code)
    return _block_file(store, p, form, resolve(store, look.words, shown, p.today), name)


def _asked_for(p: Parameters, *names: str) -> dict[str, str]:
    """Parameters as items know them: lists without blanks, nothing empty."""
    found = {
        name: ",".join(part.strip() for part in p.text(name).split(",") if part.strip()) for name in names
    }
    return {name: value for name, value in found.items() if value}


def _item(kind: Kind, **known: Any) -> Item:
    """The item a request stands for; ApiError where it cannot be one."""
    try:
        return item(kind, **known)
    except SpecError as error:
        raise malformed("?", error.message["en"], error.message["zh"]) from error


def _block_file(store: Store, p: Parameters, form: PictureFormat, block: View, name: FileName) -> PictureFile:
    size, scale = _size(p), _scale(p)
    released = _released(store)
    figure = laid_out(block, size, data_version=store.version, released_on=released, details=_details(p))
    if figure is None:
        raise ApiError("nothing_to_draw")
    said = block.sentence or block.title
    content = picture(
        figure,
        form,
        size,
        scale,
        title=block.title,
        description=said,
        released_on=released,
        language=block.words.tag,
    )
    return PictureFile(content, name)


def trend_picture(store: Store, p: Parameters, form: PictureFormat) -> PictureFile:
    """One metric over the years: one chart, or one a district with the same or with own axes."""
    chart = p.word("chart", TREND_CHARTS, "one")
    look, size, details = _look(p), _size(p), _details(p)
    asked = asked_trend(store, p)
    t = asked.calculated.trend if asked.calculated else asked.trend
    if asked.is_refused or not t.series:
        raise ApiError("nothing_to_draw")
    if asked.view == "growth":
        return _growth_picture(store, p, form, asked)
    colours = _marks(store, asked.chosen)
    if chart == "one":
        figure = lines(t, colours, look, round(SIZES[size].height * 0.6), from_zero=asked.view != "index")
    else:
        figure = multiples(t, colours, look, shared=chart == "shared")
    everyone = list(store.catalogue.districts.values())
    how = asked.calculated.calculation if asked.calculated else None
    caption = trend_caption(look.words, t, everyone, _released(store), details=details, how=how)
    return _file(store, p, form, figure, caption, trend_name(store, asked, look.words.code))


def _file(
    store: Store, p: Parameters, form: PictureFormat, figure: Any, caption: Caption, name: FileName
) -> PictureFile:
    size, scale = _size(p), _scale(p)
    made = captioned(figure, caption, _look(p), SIZES[size])
    content = picture(
        made,
        form,
        size,
        scale,
        title=caption.title,
        description=caption.alternative,
        released_on=_released(store),
        language=_look(p).words.tag,
    )
    return PictureFile(content, name)


def _look(p: Parameters) -> Look:
    return Look(words(p.word("lang", tuple(LANGUAGES), DEFAULT_LANGUAGE)))


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


def _marks(store: Store, chosen: tuple[str, ...]) -> dict[str, Mark]:
    return marks(list(store.catalogue.districts.values()), chosen, "light")
