"""What a brief of one district rests on: where it stands, what changed, what others do, what is planned, what lacks.

Each part is chosen by a rule that can be said in a sentence, and counts what it leaves out.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from queries import observations
from queries.comparability import JudgedObservation, judge
from queries.comparison import Comparison, compare
from queries.plan_records import StateRule, Task
from queries.plans import plans
from queries.practices import (
    LackingPractice,
    PracticeMatrix,
    figures_in_paragraph,
    gaps,
    practice_matrix,
    systems_of,
)
from queries.quality import EVERYTHING, RELIABILITY, Quality
from queries.ready import CONTEXT, ReadySet, ready_sets
from queries.records import District, Document, Metric, Observation, System
from queries.requirements import Requirement, requirements
from queries.store import Store
from queries.two_years import Step, steps_between

#: How many lines each part of a brief has at most, and how many figures stand beside an example.
COMPARISONS, CHANGES, PRACTICES, COMMITMENTS, FIGURES = 6, 4, 5, 5, 2
#: Names are alike where they share so many Chinese characters in a row that no more than so many names have.
ALIKE, RARE = 3, 10


class Standing(NamedTuple):
    """A comparison in which the district takes part, and its own figure there."""

    comparison: Comparison
    own: JudgedObservation


class Change(NamedTuple):
    """A metric of the district at two years that may be set against each other."""

    metric: Metric
    step: Step


class Example(NamedTuple):
    """What one district does of a practice, with those figures of its paragraph that are called alike.

    A paragraph may speak of many things: a figure counts only where its metric is of the same dimension and its name
    shares characters with that of the system or the practice.
    """

    system: System
    figures: tuple[Observation, ...]


class CommonPractice(NamedTuple):
    """A practice that others have in use and the district lacks in our sources, and one of them as an example."""

    lacking: LackingPractice
    example: Example


class Commitment(NamedTuple):
    """A task or a requirement of the district's own with its date; exactly one of the two is given."""

    due: dt.date
    rule: StateRule
    document: Document
    task: Task | None = None
    requirement: Requirement | None = None


class Gaps(NamedTuple):
    """Metrics in which other districts compare and this one does not."""

    #: How many metrics compare among districts at all.
    compared: int
    #: Those of which the district has no figure, law-based government before context, by kind of gap.
    without_figure: dict[str, tuple[Metric, ...]]
    #: How many more it has figures of that may not be ordered.
    not_ranked: int
    #: The dimensions of which the district has no figure at all.
    dimension_ids: tuple[str, ...]


@dataclass(frozen=True)
class Brief:
    """One district in short. The lists are cut at their most; the numbers count all."""

    district: District
    standings: tuple[Standing, ...]
    #: In how many metrics it may be ordered with others, and in how many of these it is surely first or last.
    n_compared: int
    n_first: int
    n_last: int
    changes: tuple[Change, ...]
    n_changes: int
    practices: tuple[CommonPractice, ...]
    n_practices: int
    #: How many practices that others have in use it has only planned.
    n_planned: int
    n_others: int
    commitments: tuple[Commitment, ...]
    n_commitments: int
    n_undated: int
    has_plan: bool
    gaps: Gaps


def brief(store: Store, district_id: str, today: dt.date, quality: Quality = EVERYTHING) -> Brief:
    """Everything a brief of a district says, as on a day; the id must exist (KeyError otherwise)."""
    district = store.catalogue.districts[district_id]
    own = quality.keep(observations.of_district(store, district_id), store.catalogue)
    standings = _standings(store, district_id, quality)
    changes = _changes(store, district_id, own)
    matrix = practice_matrix(store, list(store.catalogue.districts))
    lacking = gaps(matrix, district_id)
    unknown = [g for g in lacking if g.state == "not_found"]
    commitments, n_undated, has_plan = _commitments(store, district_id, today)
    return Brief(
        district=district,
        standings=tuple(standings[:COMPARISONS]),
        n_compared=len(standings),
        n_first=sum(s.own.rank == (1, 1) for s in standings),
        n_last=sum(s.own.rank == (n, n) for s in standings for n in [len(s.comparison.judgement.compared)]),
        changes=tuple(changes[:CHANGES]),
        n_changes=len(changes),
        practices=tuple(_common(store, matrix, unknown)[:PRACTICES]),
        n_practices=len(unknown),
        n_planned=len(lacking) - len(unknown),
        n_others=len(matrix.districts) - 1,
        commitments=tuple(commitments[:COMMITMENTS]),
        n_commitments=len(commitments),
        n_undated=n_undated,
        has_plan=has_plan,
        gaps=_gaps(store, district_id, own, quality),
    )


