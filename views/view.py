"""What a view holds, in one language: finding, verdict, sentence, data of its chart, table, notes, evidence.

Data only, no drawing and no HTML: charts draw it, pages, reports, the API and the meeting set it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from locales import Words
from queries.calculated import Calculation
from queries.comparison import Comparison
from queries.coverage import Coverage
from queries.map_values import Outline, Place
from queries.overviews import Pair
from queries.plans import Plan, PlannedTask
from queries.practices import LackingPractice, PracticeMatrix
from queries.ready import CONTEXT
from queries.records import District, Document, Metric, System
from queries.requirements import Requirement
from queries.series_views import SeriesCalculation
from queries.trend import Trend
from queries.two_years import TwoYears
from views.brief import BriefPart
from views.evidence import Evidence
from views.spec import ViewSpec
from views.table import Table

if TYPE_CHECKING:
    import pandas as pd


#: What a note is about: why a figure is not ordered, a doubt, a check that failed, a break of a series, who is
#: missing, how a view was calculated or why it is refused, which figures were let in; or what else there is to remark.
NoteKind = Literal["reason", "doubt", "check", "break", "missing", "calculation", "selection", "remark"]


class Note(NamedTuple):
    """What a reader must know: a short head and the text."""

    head: str
    text: str
    #: Whether it must be read with the figures: it forbids a use of them, or they do not fit others.
    grave: bool = False
    kind: NoteKind = "remark"


@dataclass(frozen=True)
class MapView:
    """A comparison on the map: shapes, the provinces behind, and what must stand under it."""

    comparison: Comparison
    places: tuple[Place, ...]
    outlines: tuple[Outline, ...]
    #: The approval number, or that the map is schematic.
    note: str

    @property
    def has_shapes(self) -> bool:
        """Whether any district has an outline to be drawn."""
        return any(p.shape for p in self.places)

    @property
    def has_hatched(self) -> bool:
        """Whether any district that is drawn has no figure that may be ordered, so that a legend has to say so."""
        return any(p.shape and not p.is_ranked for p in self.places)


@dataclass(frozen=True)
class View:
    """One finding with everything it rests on, in one language."""

    spec: ViewSpec
    words: Words
    #: The finding with what it is about, or the writer's own title.
    title: str
    #: What of measure, period and unit the title does not say.
    subtitle: str = ""
    #: The finding alone, for lists that name what it is about; '' where the title says no more.
    finding: str = ""
    #: The full sentence; with the sources it can be quoted.
    sentence: str = ""
    #: The chapter: a dimension, a district, practices, what is missing.
    section: str = ""
    #: Whether it may be compared; '' where that is no question.
    verdict: str = ""
    comparison: Comparison | None = None
    trend: Trend | None = None
    #: All districts in their order and those shown, by which charts choose colours and symbols.
    everyone: tuple[District, ...] = ()
    shown: tuple[str, ...] = ()
    table: Table | None = None
    notes: tuple[Note, ...] = ()
    documents: tuple[Document, ...] = ()
    #: The documents of the numbers in the sentence, where these are not all.
    sentence_documents: tuple[Document, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    #: A short name for lists and files: metric, period.
    name: str = ""
    #: Whether the title is a finding, to be listed among the findings of the report; or only one the writer gives.
    finds: bool = False
    finds_if_named: bool = False
    map: MapView | None = None
    two_years: TwoYears | None = None
    pair: Pair | None = None
    #: Several comparisons at once: a heat table (`spec.kind` heat) or small charts (metrics).
    several: tuple[Comparison, ...] = ()
    #: What lists hold: tasks with their plans, requirements, what districts do, what one of them lacks, which
    #: honours they have, what is held.
    tasks: tuple[tuple[Plan, PlannedTask], ...] = ()
    requirements: tuple[Requirement, ...] = ()
    practices: PracticeMatrix | None = None
    lacking: tuple[LackingPractice, ...] = ()
    honours: tuple[System, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    #: The metrics of a view that is a table alone.
    about: tuple[Metric, ...] = ()
    #: The parts of a brief; its table holds the same as rows.
    brief: tuple[BriefPart, ...] = ()
    #: How a calculated view was calculated; None as published. And whether the view asked for was refused.
    calculation: Calculation | SeriesCalculation | None = None
    is_refused: bool = False
    #: Whether the title is the writer's own, and the writer's comment.
    is_named: bool = False
    comment: str = ""

    @property
    def is_chart(self) -> bool:
        """Whether it is one chart with its figures beside it."""
        return any(x is not None for x in (self.comparison, self.trend, self.map, self.two_years, self.pair))

    @property
    def further_sentence(self) -> str:
        """The sentence where the title does not say the same; else ''."""
        return "" if headline(self.sentence) == self.title else self.sentence

    @property
    def cited(self) -> tuple[Document, ...]:
        """The documents that a copy of the sentence cites: those of its numbers."""
        return self.sentence_documents or self.documents

    @property
    def shown_spec(self) -> ViewSpec:
        """The spec of what is shown: as published where what was asked for is refused."""
        return self.spec.with_values(view="", base="") if self.is_refused else self.spec

    @property
    def judged(self) -> Comparison | None:
        """The comparison that is drawn, as a chart or on a map."""
        return self.map.comparison if self.map else self.comparison

    @property
    def metric(self) -> Metric | None:
        """The metric as shown (a calculated one has its own name and unit)."""
        return next(iter(self.metrics), None)

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """All metrics shown; a view of one metric has one."""
        of_pair = (self.pair.x, self.pair.y) if self.pair else ()
        shown = (self.judged, self.trend, self.two_years, *of_pair, *self.several)
        return (*(x.metric for x in shown if x is not None), *self.about)

    @property
    def is_context(self) -> bool:
        """Whether it shows figures of the districts, such as population, and none of law-based government."""
        return bool(self.metrics) and all(m.dimension_id == CONTEXT for m in self.metrics)

    @property
    def kept_bytes(self) -> int:
        """About how many bytes it takes to keep, mostly for the figures it rests on."""
        rows = len(self.table.rows) if self.table else 0
        return 50_000 + 3_000 * (len(self.evidence) + len(self.documents) + rows)

    def noted(self, *kinds: NoteKind) -> list[Note]:
        """Return the notes of these kinds, in their order."""
        return [n for n in self.notes if n.kind in kinds]

    def to_frame(self) -> pd.DataFrame:
        """Return the table as a tidy pandas DataFrame, as `views.rows.table` says; empty where there is no table."""
        from queries.frames import Rows
        from views import rows

        return (rows.table(self.table) if self.table else Rows((), [])).to_frame()


def failed(words: Words, spec: ViewSpec, title: str = "") -> View:
    """Return the view of what could not be made: it keeps its place, under the writer's title, and says so."""
    text = words.gettext("This item cannot be shown: making it failed. The other items are not affected.")
    return View(spec, words, title or headline(text), sentence=text)


def headline(text: str) -> str:
    """A finding as a title, without its full stop."""
    return text.rstrip("。.")
