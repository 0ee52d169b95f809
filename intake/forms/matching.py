"""Which cell of a document is which cell of a form: by the labels of its row and column, never by its position."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from intake.document import Cell, Document, Table
from intake.forms.grid import Grid, GridCell, continued, grid_of
from intake.forms.registry import Form, FormCell, vocabulary
from intake.forms.values import CellValue, read_value


class FoundCell(NamedTuple):
    """A cell of a form in a document: where it stands and what it says."""

    cell: FormCell
    place: Cell
    value: CellValue
    #: The label of its row as it stands in the document, for quoting.
    label_zh: str


class FormTables(NamedTuple):
    """A form as found in a document."""

    form: Form
    cells: Mapping[str, FoundCell]
    #: Paths that stand in the document more than once with different figures.
    repeated: tuple[str, ...]
    grids: tuple[Grid, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """Return the tables it stands in."""
        return tuple(table for grid in self.grids for table in grid.tables)

    @property
    def missing(self) -> tuple[FormCell, ...]:
        """Return the cells of the form that the document does not have, or that were not found."""
        return tuple(cell for cell in self.form.cells if cell.path not in self.cells)


def find_form(document: Document, form: Form) -> FormTables:
    """Return the cells of a form that a document has; none where it has no such tables."""
    cells: dict[str, FoundCell] = {}
    repeated: list[str] = []
    grids: list[Grid] = []
    for grid in _grids(document, form):
        found = _cells_of(grid, form)
        if not _is_of_form(found):
            continue
        grids.append(grid)
        for one in found:
            before = cells.get(one.cell.path)
            if before is None or before.value.kind == "empty":
                cells[one.cell.path] = one
            elif one.value.kind != "empty" and before.value[:2] != one.value[:2]:
                repeated.append(one.cell.path)
    return FormTables(form, cells, tuple(dict.fromkeys(repeated)), tuple(grids))


def _is_of_form(found: list[FoundCell]) -> bool:
    # A single label in common, such as 行政处罚, makes no form.
    return len(found) >= 2 or any(one.cell.row and one.cell.block for one in found)


def _grids(document: Document, form: Form) -> Iterator[Grid]:
    """Yield the tables, those joined that go on over a page break without repeating their heads."""
    known = vocabulary(form).knows
    before: Grid | None = None
    for table in document.tables:
        grid = grid_of(document, table, known)
        if before is not None and _continues(before, grid, form):
            before = continued(before, grid, known, lambda key: key in _row_leaves(form))
            continue
        if before is not None:
            yield before
        before = grid
    if before is not None:
        yield before


def _continues(before: Grid, grid: Grid, form: Form) -> bool:
    """Return whether a table has labels of rows, no heads of its own, and the columns of the one before."""
    if grid.columns != before.columns or not any(grid.label(cell) for cell in grid.cells):
        return False
    return not _cells_of(grid, form)


@lru_cache(maxsize=8)
def _row_leaves(form: Form) -> frozenset[str]:
    return frozenset(cell.row_leaf for cell in form.cells if cell.row)


def _cells_of(grid: Grid, form: Form) -> list[FoundCell]:
    """Return the cells of a grid that the form has: upright, or with rows and columns exchanged."""
    upright, transposed = [], []
    for cell in grid.cells:
        if grid.label(cell):
            continue
        left, above = grid.labels_left(cell), grid.labels_above(cell)
        if expected := _expected(form, left, above):
            upright.append(_found(expected, cell, grid))
        if expected := _expected(form, above, left):
            transposed.append(_found(expected, cell, grid))
    return max(upright, transposed, key=len)


def _found(expected: FormCell, cell: GridCell, grid: Grid) -> FoundCell:
    source = next((one for one in cell.sources if one.end > one.start), cell.sources[0])
    row = [grid.at(cell.row, column) for column in range(cell.column - 1, 0, -1)]
    label = next((one.text for one in row if one and grid.label(one)), "")
    return FoundCell(expected, source, read_value(cell.text), "".join(label.split()))


@lru_cache(maxsize=4096)
def _expected(form: Form, rows: tuple[str, ...], columns: tuple[str, ...]) -> FormCell | None:
    """Return the cell that has these labels, outermost first; None where none has them, or several."""
    row, column = "".join(rows), "".join(columns)
    if not column:
        return None
    cells = [cell for cell in form.cells if bool(cell.row) == bool(row)]
    fit = [
        c for c in cells if _fits(row, c.row_key, c.row_leaf) and _fits(column, c.column_key, c.column_leaf)
    ]
    if not fit and rows and not _row_leaves(form) & set(columns):
        fit = [c for c in cells if rows[-1] == c.row_leaf and columns[-1] == c.column_leaf]
    return fit[0] if len(fit) == 1 else None


def _fits(found: str, expected: str, leaf: str) -> bool:
    """Return whether labels agree: some of the outer ones may be missing or more, the innermost must stand."""
    if not expected:
        return True
    return found.endswith(leaf) and (found.endswith(expected) or expected.endswith(found))
