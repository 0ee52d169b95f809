"""A view as a picture that can stand alone: its chart, or its table where it has none, in a fixed format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from charts.captioned import TALLEST, Caption, captioned, room_for
from charts.captions import caption_of
from charts.grids import MOST_TEXT, Field, Grid, captioned_grid
from charts.lines import BESIDES as HEIGHT_BESIDES
from charts.multiples import arranged, multiples
from charts.outlines import not_named_in, outline_map, panels_of
from charts.plotly_figures import PlotlyFigure
from charts.several import GAP as PANEL_GAP
from charts.several import ROW as PANEL_ROW
from charts.several import TITLE as PANEL_TITLE
from charts.several import line_heights, narrowest, several
from charts.sizes import SIZES, Size, SizeName
from charts.theme import Theme, styles_of
from charts.view_chart import view_chart
from locales import Words
from queries.comparability import Judgement
from queries.comparison import Comparison
from views import selection
from views.selection import MOST_SHOWN
from views.table import Cell, Gap, Number, Table
from views.view import MapView, View

#: How many pixels a row of a district, and a name at the end of a line, need at least.
ROW = 21
#: What years and values take under a plot, and titles of panels above it, in pixels.
YEARS, VALUES, TITLES = 24, 46, 22
#: How many times as high as they wish small charts stand where there is room.
STRETCHED = 1.8
#: Text around panels leaves more of the height than text around one chart.
AROUND_PANELS = 0.42
#: In how many columns small charts may stand, and the fewest pixels of one.
COLUMNS, NARROWEST = (2, 3, 4), 200


def laid_out(
    view: View,
    size: SizeName,
    *,
    data_version: str,
    released_on: str,
    details: bool = False,
    chart: str = "one",
) -> PlotlyFigure | None:
    """Return the picture of a view as a figure with its caption; None where there is nothing to draw.

    `chart`: of a trend, all districts in one chart, or one chart a district with `shared` or `own` axes.
    """
    theme, s = Theme(view.words), SIZES[size]
    made = partial(caption_of, data_version=data_version, released_on=released_on, details=details)
    if view.several and view.spec.kind == "metrics":
        return _several(view, made(view), theme, s)
    if view.map is not None and view.map.has_shapes:
        return _map(view.map, made(view), theme, s)
    if view.trend is not None and view.trend.series and chart != "one":
        return _panels(view, made, theme, s, shared=chart == "shared")
    if (figure := _one_chart(view, made, theme, s)) is not None:
        return figure
    if view.table is None or not view.table.rows:
        return None
    more = partial(more_rows, view.words)
    return captioned_grid(grid_of(view.table), made(view), theme, s, more)


def _one_chart(view: View, made: Callable[[View], Caption], theme: Theme, size: Size) -> PlotlyFigure | None:
    """The chart of a view with as many districts as the room under its texts has rows for."""
    below = YEARS if view.trend is not None else VALUES
    most = MOST_SHOWN
    while True:
        caption, drawn = _of_first(view, made, most)
        room, free = room_for(caption, theme, size)
        fitting = max(1, int((free - below) / ROW))
        if fitting >= min(most, selection.members(view)):
            break
        most = fitting
    plot = min(free - below, room * TALLEST) if view.trend is not None or view.pair is not None else free
    figure = view_chart(drawn, theme, round(plot + HEIGHT_BESIDES), most, (room, plot))
    return captioned(figure, caption, theme, size) if figure is not None else None


def _panels(
    view: View, made: Callable[[View], Caption], theme: Theme, size: Size, *, shared: bool
) -> PlotlyFigure:
    """A panel a district, of as many districts as find room in panels that can be read."""
    assert view.trend is not None
    most = MOST_SHOWN
    while True:
        caption, drawn = _of_first(view, made, most)
        room, free = room_for(caption, theme, size, AROUND_PANELS)
        n = min(most, len(view.trend.series))
        arrangement = arranged(n, room, free - YEARS - TITLES)
        if arrangement.panels >= n:
            break
        most = arrangement.panels
    assert drawn.trend is not None
    figure = multiples(drawn.trend, styles_of(view), theme, shared=shared, most=most, arrangement=arrangement)
    return captioned(figure, caption, theme, size, most_text=AROUND_PANELS)


def _of_first(view: View, made: Callable[[View], Caption], most: int) -> tuple[Caption, View]:
    """The caption of a view of which the first districts are drawn: that says so, and how many more there are."""
    not_drawn = selection.not_drawn(view.words, view, most)
    if not not_drawn:
        return made(view), view
    on_a_page = selection.not_drawn(view.words, view)  # more than here; the view speaks of them
    drawn = replace(view, notes=(*(n for n in view.notes if n not in on_a_page), *not_drawn))
    rest = selection.members(view) - most
    more = view.words.ngettext(
        "{n} more district is in the table as CSV or Excel.",
        "{n} more districts are in the table as CSV or Excel.",
        rest,
    )
    caption = made(drawn)
    return replace(
        caption, notes=(view.words.paragraph([*(n.text for n in not_drawn), more]), *caption.notes)
    ), drawn


def grid_of(table: Table) -> Grid:
    """A table as it is drawn in a picture."""
    return Grid(
        heads=tuple(c.name for c in table.columns),
        numeric=tuple(c.numeric for c in table.columns),
        rows=tuple(tuple(_field(c) for c in row) for row in table.rows),
        groups=table.groups,
    )


def _field(cell: Cell) -> Field:
    if isinstance(cell, Number):
        return Field(cell.text, shade=cell.shade)
    if isinstance(cell, Gap):
        return Field(cell.text, quiet=True)
    return Field(cell, quiet=cell == "–")


def _map(m: MapView, caption: Caption, theme: Theme, size: Size) -> PlotlyFigure:
    """The map in the room its caption leaves, which has the note that stands under a map elsewhere.

    Whose labels find no room is said with it.
    """
    found = panels_of(m.comparison, m.places, theme, *room_for(caption, theme, size))
    lacking = not_named_in(m.comparison, found, theme)
    if lacking:
        caption = replace(caption, notes=(theme.words.sentence(lacking), *caption.notes))
    room = room_for(caption, theme, size)
    figure = outline_map(m.comparison, m.places, m.outlines, theme, size=room)
    return captioned(figure, caption, theme, size, plot=room[1])


def _several(view: View, caption: Caption, theme: Theme, size: Size) -> PlotlyFigure:
    """Small charts in as few columns as let them keep their height; those that find no room are counted."""
    words = view.words
    room, height = room_for(caption, theme, size, MOST_TEXT)
    most = max(1, int((height - PANEL_TITLE - PANEL_GAP) / PANEL_ROW))
    not_drawn = tuple(n.text for n in selection.not_drawn(words, view, most))
    if not_drawn:
        most -= 1  # a line less, for the note
        not_drawn = tuple(n.text for n in selection.not_drawn(words, view, most))
        first = tuple(replace(c, judgement=_first(c.judgement, most)) for c in view.several)
        view = replace(view, several=first)
        caption = replace(caption, notes=(*not_drawn, *caption.notes))
    columns, shown = _columns(view, *room_for(caption, theme, size, MOST_TEXT))
    rest = len(view.several) - len(shown)
    if rest:
        caption = replace(caption, notes=(more_rows(words, rest), *caption.notes))
        columns, shown = _columns(view, *room_for(caption, theme, size, MOST_TEXT))
    room, height = room_for(caption, theme, size, MOST_TEXT)
    figure = several(shown, styles_of(view), theme, columns, room)
    plot = min(height, figure.layout.height * STRETCHED)
    return captioned(figure, caption, theme, size, plot=plot, most_text=MOST_TEXT)


def _first(judgement: Judgement, most: int) -> Judgement:
    return replace(judgement, compared=judgement.compared[:most])


def _columns(view: View, room: float, height: float) -> tuple[int, tuple[Comparison, ...]]:
    """In how many columns the comparisons stand, and how many of them find room."""
    least = max(NARROWEST, narrowest(view.several, Theme(view.words)))
    fitting = [n for n in COLUMNS if room / n >= least] or COLUMNS[:1]
    for columns in fitting:
        if sum(line_heights(view.several, columns)) <= height:
            return columns, view.several
    most = fitting[-1]
    heights = line_heights(view.several, most)
    lines = sum(sum(heights[: i + 1]) <= height for i in range(len(heights)))
    return most, view.several[: max(1, lines) * most]


def more_rows(words: Words, n: int) -> str:
    """What a picture leaves out, and where it is."""
    return words.ngettext(
        "{n} more row is in the table as CSV or Excel.",
        "{n} more rows are in the table as CSV or Excel.",
        n,
    )
