"""Between which years can a metric be followed: where figures of one kind stand, and a change may be stated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from queries import observations
from queries.comparability import judge
from queries.quality import EVERYTHING, Quality
from queries.records import Observation
from queries.store import Store
from queries.two_years import may_be_stated, same_kind, steps_between

#: An earlier and a later year.
Span = tuple[int, int]


class ChangeYears(NamedTuple):
    """The years of a metric for the chosen districts."""

    #: The first and the last year with figures; (0, 0) where there are none.
    outermost: Span
    #: The pairs of years between which changes are stated, most changes first, then the widest; where none is, the
    #: pairs in which figures at least stand side by side.
    possible: tuple[Span, ...]

    @property
    def usual(self) -> Span:
        """The years to show first: the outermost where a change is stated between them, else one that is possible."""
        return (
            self.outermost if self.outermost in self.possible else next(iter(self.possible), self.outermost)
        )

    def completed(self, first: int | None, last: int | None) -> Span:
        """The years named; for one that is not, the usual one where that keeps them in order, else the outermost."""
        if not first:
            first = self.usual[0] if not last or self.usual[0] < last else self.outermost[0]
        if not last:
            last = self.usual[1] if first < self.usual[1] else self.outermost[1]
        return first, last


def change_years(
    store: Store, metric_id: str, district_ids: Sequence[str], quality: Quality = EVERYTHING
) -> ChangeYears:
    """Between which years the chosen districts can be followed; ids must exist (KeyError otherwise)."""
    catalogue = store.catalogue
    metric = catalogue.metrics[metric_id]
    rows = quality.keep(observations.of_metrics(store, [metric_id], district_ids), catalogue)
    by_year: dict[int, list[Observation]] = defaultdict(list)
    for o in rows:
        by_year[o.year].append(o)
    spans = set(_widest_spans(store, metric_id, rows))
    judged = {year: judge(metric, by_year[year], catalogue) for year in {y for span in spans for y in span}}
    steps = {
        (first, last): steps_between(catalogue, metric, district_ids, judged[first], judged[last])
        for first, last in spans
    }
    stated = {span: sum(step.change is not None for step in steps[span]) for span in spans}
    kept = [s for s in spans if stated[s]] or [s for s in spans if steps[s]]
    kept.sort(key=lambda s: (-stated[s], s[0] - s[1], -s[1]))
    return ChangeYears((min(by_year, default=0), max(by_year, default=0)), tuple(kept))


@lru_cache(maxsize=4)
def can_be_followed(store: Store, metric_id: str, district_ids: tuple[str, ...]) -> bool:
    """Whether some of the districts can be followed between two years."""
    return bool(change_years(store, metric_id, district_ids).possible)


def _widest_spans(store: Store, metric_id: str, rows: Sequence[Observation]) -> Iterator[Span]:
    """For each district the years of its widest span of figures of one kind, and of its widest with a stated change."""
    metric = store.catalogue.metrics[metric_id]
    by_district: dict[str, list[Observation]] = defaultdict(list)
    for o in rows:
        by_district[o.district_id].append(o)
    for own in by_district.values():
        alike = [(a, b) for a in own for b in own if a.year < b.year and same_kind(metric, a, b)]
        stated = [pair for pair in alike if may_be_stated(store.catalogue, *pair)[0]]
        for pairs in (alike, stated):
            spans = [(a.year, b.year) for a, b in pairs]
            if spans:
                yield min(spans, key=lambda span: (span[0] - span[1], -span[1]))
