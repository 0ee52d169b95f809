"""Native charts of a workbook besides bars and lines: two years, two metrics; their data are the cells of the table."""

from __future__ import annotations

from typing import Any

from reports.content import Block, Table
from reports.workbook import FONT

QUIET, GRID = "#59616B", "#E3E6EA"
EARLIER, LATER = "#BFC5CC", "#1F4E79"
_SMALL = {"name": FONT, "size": 9}
_TEXT = {"name": FONT, "size": 10}


def two_years(book: Any, sheet: str, block: Block, table: Table, first: int, rows: int) -> Any:
    """Two bars a district, the earlier year pale, the later deep."""
    chart = book.add_chart({"type": "bar"})
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
    chart.set_x_axis(_values(table.unit) | {"label_position": "high"})
    return chart


def points(book: Any, sheet: str, block: Block, table: Table, first: int, rows: int) -> Any:
    """A point a district with its name; each a series, so that it keeps its colour."""
    assert block.pair is not None
    chart = book.add_chart({"type": "scatter"})
    for i, district in enumerate(block.pair.district_ids[:rows]):
        colour = block.marks[district].colour
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
    chart.set_x_axis(_values(table.columns[1].name))
    chart.set_y_axis(_values(table.columns[2].name))
    return chart


def _values(name: str) -> dict[str, Any]:
    return {
        "name": name,
        "name_font": _SMALL | {"bold": False},
        "num_font": _SMALL,
        "num_format": "#,##0.##",
        "major_gridlines": {"visible": True, "line": {"color": GRID}},
        "line": {"color": QUIET},
    }
