"""The read-only API: one address a question, answered by the functions of `queries` that the pages use too.

`routes` goes to `st.App(routes=…)`. Names of addresses, parameters and columns are promises to scripts elsewhere.
"""

from __future__ import annotations

from starlette.routing import Route

from pages.api.comparisons import compare, trend
from pages.api.listings import (
    coverage,
    dimensions,
    districts,
    documents,
    evidence,
    metrics,
    observations,
    practices,
)
from pages.api.pictures import PARAMETERS, compare_picture, trend_picture
from pages.api.plans import gaps, systems, targets, tasks, units
from pages.api.relations import relations
from pages.api.responses import Endpoint

PREFIX = "/api/v1"

_DISTRICTS = ("districts", "district")
_QUALITY = ("reliability", "estimates")
_FILTERS = ("metric", *_DISTRICTS, "dimension", "document", "year", "from", "to", "reliability")
_ENDPOINTS = {
    "districts": Endpoint(districts, _DISTRICTS),
    "dimensions": Endpoint(dimensions, ()),
    "metrics": Endpoint(metrics, ("metric", "dimension", "q")),
    "documents": Endpoint(documents, ("document", *_DISTRICTS, "reliability", "q")),
    "observations": Endpoint(
        observations, (*_FILTERS, "qualifier", "status", "scope", "q", "limit", "offset")
    ),
    "compare": Endpoint(
        compare,
        ("metric", "year", *_DISTRICTS, *_QUALITY, "group", "view", "from", *PARAMETERS),
        compare_picture,
    ),
    "trend": Endpoint(
        trend,
        ("metric", *_DISTRICTS, "year", "from", "to", *_QUALITY, "view", "base", *PARAMETERS),
        trend_picture,
    ),
    "relations": Endpoint(relations, _DISTRICTS),
    "tasks": Endpoint(tasks, (*_DISTRICTS, "unit", "dimension", "state")),
    "units": Endpoint(units, ("unit",)),
    "targets": Endpoint(targets, (*_DISTRICTS, "metric")),
    "systems": Endpoint(systems, (*_DISTRICTS, "dimension", "practice")),
    "gaps": Endpoint(gaps, ("district",)),
    "coverage": Endpoint(coverage, ("by", *_DISTRICTS, "dimension", "metric")),
    "practices": Endpoint(practices, (*_DISTRICTS, "dimension")),
    "evidence": Endpoint(evidence, ("observation",)),
}

routes: list[Route] = [
    *(Route(f"{PREFIX}/{name}", endpoint) for name, endpoint in _ENDPOINTS.items()),
    Route(PREFIX, Endpoint(None)),
    Route(PREFIX + "/{path:path}", Endpoint(None)),
]
