"""The same few facts of every district: practices in use, its newest figure that compares, what is missing.

What compares of law-based government is what `ready_sets` holds outside the dimension that only sets the scene;
forecasts are left out. A figure stands here only as a member of such a set: others would be read as a ranking.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from queries.comparison import Comparison, compare
from queries.coverage import by_dimension
from queries.practices import PracticeCounts, practice_counts
from queries.quality import EVERYTHING, Quality
from queries.ready import CONTEXT, ReadySet, ready_sets
from queries.records import Dimension, Observation
from queries.store import Store


class KeyFacts(NamedTuple):
    """How one district stands."""

    district_id: str
    practices: PracticeCounts
    #: The newest comparison of law-based government that holds and in which it takes part; None where there is none.
    newest: Comparison | None
    #: In how many metrics of law-based government it takes part in a comparison, and in how many anybody does.
    metrics: int
    comparable: int
    #: The dimensions on which our sources hold no figure of it.
    empty: tuple[Dimension, ...]

    @property
    def figure(self) -> Observation | None:
        """Its own figure in that comparison."""
        if self.newest is None:
            return None
        return next(
            f.observation
            for f in self.newest.judgement.compared
            if f.observation.district_id == self.district_id
        )

    @property
    def lacking(self) -> int:
        """In how many metrics others compare and it does not."""
        return self.comparable - self.metrics


class LawBased(NamedTuple):
    """What compares of law-based government in all."""

    sets: int
    metrics: int
    #: Districts that take part in a comparison, and those that take part in none.
    having: tuple[str, ...]
    without: tuple[str, ...]
    newest: Comparison | None


def law_based_sets(store: Store, quality: Quality = EVERYTHING) -> list[ReadySet]:
    """Return the comparisons of law-based government that hold, the newest first, forecasts left out."""
    metrics = store.catalogue.metrics
    found = [
        s
        for s in ready_sets(store, quality)
        if metrics[s.metric_id].dimension_id != CONTEXT and not s.forecasts
    ]
    return sorted(found, key=lambda s: (-s.year, -len(s.district_ids), metrics[s.metric_id].ordinal))


def law_based(store: Store, quality: Quality = EVERYTHING) -> LawBased:
    """What compares of law-based government, among which districts, and the newest of it."""
    sets = law_based_sets(store, quality)
    members = {district_id for s in sets for district_id in s.district_ids}
    return LawBased(
        len(sets),
        len({s.metric_id for s in sets}),
        tuple(i for i in store.catalogue.districts if i in members),
        tuple(i for i in store.catalogue.districts if i not in members),
        _compared(store, sets, quality),
    )


def key_facts(store: Store, district_ids: Sequence[str], quality: Quality = EVERYTHING) -> list[KeyFacts]:
    """Return how districts stand, in their order; the ids must exist (KeyError otherwise).

    `quality` concerns what compares; whether a dimension is empty and which practices are in use does not rest on it.
    """
    sets = law_based_sets(store, quality)
    own: dict[str, list[ReadySet]] = {store.catalogue.districts[i].district_id: [] for i in district_ids}
    for s in sets:
        for district_id in own.keys() & set(s.district_ids):
            own[district_id].append(s)
    filled = {(c.district_id, c.dimension_id) for c in by_dimension(store)}
    # Many have the same newest one, which may be one of thousands of districts.
    newest = {s: _compared(store, [s], quality) for s in {found[0] for found in own.values() if found}}
    practices = practice_counts(store)
    return [
        KeyFacts(
            i,
            practices.get(i, PracticeCounts(0, 0)),
            newest[own[i][0]] if own[i] else None,
            len({s.metric_id for s in own[i]}),
            len({s.metric_id for s in sets}),
            tuple(d for d in store.catalogue.dimensions.values() if (i, d.dimension_id) not in filled),
        )
        for i in own
    ]


def _compared(store: Store, sets: list[ReadySet], quality: Quality) -> Comparison | None:
    """The comparison of the first set, among its own districts."""
    first = next(iter(sets), None)
    return compare(store, first.metric_id, first.year, first.district_ids, quality) if first else None
