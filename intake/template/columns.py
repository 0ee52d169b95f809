"""A sheet of rows by the keys of its hidden first row, wherever its columns stand now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from data.violations import Reason
from intake.template.filled import Fault
from intake.template.grid import Input, Row, Sheet
from intake.template.layout import Field
from intake.template.vocabulary import Choice, chosen, texts

#: How far down the row of keys may have moved.
_SEARCHED = 10
EMPTY = Input("", "text")


@dataclass(frozen=True)
class Line:
    """A row of a sheet, its cells by key."""

    sheet: str
    number: int
    cells: dict[str, Input]
    letters: dict[str, str]

    def __getitem__(self, key: str) -> Input:
        """Return a cell."""
        return self.cells.get(key, EMPTY)

    def place(self, key: str) -> str:
        """Return where a cell is, such as F12."""
        return f"{self.letters[key]}{self.number}"

    def address(self, key: str) -> str:
        """Return where a cell is, with its sheet."""
        return f"{self.sheet}!{self.place(key)}"

    def fault(self, key: str, reason: Reason) -> Fault:
        """Return what is wrong with a cell, beginning with what stands in it."""
        shown = self[key].text
        shown = f"{shown[:29]}…" if len(shown) > 30 else shown
        quoted = Reason(f"“{shown}”{reason.zh}", f"“{shown}” {reason.en}") if shown else reason
        return Fault(self.sheet, self.place(key), quoted)


class Columns(NamedTuple):
    """Where the columns of a sheet stand now, and below which row its lines begin."""

    sheet: Sheet
    by_key: dict[str, int]
    last_head: int

    def lines(self) -> Iterator[Line]:
        """Yield the rows below the heads."""
        letters = {key: letter(column) for key, column in self.by_key.items()}
        for row in self.sheet.rows:
            if row.number > self.last_head:
                cells = {key: row.cells[column] for key, column in self.by_key.items() if column in row.cells}
                yield Line(self.sheet.name, row.number, cells, letters)


def columns(sheets: Sequence[Sheet], fields: Sequence[Field]) -> Columns | None:
    """Return the sheet whose keys are those of `fields`; None where there is none.

    A column that is gone stands where the template had it: nothing is found there, and its cells are called missing.
    """
    keys = {field.key for field in fields}
    for sheet in sheets:
        for row in sheet.rows[:_SEARCHED]:
            found = {cell.text: column for column, cell in row.cells.items() if cell.text in keys}
            if len(found) > len(keys) / 2:
                return Columns(sheet, found, _last_head(sheet, row, found, fields))
    return None


def _last_head(sheet: Sheet, keys: Row, by_key: dict[str, int], fields: Sequence[Field]) -> int:
    """Return the row of the visible heads, or that of the keys where the heads are gone."""
    heads = {field.key: {field.zh, field.en} for field in fields if field.zh}
    for row in sheet.rows[:_SEARCHED]:
        shown = {key: row.cells[c].text for key, c in by_key.items() if key in heads and c in row.cells}
        named = [key for key, text in shown.items() if any(head in text for head in heads[key])]
        if row.number > keys.number and len(named) > len(heads) / 2:
            return row.number
    return keys.number


def letter(column: int) -> str:
    """Return what a column, from 1, is called."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def choice(line: Line, key: str, choices: Sequence[Choice]) -> str | Fault:
    """Return the code that a cell of a drop-down list holds, or what is wrong with it."""
    if not line[key].text:
        return line.fault(key, Reason("此格为空，请从列表中选择", "is empty: choose from the list"))
    code = chosen(choices, line[key].text)
    if code is None:
        return line.fault(
            key,
            Reason(
                f"不在列表中，请选择：{'、'.join(texts(choices, 'zh'))}",
                f"is not in the list: choose {', '.join(texts(choices, 'en'))}",
            ),
        )
    return code
