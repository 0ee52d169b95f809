"""Tables before any file format: cells that know whether they are figures, gaps, periods or words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from locales import Words
from queries.records import Metric, Observation
from views import wording


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


class Gap(NamedTuple):
    """A cell without a figure, and of which kind the gap is."""

    kind: str
    text: str


class Dated(str):
    """The words of a period in a cell; a table that is sorted goes by its days, not by its letters."""

    days: str

    def __new__(cls, text: str, o: Observation) -> Dated:
        """Make it of the words and the observation whose period they say."""
        made = super().__new__(cls, text)
        made.days = f"{o.period_end} {o.period_start} {o.period_basis}"
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """Leave the days behind: only the screens sort, and they are made where the report is."""
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


def number(words: Words, metric: Metric, o: Observation) -> Number:
    """A figure for a cell under a head that names the unit."""
    sign = {"exact": "", "approx": "≈", "at_least": "≥", "at_most": "≤"}[o.qualifier]
    mark = words.gettext(" est.") if o.status == "estimate" else ""
    amount = words.amount(o.value, metric)
    decimals = len(amount.partition(".")[2])
    value = round(o.value * words.scale(metric), 6)
    return Number(value, f"{sign}{amount}{mark}", decimals, sign, mark, o.observation_id)


def gap(words: Words, kind: str) -> Gap:
    """A cell for what is missing: a dash for what our sources do not hold, words for the rest."""
    return Gap(kind, "—" if kind == "not_in_sources" else wording.missing(words, kind))


def gap_legend(words: Words) -> str:
    """What the dash means."""
    return words.gettext("— not in our sources")