def _grade(store: Store, *figures: Observation) -> int:
    """The place of the least reliable source of some figures: official, press, secondary."""
    documents = store.catalogue.documents
    return max(RELIABILITY.index(documents[o.document_id].reliability) for o in figures)


# -- where it stands -----------------------------------------------------------------------------------------------


def _standings(store: Store, district_id: str, quality: Quality) -> list[Standing]:
    """Of every metric the newest comparison with the district.

    Law-based government before context, actual figures before estimates, then official sources of its own figure,
    then the comparisons of most districts, then the newest.
    """
    found = []
    for s in _newest(ready_sets(store, quality), district_id):
        c = compare(store, s.metric_id, s.year, s.district_ids, quality)
        own = next((f for f in c.judgement.compared if f.observation.district_id == district_id), None)
        if own is not None:
            found.append(Standing(c, own))
    return sorted(found, key=lambda s: _place(store, s))


def _newest(sets: Iterable[ReadySet], district_id: str) -> list[ReadySet]:
    """The newest set of every metric that has the district; one of actual figures, where there is any."""
    by_metric: dict[str, ReadySet] = {}
    for s in sorted(sets, key=lambda s: (s.forecasts, -s.year)):
        if district_id in s.district_ids:
            by_metric.setdefault(s.metric_id, s)
    return list(by_metric.values())


def _place(store: Store, s: Standing) -> tuple[bool, bool, int, int, int, int]:
    c = s.comparison
    return (
        c.metric.dimension_id == CONTEXT,
        c.judgement.forecasts,
        _grade(store, s.own.observation),
        -len(c.judgement.compared),
        -c.year,
        c.metric.ordinal,
    )


# -- what changed --------------------------------------------------------------------------------------------------


def _changes(store: Store, district_id: str, own: Sequence[Observation]) -> list[Change]:
    """Of every metric the newest rise or fall that may be stated, from the nearest earlier year of the same kind.

    Law-based government before context, actual figures before estimates, official sources first, then the newest.
    """
    by_metric: dict[str, list[Observation]] = defaultdict(list)
    for o in own:
        by_metric[o.metric_id].append(o)
    changes = []
    for metric_id, figures in by_metric.items():
        metric = store.catalogue.metrics[metric_id]
        step = next(_steps(store, metric, district_id, figures), None)
        if step is not None:
            changes.append(Change(metric, step))
    return sorted(changes, key=lambda c: _place_of_change(store, c))


def _steps(store: Store, metric: Metric, district_id: str, figures: Sequence[Observation]) -> Iterator[Step]:
    """The rises and falls that may be stated, the newest first, each from the nearest earlier year."""
    by_year: dict[int, list[Observation]] = defaultdict(list)
    for o in figures:
        by_year[o.year].append(o)
    years = sorted(by_year, reverse=True)
    if len(years) < 2:
        return
    judged = {year: judge(metric, rows, store.catalogue) for year, rows in by_year.items()}
    for i, last in enumerate(years):
        for first in years[i + 1 :]:
            found = steps_between(store.catalogue, metric, [district_id], judged[first], judged[last])
            yield from (s for s in found if s.change is not None and (s.change.low > 0 or s.change.high < 0))


def _place_of_change(store: Store, c: Change) -> tuple[bool, bool, int, int, int]:
    before, after = c.step.before.observation, c.step.after.observation
    is_estimate = after.status == "estimate"
    grade = _grade(store, before, after)
    return (c.metric.dimension_id == CONTEXT, is_estimate, grade, -after.year, c.metric.ordinal)


# -- what others do ------------------------------------------------------------------------------------------------


def _common(store: Store, matrix: PracticeMatrix, lacking: Sequence[LackingPractice]) -> list[CommonPractice]:
    """The practices by how many others have them in use, then those with results, then those of official sources."""
    found = [CommonPractice(g, example) for g in lacking for example in _examples(store, matrix, g)[:1]]
    return sorted(
        found,
        key=lambda p: (
            -len(p.lacking.having),
            *_merit(store, p.example)[:2],
            p.lacking.practice.ordinal,
        ),
    )


