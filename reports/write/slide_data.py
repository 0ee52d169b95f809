"""The data of native charts on slides: what PowerPoint opens at “Edit data” holds every name as text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import xlsxwriter
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.oxml.ns import qn

from reports.write.workbook import OPTIONS

#: The elements of a chart that name an axis.
_AXIS_IDS = (qn("c:axId"), qn("c:crossAx"))


def category_data(number_format: str) -> Any:
    """Figures by category, for bars and lines."""
    return _texts_stay_texts(CategoryChartData(number_format=number_format))


def point_data() -> Any:
    """Pairs of figures, for scatters."""
    return _texts_stay_texts(XyChartData())


def _texts_stay_texts(data: Any) -> Any:
    """In the embedded workbook a name that begins with = or http:// is neither formula nor link."""
    data._workbook_writer._open_worksheet = _new_workbook
    return data


@contextmanager
def _new_workbook(file: Any) -> Iterator[tuple[Any, Any]]:
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        yield book, book.add_worksheet()


def number_axes(chart_space: Any) -> None:
    """Give the axes of a chart ids from 1 on: those of python-pptx are negative, the schema wants unsigned ones."""
    numbers: dict[str, str] = {}
    for element in chart_space.iter(*_AXIS_IDS):
        element.set("val", numbers.setdefault(element.get("val"), str(len(numbers) + 1)))
