"""Results as tidy rows: the one place where records become rows, for pandas, JSON, CSV and XLSX alike.

A row is a plain tuple; `Rows.to_frame()` makes the pandas DataFrame of it. `queries/frame_columns.py` says what each
column means, and `describe` shows that as a frame.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

from queries import frame_columns as layout
from queries.catalogue import Catalogue
from queries.checks import Check
from queries.comparability import JudgedObservation
from queries.comparison import Comparison
from queries.coverage import Coverage
from queries.evidence import Provenance
from queries.frame_columns import DTYPES, LAYOUTS, Column, Columns
from queries.intervals import Interval
from queries.overviews import ComparableYears, Pair
from queries.plans import Plan, PlannedTask
from queries.practices import LackingPractice, PracticeMatrix
from queries.records import District, Document, Metric, Observation
from queries.requirements import Requirement
from queries.series_views import Growth
from queries.trend import Trend
from queries.two_years import TwoYears

if TYPE_CHECKING:
    import pandas as pd

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Rows:
    """Rows under documented columns; a cell is None, a text, a number, a truth value, a date or a list."""

    columns: Columns
    data: Sequence[Row]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return tuple(c.name for c in self.columns)

    def column(self, name: str) -> list[Any]:
        """Return the cells of one column; ValueError where there is none of that name."""
        at = self.names.index(name)
        return [row[at] for row in self.data]

    def where(self, keep: Callable[[Mapping[str, Any]], bool]) -> Rows:
        """Return the rows that are to be kept, each shown by the names of its columns."""
        names = self.names
        return Rows(self.columns, [r for r in self.data if keep(dict(zip(names, r, strict=True)))])

    def to_frame(self) -> pd.DataFrame:
        """Return a pandas DataFrame with the types of `DTYPES`, also where there is no row; missing is NA."""
        import pandas as pd

        cells = list(zip(*self.data, strict=True)) or [()] * len(self.columns)
        return pd.DataFrame(
            {
                c.name: pd.Series(list(values), dtype=DTYPES[c.kind])
                for c, values in zip(self.columns, cells, strict=True)
            }
        )


def describe(name: str) -> pd.DataFrame:
    """Return the columns of a layout (`comparison`, `trend` …) with type, unit and meaning; KeyError if unknown."""
    columns = tuple(Column(n, "text", n) for n in ("name", "dtype", "unit", "meaning"))
    return Rows(columns, [(c.name, DTYPES[c.kind], c.unit, c.meaning) for c in LAYOUTS[name]]).to_frame()


def finite(values: Interval | None) -> tuple[float | None, float | None]:
    """Return the ends of an interval, None where it is open or where there is no interval."""
    if values is None:
        return None, None
    low, high = (v if isfinite(v) else None for v in values)
    return low, high


def observations(catalogue: Catalogue, figures: Iterable[Observation]) -> Rows:
    """Return a row a figure."""
    return Rows(layout.OBSERVATIONS, [_published(catalogue, o) for o in figures])


def comparison(comparisons: Iterable[Comparison]) -> Rows:
    """Return a row a figure of each comparison, those that are ordered first; a calculated one has its own unit."""
    return Rows(layout.COMPARISON, [row for c in comparisons for row in _compared(c)])


def trend(t: Trend) -> Rows:
    """Return a row a figure of each series, by district, oldest first."""
    documents = _by_id(t.documents)
    return Rows(
        layout.TREND,
        [
            (*_observation(p.observation, s.district, t.metric, documents), p.role, p.joined)
            for s in t.series
            for p in s.points
        ],
    )


def evidence(catalogue: Catalogue, e: Provenance) -> Rows:
    """Return the figure, those of the same period and scope, and the district's others of the metric."""
    related = [
        ("figure", e.observation),
        *(("same_figure", o) for o in e.same_period),
        *(("other_period", o) for o in e.other_periods),
    ]
    return Rows(layout.EVIDENCE, [(*_published(catalogue, o), relation) for relation, o in related])


def two_years(t: TwoYears) -> Rows:
    """Return a row a district that has a figure of the same kind in both years."""
    return Rows(
        layout.TWO_YEARS,
        [
            (
                *_place(s.district),
                t.metric.metric_id,
                *(x for f in (s.before, s.after) for x in _dated_value(f.observation)),
                *finite(s.change),
                s.doubt.doubt_id if s.doubt else None,
            )
            for s in t.steps
        ],
    )


def pair(p: Pair) -> Rows:
    """Return a row a district that is ordered in both metrics."""
    districts = {d.district_id: d for d in p.x.districts}
    x, y = ({f.observation.district_id: f.observation for f in c.judgement.compared} for c in (p.x, p.y))
    return Rows(
        layout.PAIR,
        [
            (
                *_place(districts[d]),
                *(v for o in (x[d], y[d]) for v in (o.metric_id, o.observation_id, o.value)),
            )
            for d in p.district_ids
        ],
    )


def growth(metric: Metric, growths: Iterable[Growth]) -> Rows:
    """Return a row a series: average annual growth between its two ends."""
    return Rows(
        layout.GROWTH,
        [
            (
                *_place(g.district),
                metric.metric_id,
                *(x for o in (g.first, g.last) for x in (o.observation_id, o.year)),
                *finite(g.rate),
            )
            for g in growths
        ],
    )