def _examples(store: Store, matrix: PracticeMatrix, g: LackingPractice) -> list[Example]:
    """What the others have in use of a practice: with results first, then by source, then the newest dated."""
    examples = [
        Example(s, tuple(_called_alike(store, g, s)[:FIGURES]))
        for d in g.having
        for s in matrix.systems.get((g.practice.practice_id, d.district_id), ())
        if s.status != "planned"
    ]
    return sorted(examples, key=lambda e: _merit(store, e))


def _called_alike(store: Store, g: LackingPractice, system: System) -> list[Observation]:
    """The figures of a system's paragraph whose metric is of its dimension and called alike."""
    metrics, counts = store.catalogue.metrics, _counts_of_runs(store)
    names = _runs(system.name_zh) | _runs(g.practice.name_zh)
    return [
        o
        for o in figures_in_paragraph(store, system)
        if (m := metrics[o.metric_id]).dimension_id == system.dimension_id
        and any(counts[run] <= RARE for run in names & _runs(m.name_zh))
    ]


@lru_cache(maxsize=2)
def _counts_of_runs(store: Store) -> Counter[str]:
    """How many names of metrics, practices and systems have each run of characters."""
    catalogue = store.catalogue
    names = [m.name_zh for m in catalogue.metrics.values()]
    names += [p.name_zh for p in catalogue.practices.values()]
    names += [s.name_zh for s in systems_of(store, list(catalogue.districts))]
    return Counter(run for name in names for run in _runs(name))


def _runs(name: str) -> set[str]:
    """The runs of Chinese characters in a name, each once."""
    parts = (name[i : i + ALIKE] for i in range(len(name) - ALIKE + 1))
    return {part for part in parts if all("\u4e00" <= c <= "\u9fff" for c in part)}


def _merit(store: Store, e: Example) -> tuple[bool, int, int]:
    grade = RELIABILITY.index(store.catalogue.documents[e.system.document_id].reliability)
    return (not e.figures, grade, -(e.system.year or 0))


# -- what is planned -----------------------------------------------------------------------------------------------


def _commitments(store: Store, district_id: str, today: dt.date) -> tuple[list[Commitment], int, bool]:
    """The dated tasks and requirements of a district, how many have no date, and whether it has a plan at all.

    Dates to come first, the nearest first; then those that have passed, the latest first. A task that is dated only
    by its requirements is said by these.
    """
    own = [p for p in plans(store, today) if p.district.district_id == district_id]
    demands = requirements(store, today, [district_id])
    dated = [
        Commitment(r.target.due, r.rule, store.catalogue.documents[r.target.document_id], requirement=r)
        for r in demands
        if r.target.due
    ]
    undated = sum(r.target.due is None for r in demands)
    for p in own:
        for t in p.tasks:
            if t.task.due:
                dated.append(Commitment(t.task.due, t.rule, p.document, task=t.task))
            elif not t.due:
                undated += 1
    dated.sort(key=lambda c: (c.due < today, abs((c.due - today).days)))
    return dated, undated, bool(own)


# -- what lacks ----------------------------------------------------------------------------------------------------


def _gaps(store: Store, district_id: str, own: Sequence[Observation], quality: Quality) -> Gaps:
    """In which metrics others may be ordered and this district has no figure, or none that may be ordered."""
    catalogue = store.catalogue
    sets = ready_sets(store, quality)
    widest = Counter[str]()
    for s in sets:
        widest[s.metric_id] = max(widest[s.metric_id], len(s.district_ids))
    takes_part = {s.metric_id for s in sets if district_id in s.district_ids}
    having = {o.metric_id for o in own}
    filtered = {o.metric_id for o in observations.of_district(store, district_id)} - having
    lacking = [catalogue.metrics[m] for m in widest if m not in having]
    lacking.sort(key=lambda m: (m.dimension_id == CONTEXT, -widest[m.metric_id], m.ordinal))
    by_kind: dict[str, list[Metric]] = defaultdict(list)
    for m in lacking:
        is_filtered = m.metric_id in filtered
        kind = "filtered" if is_filtered else catalogue.absence_kind(m.metric_id, district_id, None)
        by_kind[kind].append(m)
    with_figures = {catalogue.metrics[m].dimension_id for m in having}
    return Gaps(
        compared=len(widest),
        without_figure={kind: tuple(metrics) for kind, metrics in by_kind.items()},
        not_ranked=len(set(widest) & having - takes_part),
        dimension_ids=tuple(i for i in catalogue.dimensions if i not in with_figures),
    )
