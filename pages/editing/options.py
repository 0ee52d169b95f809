"""What a relation may point to: the rows of the other table, by name, from the facts that a proposal stands on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from data.workspace.merging import Cells
from data.workspace.preview import rows_of
from locales import Words


class Option(NamedTuple):
    """One choice: what is stored, what is read, and the group that it stands in ('' for none)."""

    value: str
    text: str
    group: str = ""


class Relations:
    """The rows that relations point to, read once a request."""

    def __init__(self, words: Words, folder: Path) -> None:
        self._words, self._folder = words, folder
        self._read: dict[str, dict[str, Option]] = {}

    def options(self, table: str) -> Sequence[Option]:
        """Return all rows of a table to choose from, in the order of the file."""
        return list(self._of(table).values())

    def name(self, table: str, identifier: str) -> str:
        """Return what a row is called; its identifier where there is no such row (yet)."""
        found = self._of(table).get(identifier)
        return found.text if found else identifier

    def _of(self, table: str) -> dict[str, Option]:
        if table not in self._read:
            key = f"{table[:-1]}_id"
            rows = rows_of(self._folder, table)
            self._read[table] = {row[key]: self._option(table, row[key], row) for row in rows}
        return self._read[table]

    def _option(self, table: str, identifier: str, row: Cells) -> Option:
        group = ""
        if table in ("metrics", "practices"):
            group = self._dimensions.get(row["dimension_id"], "")
        elif table in ("documents", "tasks"):
            group = self._districts.get(row["district_id"], self._words.gettext("several districts"))
        return Option(identifier, self._text(table, row), group)

    def _text(self, table: str, row: Cells) -> str:
        words = self._words
        if table == "documents":
            dated = row["published_on"] or words.gettext("undated")
            return words.clauses((picked(words, row, "title"), picked(words, row, "publisher"), dated))
        if table == "tasks":
            return f"{row['ordinal']} {picked(words, row, 'title')}"
        return picked(words, row, "name")

    @cached_property
    def _dimensions(self) -> Mapping[str, str]:
        return {
            r["dimension_id"]: picked(self._words, r, "name") for r in rows_of(self._folder, "dimensions")
        }

    @cached_property
    def _districts(self) -> Mapping[str, str]:
        return {r["district_id"]: picked(self._words, r, "name") for r in rows_of(self._folder, "districts")}


def picked(words: Words, row: Cells, stem: str) -> str:
    """Return the side of a bilingual pair of cells in the reader's language; '' where the row has none."""
    return row.get(f"{stem}_{words.code}", "")