def ready(catalogue: Catalogue, comparable: ComparableYears) -> Rows:
    """Return a row a metric and year that compare, the newest year first."""
    rows: list[Row] = []
    for metric_id, counts in comparable.counts.items():
        m = catalogue.metrics[metric_id]
        d = catalogue.dimensions[m.dimension_id]
        about = (metric_id, m.name_zh, m.name_en, d.dimension_id, d.name_zh, d.name_en)
        rows += [(*about, year, counts[year]) for year in comparable.years if year in counts]
    return Rows(layout.READY, rows)


def coverage(cells: Iterable[Coverage]) -> Rows:
    """Return a row a district and dimension, or metric, that has figures."""
    return Rows(layout.COVERAGE, list(cells))


def checks(all_checks: Iterable[Check]) -> Rows:
    """Return a row a published figure that a relation speaks of."""
    return Rows(layout.CHECKS, [_check(c) for c in all_checks])


def practices(matrix: PracticeMatrix) -> Rows:
    """Return a row a practice and district."""
    return Rows(
        layout.PRACTICES,
        [
            (
                *practice,
                d.district_id,
                matrix.state(practice.practice_id, d.district_id),
                [s.system_id for s in matrix.systems.get((practice.practice_id, d.district_id), ())],
            )
            for practice in matrix.practices
            for d in matrix.districts
        ],
    )


def gaps(district_id: str, practices: Iterable[LackingPractice]) -> Rows:
    """Return a row a practice that others have in use and this district lacks or has only planned."""
    return Rows(
        layout.GAPS,
        [
            (
                g.practice.practice_id,
                g.practice.name_zh,
                g.practice.name_en,
                district_id,
                g.state,
                [d.district_id for d in g.having],
                [d.district_id for d in g.planning],
                [d.district_id for d in g.official],
                [s.system_id for x in g.described for s in x.systems],
                [s.system_id for s in g.results],
            )
            for g in practices
        ],
    )


def tasks(planned_tasks: Iterable[PlannedTask]) -> Rows:
    """Return a row a task, with its units, requirements and state."""
    return Rows(
        layout.TASKS,
        [
            (
                *t.task,
                [u.unit_id for u in t.lead],
                [u.unit_id for u in t.responsible],
                [r.target.target_id for r in t.requirements],
                t.due,
                *(t.rule.state, t.rule.level, t.rule.name_zh, t.rule.name_en),
            )
            for t in planned_tasks
        ],
    )


def units(plans: Iterable[Plan]) -> Rows:
    """Return a row a unit and plan: how many of its tasks the unit carries."""
    rows: list[Row] = []
    for plan in plans:
        load = plan.load()
        about = (plan.district.district_id, plan.document.document_id)
        carriers = dict.fromkeys(u for t in plan.tasks for u in t.units)
        rows += [(*u, *about, *load[u.unit_id]) for u in carriers]
    return Rows(layout.UNITS, rows)


def targets(requirements: Iterable[Requirement]) -> Rows:
    """Return a row a requirement: how the district's own newest figure and the others stand to it."""
    return Rows(
        layout.TARGETS,
        [
            (
                *r.target,
                r.own.evidence,
                r.own.observation.observation_id if r.own.observation else None,
                *(r.rule.state, r.rule.level, r.rule.name_zh, r.rule.name_en),
                [f"{s.district.district_id}={s.evidence}" for s in r.others],
            )
            for r in requirements
        ],
    )


def _observation(
    o: Observation, district: District, metric: Metric, documents: Mapping[str, Document]
) -> Row:
    return (
        *o,
        district.name_zh,
        district.name_en,
        metric.name_zh,
        metric.name_en,
        metric.unit_zh,
        metric.unit_en,
        documents[o.document_id].reliability,
    )


def _published(catalogue: Catalogue, o: Observation) -> Row:
    return _observation(
        o, catalogue.districts[o.district_id], catalogue.metrics[o.metric_id], catalogue.documents
    )


def _compared(c: Comparison) -> Iterable[Row]:
    districts = {d.district_id: d for d in c.districts}
    documents = _by_id(c.documents)
    for f in c.judgement.figures:
        yield (
            *_observation(f.observation, districts[f.observation.district_id], c.metric, documents),
            *_rank(c, f),
        )


def _rank(c: Comparison, f: JudgedObservation) -> Row:
    o = f.observation
    return (
        *(f.rank or (None, None)),
        f.compared,
        [r.code for r in f.reasons],
        [d.doubt_id for d in c.doubts if d.covers(o.metric_id, o.district_id, o.year)],
        [x.observation_id for x in f.conflicts],
    )


def _check(c: Check) -> Row:
    o = c.result
    return (
        *(c.relation.relation_id, c.relation.kind, c.relation.sense, c.outcome),
        *(o.district_id, o.metric_id, o.observation_id, o.period_start, o.period_end, o.value),
        *finite(c.computed),
        [p.observation_id for p in c.parts],
        list(c.missing),
        *(o.document_id, c.relation.text_zh, c.relation.text_en),
    )


def _by_id(documents: Iterable[Document]) -> dict[str, Document]:
    return {d.document_id: d for d in documents}


def _place(d: District) -> Row:
    return d.district_id, d.name_zh, d.name_en


def _dated_value(o: Observation) -> Row:
    return o.observation_id, o.year, o.value
