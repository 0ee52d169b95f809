"""The same metric at two years: who moved how far, where the two may be set against each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from queries import observations
from queries.comparability import ORDERABLE_BASES, JudgedObservation, years_comparable
from queries.comparison import Comparison, Missing, compare, documents_of, doubts_on, years_to_compare
from queries.intervals import Interval, difference
from queries.quality import EVERYTHING, Quality
from queries.records import District, Document, Doubt, Metric, Observation
from queries.store import Store

if TYPE_CHECKING:
    import pandas as pd


class Step(NamedTuple):
    """One district at both years; `change` is None where a doubt or a difference of status forbids it."""

    district: District
    before: JudgedObservation
    after: JudgedObservation
    change: Interval | None
    doubt: Doubt | None


@dataclass(frozen=True)
class TwoYears:
    """A metric at two years with everything a reader must know."""

    metric: Metric
    before: Comparison
    after: Comparison
    steps: tuple[Step, ...]
    missing: tuple[Missing, ...]
    doubts: tuple[Doubt, ...]
    documents: tuple[Document, ...]

    @property
    def is_in_order(self) -> bool:
        """Whether the first year lies before the second: a year set against itself, or backwards, is no change."""
        return self.before.year < self.after.year

    @property
    def stated(self) -> int:
        """For how many districts a change is stated."""
        return sum(s.change is not None for s in self.steps)

    def to_frame(self) -> pd.DataFrame:
        """Return a pandas DataFrame with a row a district; columns: `TWO_YEARS` in `queries.frame_columns`."""
        from queries import frames

        return frames.two_years(self).to_frame()


def two_years(
    store: Store,
    metric_id: str,
    years: tuple[int, int],
    district_ids: Sequence[str],
    quality: Quality = EVERYTHING,
) -> TwoYears:
    """The districts that have a figure of the same kind in both years; ids must exist (KeyError otherwise).

    No district where the first year does not lie before the second.
    """
    before = compare(store, metric_id, years[0], district_ids, quality)
    after = compare(store, metric_id, years[1], district_ids, quality)
    first, last = _leading(before), _leading(after)
    is_in_order = years[0] < years[1]
    steps = []
    for district in after.districts if is_in_order else ():
        a, b = first.get(district.district_id), last.get(district.district_id)
        if a is not None and b is not None and _same_kind(after.metric, a.observation, b.observation):
            steps.append(_step(store, district, a, b))
    shown = [o for s in steps for o in (s.before.observation, s.after.observation)]
    have = {s.district.district_id for s in steps}
    return TwoYears(
        metric=after.metric,
        before=before,
        after=after,
        steps=tuple(sorted(steps, key=lambda s: -s.after.observation.value)),
        missing=tuple(
            Missing(d.district_id, _kind_of_gap(d.district_id, before, after))
            for d in after.districts
            if d.district_id not in have
        )
        if is_in_order
        else after.missing,
        doubts=doubts_on(store, shown),
        documents=documents_of(store, shown),
    )


def possible_years(
    store: Store, metric_id: str, district_ids: Sequence[str], quality: Quality = EVERYTHING
) -> list[tuple[int, int]]:
    """The pairs of years between which changes are stated, most changes first, then the widest span.

    Where none is, the pairs in which figures at least stand side by side.
    """
    rows = quality.keep(observations.of_metrics(store, [metric_id], district_ids), store.catalogue)
    pairs = set(_widest_spans(store, metric_id, rows))
    found = [two_years(store, metric_id, pair, district_ids, quality) for pair in pairs]
    found = [t for t in found if t.stated] or [t for t in found if t.steps]
    found.sort(key=lambda t: (-t.stated, t.before.year - t.after.year, -t.after.year))
    return [(t.before.year, t.after.year) for t in found]


def usual_years(
    store: Store, metric_id: str, district_ids: Sequence[str], quality: Quality = EVERYTHING
) -> tuple[int, int]:
    """The years to show first: the first and the last with figures where a change is stated, else one that is."""
    widest = extent(store, metric_id, district_ids, quality)
    if two_years(store, metric_id, widest, district_ids, quality).stated:
        return widest
    return next(iter(possible_years(store, metric_id, district_ids, quality)), widest)


def extent(
    store: Store, metric_id: str, district_ids: Sequence[str], quality: Quality = EVERYTHING
) -> tuple[int, int]:
    """The first and the last year with figures; (0, 0) where there are none."""
    years = [c.year for c in years_to_compare(store, metric_id, district_ids, quality)] or [0]
    return min(years), max(years)


def completed(
    usual: tuple[int, int], extent: tuple[int, int], first: int | None, last: int | None
) -> tuple[int, int]:
    """The years named; for one that is not, the usual one where that keeps them in order, else that of the extent."""
    if not first:
        first = usual[0] if not last or usual[0] < last else extent[0]
    if not last:
        last = usual[1] if first < usual[1] else extent[1]
    return first, last


def _widest_spans(store: Store, metric_id: str, rows: Sequence[Observation]) -> Iterator[tuple[int, int]]:
    """For each district the years of its widest span of figures of one kind, and of its widest with a stated change."""
    metric = store.catalogue.metrics[metric_id]
    for district_id in dict.fromkeys(o.district_id for o in rows):
        own = [o for o in rows if o.district_id == district_id]
        alike = [(a, b) for a in own for b in own if a.year < b.year and _same_kind(metric, a, b)]
        stated = [pair for pair in alike if _may_be_stated(store, *pair)[0]]
        for pairs in (alike, stated):
            spans = [(a.year, b.year) for a, b in pairs]
            if spans:
                yield min(spans, key=lambda span: (span[0] - span[1], -span[1]))


def _kind_of_gap(district_id: str, before: Comparison, after: Comparison) -> str:
    """Why a district has no step: filtered out, a figure in one year only, in both but not alike, or in neither."""
    kinds = [m.kind for c in (after, before) for m in c.missing if m.district_id == district_id]
    if not kinds:
        return "other_kind"
    if "filtered" in kinds:
        return "filtered"
    return "one_year" if len(kinds) == 1 else kinds[0]


def _leading(c: Comparison) -> dict[str, JudgedObservation]:
    """The leading figure of each district, with those in conflict with it also where it is not ranked."""
    leading = {}
    for f in c.leading:
        o = f.observation
        conflicts = tuple(
            x.observation
            for x in c.judgement.unranked
            if x is not f and x.observation.whole_district and _alike(x.observation, o)
        )
        leading[o.district_id] = f if f.compared else replace(f, conflicts=conflicts)
    return leading


def _alike(x: Observation, o: Observation) -> bool:
    """Whether two figures speak of the same, with the same status."""
    return (x.district_id, x.period, x.status) == (o.district_id, o.period, o.status)


def _same_kind(metric: Metric, x: Observation, y: Observation) -> bool:
    """Whether both are of the whole district and rest on the same kind of period, one that may be ordered."""
    alike = x.period_basis == y.period_basis and x.period_basis in ORDERABLE_BASES[metric.basis]
    same_half = x.period_basis != "half_year" or x.period_end.month == y.period_end.month
    return x.whole_district and y.whole_district and alike and same_half


def _step(store: Store, district: District, a: JudgedObservation, b: JudgedObservation) -> Step:
    may, doubt = _may_be_stated(store, a.observation, b.observation)
    return Step(district, a, b, difference(b.hull, a.hull) if may else None, doubt)


def _may_be_stated(store: Store, a: Observation, b: Observation) -> tuple[bool, Doubt | None]:
    """Whether the change between two figures of one kind may be stated, and the doubt that forbids it, if one does."""
    doubt = years_comparable(a, b, store.catalogue)
    return doubt is None and a.status == b.status, doubt
