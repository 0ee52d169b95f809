"""Where the tables of a document differ from the form they are: rows and columns it has more, and has not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from data.violations import Reason
from intake.document import Document
from intake.forms.grid import Grid, GridCell
from intake.forms.labels import compact, label_key
from intake.forms.matching import FormTables
from intake.forms.registry import FormCell
from intake.forms.sums import EXACT_FORMATS
from intake.forms.values import read_value
from intake.proposal import Check

#: So many labels are named; the others are counted.
_NAMED = 6
#: What is longer is a note and no label.
_LONGEST = 40
_KINDS = (
    ("多出的行：{names}", "rows it has more: {names}"),
    ("多出的列：{names}", "columns it has more: {names}"),
    ("缺少的行：{names}", "rows it has not: {names}"),
    ("缺少的列：{names}", "columns it has not: {names}"),
)


def difference(
    title: str, form_tables: FormTables, document: Document
) -> tuple[Check | None, frozenset[str]]:
    """Return what says how a table differs from the form, None where it does not; and the paths that it lacks so.

    A row or column is lacking where its label stands nowhere in the tables; where it does, its cells were not found.
    """
    grids = [grid for grid in form_tables.grids if _is_of(title, grid, form_tables)]
    cells = [cell for cell in form_tables.form.cells if cell.table == title]
    missing = [cell for cell in cells if cell.path not in form_tables.cells]
    written = [label_key(cell.text) for grid in form_tables.grids for cell in grid.cells]
    rows = list(_lacking(cells, missing, written, "row"))
    columns = list(_lacking(cells, missing, written, "column"))
    lacking = frozenset(cell.path for _, group in (*rows, *columns) for cell in group)
    found = (
        [name for grid in grids for name in _more_rows(grid)],
        [name for grid in grids for name in _more_columns(grid)],
        [label for label, _ in rows],
        [label for label, _ in columns],
    )
    if not any(found):
        return None, lacking
    zh = "；".join(
        kind[0].format(names=_names(names, "、")) for kind, names in zip(_KINDS, found, strict=True) if names
    )
    en = "; ".join(
        kind[1].format(names=_names(names, ", ")) for kind, names in zip(_KINDS, found, strict=True) if names
    )
    check = Check(
        f"{form_tables.form.form_id}:{title[0]}/form",
        "source_wrong" if document.format in EXACT_FORMATS else "cannot_tell",
        Reason(
            f"“{title}”的表格与{form_tables.form.name_zh}不同：{zh}。格式以外的数字未按表样识读，缺少的不作零处理。",
            f"Table {title[0]} differs from the {form_tables.form.name_en}: {en}. What the form does not have was not "
            "read as part of it, and what is lacking is not zero.",
        ),
        tuple(table.address for grid in grids for table in grid.tables),
    )
    return check, lacking


def _is_of(title: str, grid: Grid, form_tables: FormTables) -> bool:
    places = {one.place.address for one in form_tables.cells.values() if one.cell.table == title}
    return any(source.address in places for cell in grid.cells for source in cell.sources)


def _lacking(
    cells: Sequence[FormCell], missing: Sequence[FormCell], written: Sequence[str], axis: str
) -> Iterator[tuple[str, list[FormCell]]]:
    """Yield the rows or columns of which nothing was found and whose label stands nowhere, with their cells."""
    groups: dict[tuple[str, str], list[FormCell]] = {}
    for cell in cells:
        groups.setdefault((cell.block, getattr(cell, axis)), []).append(cell)
    lost = {cell.path for cell in missing}
    for (_, label), group in groups.items():
        leaf = getattr(group[0], f"{axis}_leaf")
        is_lost = all(cell.path in lost for cell in group) and len(group) < len(cells)
        if label and is_lost and not any(leaf in key for key in written):
            yield label.rsplit("/", 1)[-1], group


def _more_rows(grid: Grid) -> Iterator[str]:
    for row in range(1, grid.rows + 1):
        figures = [cell for cell in grid.cells if cell.row == row and _is_number(cell)]
        if figures:
            left = [grid.at(row, column) for column in range(figures[0].column - 1, 0, -1)]
            yield from _unknown(grid, left)


def _more_columns(grid: Grid) -> Iterator[str]:
    for column in range(1, grid.columns + 1):
        figures = [cell for cell in grid.cells if cell.column == column and _is_number(cell)]
        if figures:
            first = min(cell.row for cell in figures)
            yield from _unknown(grid, [grid.at(row, column) for row in range(first - 1, 0, -1)])


def _unknown(grid: Grid, heads: Iterable[GridCell | None]) -> Iterator[str]:
    """Yield the nearest head where the form does not have it."""
    nearest = next((cell for cell in heads if cell and cell.text.strip() and not _is_number(cell)), None)
    if nearest is None or grid.label(nearest) or read_value(nearest.text).kind != "unreadable":
        return
    if label_key(nearest.text) and len(compact(nearest.text)) <= _LONGEST:
        yield compact(nearest.text)


def _is_number(cell: GridCell) -> bool:
    return read_value(cell.text).kind == "number"


def _names(names: Sequence[str], between: str) -> str:
    said = list(dict.fromkeys(names))
    more = f" … ({len(said)})" if len(said) > _NAMED else ""
    return between.join(said[:_NAMED]) + more
