"""What stands in a report, before any file format: items resolved to blocks of finding, table, notes and evidence.

A writer (slides, document, workbook, PDF) takes a `Report` and sets it; it asks no questions of the data and makes no
sentences of its own: `def write(report: Report) -> bytes`. `reports.resolve.report(store, words, draft)` makes one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from charts.dots import dots
from charts.dumbbell import dumbbell
from charts.lines import HEIGHT, lines
from charts.look import Look, Mark, marks
from charts.outlines import outline_map
from charts.scatter import scatter
from charts.several import several
from locales import Words
from queries import explaining, wording
from queries.comparison import Comparison
from queries.map_values import Outline, Place
from queries.overviews import Pair
from queries.records import Document, Metric, Observation
from queries.trend import Trend
from queries.two_years import TwoYears
from reports.model import Item


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


class Note(NamedTuple):
    """What a reader must know: a short head and the text."""

    head: str
    text: str
    #: Whether it forbids a use of the figures.
    grave: bool = False


class Evidence(NamedTuple):
    """One figure as its document writes it."""

    district: str
    amount: str
    period: str
    #: The wording of the document, in Chinese.
    as_written: str
    document: Document
    section: str
    note: str
    metric: Metric
    observation: Observation


@dataclass(frozen=True)
class MapView:
    """A comparison on the map: shapes, the provinces behind, and what must stand under it."""

    comparison: Comparison
    places: tuple[Place, ...]
    outlines: tuple[Outline, ...]
    #: The approval number, or that the map is schematic.
    note: str


@dataclass(frozen=True)
class Block:
    """One finding with everything it rests on, in one language."""

    item: Item
    words: Words
    #: The writer's own title, else the finding.
    title: str
    #: What is measured, period, unit.
    subtitle: str = ""
    #: The full sentence; with the sources it can be quoted.
    sentence: str = ""
    #: The chapter: a dimension, a district, practices, what is missing.
    section: str = ""
    #: Whether it may be compared; '' where that is no question.
    verdict: str = ""
    comparison: Comparison | None = None
    trend: Trend | None = None
    marks: Mapping[str, Mark] = field(default_factory=dict)
    table: Table | None = None
    notes: tuple[Note, ...] = ()
    documents: tuple[Document, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    #: A short name for lists and files: metric, period.
    name: str = ""
    #: Whether the title is a finding, to be listed among the findings of the report.
    finds: bool = False
    map: MapView | None = None
    two_years: TwoYears | None = None
    pair: Pair | None = None
    #: Several comparisons at once: a heat table (`item.kind` heat) or small charts (metrics).
    several: tuple[Comparison, ...] = ()

    @property
    def is_chart(self) -> bool:
        """Whether it is one chart with its figures beside it."""
        return any(x is not None for x in (self.comparison, self.trend, self.map, self.two_years, self.pair))

    @property
    def comment(self) -> str:
        """The writer's comment."""
        return self.item.comment

    @property
    def metric(self) -> Metric | None:
        """The metric as shown (a calculated one has its own name and unit)."""
        return next(iter(self.metrics), None)

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """All metrics shown; a block of one metric has one."""
        of_map = self.map.comparison if self.map else None
        of_pair = (self.pair.x, self.pair.y) if self.pair else ()
        shown = (self.comparison, self.trend, of_map, self.two_years, *of_pair, *self.several)
        return tuple(x.metric for x in shown if x is not None)

    @cached_property
    def figure(self) -> Any:
        """The chart for pictures, in the light look; None where there is nothing to draw."""
        return self.drawn(Look(self.words))

    def drawn(self, look: Look, height: int = HEIGHT) -> Any:
        """The chart in a look; None where there is nothing to draw. `height`: of a chart over the years."""
        if self.comparison is not None and self.comparison.leading_figures:
            return dots(self.comparison, self.marks, look)
        if self.trend is not None and self.trend.series:
            return lines(self.trend, self.marks, look, height, from_zero=self.item.get("view") != "index")
        return self._other_figure(look)

    def _other_figure(self, look: Look) -> Any:
        """The map, two years, two metrics, several metrics."""
        if self.map is not None and any(p.shape for p in self.map.places):
            m = self.map
            return outline_map(m.comparison, m.places, m.outlines, look, m.note)
        if self.two_years is not None and self.two_years.steps:
            return dumbbell(self.two_years, self.marks, look)
        if self.pair is not None and self.pair.is_enough:
            return scatter(self.pair, self.marks, look)
        if self.several and self.item.kind == "metrics":
            return several(self.several, self.marks, look)
        return None


