"""A block as a picture that can stand alone: its chart, or its table where it has none, in a fixed format."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from charts.captioned import Caption, captioned, room_for
from charts.captions import caption_of
from charts.grids import MOST_TEXT, Field, Grid, captioned_grid
from charts.look import Look, marks_of
from charts.multiples import multiples
from charts.outlines import outline_map
from charts.plotly_figures import PlotlyFigure
from charts.several import line_heights, several
from charts.sizes import SIZES, Size, SizeName
from charts.view_chart import view_chart
from locales import Words
from queries.comparison import Comparison
from views.table import Cell, Gap, Number, Table
from views.view import View

#: How much of the height of a picture a chart over the years takes.
YEARS_HIGH = 0.6
#: In how many columns small charts may stand, and the fewest pixels of one.
COLUMNS, NARROWEST = (2, 3, 4), 200


def laid_out(
    block: View,
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
    look, s = Look(block.words), SIZES[size]
    caption = caption_of(block, data_version, released_on, details=details)
    if block.several and block.spec.kind == "metrics":
        return _several(block, caption, look, s)
    if block.map is not None and any(p.shape for p in block.map.places):
        m = block.map  # the caption has the note that stands under a map elsewhere
        return captioned(outline_map(m.comparison, m.places, m.outlines, look), caption, look, s)
    if block.trend is not None and block.trend.series and chart != "one":
        figure = multiples(block.trend, marks_of(block), look, shared=chart == "shared")
    else:
        figure = view_chart(block, look, round(s.height * YEARS_HIGH))
    if figure is not None:
        return captioned(figure, caption, look, s)
    if block.table is None or not block.table.rows:
        return None
    more = partial(more_rows, block.words)
    return captioned_grid(grid_of(block.table), caption, look, s, more)


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


def _several(block: View, caption: Caption, look: Look, size: Size) -> PlotlyFigure:
    """Small charts in as few columns as let them keep their height; those that find no room are counted."""
    words = block.words
    columns, shown = _columns(block, *room_for(caption, look, size, MOST_TEXT))
    rest = len(block.several) - len(shown)
    if rest:
        caption = replace(caption, notes=(*caption.notes, more_rows(words, rest)))
        columns, shown = _columns(block, *room_for(caption, look, size, MOST_TEXT))
    room, height = room_for(caption, look, size, MOST_TEXT)
    figure = several(shown, marks_of(block), look, columns, room)
    plot = min(height, figure.layout.height * 1.25)
    return captioned(figure, caption, look, size, plot=plot, most_text=MOST_TEXT)


def _columns(block: View, room: float, height: float) -> tuple[int, tuple[Comparison, ...]]:
    """In how many columns the comparisons stand, and how many of them find room."""
    fitting = [n for n in COLUMNS if room / n >= NARROWEST]
    for columns in fitting:
        if sum(line_heights(block.several, columns)) <= height:
            return columns, block.several
    most = fitting[-1]
    heights = line_heights(block.several, most)
    lines = sum(sum(heights[: i + 1]) <= height for i in range(len(heights)))
    return most, block.several[: max(1, lines) * most]


def more_rows(words: Words, n: int) -> str:
    """What a picture leaves out, and where it is."""
    return words.ngettext(
        "{n} more row is in the table as CSV or Excel.",
        "{n} more rows are in the table as CSV or Excel.",
        n,
    )
