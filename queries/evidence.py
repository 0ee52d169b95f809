"""Where does a number come from: everything behind one figure, and the search over all figures and documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from data.folding import plain
from queries import observations
from queries.catalogue import Catalogue
from queries.records import District, Document, Doubt, Metric, Observation
from queries.store import Store

if TYPE_CHECKING:
    import pandas as pd

#: Longer search texts are cut: nobody types them, and each word costs a pass over the figures.
LONGEST_SEARCH = 100
#: Signs between words, never within a number; and those that may stand around one.
_BETWEEN = str.maketrans(dict.fromkeys("“”‘’《》〈〉「」『』（）【】，。；、：", " "))
_AROUND = "\"'()[],.;:"


@dataclass(frozen=True)
class Provenance:
    """One figure with its whole provenance."""

    observation: Observation
    metric: Metric
    district: District
    document: Document
    doubts: tuple[Doubt, ...]
    #: Other figures of the same district, metric, period and scope.
    same_period: tuple[Observation, ...]
    #: The district's figures of this metric in other periods or scopes, newest first.
    other_periods: tuple[Observation, ...]

    def to_frame(self, catalogue: Catalogue) -> pd.DataFrame:
        """Return a pandas DataFrame with a row a figure; columns: `EVIDENCE` in `queries.frame_columns`."""
        from queries import frames

        return frames.evidence(catalogue, self).to_frame()


#: The codes that observations have, in the order in which a reader chooses among them.
QUALIFIERS = ("exact", "approx", "at_least", "at_most")
STATUSES = ("actual", "estimate")
SCOPES = ("district", "department", "area", "site")


#: In which orders figures are found besides that of metrics. Not by their numbers: those of several metrics, periods
#: or scopes are in no order.
ORDERS = ("district", "-district", "period", "-period", "source", "-source")


@dataclass(frozen=True)
class Filters:
    """What to look for among the figures or in one of the lists (`queries.lists`); empty means no restriction."""

    text: str = ""
    districts: Sequence[str] = ()
    dimensions: Sequence[str] = ()
    metrics: Sequence[str] = ()
    documents: Sequence[str] = ()
    reliability: Sequence[str] = ()
    qualifier: Sequence[str] = ()
    status: Sequence[str] = ()
    scope: Sequence[str] = ()
    read: Sequence[str] = ()
    comparable: Sequence[str] = ()
    outcome: Sequence[str] = ()
    year_from: int | None = None
    year_to: int | None = None


class Found(NamedTuple):
    """A page of figures and how many there are in all."""

    figures: list[Observation]
    total: int

    def to_frame(self, catalogue: Catalogue) -> pd.DataFrame:
        """Return a pandas DataFrame with a row a figure; columns: `OBSERVATIONS` in `queries.frame_columns`."""
        from queries import frames

        return frames.observations(catalogue, self.figures).to_frame()


@dataclass
class _Where:
    """Fixed SQL conditions and the values that go with them."""

    conditions: list[str] = field(default_factory=lambda: ["true"])
    values: list[Any] = field(default_factory=list)

    def add(self, condition: str, *values: Any) -> None:
        self.conditions.append(condition)
        self.values.extend(values)


def evidence(store: Store, observation_id: str) -> Provenance | None:
    """Everything behind one figure, or None if there is no such figure."""
    o = observations.by_id(store, observation_id)
    if o is None:
        return None
    catalogue = store.catalogue
    others = [
        other
        for other in observations.of_metrics(store, [o.metric_id], [o.district_id])
        if other.observation_id != o.observation_id
    ]
    key = (o.period, o.scope, o.scope_name_zh)
    return Provenance(
        observation=o,
        metric=catalogue.metrics[o.metric_id],
        district=catalogue.districts[o.district_id],
        document=catalogue.documents[o.document_id],
        doubts=catalogue.doubts_on(o.metric_id, o.district_id, o.year),
        same_period=tuple(x for x in others if (x.period, x.scope, x.scope_name_zh) == key),
        other_periods=tuple(x for x in reversed(others) if (x.period, x.scope, x.scope_name_zh) != key),
    )


def search(
    store: Store, filters: Filters, limit: int | None = None, offset: int = 0, order: str = ""
) -> Found:
    """The figures that match, in order of metric, district and period (newest first), or in one of `ORDERS`."""
    where = _conditions(store.catalogue, filters)
    matching = f"FROM observations AS o WHERE {' AND '.join(where.conditions)}"
    total = int(store.rows(f"SELECT count(*) {matching}", where.values)[0][0])
    if order:
        by, values = _order(store.catalogue, order)
        ordered = (
            f"SELECT {', '.join('o.' + f for f in Observation._fields)} {matching} ORDER BY {by}, o.rowid"
        )
        given = [*where.values, *values, limit, offset]
        return Found(store.records(Observation, f"{ordered} LIMIT ? OFFSET ?", given), total)
    # The figures lie in this order; only those of the page are read whole.
    figures = store.records(
        Observation,
        f"""SELECT {", ".join(Observation._fields)} FROM observations
            WHERE rowid IN (SELECT o.rowid {matching} ORDER BY o.rowid LIMIT ? OFFSET ?) ORDER BY rowid""",
        [*where.values, limit, offset],
    )
    return Found(figures, total)


def _order(catalogue: Catalogue, order: str) -> tuple[str, list[Any]]:
    """The SQL of an order, with its values; with a minus before it the other way round."""
    way = " DESC" if order.startswith("-") else ""
    name = order.removeprefix("-")
    if name == "period":
        return f"o.period_end{way}, o.period_start{way}", []
    if name == "district":
        return f"list_position(?::VARCHAR[], o.district_id){way}", [list(catalogue.districts)]
    documents = sorted(catalogue.documents.values(), key=lambda d: (d.publisher_zh, d.document_id))
    return f"list_position(?::VARCHAR[], o.document_id){way}", [[d.document_id for d in documents]]


def _conditions(catalogue: Catalogue, filters: Filters) -> _Where:
    where = _Where()
    metrics = [m.metric_id for m in catalogue.metrics.values() if m.dimension_id in filters.dimensions]
    documents = [d.document_id for d in catalogue.documents.values() if d.reliability in filters.reliability]
    lists = (
        ("o.district_id", filters.districts, filters.districts),
        ("o.metric_id", filters.dimensions, metrics),
        ("o.metric_id", filters.metrics, filters.metrics),
        ("o.document_id", filters.documents, filters.documents),
        ("o.document_id", filters.reliability, documents),
        ("o.qualifier", filters.qualifier, filters.qualifier),
        ("o.status", filters.status, filters.status),
        ("o.scope", filters.scope, filters.scope),
    )
    for column, chosen, allowed in lists:
        if chosen:
            where.add(f"{column} IN (SELECT unnest(?::VARCHAR[]))", list(allowed))
    if filters.year_from is not None:
        where.add("o.year >= ?", filters.year_from)
    if filters.year_to is not None:
        where.add("o.year <= ?", filters.year_to)
    for word in _words(filters.text):
        _add_word(where, catalogue, word)
    return where


def _add_word(where: _Where, catalogue: Catalogue, word: str) -> None:
    """Only figures that hold a word, or whose metric, district or document does, or whose year it is."""
    found = {
        "metric_id": [m.metric_id for m in matching_metrics(catalogue, word)],
        "district_id": [d.district_id for d in catalogue.districts.values() if matches(word, d[:4])],
        "document_id": [d.document_id for d in matching_documents(catalogue, word)],
    }
    some = {column: ids for column, ids in found.items() if ids}
    tests = [f"o.{column} IN (SELECT unnest(?::VARCHAR[]))" for column in some]
    where.add(
        f"({' OR '.join([*tests, 'contains(o.searched, ?)', 'o.year::VARCHAR = ?'])})",
        *some.values(),
        word,
        word,
    )


def matching_metrics(catalogue: Catalogue, text: str) -> list[Metric]:
    """The metrics whose id, names, definition or dimension hold every word of the text."""
    return [m for m in catalogue.metrics.values() if matches(text, metric_fields(catalogue, m))]


def metric_fields(catalogue: Catalogue, m: Metric) -> tuple[object, ...]:
    """Return the texts of a metric in which words are looked for."""
    dimension = catalogue.dimensions[m.dimension_id]
    names = (m.name_zh, m.name_en, dimension.name_zh, dimension.name_en)
    return (m.metric_id, *names, m.definition_zh, m.definition_en)


def matching_documents(catalogue: Catalogue, text: str) -> list[Document]:
    """The documents whose id, title, publisher or address hold every word of the text."""
    return [d for d in catalogue.documents.values() if matches(text, document_fields(d))]


def document_fields(d: Document) -> tuple[object, ...]:
    """Return the texts of a document in which words are looked for."""
    return (d.document_id, d.title_zh, d.title_en, d.publisher_zh, d.publisher_en, d.url)


def matches(text: str, fields: Iterable[object]) -> bool:
    """Return whether fields hold every word of a text, as the data write them."""
    haystack = " ".join(str(f) for f in fields if f).lower()
    return all(word in haystack for word in _words(text))


@lru_cache(maxsize=256)
def _words(text: str) -> tuple[str, ...]:
    """Return the words of a search as the data write them, without the quotes and brackets around them."""
    apart = plain(text[:LONGEST_SEARCH].translate(_BETWEEN)).split()
    return tuple(word.strip(_AROUND) or word for word in apart)


class DocumentUse(NamedTuple):
    """How many figures and systems a document carries."""

    document_id: str
    figures: int
    systems: int


def document_use(store: Store) -> dict[str, DocumentUse]:
    """For every document: how many figures and systems rest on it."""
    rows = store.records(
        DocumentUse,
        """SELECT d.document_id, coalesce(u.figures, 0)::INTEGER, coalesce(u.systems, 0)::INTEGER
           FROM documents AS d
           LEFT JOIN (SELECT document_id, sum(figures) AS figures, sum(systems) AS systems
                      FROM document_use GROUP BY document_id) AS u USING (document_id)
           ORDER BY d.ordinal""",
    )
    return {row.document_id: row for row in rows}
