"""One metric across districts at a year: who has how much, and may it be said?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from queries import observations
from queries.comparability import JudgedObservation, Judgement, judge
from queries.quality import EVERYTHING, Quality
from queries.records import District, Document, Doubt, Metric, Observation
from queries.store import Store

if TYPE_CHECKING:
    import pandas as pd


class Missing(NamedTuple):
    """A chosen district without a figure, and of which kind the gap is."""

    district_id: str
    kind: str


class YearChoice(NamedTuple):
    """A year one could compare: how many districts compare, how many have any figure."""

    year: int
    comparable: int
    with_figures: int


@dataclass(frozen=True)
class Comparison:
    """The figures of one metric and year with everything a reader must know about them."""

    metric: Metric
    year: int
    districts: tuple[District, ...]
    judgement: Judgement
    missing: tuple[Missing, ...]
    #: The doubts on any figure here, the gravest first.
    doubts: tuple[Doubt, ...]
    #: The documents behind the figures, each once.
    documents: tuple[Document, ...]
    data_version: str
    #: What was let in.
    quality: Quality = EVERYTHING
    #: The districts to be drawn, where the figures were ordered within a larger group; empty: all.
    shown: tuple[str, ...] = ()
    #: Whether the figures are quotients of published ones.
    is_calculated: bool = False

    @property
    def is_within_group(self) -> bool:
        """Whether only some of the districts compared are drawn."""
        return bool(self.shown)

    @property
    def list_document(self) -> Document | None:
        """The document whose list the figures are from, where they compare for that reason only."""
        document_id = self.judgement.list_document_id
        return next((d for d in self.documents if d.document_id == document_id), None)

    @property
    def leading(self) -> tuple[JudgedObservation, ...]:
        """One figure a district: the one compared, else the first that is not ranked."""
        return tuple(
            f for f in self.judgement.leading if not self.shown or f.observation.district_id in self.shown
        )

    @property
    def evidence(self) -> tuple[Observation, ...]:
        """Every figure shown, conflicting ones included, in display order."""
        return tuple(
            o
            for f in self.judgement.figures
            if not self.shown or f.observation.district_id in self.shown
            for o in (f.observation, *f.conflicts)
        )

    def to_frame(self) -> pd.DataFrame:
        """Return a pandas DataFrame with a row a figure; columns: `COMPARISON` in `queries.frame_columns`."""
        from queries import frames

        return frames.comparison([self]).to_frame()


def compare(
    store: Store,
    metric_id: str,
    year: int,
    district_ids: Sequence[str],
    quality: Quality = EVERYTHING,
    group: Sequence[str] = (),
) -> Comparison:
    """Set one metric's figures for a year side by side for the chosen districts.

    With a `group` the chosen districts are ordered within that larger group, but only they are drawn. The caller has
    checked that the ids exist (`Catalogue.known_*`); an unknown id raises KeyError.
    """
    catalogue = store.catalogue
    metric = catalogue.metrics[metric_id]
    compared_ids = tuple(dict.fromkeys((*district_ids, *group)))
    chosen = tuple(catalogue.districts[d] for d in compared_ids)
    rows = observations.of_metric_year(store, metric_id, year, compared_ids)
    judgement = judge(metric, quality.keep(rows, catalogue), catalogue)
    filtered = {o.district_id for o in rows}
    shown = [o for f in judgement.figures for o in (f.observation, *f.conflicts)]
    present = {o.district_id for o in shown}
    return Comparison(
        metric=metric,
        year=year,
        districts=chosen,
        judgement=judgement,
        missing=tuple(
            Missing(
                d.district_id,
                "filtered"
                if d.district_id in filtered
                else catalogue.absence_kind(metric_id, d.district_id, year),
            )
            for d in chosen
            if d.district_id not in present and d.district_id in district_ids
        ),
        doubts=doubts_on(store, shown),
        documents=documents_of(store, shown),
        data_version=store.version,
        quality=quality,
        shown=tuple(district_ids) if len(compared_ids) > len(district_ids) else (),
    )


def doubts_on(store: Store, figures: Iterable[Observation]) -> tuple[Doubt, ...]:
    """The doubts that touch any of the figures, the gravest first, each once."""
    touched = {(o.metric_id, o.district_id, o.year) for o in figures}
    doubt_ids = {
        d.doubt_id
        for metric_id, district_id, year in touched
        for d in store.catalogue.doubts_on(metric_id, district_id, year)
    }
    return tuple(d for d in store.catalogue.doubts if d.doubt_id in doubt_ids)


def documents_of(store: Store, figures: Iterable[Observation]) -> tuple[Document, ...]:
    """The documents of the figures, each once, in the order the figures come."""
    return tuple(store.catalogue.documents[i] for i in dict.fromkeys(o.document_id for o in figures))


def years_to_compare(
    store: Store, metric_id: str, district_ids: Sequence[str], quality: Quality = EVERYTHING
) -> list[YearChoice]:
    """The years in which the chosen districts have figures of a metric, newest first."""
    catalogue = store.catalogue
    metric = catalogue.metrics[metric_id]
    by_year: dict[int, list[Observation]] = {}
    for o in quality.keep(observations.of_metrics(store, [metric_id], district_ids), catalogue):
        by_year.setdefault(o.year, []).append(o)
    return [
        YearChoice(
            year,
            len(judge(metric, figures, catalogue).compared),
            len({o.district_id for o in figures}),
        )
        for year, figures in sorted(by_year.items(), reverse=True)
    ]


def best_year(choices: Sequence[YearChoice]) -> int | None:
    """The year to show first: most districts that compare, then most with figures, then the newest."""
    best = max(choices, key=lambda c: (c.comparable, c.with_figures, c.year), default=None)
    return best.year if best else None
