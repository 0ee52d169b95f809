"""Native charts of a workbook; their data are the cells of the table, or cells beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from charts.theme import GREY, styles_of
from queries.records import Observation
from queries.trend import Series, Trend
from reports.write.row_sheet import FONT
from views.table import Cell, Number, Table
from views.view import View

QUIET, GRID = "#59616B", "#E3E6EA"
EARLIER, LATER = "#BFC5CC", "#1F4E79"
_SMALL = {"name": FONT, "size": 9}
_TITLE = _SMALL | {"bold": False}
_TEXT = {"name": FONT, "size": 10}
#: An axis of names.
_NAMES = {"num_font": _TEXT, "line": {"color": QUIET}}


def empty_chart(book: Any, kind: str) -> Any:
    """A chart of a kind whose titles and names are texts.

    XlsxWriter takes a text like `Go!A1` for the address of a cell; an address is given as a list here.
    """
    chart = book.add_chart({"type": kind})
    addressed = chart._process_names
    chart._process_names = lambda name, formula: (
        addressed(name, formula) if isinstance(name, list) else (name, formula)
    )
    return chart


def bars(book: Any, sheet: str, view: View, table: Table, first: int, rows: int, at: int) -> Any:
    """The figures of a column as bars, the first on top; those beside the order are grey."""
    chart = empty_chart(book, "bar")
    chart.add_series(
        _bar_series(sheet, view.name, first, rows, at, GREY["light"]) | {"points": _bar_points(view)[:rows]}
    )
    chart.set_y_axis(_NAMES | {"reverse": True})
    place = {"num_format": "#,##0", "line": {"none": True}, "label_position": "high"}
    chart.set_x_axis(_values(table.rows[:rows], (at,), table.unit) | place)
    return chart


def _bar_series(sheet: str, name: str, first: int, rows: int, column: int, colour: str) -> dict[str, Any]:
    last = first + rows - 1
    return {
        "name": name,
        "categories": [sheet, first, 0, last, 0],
        "values": [sheet, first, column, last, column],
        "fill": {"color": colour},
        "data_labels": {"value": True, "font": _TEXT},
        "gap": 60,
    }


def _bar_points(view: View) -> list[dict[str, Any]]:
    """How each bar is drawn: grey beside the order, hollow where the figure is a bound or a forecast."""
    c = view.judged
    if c is None:
        return []
    drawn = [f for f in c.judgement.figures if not c.shown or f.observation.district_id in c.shown]
    return [
        _area(
            styles_of(view)[o.district_id].colour if f.compared and o is f.observation else GREY["light"],
            is_hollow=is_hollow(o),
        )
        for f in drawn
        for o in (f.observation, *f.conflicts)
    ]


def is_hollow(o: Observation) -> bool:
    """Whether a figure is drawn hollow: one that is only a bound, or that was not yet counted."""
    return o.qualifier in ("at_least", "at_most") or o.status == "estimate"


def _area(colour: str, *, is_hollow: bool) -> dict[str, Any]:
    fill = {"color": "#FFFFFF"} if is_hollow else {"color": colour}
    return {"fill": fill, "border": {"color": colour, "width": 1.5}}


def lines(book: Any, sheet: str, view: View, t: Trend, corner: tuple[int, int], years: int) -> Any:
    """A line a district over cells that begin at a corner: names above the columns, years before the rows."""
    top, left = corner
    first, last = top + 1, top + years
    chart = empty_chart(book, "line")
    for column, x in enumerate((x for x in t.series if x.main), start=left + 1):
        colour = styles_of(view)[x.district.district_id].colour
        chart.add_series(
            {
                "name": [sheet, top, column],
                "categories": [sheet, first, left, last, left],
                "values": [sheet, first, column, last, column],
                "line": {"color": colour, "width": 2},
                "marker": _marker(colour, 6),
                "points": _line_points(x, colour, years, t),
            }
        )
    words = view.words
    chart.show_blanks_as("gap")
    chart.set_x_axis(_NAMES)
    turned = {"name_font": _TITLE | {"rotation": words.language.axis_rotation}}
    chart.set_y_axis(_axis(words.unit(t.metric)) | turned | {"num_format": "#,##0", "line": {"none": True}})
    return chart


def _line_points(s: Series, colour: str, years: int, t: Trend) -> list[dict[str, Any] | None]:
    """Hollow marks for the bounds and forecasts of a line, by the rows that its years have."""
    first = min(o.year for x in t.series for o in x.main)
    points: list[dict[str, Any] | None] = [None] * years
    for o in s.main:
        if is_hollow(o):
            points[o.year - first] = _area(colour, is_hollow=True)
    return points


def _marker(colour: str, size: int) -> dict[str, Any]:
    return {"type": "circle", "size": size, "fill": {"color": colour}, "border": {"color": colour}}


def two_years(book: Any, sheet: str, table: Table, first: int, rows: int) -> Any:
    """Two bars a district, the earlier year pale, the later deep."""
    chart = empty_chart(book, "bar")
    for column, colour in ((1, EARLIER), (2, LATER)):
        chart.add_series(_bar_series(sheet, table.columns[column].name, first, rows, column, colour))
    chart.set_y_axis(_NAMES | {"reverse": True})
    chart.set_x_axis(_values(table.rows, (1, 2), table.unit) | {"label_position": "high"})
    return chart


def points(book: Any, sheet: str, view: View, table: Table, first: int, rows: int) -> Any:
    """A point a district with its name; each a series, so that it keeps its colour."""
    assert view.pair is not None
    chart = empty_chart(book, "scatter")
    for i, district in enumerate(view.pair.district_ids[:rows]):
        colour = styles_of(view)[district].colour
        chart.add_series(
            {
                "name": [sheet, first + i, 0],
                "categories": [sheet, first + i, 1, first + i, 1],
                "values": [sheet, first + i, 2, first + i, 2],
                "marker": _marker(colour, 9),
                "data_labels": {"series_name": True, "value": False, "position": "above", "font": _TEXT},
            }
        )
    chart.set_x_axis(_values(table.rows, (1,), table.columns[1].name))
    chart.set_y_axis(_values(table.rows, (2,), table.columns[2].name))
    return chart


def _values(rows: Sequence[Sequence[Cell]], columns: Sequence[int], name: str) -> dict[str, Any]:
    """An axis from zero on, unless figures are below it: a bar is as long as its figure."""
    cells = [row[i] for row in rows for i in columns]
    least = min((c.value for c in cells if isinstance(c, Number)), default=0.0)
    return {"min": 0 if least >= 0 else None} | _axis(name)


def _axis(name: str) -> dict[str, Any]:
    """An axis of figures."""
    return {
        "name": name,
        "name_font": _TITLE,
        "num_font": _SMALL,
        "num_format": "#,##0.##",
        "major_gridlines": {"visible": True, "line": {"color": GRID}},
        "line": {"color": QUIET},
    }
