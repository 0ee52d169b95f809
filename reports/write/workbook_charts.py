"""Native charts of a workbook besides bars and lines: two years, two metrics; their data are the cells of the table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from charts.theme import styles_of
from reports.write.workbook import FONT
from views.table import Number, Table
from views.view import View

QUIET, GRID = "#59616B", "#E3E6EA"
EARLIER, LATER = "#BFC5CC", "#1F4E79"
_SMALL = {"name": FONT, "size": 9}
_TEXT = {"name": FONT, "size": 10}


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


def two_years(book: Any, sheet: str, view: View, table: Table, first: int, rows: int) -> Any:
    """Two bars a district, the earlier year pale, the later deep."""
    chart = empty_chart(book, "bar")
    last = first + rows - 1
    for column, colour in ((1, EARLIER), (2, LATER)):
        chart.add_series(
            {
                "name": table.columns[column].name,
                "categories": [sheet, first, 0, last, 0],
                "values": [sheet, first, column, last, column],
                "fill": {"color": colour},
                "data_labels": {"value": True, "font": _TEXT},
                "gap": 60,
            }
        )
    chart.set_y_axis({"reverse": True, "num_font": _TEXT, "line": {"color": QUIET}})
    chart.set_x_axis(_values(table, (1, 2), table.unit) | {"label_position": "high"})
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
                "marker": {
                    "type": "circle",
                    "size": 9,
                    "fill": {"color": colour},
                    "border": {"color": colour},
                },
                "data_labels": {"series_name": True, "value": False, "position": "above", "font": _TEXT},
            }
        )
    chart.set_x_axis(_values(table, (1,), table.columns[1].name))
    chart.set_y_axis(_values(table, (2,), table.columns[2].name))
    return chart


def _values(table: Table, columns: Sequence[int], name: str) -> dict[str, Any]:
    """An axis from zero on, unless figures are below it: a bar is as long as its figure."""
    cells = [row[i] for row in table.rows for i in columns]
    least = min((c.value for c in cells if isinstance(c, Number)), default=0.0)
    return {
        "min": 0 if least >= 0 else None,
        "name": name,
        "name_font": _SMALL | {"bold": False},
        "num_font": _SMALL,
        "num_format": "#,##0.##",
        "major_gridlines": {"visible": True, "line": {"color": GRID}},
        "line": {"color": QUIET},
    }
