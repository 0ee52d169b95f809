"""What exists: districts, dimensions, metrics, documents, doubts, practices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from queries.records import (
    Absence,
    Dimension,
    District,
    Document,
    Doubt,
    Metric,
    Practice,
    Preference,
    Relation,
)
from queries.store import Row, Store


class Known(NamedTuple):
    """Ids that were asked for, split into those that exist and those that do not."""

    found: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class Catalogue:
    """The small tables of one store, by id and in display order."""

    districts: dict[str, District]
    dimensions: dict[str, Dimension]
    metrics: dict[str, Metric]
    documents: dict[str, Document]
    practices: dict[str, Practice]
    doubts: tuple[Doubt, ...]
    absences: tuple[Absence, ...]
    preferences: tuple[Preference, ...]
    relations: tuple[Relation, ...]

    def known_districts(self, ids: Iterable[str]) -> Known:
        """Which of the districts asked for exist, in the order asked, each once."""
        return _known(ids, self.districts)

    def known_metrics(self, ids: Iterable[str]) -> Known:
        """Which of the metrics asked for exist, in the order asked, each once."""
        return _known(ids, self.metrics)

    def doubts_on(self, metric_id: str, district_id: str, year: int) -> tuple[Doubt, ...]:
        """The doubts that touch a figure, the gravest first."""
        return tuple(d for d in self.doubts_of(metric_id) if d.covers(metric_id, district_id, year))

    @cached_property
    def _doubts_by_metric(self) -> dict[str, tuple[Doubt, ...]]:
        return {
            m: tuple(d for d in self.doubts if not d.metric_ids or m in d.metric_ids) for m in self.metrics
        }

    def doubts_of(self, metric_id: str) -> tuple[Doubt, ...]:
        """The doubts on a metric anywhere, the gravest first."""
        return self._doubts_by_metric.get(metric_id, ())

    def absence_kind(self, metric_id: str, district_id: str, year: int | None) -> str:
        """Why there is no figure: not_published or not_applicable where a document says so, else not_in_sources."""
        for absence in self.absences:
            if (absence.metric_id, absence.district_id) == (metric_id, district_id) and (
                year is None or (absence.year_from or year) <= year <= (absence.year_to or year)
            ):
                return absence.kind
        return "not_in_sources"


_GRAVITY = {"do_not_compare": 0, "caution": 1, "note": 2}


def _known(ids: Iterable[str], table: dict[str, Any]) -> Known:
    unique = tuple(dict.fromkeys(ids))
    return Known(tuple(i for i in unique if i in table), tuple(i for i in unique if i not in table))


def _table(store: Store, kind: type[Row], table: str, order: str) -> list[Row]:
    """A whole small table; `table` and `order` are names from this module, never from outside."""
    fields = ", ".join(kind._fields)  # type: ignore[attr-defined]
    return store.records(kind, f"SELECT {fields} FROM {table} ORDER BY {order}")


def read_catalogue(store: Store) -> Catalogue:
    """Read the small tables of a store."""
    doubts = _table(store, Doubt, "doubts", "doubt_id")
    return Catalogue(
        districts={d.district_id: d for d in _table(store, District, "districts", "ordinal")},
        dimensions={d.dimension_id: d for d in _table(store, Dimension, "dimensions", "ordinal")},
        metrics={m.metric_id: m for m in _table(store, Metric, "metrics", "ordinal")},
        documents={d.document_id: d for d in _table(store, Document, "documents", "ordinal")},
        practices={p.practice_id: p for p in _table(store, Practice, "practices", "ordinal")},
        doubts=tuple(sorted(doubts, key=lambda d: _GRAVITY[d.severity])),
        absences=tuple(_table(store, Absence, "absences", "metric_id, district_id, year_from")),
        relations=tuple(_table(store, Relation, "relations", "relation_id")),
        preferences=tuple(_table(store, Preference, "preferences", "ordinal")),
    )
