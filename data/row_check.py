"""What is wrong with one row before it stands in a file: its cells one by one, then what they say together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.cells import CellError, parse
from data.columns import Column, Table
from data.contracts import BY_NAME
from data.rules import RULES, Rule
from data.violations import Reason


def faults_of_row(
    table: Table, cells: Mapping[str, str], referred: Mapping[str, Mapping[str, str]]
) -> dict[str, list[Reason]]:
    """Return what is wrong with a row, by column.

    `referred` are the rows that columns refer to, by column; a reference without one is not followed.
    """
    values: dict[str, Any] = {}
    found: dict[str, list[Reason]] = {}
    for column in table.columns:
        _parse(column.name, column, cells.get(column.name, ""), values, found)
    for name, row in referred.items():
        for column in BY_NAME[table.column(name).table].columns:
            _parse(f"{name}.{column.name}", column, row.get(column.name, ""), values, {})
    for rule in broken_rules(table.name, values):
        found.setdefault(rule.column, []).append(rule.reason)
    return found


def broken_rules(table: str, values: Mapping[str, Any]) -> list[Rule]:
    """Return the rules of a table that these values break; what a rule needs and is not there breaks none."""
    return [
        rule
        for rule in RULES.get(table, ())
        if values.keys() >= {*rule.needs} and not rule.holds(*(values[name] for name in rule.needs))
    ]


def _parse(
    name: str, column: Column, cell: str, values: dict[str, Any], found: dict[str, list[Reason]]
) -> None:
    try:
        values[name] = parse(column, cell)
    except CellError as error:
        found.setdefault(name, []).append(error.reason)
