"""All about one district: its figures by dimension, series, systems, honours, documents, and where it compares."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from queries import observations
from queries.comparison import Comparison, compare, documents_of, doubts_on
from queries.practices import systems_of
from queries.quality import EVERYTHING, Quality
from queries.ready import first_of_each_metric, ready_sets
from queries.records import District, Document, Doubt, Metric, Observation, System
from queries.store import Store
from queries.trend import Series, series_of


class MetricFigures(NamedTuple):
    """A metric and the figures one district has of it, newest first."""

    metric: Metric
    figures: tuple[Observation, ...]


@dataclass(frozen=True)
class Profile:
    """What the sources hold on one district."""

    district: District
    #: dimension id → its metrics in display order
    figures: dict[str, tuple[MetricFigures, ...]]
    #: The longest series, longest first.
    series: tuple[Series, ...]
    systems: tuple[System, ...]
    documents: tuple[Document, ...]
    doubts: tuple[Doubt, ...]
    data_version: str

    @property
    def honours(self) -> tuple[System, ...]:
        """Honours, the newest first and the undated last."""
        honours = [s for s in self.systems if s.kind == "honour"]
        return tuple(sorted(honours, key=lambda s: (-(s.year or 0), s.system_id)))


#: A series worth drawing has at least this many points on its line.
SHORTEST_SERIES = 3


def profile(store: Store, district_id: str, quality: Quality = EVERYTHING) -> Profile:
    """Everything known of one district; the id must exist (KeyError otherwise)."""
    catalogue = store.catalogue
    district = catalogue.districts[district_id]
    rows = quality.keep(observations.of_district(store, district_id), catalogue)
    by_metric: dict[str, list[Observation]] = defaultdict(list)
    for o in rows:
        by_metric[o.metric_id].append(o)
    in_order = sorted(by_metric, key=lambda m: catalogue.metrics[m].ordinal)
    figures: dict[str, list[MetricFigures]] = defaultdict(list)
    series = []
    for metric_id in in_order:
        metric = catalogue.metrics[metric_id]
        figures[metric.dimension_id].append(MetricFigures(metric, tuple(reversed(by_metric[metric_id]))))
        one_series = series_of(metric, district, by_metric[metric_id], catalogue)
        if len(one_series.main) >= SHORTEST_SERIES:
            series.append(one_series)
    series.sort(key=lambda s: (s.metric.dimension_id == "context", -len(s.main), s.metric.ordinal))
    systems = systems_of(store, [district_id])
    sources = {d.document_id: d for d in documents_of(store, rows)}
    sources |= {s.document_id: catalogue.documents[s.document_id] for s in systems}
    return Profile(
        district=district,
        figures={
            d: tuple(figures[d]) for d in sorted(figures, key=lambda d: catalogue.dimensions[d].ordinal)
        },
        series=tuple(series),
        systems=tuple(systems),
        documents=tuple(sorted(sources.values(), key=_newest_first)),
        doubts=doubts_on(store, rows),
        data_version=store.version,
    )


def _newest_first(document: Document) -> tuple[int, str]:
    published = document.published_on
    return (-(published.toordinal() if published else 0), document.document_id)


def standing(
    store: Store, district_id: str, limit: int = 8, quality: Quality = EVERYTHING
) -> list[Comparison]:
    """One comparison a metric that holds and in which this district takes part, for the strip of its profile."""
    own = [s for s in ready_sets(store, quality=quality) if district_id in s.district_ids]
    sets = first_of_each_metric(own)
    return [compare(store, s.metric_id, s.year, s.district_ids, quality) for s in sets[:limit]]


def headline(store: Store, district_id: str) -> Observation | None:
    """The newest whole-district, actual, exact, official figure on law-based government: what a card may show.

    Among equals a yearly figure comes before a date, then the metric that stands first in the data.
    """
    records = store.records(
        Observation,
        f"""SELECT {", ".join("o." + f for f in Observation._fields)}
            FROM observations AS o JOIN metrics AS m USING (metric_id) JOIN documents AS d USING (document_id)
            WHERE o.district_id = ? AND m.dimension_id <> 'context' AND o.scope = 'district'
              AND o.scope_name_zh IS NULL AND o.status = 'actual' AND o.qualifier = 'exact'
              AND d.reliability = 'official' AND o.period_basis IN ('year', 'as_of')
            ORDER BY o.year DESC, o.period_basis = 'year' DESC, m.ordinal, o.observation_id LIMIT 1""",
        (district_id,),
    )
    return records[0] if records else None


def residents(store: Store, district_id: str, year: int = 2020) -> Observation | None:
    """The district's residents at the census of a year."""
    figures = observations.of_metric_year(store, "resident_population", year, [district_id])
    whole = [o for o in figures if o.whole_district and o.period_basis == "as_of"]
    return whole[0] if whole else None
