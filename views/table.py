"""Tables before any file format: cells that know whether they are figures, gaps, periods or words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from locales import Words
from queries.records import Document, Metric, Observation
from views import wording
from views.spec import ViewSpec


class Number(NamedTuple):
    """A figure in a table: the value in the unit of its column, and the marks it is printed with."""

    value: float
    #: As printed, with its marks: ≥1,000, ≈14.6, 934.
    text: str
    decimals: int = 0
    #: The sign before the number (≥ ≤ ≈) and what stands after it ( est.), already part of `text`.
    prefix: str = ""
    suffix: str = ""
    #: The figure behind it, for writers that can lead there.
    observation_id: str = ""
    #: How large it is within its row, from 0 to 1, where cells are shaded by it; else None.
    shade: float | None = None
    #: The view that says more, where the number is a count of ours.
    opens: ViewSpec | None = None


class Gap(NamedTuple):
    """A cell without a figure, and of which kind the gap is."""

    kind: str
    text: str


class Phrase(str):
    """Words in a cell, and what they stand for: writers that can, sort by it or lead there."""

    #: The days of a period, since a table is sorted by these, not by its letters.
    days: str
    #: The figure that the words say, the document that they name, the view that says more.
    observation_id: str
    document: Document | None
    opens: ViewSpec | None
    #: The number that the words give, for spreadsheets.
    number: Number | None

    def __new__(
        cls,
        text: str,
        *,
        days: str = "",
        observation_id: str = "",
        document: Document | None = None,
        opens: ViewSpec | None = None,
        number: Number | None = None,
    ) -> Phrase:
        """Make it of the words and what they stand for."""
        phrase = super().__new__(cls, text)
        phrase.days, phrase.observation_id = days, observation_id
        phrase.document, phrase.opens, phrase.number = document, opens, number
        return phrase

    def __reduce__(self) -> tuple[Any, ...]:
        """Leave all but the words behind: only screens need it, and they are made where the report is."""
        return (str, (str(self),))


Cell = str | Number | Gap


class Column(NamedTuple):
    """A column: a stable key for writers that have room for some only, the head, and its share of the width."""

    key: str
    name: str
    numeric: bool = False
    weight: float = 1.0


@dataclass(frozen=True)
class Table:
    """Rows under a head; numbers are numbers."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    #: The unit of all figures; '' where the rows carry their own.
    unit: str = ""
    #: What the signs mean, which gaps there are.
    notes: tuple[str, ...] = ()
    #: index of a row → the heading that stands before it
    groups: Mapping[int, str] = field(default_factory=dict)

    @property
    def numeric(self) -> tuple[int, ...]:
        """Return which columns hold numbers, from 0."""
        return tuple(i for i, c in enumerate(self.columns) if c.numeric)

    def only(self, kept: Sequence[int]) -> Table:
        """Return the table with some of its columns, from 0."""
        rows = tuple(tuple(row[i] for i in kept) for row in self.rows)
        return replace(self, columns=tuple(self.columns[i] for i in kept), rows=rows)


def without_empty(table: Table, said: Mapping[str, str]) -> Table:
    """Return a table without those of the named columns that say nothing in any row; a note says of each so instead."""
    empty = {
        c.key
        for i, c in enumerate(table.columns)
        if c.key in said
        and table.rows
        and all(isinstance(r[i], Gap) or r[i] in ("", "–") for r in table.rows)
    }
    kept = [i for i, c in enumerate(table.columns) if c.key not in empty]
    notes = dict.fromkeys((*table.notes, *(text for key, text in said.items() if key in empty and text)))
    return replace(table.only(kept), notes=tuple(notes))


def number(words: Words, metric: Metric, o: Observation) -> Number:
    """A figure for a cell under a head that names the unit."""
    sign = {"exact": "", "approx": "≈", "at_least": "≥", "at_most": "≤"}[o.qualifier]
    suffix = words.gettext(" est.") if o.status == "estimate" else ""
    amount = words.amount(o.value, metric)
    decimals = len(amount.partition(".")[2])
    value = round(o.value * words.scale(metric), 6)
    return Number(value, f"{sign}{amount}{suffix}", decimals, sign, suffix, o.observation_id)


#: Sign before a number → what it says of its exactness.
_EXACTNESS = {"": "exact", "≈": "approx", "≥": "at_least", "≤": "at_most"}


def in_full(words: Words, cell: Cell) -> str:
    """Return the text of a cell in words instead of signs: 不少于1,000, 现有来源未见."""
    if isinstance(cell, Number):
        amount = cell.text.removeprefix(cell.prefix).removesuffix(cell.suffix)
        return wording.bounded(words, _EXACTNESS[cell.prefix], amount)
    if isinstance(cell, Gap):
        return wording.missing(words, cell.kind) if cell.text == "—" else cell.text
    return cell


def shown(cell: Cell) -> str:
    """Return what a cell says."""
    return cell if isinstance(cell, str) else cell.text


def period(words: Words, o: Observation) -> Phrase:
    """Return the period of a figure, to be sorted by its days."""
    days = f"{o.period_end} {o.period_start} {o.period_basis}"
    return Phrase(wording.period(words, o), days=days)


def gap(words: Words, kind: str) -> Gap:
    """A cell for what is missing: a dash for what our sources do not hold, words for the rest."""
    return Gap(kind, "—" if kind == "not_in_sources" else wording.missing(words, kind))


def gap_legend(words: Words) -> str:
    """What the dash means."""
    return words.gettext("— not in our sources")
