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
    doubts,
    evidence,
    metrics,
    observations,
    practices,
)
from pages.api.pictures import PARAMETERS, compare_picture, coverage_picture, trend_picture, view_picture
from pages.api.plans import gaps, systems, targets, tasks, units
from pages.api.relations import relations
from pages.api.responses import Endpoint
from pages.api.surveys import CHARTS, comparisons, ready

PREFIX = "/api/v1"

_DISTRICTS = ("districts", "district")
_QUALITY = ("reliability", "estimates")
#: What a picture of a table is asked for with.
_DRAWN = tuple(name for name in PARAMETERS if name != "chart")
_FILTERS = ("metric", *_DISTRICTS, "dimension", "document", "year", "from", "to", "reliability")
#: Addresses by name; each name is that of the function that answers.
ENDPOINTS = {
    "districts": Endpoint(districts, _DISTRICTS),
    "dimensions": Endpoint(dimensions, ()),
    "metrics": Endpoint(metrics, ("metric", "dimension", "q")),
    "documents": Endpoint(documents, ("document", *_DISTRICTS, "reliability", "q")),
    "observations": Endpoint(
        observations, (*_FILTERS, "qualifier", "status", "scope", "q", "limit", "offset")
    ),
    "compare": Endpoint(
        compare,
        ("metric", "metric2", "year", *_DISTRICTS, *_QUALITY, "group", "view", "from", *PARAMETERS),
        compare_picture,
    ),
    "trend": Endpoint(
        trend,
        ("metric", *_DISTRICTS, "year", "from", "to", *_QUALITY, "view", "base", *PARAMETERS),
        trend_picture,
    ),
    "comparisons": Endpoint(
        comparisons,
        ("dimension", *_DISTRICTS, *_QUALITY, "from", *PARAMETERS),
        view_picture(
            comparisons,
            lambda p: "heat" if p.word("chart", CHARTS, "metrics") == "heat" else "metrics",
            ("dimension", *_QUALITY, "from"),
        ),
    ),
    "ready": Endpoint(
        ready,
        (*_DISTRICTS, *_QUALITY, "from", *_DRAWN),
        view_picture(ready, lambda p: "ready", (*_QUALITY, "from")),
    ),
    "relations": Endpoint(relations, _DISTRICTS),
    "doubts": Endpoint(doubts, (*_DISTRICTS, "metric")),
    "tasks": Endpoint(
        tasks,
        (*_DISTRICTS, "unit", "dimension", "state", *_DRAWN),
        view_picture(tasks, lambda p: "tasks", ("unit", "dimension", "state")),
    ),
    "units": Endpoint(units, ("unit",)),
    "targets": Endpoint(
        targets,
        (*_DISTRICTS, "metric", *_DRAWN),
        view_picture(targets, lambda p: "targets", ("metric",)),
    ),
    "systems": Endpoint(systems, (*_DISTRICTS, "dimension", "practice")),
    "gaps": Endpoint(gaps, ("district", *_DRAWN), view_picture(gaps, lambda p: "gaps", ())),
    "coverage": Endpoint(
        coverage,
        ("by", *_DISTRICTS, "dimension", "metric", *_DRAWN),
        coverage_picture,
    ),
    "practices": Endpoint(
        practices,
        (*_DISTRICTS, "dimension", *_DRAWN),
        view_picture(practices, lambda p: "practices", ("dimension",)),
    ),
    "evidence": Endpoint(evidence, ("observation",)),
}

routes: list[Route] = [
    *(Route(f"{PREFIX}/{name}", endpoint) for name, endpoint in ENDPOINTS.items()),
    Route(PREFIX, Endpoint(None)),
    Route(PREFIX + "/{path:path}", Endpoint(None)),
]