@dataclass(frozen=True)
class Report:
    """A report in one language, ready to be set."""

    #: For the file: qujian-NAME-LANG.EXT
    name: str
    title: str
    subtitle: str
    words: Words
    blocks: tuple[Block, ...]
    data_version: str
    #: The date of the data version, ISO form, '' where it has no release; the date inside every file.
    released_on: str

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """All documents behind the report, each once, in the order they are first used."""
        return tuple({d.document_id: d for b in self.blocks for d in b.documents}.values())

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {d.document_id: n for n, d in enumerate(self.documents, start=1)}

    def number(self, document: Document) -> int:
        """The number of a document in the list at the end."""
        return self._numbers[document.document_id]

    @cached_property
    def sections(self) -> tuple[tuple[str, tuple[Block, ...]], ...]:
        """The blocks by chapter, in their order."""
        found: list[tuple[str, list[Block]]] = []
        for b in self.blocks:
            if not found or found[-1][0] != b.section:
                found.append((b.section, []))
            found[-1][1].append(b)
        return tuple((name, tuple(members)) for name, members in found)

    @property
    def findings(self) -> tuple[Block, ...]:
        """The blocks whose title is a finding, for the page that sums up."""
        return tuple(b for b in self.blocks if b.finds)

    @property
    def edition(self) -> str:
        """Data version and its date in one line."""
        import datetime as dt

        words = self.words
        if not self.released_on:
            return words.gettext("Data version {version}", version=self.data_version)
        day = words.date(dt.date.fromisoformat(self.released_on))
        return words.gettext("Data version {version} of {date}", version=self.data_version, date=day)


def failed(words: Words, item: Item) -> Block:
    """The block of an item that could not be made: it keeps its place and says so."""
    text = words.gettext("This item cannot be shown: making it failed. The other items are not affected.")
    return Block(item, words, item.title or headline(text), sentence=text)


def how_to_read(words: Words) -> tuple[Note, ...]:
    """The rules by which figures were set side by side, and the signs: the same in every report."""
    return (
        Note(
            words.gettext("Order"),
            words.gettext(
                "Districts are ordered only by figures of the same period, of the whole district and of the same"
                " status, and only where the exactness of the figures decides it."
            ),
        ),
        Note(
            words.gettext("Signs"),
            words.gettext(
                "≥ lower bound, ≤ upper bound, ≈ approximate; “est.”: estimate, not yet an actual figure."
            ),
        ),
        Note(
            words.gettext("Missing"),
            words.gettext(
                "— not in our sources: nobody has shown that the figure does not exist, and it is never zero."
            ),
        ),
        Note(
            words.gettext("Best"),
            words.gettext(
                "Largest and smallest are said; whether more is better is for the reader to judge."
            ),
        ),
    )


def sources_line(words: Words, documents: Sequence[Document]) -> str:
    """The documents in one line, as a report cites them."""
    separator = "；" if words.code == "zh" else "; "
    return separator.join(explaining.citation(words, d) for d in documents)


def evidence_of(words: Words, metric: Metric, o: Observation, name: str, document: Document) -> Evidence:
    """One figure with its wording and document."""
    return Evidence(
        district=name,
        amount=wording.quantity(words, metric, o),
        period=wording.period(words, o),
        as_written=o.as_written,
        document=document,
        section=o.section or "",
        note=words.pick(o, "note"),
        metric=metric,
        observation=o,
    )


def evidence_line(words: Words, e: Evidence) -> str:
    """The same in one line: district, figure, period, as written, document, section."""
    where = explaining.citation(words, e.document)
    if e.section:
        where += words.gettext(", section {section}", section=e.section)
    return words.gettext(
        "{district} {amount}, {period}: “{written}” ({where})",
        district=e.district,
        amount=e.amount,
        period=e.period,
        written=e.as_written,
        where=where,
    )


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


def colours(store_districts: Sequence[Any], chosen: Sequence[str]) -> Mapping[str, Mark]:
    """Colours of districts on white paper."""
    return marks(list(store_districts), list(chosen), "light")


def headline(text: str) -> str:
    """A finding as a title, without its full stop."""
    return text.rstrip("。.")
