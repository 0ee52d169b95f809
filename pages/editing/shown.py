"""A change as people read it: before and after of the cells that differ, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.cells import CellError, parse
from data.columns import Column, Table
from data.contracts import BY_NAME
from data.violations import Violation
from data.workspace.merging import Cells, RowChange
from locales import Words
from pages.editing.options import Relations
from views.changes import table_name
from views.row_codes import code_name
from views.row_labels import column_label


class CellChange(NamedTuple):
    """One cell that differs; '' where it is empty."""

    column: str
    label: str
    before: str
    after: str


class ShownChange(NamedTuple):
    """A change of a row in words: of which table, which row, what differs, and where the row is read."""

    table: str
    row: str
    is_added: bool
    is_withdrawn: bool
    cells: tuple[CellChange, ...]


def shown_change(words: Words, change: RowChange, relations: Relations) -> ShownChange:
    """Return a change in words."""
    table = BY_NAME[change.key.table]
    return ShownChange(
        table_name(words, table.name),
        row_name(words, table, change.after or change.before or {}, relations),
        change.before is None,
        change.after is None,
        cell_changes(words, table, change.before, change.after, relations),
    )


def cell_changes(
    words: Words, table: Table, before: Cells | None, after: Cells | None, relations: Relations
) -> tuple[CellChange, ...]:
    """Return the cells that differ; all that are filled in where the row is new or gone."""
    found = []
    for column in table.columns:
        old, new = (cells or {} for cells in (before, after))
        if _value(column, old.get(column.name, "")) == _value(column, new.get(column.name, "")):
            continue
        label = column_label(words, table, column)
        texts = [cell_text(words, table, column, c.get(column.name, ""), relations) for c in (old, new)]
        found.append(CellChange(column.name, label, *texts))
    return tuple(found)


def cell_text(words: Words, table: Table, column: Column, cell: str, relations: Relations) -> str:
    """Return what stands in a cell, in words where it is a code or names a row."""
    if not cell:
        return ""
    if column.kind == "enum":
        return code_name(words, table, column, cell)
    if column.table:
        return words.enumerated(relations.name(column.table, item) for item in cell.split(";"))
    return cell


def in_lines(words: Words, violations: Sequence[Violation], most: int) -> str:
    """Return what is wrong with the facts in lines, the first so many."""
    return "\n".join(v.text(words.code) for v in violations[:most])


def row_name(words: Words, table: Table, cells: Cells, relations: Relations) -> str:
    """Return what a row is called: by its name, by what it is about, else by its key."""
    for stem in ("name", "title", "text"):
        if cells.get(f"{stem}_{words.code}"):
            return cells[f"{stem}_{words.code}"]
    about = [
        relations.name(table.column(name).table, cells[name])
        for name in ("task_id", "district_id", "metric_id", "unit_id")
        if name in table.column_names and cells.get(name)
    ]
    year = cells.get("period_end", "")[:4]
    if year.isascii() and year.isdecimal():
        about.append(words.year(int(year)))
    return words.remarks(about) or " + ".join(cells.get(name, "") for name in table.key)


def _value(column: Column, cell: str) -> object:
    try:
        return parse(column, cell)
    except CellError:
        return cell
