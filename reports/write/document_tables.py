"""Tables of documents: three lines, a head that repeats on every page, columns that break no figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml.ns import qn

from charts.colour_steps import shaded
from reports.write.document_columns import widths
from reports.write.document_parts import element, printable
from views.table import Cell, Column, Number, Table, shown

#: Width of the text of an official document in points: A4 less margins of 28 and 26 mm.
TEXT_WIDTH = 442.2
#: A table of so few rows is not divided between pages.
TOGETHER = 14
#: The longest description of a table for those who cannot see it.
LONGEST = 500


def add_table(document: Any, table: Table, size: float, description: str) -> None:
    """Add a table at the end of a document; its text has the size of the style of tables."""
    wide = [round(w * 20) for w in widths(table, size, TEXT_WIDTH)]
    is_kept = 1 + len(table.rows) + len(table.groups) <= TOGETHER
    made = element(
        "tbl",
        _properties(table, description, sum(wide)),
        element("tblGrid", *(element("gridCol", w=str(w)) for w in wide)),
        _head(table.columns, wide),
    )
    for i, row in enumerate(table.rows):
        if i in table.groups:
            made.append(_group(table.groups[i], wide))
        made.append(_row(row, table.columns, wide, is_kept=is_kept and i < len(table.rows) - 1))
    document.element.body.insert_element_before(made, "w:sectPr")


def _properties(table: Table, description: str, wide: int) -> Any:
    """In the order of the schema; Word refuses files where it is broken."""
    return element(
        "tblPr",
        element("tblStyle", val="ThreeLines"),
        element("tblW", w=str(wide), type="dxa"),
        element("tblLayout", type="fixed"),
        element(
            "tblLook",
            val="0020",
            firstRow="1",
            lastRow="0",
            firstColumn="0",
            lastColumn="0",
            noHBand="1",
            noVBand="1",
        ),
        element("tblCaption", val=printable(table.title)[:LONGEST]),
        element("tblDescription", val=printable(description)[:LONGEST]),
    )


def _head(columns: Sequence[Column], wide: Sequence[int]) -> Any:
    cells = (_cell(c.name, f"TableHead{_side(c, j)}", wide[j]) for j, c in enumerate(columns))
    return element("tr", element("trPr", element("cantSplit"), element("tblHeader")), *cells)


def _row(row: Sequence[Cell], columns: Sequence[Column], wide: Sequence[int], *, is_kept: bool) -> Any:
    made = element("tr", element("trPr", element("cantSplit")))
    for j, (value, column) in enumerate(zip(row, columns, strict=True)):
        fill = shaded(value.shade) if isinstance(value, Number) and value.shade is not None else ""
        style = f"Table{_side(column, j) or 'Text'}"
        made.append(_cell(shown(value), style, wide[j], fill=fill, is_kept=is_kept))
    return made


def _group(text: str, wide: Sequence[int]) -> Any:
    """A heading across the table, which stays with the row after it."""
    cell = _cell(text, "TableGroup", sum(wide), span=len(wide))
    return element("tr", element("trPr", element("cantSplit")), cell)


def _side(column: Column, place: int) -> str:
    """Numbers to the right, short words in the middle, the first column and long texts to the left."""
    if column.numeric:
        return "Number"
    return "Centre" if place > 0 and column.weight <= 1 else ""


def _cell(text: str, style: str, wide: int, *, fill: str = "", span: int = 1, is_kept: bool = False) -> Any:
    properties = element("tcPr", element("tcW", w=str(wide), type="dxa"))
    if span > 1:
        properties.append(element("gridSpan", val=str(span)))
    if fill:  # a figure that is shaded within its row
        properties.append(element("shd", val="clear", color="auto", fill=fill.lstrip("#")))
    form = element("pPr", element("pStyle", val=style))
    if is_kept:
        form.append(element("keepNext"))
    paragraph = element("p", form)
    for n, line in enumerate(printable(text).split("\n")):
        content = element("t")
        content.text = line
        content.set(qn("xml:space"), "preserve")
        paragraph.append(element("r", *((element("br"),) if n else ()), content))
    return element("tc", properties, paragraph)
