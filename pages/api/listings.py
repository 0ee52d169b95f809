"""API questions that list what is held: districts, metrics, documents, figures, practices, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from pages.api import rows
from pages.api.errors import ApiError
from pages.api.names import topic_name
from pages.api.parameters import Parameters, among
from pages.api.responses import Answer
from queries import coverage as coverage_queries
from queries import frame_columns as layout
from queries import frames
from queries import observations as figures
from queries.comparison import Missing
from queries.evidence import (
    QUALIFIERS,
    SCOPES,
    STATUSES,
    Filters,
    search,
)
from queries.evidence import evidence as evidence_of
from queries.frames import Rows
from queries.lists import COMPARABLE, READ, listing
from queries.practices import practice_matrix
from queries.quality import RELIABILITY
from queries.store import Store

DEFAULT_LIMIT, HIGHEST_LIMIT, HIGHEST_OFFSET = 1000, 10_000, 100_000_000
BY = ("dimension", "metric")


def districts(store: Store, p: Parameters) -> Answer:
    """Which districts are there?"""
    table = store.catalogue.districts
    return Answer(Rows(layout.DISTRICTS, among(table.values(), district_id=p.districts(table))))


def dimensions(store: Store, p: Parameters) -> Answer:
    """Into which dimensions are metrics sorted?"""
    return Answer(Rows(layout.DIMENSIONS, list(store.catalogue.dimensions.values())))


def metrics(store: Store, p: Parameters) -> Answer:
    """What is counted, in which unit, and what does it mean?"""
    catalogue = store.catalogue
    wanted = Filters(
        text=p.text("q"),
        metrics=p.ids("metric", catalogue.metrics),
        dimensions=p.ids("dimension", catalogue.dimensions),
        comparable=p.words("comparable", COMPARABLE),
    )
    return Answer(Rows(layout.METRICS, listing(store, "metrics").matching(wanted)))


def documents(store: Store, p: Parameters) -> Answer:
    """Which documents do the figures come from? Those of several districts belong to none in particular."""
    catalogue = store.catalogue
    first, last = p.years()
    wanted = Filters(
        text=p.text("q"),
        documents=p.ids("document", catalogue.documents),
        districts=p.districts(catalogue.districts),
        reliability=p.words("reliability", RELIABILITY),
        read=p.words("read", READ),
        year_from=first,
        year_to=last,
    )
    return Answer(Rows(layout.DOCUMENTS, listing(store, "documents").matching(wanted)))


def observations(store: Store, p: Parameters) -> Answer:
    """Which figures are there, by any filter, a page at a time?"""
    catalogue = store.catalogue
    first, last = p.years()
    filters = Filters(
        text=p.text("q"),
        districts=p.districts(catalogue.districts),
        dimensions=p.ids("dimension", catalogue.dimensions),
        metrics=p.ids("metric", catalogue.metrics),
        documents=p.ids("document", catalogue.documents),
        reliability=p.words("reliability", RELIABILITY),
        qualifier=p.words("qualifier", QUALIFIERS),
        status=p.words("status", STATUSES),
        scope=p.words("scope", SCOPES),
        year_from=first,
        year_to=last,
    )
    limit = p.number("limit", DEFAULT_LIMIT, 1, HIGHEST_LIMIT)
    offset = p.number("offset", 0, 0, HIGHEST_OFFSET)
    found = search(store, filters, limit, offset)
    meta = {"total": found.total, "limit": limit, "offset": offset, "missing": _gaps(store, filters)}
    return Answer(frames.observations(catalogue, found.figures), meta)


def coverage(store: Store, p: Parameters) -> Answer:
    """How much is held, how new and how reliable, by district and dimension or (`by=metric`) metric?"""
    catalogue = store.catalogue
    by = p.word("by", BY, "dimension")
    dimension, metric = p.ids("dimension", catalogue.dimensions), p.ids("metric", catalogue.metrics)
    chosen = p.districts_or_all(catalogue.districts)
    is_by_metric = by == "metric" or bool(metric)
    cells = coverage_queries.by_metric(store) if is_by_metric else coverage_queries.by_dimension(store)
    found = among(cells, district_id=chosen, dimension_id=dimension, metric_id=metric)
    present = {c.district_id for c in found}
    totals = {
        h.district_id: h._asdict()
        # `practices` has always counted those in use and those planned together
        | {"practices": sum(h.practices)}
        | {f"practices_{state}": n for state, n in h.practices._asdict().items()}
        for h in coverage_queries.by_district(store).values()
        if h.district_id in chosen
    }
    gaps = _kinds(store, [d for d in chosen if d not in present], metric, None)
    meta = {"holdings": totals, "missing": rows.missing(gaps)}
    return Answer(frames.coverage(found), meta, topic_name(store, "coverage", chosen))


def practices(store: Store, p: Parameters) -> Answer:
    """Which district has which practice: in_use, planned, or not found in the documents (which is not 'absent')?"""
    catalogue = store.catalogue
    dimension = p.ids("dimension", catalogue.dimensions)
    matrix = practice_matrix(store, p.districts_or_all(catalogue.districts))
    found = frames.practices(matrix).where(lambda row: not dimension or row["dimension_id"] in dimension)
    name = topic_name(store, "practices", p.districts(catalogue.districts))
    return Answer(found, name=name)


def evidence(store: Store, p: Parameters) -> Answer:
    """Where does one figure come from, and which other figures stand beside it (`relation`)?"""
    observation_id = p.required("observation")
    e = evidence_of(store, observation_id)
    if e is None:
        raise ApiError("unknown_id", "observation", value=observation_id)
    meta = {
        "metric": e.metric._asdict(),
        "district": e.district._asdict(),
        "document": e.document._asdict(),
        "doubts": rows.doubts(e.doubts),
    }
    return Answer(frames.evidence(store.catalogue, e), meta)


def doubts(store: Store, p: Parameters) -> Answer:
    """Which figures are to be read with care, and what must not be done with them?"""
    catalogue = store.catalogue
    wanted = Filters(
        text=p.text("q"),
        districts=p.districts(catalogue.districts),
        metrics=p.ids("metric", catalogue.metrics),
        dimensions=p.ids("dimension", catalogue.dimensions),
    )
    return Answer(Rows(layout.DOUBTS, listing(store, "doubts").matching(wanted)))


def _gaps(store: Store, f: Filters) -> dict[str, str]:
    """The districts chosen that have no figure at all of the metrics and years chosen, whatever else is filtered."""
    chosen = f.districts or tuple(store.catalogue.districts)
    present = figures.districts_with(store, f.metrics, f.year_from, f.year_to)
    year = f.year_from if f.year_from == f.year_to else None
    return rows.missing(_kinds(store, [d for d in chosen if d not in present], f.metrics, year))


def _kinds(
    store: Store, lacking: Sequence[str], metric_ids: Sequence[str], year: int | None
) -> list[Missing]:
    """Of which kind each gap is: what absences say of all the metrics alike, else not in our sources."""
    gaps = []
    for d in lacking:
        kinds = {store.catalogue.absence_kind(m, d, year) for m in metric_ids}
        gaps.append(Missing(d, kinds.pop() if len(kinds) == 1 else "not_in_sources"))
    return gaps
