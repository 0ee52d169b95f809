"""The same metric at two years: who moved how far, where the two may be set against each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from queries.catalogue import Catalogue
from queries.comparability import ORDERABLE_BASES, JudgedObservation, Judgement, years_comparable
from queries.comparison import Comparison, Missing, compare, documents_of, doubts_on
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
    is_in_order = years[0] < years[1]
    chosen = [d.district_id for d in after.districts] if is_in_order else []
    steps = steps_between(store.catalogue, after.metric, chosen, before.judgement, after.judgement)
    shown = [o for s in steps for o in (s.before.observation, s.after.observation)]
    have = {s.district.district_id for s in steps}
    gaps = _gaps(before, after)
    return TwoYears(
        metric=after.metric,
        before=before,
        after=after,
        steps=tuple(sorted(steps, key=lambda s: -s.after.observation.value)),
        missing=tuple(
            Missing(d.district_id, _kind_of_gap(gaps[d.district_id]))
            for d in after.districts
            if d.district_id not in have
        )
        if is_in_order
        else after.missing,
        doubts=doubts_on(store, shown),
        documents=documents_of(store, shown),
    )


def _gaps(before: Comparison, after: Comparison) -> dict[str, list[str]]:
    """The kinds of gaps of each district in the later and in the earlier year."""
    gaps: dict[str, list[str]] = defaultdict(list)
    for m in (*after.missing, *before.missing):
        gaps[m.district_id].append(m.kind)
    return gaps


def _kind_of_gap(kinds: list[str]) -> str:
    """Why a district has no step: filtered out, a figure in one year only, in both but not alike, or in neither."""
    if not kinds:
        return "other_kind"
    if "filtered" in kinds:
        return "filtered"
    return "one_year" if len(kinds) == 1 else kinds[0]


def steps_between(
    catalogue: Catalogue, metric: Metric, district_ids: Sequence[str], before: Judgement, after: Judgement
) -> list[Step]:
    """Those of the districts that have a figure of the same kind in both of two years."""
    first, last = _leading(before), _leading(after)
    both = [(first[d], last[d]) for d in district_ids if d in first and d in last]
    return [_step(catalogue, a, b) for a, b in both if same_kind(metric, a.observation, b.observation)]


def _leading(judgement: Judgement) -> dict[str, JudgedObservation]:
    """The leading figure of each district, with those in conflict with it also where it is not ranked."""
    alike: dict[object, list[JudgedObservation]] = defaultdict(list)
    for f in judgement.unranked:
        if f.observation.whole_district:
            alike[_what(f.observation)].append(f)
    leading = {}
    for f in judgement.leading:
        o = f.observation
        conflicts = tuple(x.observation for x in alike[_what(o)] if x is not f)
        leading[o.district_id] = f if f.compared else replace(f, conflicts=conflicts)
    return leading


def _what(o: Observation) -> tuple[object, ...]:
    """What a figure speaks of, and its status: figures alike in this are in conflict."""
    return o.district_id, o.period, o.status


def same_kind(metric: Metric, x: Observation, y: Observation) -> bool:
    """Whether both are of the whole district and rest on the same kind of period, one that may be ordered."""
    alike = x.period_basis == y.period_basis and x.period_basis in ORDERABLE_BASES[metric.basis]
    same_half = x.period_basis != "half_year" or x.period_end.month == y.period_end.month
    return x.whole_district and y.whole_district and alike and same_half


def _step(catalogue: Catalogue, a: JudgedObservation, b: JudgedObservation) -> Step:
    may, doubt = may_be_stated(catalogue, a.observation, b.observation)
    district = catalogue.districts[a.observation.district_id]
    return Step(district, a, b, difference(b.hull, a.hull) if may else None, doubt)


def may_be_stated(catalogue: Catalogue, a: Observation, b: Observation) -> tuple[bool, Doubt | None]:
    """Whether the change between two figures of one kind may be stated, and the doubt that forbids it, if one does."""
    doubt = years_comparable(a, b, catalogue)
    return doubt is None and a.status == b.status, doubt
