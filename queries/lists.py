"""The lists beside the figures (documents, metrics, doubts, checks), and what each is narrowed by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from queries.catalogue import Catalogue
from queries.checks import Check, all_checks
from queries.evidence import Filters, document_fields, matches, metric_fields
from queries.ready import comparable_metrics
from queries.records import Document, Doubt, Metric
from queries.store import Store

ListName = Literal["documents", "metrics", "doubts", "checks"]
#: How far a document was read; whether districts compare by a metric; what came of a check.
READ = ("full", "excerpts")
COMPARABLE = ("yes", "no")
OUTCOMES = ("disagrees", "agrees", "unchecked")

#: Parameter → the field of `Filters` that holds the ids wanted.
_FIELDS = {
    "districts": "districts",
    "dimension": "dimensions",
    "metric": "metrics",
    "document": "documents",
    "reliability": "reliability",
    "read": "read",
    "comparable": "comparable",
    "outcome": "outcome",
}


class Listing(NamedTuple):
    """The entries of a list, and what narrows it."""

    entries: Sequence[Any]
    #: Parameter → the ids an entry belongs to; none at all: to every one.
    belongs: Mapping[str, Callable[[Any], Collection[str]]]
    #: The texts in which words are looked for.
    fields: Callable[[Any], Sequence[object]]
    #: The first and the last year of an entry, None where it has none; no function where the list has no years.
    years: Callable[[Any], tuple[int, int] | None] | None = None

    def matching(self, wanted: Filters) -> list[Any]:
        """Return the entries that match, in their order."""
        return [e for e in self.entries if self._matches(e, wanted)]

    def _matches(self, entry: Any, wanted: Filters) -> bool:
        for parameter, belongs in self.belongs.items():
            chosen = getattr(wanted, _FIELDS[parameter])
            if chosen and not set(belongs(entry) or chosen) & set(chosen):
                return False
        return self._is_within(entry, wanted) and matches(wanted.text, self.fields(entry))

    def _is_within(self, entry: Any, wanted: Filters) -> bool:
        if self.years is None or (wanted.year_from is None and wanted.year_to is None):
            return True
        years = self.years(entry)
        return (
            years is not None
            and (wanted.year_from is None or years[1] >= wanted.year_from)
            and (wanted.year_to is None or years[0] <= wanted.year_to)
        )


@lru_cache(maxsize=8)
def listing(store: Store, name: ListName) -> Listing:
    """Return one of the lists; documents have the year in which they were published, checks that of their figure."""
    return {"documents": _documents, "metrics": _metrics, "doubts": _doubts, "checks": _checks}[name](store)


@lru_cache(maxsize=8)
def counts(store: Store, name: ListName) -> dict[str, Counter[str]]:
    """Return how many entries of a list belong to each id of each parameter; those that belong to all are left out."""
    found = listing(store, name)
    return {
        parameter: Counter(i for e in found.entries for i in set(belongs(e)))
        for parameter, belongs in found.belongs.items()
    }


@lru_cache(maxsize=8)
def extent(store: Store, name: ListName) -> tuple[int, int] | None:
    """Return the first and the last year of a list; None where it has no years."""
    found = listing(store, name)
    years = [y for e in found.entries if found.years and (y := found.years(e))]
    return (min(y[0] for y in years), max(y[1] for y in years)) if years else None


def _documents(store: Store) -> Listing:
    def published(d: Document) -> tuple[int, int] | None:
        return (d.published_on.year, d.published_on.year) if d.published_on else None

    return Listing(
        list(store.catalogue.documents.values()),
        {
            "document": lambda d: (d.document_id,),
            "districts": lambda d: (d.district_id or "",),  # those of several belong to none in particular
            "reliability": lambda d: (d.reliability,),
            "read": lambda d: (READ[0] if d.in_full else READ[1],),
        },
        document_fields,
        published,
    )


def _metrics(store: Store) -> Listing:
    compares = comparable_metrics(store)

    def comparable(m: Metric) -> tuple[str]:
        return (COMPARABLE[0] if m.metric_id in compares else COMPARABLE[1],)

    return Listing(
        list(store.catalogue.metrics.values()),
        {
            "metric": lambda m: (m.metric_id,),
            "dimension": lambda m: (m.dimension_id,),
            "comparable": comparable,
        },
        lambda m: metric_fields(store.catalogue, m),
    )


def _doubts(store: Store) -> Listing:
    catalogue = store.catalogue

    def fields(d: Doubt) -> list[object]:
        return [d.text_zh, d.text_en, *_names(catalogue, d.metric_ids, d.district_ids)]

    return Listing(
        list(catalogue.doubts),
        {
            "districts": lambda d: d.district_ids,
            "metric": lambda d: d.metric_ids,
            "dimension": lambda d: {catalogue.metrics[i].dimension_id for i in d.metric_ids},
        },
        fields,
    )


def _checks(store: Store) -> Listing:
    catalogue = store.catalogue

    def fields(c: Check) -> list[object]:
        metric_ids = (c.result.metric_id, *c.relation.part_metric_ids)
        texts = (c.relation.text_zh, c.relation.text_en, c.result.year)
        return [*texts, *_names(catalogue, metric_ids, [c.result.district_id])]

    return Listing(
        all_checks(store),
        {
            "districts": lambda c: (c.result.district_id,),
            "dimension": lambda c: (catalogue.metrics[c.result.metric_id].dimension_id,),
            "metric": lambda c: (c.result.metric_id, *c.relation.part_metric_ids),
            "outcome": lambda c: (c.outcome,),
        },
        fields,
        lambda c: (c.result.year, c.result.year),
    )


def _names(catalogue: Catalogue, metric_ids: Iterable[str], district_ids: Iterable[str]) -> list[str]:
    metrics = [catalogue.metrics[i] for i in metric_ids]
    districts = [catalogue.districts[i] for i in district_ids]
    return [n for m in metrics for n in (m.name_zh, m.name_en)] + [
        n for d in districts for n in (d.name_zh, d.name_en)
    ]
