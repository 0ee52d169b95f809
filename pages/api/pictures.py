"""The API's pictures: the charts of the pages in fixed formats, with their captions inside."""

from __future__ import annotations

from typing import Any, Literal

from charts.captioned import Caption, captioned
from charts.captions import comparison_caption, map_note, trend_caption, two_years_caption
from charts.dots import dots
from charts.dumbbell import dumbbell
from charts.lines import lines
from charts.look import Look, Mark, marks
from charts.multiples import multiples
from charts.outlines import outline_map
from charts.sizes import SIZE_NAMES, SIZES, SizeName
from locales import DEFAULT_LANGUAGE, LANGUAGES, words
from pages.api.comparisons import asked_comparison, asked_trend, comparison_name, trend_name
from pages.api.errors import ApiError
from pages.api.names import FileName
from pages.api.parameters import Parameters
from pages.api.responses import PictureFile
from queries.map_values import boundary_source, outlines, places
from queries.store import Store
from queries.two_years import two_years
from reports.pictures import PictureFormat, picture

#: What a picture is asked for with, besides what the answer is asked for with.
PARAMETERS = ("lang", "size", "scale", "details", "chart")
COMPARE_CHARTS = ("dots", "years", "map")
TREND_CHARTS = ("one", "shared", "own")


def compare_picture(store: Store, p: Parameters, form: PictureFormat) -> PictureFile:
    """One metric at one year: dots in order, a map, or dumbbells between the years `from` and `year`."""
    chart = p.word("chart", COMPARE_CHARTS, "dots")
    look, details = _look(p), _details(p)
    asked = asked_comparison(store, p)
    c = asked.shown
    if c is None or asked.refusal is not None or not c.leading_figures:
        raise ApiError("nothing_to_draw")
    name = comparison_name(store, asked, look.words.code)
    if chart == "years":
        first = p.year("from")
        if first is None:
            raise ApiError("missing_parameter", "from")
        t = two_years(store, asked.metric_id, (first, c.year), asked.chosen, asked.quality)
        if not t.steps:
            raise ApiError("nothing_to_draw")
        everyone = list(store.catalogue.districts.values())
        caption = two_years_caption(look.words, t, everyone, _released(store), details=details)
        name = FileName(*(part.replace(str(c.year), f"{first}-{c.year}") for part in name))
        return _file(store, p, form, dumbbell(t, _marks(store, asked.chosen), look), caption, name)
    note = ""
    if chart == "map":
        spots = places(store, c)
        if not any(s.shape for s in spots):
            raise ApiError("nothing_to_draw")
        figure = outline_map(c, spots, outlines(store), look)
        note = map_note(look.words, boundary_source(store).approval)
        name = FileName(f"{name.plain}-map", f"{name.full}_{look.words.gettext('Map')}")
    else:
        figure = dots(c, _marks(store, asked.chosen), look)
    how = asked.calculated.calculation if asked.calculated else None
    caption = comparison_caption(look.words, c, _released(store), details=details, how=how, map_note=note)
    return _file(store, p, form, figure, caption, name)


def trend_picture(store: Store, p: Parameters, form: PictureFormat) -> PictureFile:
    """One metric over the years: one chart, or one a district with the same or with own axes."""
    chart = p.word("chart", TREND_CHARTS, "one")
    look, size, details = _look(p), _size(p), _details(p)
    asked = asked_trend(store, p)
    t = asked.calculated.trend if asked.calculated else asked.trend
    if asked.is_refused or not t.series:
        raise ApiError("nothing_to_draw")
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
    )
    return PictureFile(content, name)


def _look(p: Parameters) -> Look:
    return Look(words(p.word("lang", tuple(LANGUAGES), DEFAULT_LANGUAGE)))


def _size(p: Parameters) -> SizeName:
    asked = p.word("size", SIZE_NAMES, "slide")
    return next(s for s in SIZE_NAMES if s == asked)


def _scale(p: Parameters) -> Literal[1, 2]:
    return 2 if p.word("scale", ("1", "2"), "1") == "2" else 1


def _details(p: Parameters) -> bool:
    return p.word("details", ("yes", "no"), "no") == "yes"


def _released(store: Store) -> str:
    return store.meta.get("released_on", "")


def _marks(store: Store, chosen: tuple[str, ...]) -> dict[str, Mark]:
    return marks(list(store.catalogue.districts.values()), chosen, "light")
