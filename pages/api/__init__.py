"""The read-only API: one address a question, answered by the functions of `queries` that the pages use too.

`routes` goes to `st.App(routes=…)`. Names of addresses, parameters and columns must stay: scripts rely on them.
"""

from __future__ import annotations

from collections.abc import Mapping

from starlette.routing import Route

from pages.api.brief_files import brief_file
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
from pages.api.plans import gaps, honours, systems, targets, tasks, units
from pages.api.relations import relations
from pages.api.responses import Drawer, Endpoint, Maker, Question
from pages.api.surveys import comparisons, ready
from pages.api.tables import table_of
from pages.api.versions import changes, versions
from views.spec import KINDS, answer_parameters, kinds_of_answer

PREFIX = "/api/v1"

_DISTRICTS = ("districts", "district")
#: What lists or explains, and shows no kind of view: the function that answers, and its parameters.
_LISTS: Mapping[str, tuple[Question, tuple[str, ...]]] = {
    "districts": (districts, _DISTRICTS),
    "dimensions": (dimensions, ()),
    "metrics": (metrics, ("metric", "dimension", "comparable", "q")),
    "documents": (documents, ("document", *_DISTRICTS, "reliability", "read", "year", "from", "to", "q")),
    "observations": (
        observations,
        (
            "metric", *_DISTRICTS, "dimension", "document", "year", "from", "to", "reliability", "qualifier",
            "status", "scope", "q", "limit", "offset",
        ),
    ),
    "relations": (relations, (*_DISTRICTS, "dimension", "metric", "outcome", "year", "from", "to", "q")),
    "doubts": (doubts, (*_DISTRICTS, "metric", "dimension", "q")),
    "units": (units, ("unit",)),
    "systems": (systems, (*_DISTRICTS, "dimension", "practice")),
    "evidence": (evidence, ("observation",)),
    "versions": (versions, ()),
    "changes": (changes, ("from", "to", "limit")),
}  # fmt: skip
#: Of the answers that show a kind of view, those with rows of their own; the others give the table of the view.
_ROWS: Mapping[str, Question] = {
    "compare": compare,
    "trend": trend,
    "comparisons": comparisons,
    "ready": ready,
    "tasks": tasks,
    "targets": targets,
    "gaps": gaps,
    "honours": honours,
    "coverage": coverage,
    "practices": practices,
}
#: What these understand besides the parameters of their kinds of view.
_OWN: Mapping[str, tuple[str, ...]] = {"trend": ("year", "chart"), "coverage": ("by",)}
#: Those that read a request for a picture in a way of their own.
_PICTURES: Mapping[str, Drawer] = {
    "compare": compare_picture,
    "trend": trend_picture,
    "coverage": coverage_picture,
}
#: Those that are files to hand out besides.
_FILES: Mapping[str, Maker] = {"brief": brief_file}


def endpoints() -> dict[str, Endpoint]:
    """Return the addresses by name, as `KINDS` says now; each name is that of the function that answers."""
    shown = dict.fromkeys(known.answer for known in KINDS.values() if known.answer)
    return {
        **{name: Endpoint(question, parameters) for name, (question, parameters) in _LISTS.items()},
        **{name: _of_views(name) for name in shown},
    }


def _of_views(name: str) -> Endpoint:
    """Return the address that shows one kind of view or several, of which `chart` chooses one."""
    question = _ROWS.get(name) or table_of(name)
    chart = ("chart",) if len(kinds_of_answer(name)) > 1 else ()
    known = (*answer_parameters(name), *_OWN.get(name, ()), *chart, *PARAMETERS)
    return Endpoint(question, known, _PICTURES.get(name) or view_picture(question), _FILES.get(name))


def routes_to(found: Mapping[str, Endpoint]) -> list[Route]:
    """Return the routes to these addresses, and to an error for every other one."""
    return [
        *(Route(f"{PREFIX}/{name}", endpoint) for name, endpoint in found.items()),
        Route(PREFIX, Endpoint(None)),
        Route(PREFIX + "/{path:path}", Endpoint(None)),
    ]


ENDPOINTS = endpoints()
routes = routes_to(ENDPOINTS)
