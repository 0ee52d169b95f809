"""Which row an address of `/edit` names, and what is to be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from data.columns import Table
from data.contracts import BY_NAME, TABLES
from data.workspace.changes import NOT_EDITED
from data.workspace.merging import Cells, RowKey
from data.workspace.preview import row_with
from pages.accounts.forms import carried

#: Tables whose rows can be edited.
EDITED = tuple(table for table in TABLES if table.name not in NOT_EDITED)
#: What a new row is unless the address says otherwise.
DEFAULTS: Mapping[str, Cells] = {
    "observations": {
        "period_basis": "year",
        "qualifier": "exact",
        "status": "actual",
        "scope": "district",
    },
    "documents": {"final_accounts": "no", "reliability": "official"},
    "doubts": {"severity": "caution", "bars": "none"},
    "metrics": {"better": "neutral", "per_capita": "no", "share": "no"},
}
#: What an address may say besides columns.
NAMED = ("observation", "table", "key", "add", "withdraw", "year", "q")

What = Literal["add", "correct", "withdraw"]


class Subject(NamedTuple):
    """A row to be added (no key), corrected or withdrawn; `parameters` are those of its address."""

    table: Table
    what: What
    key: RowKey | None
    parameters: Mapping[str, str]


def subject_of(query: Mapping[str, str]) -> Subject | None:
    """Return what an address names; None where it names no row of a table that can be edited."""
    if query.get("add"):
        table = _edited(query["add"])
        return Subject(table, "add", None, carried(query, known_parameters())) if table else None
    observation = query.get("observation")
    table = _edited("observations" if observation else query.get("table", ""))
    text = observation or query.get("key", "")
    if table is None or not text:
        return None
    # Identifiers have no commas; a key of one column may be free text.
    cells = tuple(text.split(",")) if len(table.key) > 1 else (text,)
    if len(cells) != len(table.key):
        return None
    what: What = "withdraw" if query.get("withdraw") else "correct"
    return Subject(table, what, RowKey(table.name, cells), carried(query, known_parameters()))


def known_parameters() -> frozenset[str]:
    """Return the parameters that an address of `/edit` may have."""
    columns = (name for table in EDITED for name in table.column_names)
    return frozenset((*NAMED, *(short for name in columns for short in _written(name))))


def row_parameters(key: RowKey) -> dict[str, str]:
    """Return the parameters of the address under which a row is edited."""
    if key.table == "observations":
        return {"observation": key.cells[0]}
    return {"table": key.table, "key": ",".join(key.cells)}


def first_cells(subject: Subject, folder: Path) -> Cells:
    """Return what the fields of a new row begin with: defaults, and what the address says.

    A doubt that is added at a figure begins with what the figure is about. Raises DataError.
    """
    query, table = subject.parameters, subject.table
    found = dict(DEFAULTS.get(table.name, {}))
    if table.name == "doubts" and query.get("observation"):
        found |= _of_figure(row_with(folder, RowKey("observations", (query["observation"],))) or {})
    if table.name == "observations" and len(query.get("year", "")) == 4:
        found |= {"period_start": f"{query['year']}-01-01", "period_end": f"{query['year']}-12-31"}
    for column in table.columns:
        for name in _written(column.name):
            if query.get(name):
                found[column.name] = query[name].replace(",", ";")
    return found


def _of_figure(figure: Cells) -> Cells:
    if not figure:
        return {}
    year = figure["period_end"][:4]
    covered = {"metric_ids": figure["metric_id"], "district_ids": figure["district_id"]}
    return {**covered, "year_from": year, "year_to": year}


def _written(column: str) -> tuple[str, ...]:
    """How an address may write a column: district for district_id."""
    short = column.removesuffix("_ids").removesuffix("_id")
    return (column,) if short == column or short in NAMED else (column, short)


def _edited(name: str) -> Table | None:
    table = BY_NAME.get(name)
    return table if table in EDITED else None
