"""Native charts of a workbook; their data are the cells of the table, or cells beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from charts.theme import GREY, styles_of
from queries.trend import Trend
from reports.write.workbook import FONT
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
        _bar_series(sheet, view.name, first, rows, at, GREY["light"])
        | {"points": [{"fill": {"color": c}} for c in _colours(view)[:rows]]}
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


def _colours(view: View) -> list[str]:
    c = view.judged
    if c is None:
        return []
    drawn = [f for f in c.judgement.figures if not c.shown or f.observation.district_id in c.shown]
    return [
        styles_of(view)[o.district_id].colour if f.compared and o is f.observation else GREY["light"]
        for f in drawn
        for o in (f.observation, *f.conflicts)
    ]


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
            }
        )
    words = view.words
    chart.show_blanks_as("gap")
    chart.set_x_axis(_NAMES)
    turned = {"name_font": _TITLE | {"rotation": words.language.axis_rotation}}
    chart.set_y_axis(_axis(words.unit(t.metric)) | turned | {"num_format": "#,##0", "line": {"none": True}})
    return chart


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
