"""May these figures be ordered? The one place that decides it, for pages, API, charts and files alike.

The rules, in their order: one figure per district; same period, or one list; whole district; same status; no doubt
that bars it; and then an order only where the intervals decide it. Whatever does not take part is not ranked, with its
reason.

One list: figures that one document gives for several districts from the same start to the same end were counted by one
counter in one way. They compare whatever their period rests on: running totals, parts of a year, several years.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from queries.catalogue import Catalogue
from queries.intervals import Interval, RankRange, hull, interval, median, rank_ranges
from queries.preference import preferred_first
from queries.records import Doubt, Metric, Observation

#: Stocks taken within this many days of each other count as taken at the same time.
STOCK_WINDOW = dt.timedelta(days=92)
#: What a period may rest on to be ordered at all, by the metric's basis.
ORDERABLE_BASES = {"flow": ("year", "half_year"), "stock": ("as_of", "year")}

Verdict = Literal["none", "single", "comparable", "partly", "not_comparable"]
ReasonCode = Literal["scope", "basis", "list", "period", "status", "preferred", "doubt", "alone"]


class Reason(NamedTuple):
    """Why a figure is not ranked."""

    code: ReasonCode
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class JudgedObservation:
    """An observation and its place in a comparison."""

    observation: Observation
    reasons: tuple[Reason, ...] = ()
    #: Filled in only for figures that are ordered.
    rank: RankRange | None = None
    #: Other figures of the same district, period and status, whose document says something else.
    conflicts: tuple[Observation, ...] = ()

    @property
    def compared(self) -> bool:
        """Whether the figure takes part in the order."""
        return self.rank is not None

    @property
    def interval(self) -> Interval:
        """What the figure itself may be."""
        return interval(self.observation.value_low, self.observation.value_high)

    @property
    def hull(self) -> Interval:
        """What the figure may be if any of its conflicting figures were the true one."""
        if not self.conflicts:
            return self.interval
        return hull([self.interval, *(interval(o.value_low, o.value_high) for o in self.conflicts)])


@dataclass(frozen=True)
class Judgement:
    """Which figures compare and which do not."""

    verdict: Verdict
    #: One figure a district that takes part, the largest first.
    compared: tuple[JudgedObservation, ...] = ()
    #: Figures that are not ranked, each with reasons; several a district are possible.
    unranked: tuple[JudgedObservation, ...] = ()
    #: Whether the figures compared are estimates, to be called forecasts.
    forecasts: bool = False
    #: Whether a stock given for a year is taken as of 31 December.
    year_as_december: bool = False
    #: The document whose list the figures compared are from, where they compare for that reason only.
    list_document_id: str | None = None
    median: Interval | None = field(default=None)

    @property
    def figures(self) -> tuple[JudgedObservation, ...]:
        """All figures, those compared first."""
        return self.compared + self.unranked

    @property
    def leading(self) -> tuple[JudgedObservation, ...]:
        """One figure a district: the one compared, else the first that is not ranked."""
        chosen: dict[str, JudgedObservation] = {}
        for judged_observation in self.figures:
            chosen.setdefault(judged_observation.observation.district_id, judged_observation)
        return tuple(chosen.values())

    @property
    def decided(self) -> bool:
        """Whether every compared figure has one certain rank."""
        return bool(self.compared) and all(f.rank is not None and f.rank.is_certain for f in self.compared)

    @property
    def is_open(self) -> bool:
        """Whether no two of the compared figures can be put in order: each may have every rank."""
        n = len(self.compared)
        return n > 1 and all(f.rank == (1, n) for f in self.compared)


#: observation id → the figures it was calculated from; empty for published figures.
Inputs = Mapping[str, Sequence[Observation]]


def judge(
    metric: Metric, observations: Iterable[Observation], catalogue: Catalogue, inputs: Inputs | None = None
) -> Judgement:
    """Decide for the figures of one metric and one year which of them may be ordered, and why not the others.

    A calculated figure is barred where one of its `inputs` is.
    """
    inputs = inputs or {}
    rows = list(observations)
    if not rows:
        return Judgement("none")
    chosen, list_document_id = _best_set(metric, rows)
    members = _one_per_district(chosen, catalogue)
    if list_document_id is not None:
        members = [(first, _conflicting(first, rows)) for first, _ in members]
    bars = {
        o.observation_id: next(
            (d for i in (o, *inputs.get(o.observation_id, ())) if (d := _bar(catalogue, i))), None
        )
        for o, _ in members
    }
    ordered = [(o, conflicts) for o, conflicts in members if bars[o.observation_id] is None]
    if len(ordered) < 2:
        ordered = []
    compared = _ranked(ordered)
    shown = {o.observation_id for first, conflicts in ordered for o in (first, *conflicts)}
    explain = _Explainer(metric, catalogue, chosen, members, bars, is_list=list_document_id is not None)
    unranked = [JudgedObservation(o, explain(o)) for o in rows if o.observation_id not in shown]
    return Judgement(
        verdict=_verdict(rows, compared),
        compared=tuple(compared),
        unranked=tuple(_in_place(unranked, catalogue)),
        forecasts=bool(compared) and compared[0].observation.status == "estimate",
        year_as_december=metric.basis == "stock"
        and list_document_id is None
        and len({o.period_basis for o, _ in ordered}) > 1,
        list_document_id=list_document_id if compared else None,
        median=median([f.hull for f in compared]) if len(compared) > 2 else None,
    )


def _in_place(figures: Sequence[JudgedObservation], catalogue: Catalogue) -> list[JudgedObservation]:
    """Figures by district in display order, within a district the preferred one first."""
    by_district: dict[str, dict[str, JudgedObservation]] = defaultdict(dict)
    for f in figures:
        by_district[f.observation.district_id][f.observation.observation_id] = f
    return [
        by_district[district_id][o.observation_id]
        for district_id in sorted(by_district, key=lambda d: catalogue.districts[d].ordinal)
        for o in preferred_first((f.observation for f in by_district[district_id].values()), catalogue)
    ]


def _outside_order(metric: Metric, o: Observation) -> ReasonCode | None:
    """Why a figure has no place in an order of figures of one period, whatever it is set beside."""
    if not o.whole_district:
        return "scope"
    if o.period_basis not in ORDERABLE_BASES[metric.basis]:
        return "basis"
    return None


def _best_set(metric: Metric, rows: Sequence[Observation]) -> tuple[list[Observation], str | None]:
    """The figures of one period and status that most districts have; the document, where they are one list of it.

    Two or more actual figures come before estimates; then the larger set, then what compares by its period before
    lists, then years before half-years, then the later period.
    """
    candidates = [o for o in rows if _outside_order(metric, o) is None]
    groups: list[tuple[list[Observation], str | None]] = [
        *((group, None) for group in _same_period(metric, candidates)),
        *((group, group[0].document_id) for group in _lists(metric, rows)),
    ]
    best: tuple[list[Observation], str | None] = ([], None)
    best_key: tuple[object, ...] = ()
    for group, document_id in groups:
        for status in ("actual", "estimate"):
            members = [o for o in group if o.status == status]
            if not members:
                continue
            n = len({o.district_id for o in members})
            if document_id is not None and n < 2:
                continue
            latest = max(o.period_end for o in members)
            whole_years = all(o.period_basis != "half_year" for o in members)
            key = (
                *(n > 1 and status == "actual", n > 1, n, status == "actual"),
                *(document_id is None, whole_years, latest),
                *((document_id, members[0].period_start) if document_id is not None else ()),
            )
            if not best[0] or key > best_key:
                best, best_key = (members, document_id), key
    return best


def _lists(metric: Metric, rows: Sequence[Observation]) -> list[list[Observation]]:
    """Figures of whole districts in one document with one start and one end, where their period alone bars an order."""
    groups: dict[object, list[Observation]] = defaultdict(list)
    for o in rows:
        if o.whole_district:
            groups[o.document_id, o.period_start, o.period_end].append(o)
    return [g for g in groups.values() if any(_outside_order(metric, o) == "basis" for o in g)]


def _conflicting(first: Observation, rows: Sequence[Observation]) -> list[Observation]:
    """The other figures of a district for the period and status of its figure in a list, whatever their document."""
    return [
        o
        for o in rows
        if o is not first
        and o.whole_district
        and (o.district_id, o.period, o.status) == (first.district_id, first.period, first.status)
    ]


def _same_period(metric: Metric, candidates: Sequence[Observation]) -> list[list[Observation]]:
    """Groups of figures whose periods count as the same; for stocks the groups are windows and may overlap."""
    if metric.basis == "flow":
        groups: dict[object, list[Observation]] = defaultdict(list)
        for o in candidates:
            groups[o.period].append(o)
        return list(groups.values())
    ends = sorted({o.period_end for o in candidates})
    return [[o for o in candidates if end - STOCK_WINDOW <= o.period_end <= end] for end in ends]


def _one_per_district(
    chosen: Sequence[Observation], catalogue: Catalogue
) -> list[tuple[Observation, list[Observation]]]:
    """For each district the preferred figure of its latest period, with the figures in conflict with it."""
    by_district: dict[str, list[Observation]] = defaultdict(list)
    for o in chosen:
        by_district[o.district_id].append(o)
    members = []
    for figures in by_district.values():
        latest = max(o.period_end for o in figures)
        first, *others = preferred_first((o for o in figures if o.period_end == latest), catalogue)
        members.append((first, [o for o in others if o.period == first.period]))
    return members


def _bar(catalogue: Catalogue, o: Observation) -> Doubt | None:
    """The doubt, if any, that forbids to order the figure with other districts' figures."""
    for doubt in catalogue.doubts_on(o.metric_id, o.district_id, o.year):
        if doubt.bars in ("districts", "both"):
            return doubt
    return None


