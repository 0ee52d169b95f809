"""Yearly tables of enforcement statistics (行政处罚、行政许可、行政强制实施情况统计表), with varying columns.

Columns are known by their labels (`national/enforcement_statistics.csv`); rows are offices, and one may be the total.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from data.violations import Reason
from intake.document import Document, Table
from intake.forms.cell_proposals import Figure, proposal_of
from intake.forms.found import FormFound
from intake.forms.grid import Grid, GridCell, grid_of
from intake.forms.labels import label_key, unit_in_label
from intake.forms.registry import rows_of
from intake.forms.statistics_sums import StatisticsRow, sums_of_rows
from intake.forms.sums import Evidence, Sum, checks_of_sums, with_checks
from intake.forms.values import CellValue, looks_like_value, read_value
from intake.proposal import Check, DocumentFacts, Period, Proposal, Scope
from intake.unit_kinds import factor

FORM_ID = "enforcement_statistics"
NAME = Reason("行政执法统计年报", "Yearly statistics on administrative enforcement")
#: Fewer columns known than this make no such table.
_FEWEST = 3
TOTAL = label_key("合计")


class Column(NamedTuple):
    """What a column counts."""

    table: str
    label: str
    metric_id: str
    unit_zh: str
    role: str


class Entry(NamedTuple):
    """A figure of a table: of which office ('' where the table names none), in which column."""

    office: str
    column: Column
    unit_zh: str
    cell: GridCell


class StatisticsFound(NamedTuple):
    """The figures of such tables, and the tables."""

    form: FormFound
    tables: tuple[Table, ...]


def statistics_found(
    document: Document, facts: DocumentFacts, taken: tuple[Table, ...]
) -> StatisticsFound | None:
    """Return what tables of enforcement statistics say, but for those taken; None where there are none."""
    proposals: list[Proposal] = []
    checks: list[Check] = []
    tables: list[Table] = []
    for table in document.tables:
        columns = {} if table in taken else _columns_of(document, table)
        if not columns:
            continue
        grid = grid_of(document, table, columns.__contains__)
        entries = list(_entries(grid, columns))
        tables.append(table)
        sums = list(_sums(entries))
        of_table = _checks(entries, sums, document)
        proposals += with_checks(_proposals(entries, document, facts), sums, of_table)
        checks += of_table
    if not tables:
        return None
    proposals.sort(key=lambda p: not p.candidates)
    form = FormFound(FORM_ID, NAME.zh, NAME.en, None, len(proposals), tuple(proposals), tuple(checks))
    return StatisticsFound(form, tuple(tables))


@lru_cache(maxsize=1)
def _known() -> Mapping[str, Mapping[str, Column]]:
    """Return the columns by the name of their table and their label, as it is compared."""
    found: dict[str, dict[str, Column]] = {}
    for row in rows_of(FORM_ID):
        column = Column(row["table"], row["label"], row["metric_id"], row["unit_zh"], row["role"])
        for label in (row["label"], *filter(None, row["also"].split("|"))):
            found.setdefault(row["table"], {})[label_key(label)] = column
    return found


def _columns_of(document: Document, table: Table) -> Mapping[str, Column]:
    """Return the columns of the kind of table that this one is; none where it is no such table."""
    keys = {label_key(document.of(cell)) for cell in table.cells} - {"", TOTAL}
    best = max(_known().values(), key=lambda columns: len(keys & columns.keys()))
    return best if len({best[key] for key in keys & best.keys()}) >= _FEWEST else {}


def _entries(grid: Grid, columns: Mapping[str, Column]) -> Iterator[Entry]:
    upright, transposed = [], []
    for cell in grid.cells:
        if grid.label(cell) or not looks_like_value(cell.text):
            continue
        if above := grid.heads_above(cell):
            upright.append(_entry(grid, cell, above[-1], columns, (-1, 0)))
        if left := grid.heads_left(cell):
            transposed.append(_entry(grid, cell, left[-1], columns, (0, -1)))
    yield from max(upright, transposed, key=lambda entries: len({entry.column for entry in entries}))


def _entry(
    grid: Grid, cell: GridCell, head: GridCell, columns: Mapping[str, Column], outward: tuple[int, int]
) -> Entry:
    column = columns[grid.label(head)]
    heads = [head, *_beside(grid, head, outward)]
    unit = next((unit for one in heads if (unit := unit_in_label(one.text))), column.unit_zh)
    return Entry(_office(grid, cell, (outward[1], outward[0])), column, unit, cell)


def _beside(grid: Grid, cell: GridCell, step: tuple[int, int]) -> Iterator[GridCell]:
    """Yield the cells from one to the edge of the table."""
    row, column = cell.row + step[0], cell.column + step[1]
    while row >= 1 and column >= 1:
        if beside := grid.at(row, column):
            yield beside
        row, column = row + step[0], column + step[1]


def _office(grid: Grid, cell: GridCell, step: tuple[int, int]) -> str:
    """Return the name of the row or column: the nearest text beside it that is no figure."""
    for beside in _beside(grid, cell, step):
        if beside.text.strip() and not looks_like_value(beside.text):
            return "".join(beside.text.split()) if grid.label(beside) in ("", TOTAL) else ""
    return ""


def _proposals(
    entries: list[Entry], document: Document, facts: DocumentFacts
) -> Iterator[tuple[str, Proposal]]:
    offices = {entry.office for entry in entries}
    for entry in entries:
        value = read_value(entry.cell.text)
        if value.number is not None:
            whole = len(offices) == 1 or label_key(entry.office) in ("", TOTAL)
            found = proposal_of(_figure(entry, whole), value.number, document, facts, NAME)
            yield path_of(entry), replace(found, period=_reported(facts)) if facts.period_start else found


def _reported(facts: DocumentFacts) -> Period:
    whole = (facts.period_start[4:], facts.period_end) == ("-01-01", f"{facts.period_start[:4]}-12-31")
    return Period(facts.period_start, facts.period_end, "year" if whole else "part_year")


def _figure(entry: Entry, whole: bool) -> Figure:
    scope: Scope | None = None if whole else "department"
    return Figure(
        path=path_of(entry),
        label=" · ".join(filter(None, (f"{entry.column.table}实施情况", entry.column.label, entry.office))),
        row_label=entry.column.label,
        section=f"{entry.column.table}实施情况统计表",
        metric_id=entry.column.metric_id,
        unit_zh=entry.unit_zh,
        period="year",
        place=entry.cell.sources[0],
        value=read_value(entry.cell.text),
        scope=scope,
        scope_name_zh="" if whole else entry.office,
    )


def path_of(entry: Entry) -> str:
    """Return the path of a figure: table, office and column."""
    return f"{FORM_ID}:" + "/".join(filter(None, (entry.column.table, entry.office, entry.column.label)))


def _sums(entries: list[Entry]) -> Iterator[Sum]:
    rows: dict[str, StatisticsRow] = {}
    for entry in entries:
        is_total = label_key(entry.office) == TOTAL
        row = rows.setdefault(entry.office, StatisticsRow(entry.office, is_total, {}))
        row.paths.setdefault((entry.column.role, entry.column.label), path_of(entry))
    if entries:
        yield from sums_of_rows(f"{FORM_ID}:{entries[0].column.table}", list(rows.values()))


def _checks(entries: list[Entry], sums: list[Sum], document: Document) -> tuple[Check, ...]:
    values = {path_of(entry): _in_unit_of_head(entry) for entry in entries}
    places = {path_of(entry): entry.cell.sources[0].address for entry in entries}
    return checks_of_sums(sums, Evidence(values, places), document.format)


def _in_unit_of_head(entry: Entry) -> CellValue:
    """Return what a cell says, in the unit of its column: sums compare, they propose nothing."""
    value = read_value(entry.cell.text)
    by = factor(value.unit_zh, entry.unit_zh) if value.unit_zh else None
    return value if by is None or value.number is None else value._replace(number=value.number * by)
