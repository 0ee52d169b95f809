"""A view as a picture that can stand alone: its chart, or its table where it has none, in a fixed format."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from charts.captioned import Caption, captioned, room_for
from charts.captions import caption_of
from charts.grids import MOST_TEXT, Field, Grid, captioned_grid
from charts.multiples import multiples
from charts.outlines import not_named_in, outline_map, panels_of
from charts.plotly_figures import PlotlyFigure
from charts.several import line_heights, several
from charts.sizes import SIZES, Size, SizeName
from charts.theme import Theme, styles_of
from charts.view_chart import view_chart
from locales import Words
from queries.comparison import Comparison
from views import selection
from views.table import Cell, Gap, Number, Table
from views.view import MapView, View

#: How much of the height of a picture a chart over the years takes.
YEARS_HIGH = 0.6
#: How much of it rows of districts take, and how many pixels a row needs at least.
ROWS_HIGH, ROW = 0.4, 24
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
    most = round(s.height * ROWS_HIGH / ROW)
    not_drawn = selection.not_drawn(view.words, view, most) if view.is_chart else []
    if not_drawn:  # fewer than on a page, which the view speaks of
        on_a_page = selection.not_drawn(view.words, view)
        view = replace(view, notes=(*(n for n in view.notes if n not in on_a_page), *not_drawn))
    caption = caption_of(view, data_version, released_on, details=details)
    caption = replace(caption, notes=(*(n.text for n in not_drawn), *caption.notes))
    if view.several and view.spec.kind == "metrics":
        return _several(view, caption, theme, s)
    if view.map is not None and view.map.has_shapes:
        return _map(view.map, caption, theme, s)
    if view.trend is not None and view.trend.series and chart != "one":
        figure = multiples(view.trend, styles_of(view), theme, shared=chart == "shared", most=most)
    else:
        figure = view_chart(view, theme, round(s.height * YEARS_HIGH), most)
    if figure is not None:
        return captioned(figure, caption, theme, s)
    if view.table is None or not view.table.rows:
        return None
    more = partial(more_rows, view.words)
    return captioned_grid(grid_of(view.table), caption, theme, s, more)


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
    columns, shown = _columns(view, *room_for(caption, theme, size, MOST_TEXT))
    rest = len(view.several) - len(shown)
    if rest:
        caption = replace(caption, notes=(*caption.notes, more_rows(words, rest)))
        columns, shown = _columns(view, *room_for(caption, theme, size, MOST_TEXT))
    room, height = room_for(caption, theme, size, MOST_TEXT)
    figure = several(shown, styles_of(view), theme, columns, room)
    plot = min(height, figure.layout.height * 1.25)
    return captioned(figure, caption, theme, size, plot=plot, most_text=MOST_TEXT)


def _columns(view: View, room: float, height: float) -> tuple[int, tuple[Comparison, ...]]:
    """In how many columns the comparisons stand, and how many of them find room."""
    fitting = [n for n in COLUMNS if room / n >= NARROWEST]
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