def _ranked(ordered: Sequence[tuple[Observation, list[Observation]]]) -> list[JudgedObservation]:
    """The ordered figures with their rank ranges, the largest first."""
    plain = [JudgedObservation(o, conflicts=tuple(conflicts)) for o, conflicts in ordered]
    ranks = rank_ranges([f.hull for f in plain])
    figures = [
        JudgedObservation(f.observation, rank=rank, conflicts=f.conflicts)
        for f, rank in zip(plain, ranks, strict=True)
    ]
    return sorted(figures, key=lambda f: (-f.observation.value, f.observation.district_id))


class _Explainer:
    """Says why a figure is not in the order, given the set that was chosen."""

    def __init__(
        self,
        metric: Metric,
        catalogue: Catalogue,
        chosen: Sequence[Observation],
        members: Sequence[tuple[Observation, list[Observation]]],
        bars: dict[str, Doubt | None],
        *,
        is_list: bool,
    ) -> None:
        self._metric, self._catalogue, self._bars, self._is_list = metric, catalogue, bars, is_list
        self._chosen = {o.observation_id for o in chosen}
        self._members = {o.observation_id for o, _ in members}
        self._periods = {o.period for o in chosen}

    def __call__(self, o: Observation) -> tuple[Reason, ...]:
        """The reasons for one figure, the decisive one first."""
        never = _outside_order(self._metric, o)
        if never == "basis" and self._is_list:
            never = None if o.observation_id in self._chosen else "list"
        if never is not None:
            doubt = _bar(self._catalogue, o)
            return (Reason(never), *((Reason("doubt", doubt),) if doubt else ()))
        if o.observation_id in self._members:
            doubt = self._bars[o.observation_id]
            return (Reason("doubt", doubt) if doubt else Reason("alone"),)
        if o.observation_id in self._chosen:
            return (Reason("preferred"),)
        return (Reason("status" if o.period in self._periods else "period"),)


def _verdict(rows: Sequence[Observation], compared: Sequence[JudgedObservation]) -> Verdict:
    districts = {o.district_id for o in rows}
    if len(districts) == 1:
        return "single"
    if not compared:
        return "not_comparable"
    return "comparable" if {f.observation.district_id for f in compared} == districts else "partly"


def years_comparable(a: Observation, b: Observation, catalogue: Catalogue) -> Doubt | None:
    """The doubt, if any, that forbids to set two years of one district and metric against each other.

    A doubt with one bound only marks a break: years on one side of it compare among themselves.
    """
    for doubt in catalogue.doubts_of(a.metric_id):
        if doubt.bars not in ("years", "both"):
            continue
        covers_a = doubt.covers(a.metric_id, a.district_id, a.year)
        covers_b = doubt.covers(b.metric_id, b.district_id, b.year)
        is_break = (doubt.year_from is None) != (doubt.year_to is None)
        if (covers_a != covers_b) if is_break else (covers_a or covers_b):
            return doubt
    return None
