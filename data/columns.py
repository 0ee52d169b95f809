"""The parts a contract is made of: a Table has Columns, a Column says what its cells may hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from data.identifiers import IDENTIFIER, LONGEST_IDENTIFIER

Kind = Literal["text", "integer", "year", "decimal", "date", "enum", "reference", "references"]


@dataclass(frozen=True)
class Column:
    """One column of one file; `zh` and `en` say what it means."""

    name: str
    kind: Kind
    zh: str
    en: str
    required: bool = True
    unique: bool = False
    values: tuple[str, ...] = ()
    table: str = ""
    low: int | None = None
    high: int | None = None
    pattern: str = ""
    longest: int = 1000


@dataclass(frozen=True)
class Table:
    """One CSV file; `key` are the columns that together name a row."""

    name: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    unique_together: tuple[tuple[str, ...], ...] = ()
    may_be_absent: bool = False
    needs_rows: bool = False
    #: A table of rules rather than facts: a folder without this file is given the one that ships with the software.
    shipped: bool = False

    @property
    def file(self) -> str:
        """What is the file called?"""
        return f"{self.name}.csv"

    def column(self, name: str) -> Column:
        """Which column has this name? KeyError where none has."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def column_names(self) -> tuple[str, ...]:
        """What are the columns called, in order?"""
        return tuple(column.name for column in self.columns)


def text(
    name: str,
    zh: str,
    en: str,
    *,
    required: bool = True,
    unique: bool = False,
    pattern: str = "",
    longest: int = 1000,
) -> Column:
    """Free text, or text of one `pattern`."""
    return Column(name, "text", zh, en, required, unique, pattern=pattern, longest=longest)


def identifier(name: str, zh: str, en: str, *, unique: bool = True) -> Column:
    """The name of a row, by which other files, links and drafts refer to it."""
    return Column(name, "text", zh, en, unique=unique, pattern=IDENTIFIER, longest=LONGEST_IDENTIFIER)


def bilingual(
    stem: str, zh: str, en: str, *, required: bool = True, unique: bool = False
) -> tuple[Column, Column]:
    """The same thing in Chinese and in English."""
    return (
        text(f"{stem}_zh", f"{zh}（中文）", f"{en}, in Chinese", required=required, unique=unique),
        text(f"{stem}_en", f"{zh}（英文）", f"{en}, in English", required=required, unique=unique),
    )


def integer(name: str, zh: str, en: str, *, low: int, high: int, unique: bool = False) -> Column:
    """A whole number within bounds."""
    return Column(name, "integer", zh, en, unique=unique, low=low, high=high)


def year(name: str, zh: str, en: str, *, required: bool = False) -> Column:
    """A calendar year."""
    return Column(name, "year", zh, en, required, low=1949, high=2100)


def decimal(name: str, zh: str, en: str, *, required: bool = True) -> Column:
    """A number without separators; no figure of a district comes near the bounds."""
    return Column(name, "decimal", zh, en, required, low=-(10**15), high=10**15)


def day(name: str, zh: str, en: str, *, required: bool = True, first: int = 1949) -> Column:
    """A date written YYYY-MM-DD, from the year `first` on."""
    return Column(name, "date", zh, en, required, low=first, high=2100)


def enum(name: str, zh: str, en: str, values: str, required: bool = True, unique: bool = False) -> Column:
    """One of a few words, given with blanks between them."""
    return Column(name, "enum", zh, en, required, unique, values=tuple(values.split()))


def reference(name: str, table: str, zh: str, en: str, *, required: bool = True) -> Column:
    """The identifier of a row of another file."""
    return Column(name, "reference", zh, en, required, table=table)


def references(name: str, table: str, zh: str, en: str, *, required: bool = True) -> Column:
    """Identifiers of rows of another file, joined by `;`."""
    return Column(name, "references", zh, en, required, table=table)
