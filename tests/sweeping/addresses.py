"""The addresses that the data make possible: pages by every metric, year and view; the API in its formats; pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, cycle, product
from typing import NamedTuple
from urllib.parse import urlencode

from data.settings import today
from pages.api import ENDPOINTS
from pages.compare_views.options import OVER_YEARS
from queries.calculated import VIEWS
from queries.overviews import possible_pairs
from queries.plans import plans
from queries.series_views import VIEWS as SERIES_VIEWS
from queries.store import Store
from reports.templates import TEMPLATES

LANGUAGES = ("zh", "en")
TABLES = ("csv", "xlsx")
COMPARED = ("published", *VIEWS)
EVIDENCE_TABS = ("figures", "documents", "metrics", "doubts", "checks")
#: Of the answers, every so many-th is asked for as a file too.
TABLES_APART = 5
#: Of the pictures that could be asked for, every so many-th is.
PICTURES_APART = 60


class Address(NamedTuple):
    """A page, or an endpoint of the API as `api/v1/NAME`, and its parameters."""

    path: str
    parameters: Mapping[str, str]

    def __str__(self) -> str:
        """The address as a reader would type it."""
        return f"/{self.path}?{urlencode(self.parameters, safe=',')}"


def pages(store: Store) -> list[Address]:
    """Every page × view × metric × year that exists, the languages in turn."""
    found = (
        *_compared(store),
        *_trends(store),
        *_districts(store),
        *_plans(store),
        *_practices(store),
        *_evidence(store),
        *_reports(store),
        *_searches(store),
    )
    languages = cycle(LANGUAGES)
    return [Address(path, {"lang": next(languages), **parameters}) for path, parameters in _once(found)]


def api(store: Store) -> list[Address]:
    """Every answer of the API that a page links to: as JSON, and one in so many as another table."""
    tables = _once((*_compare_answers(store), *_trend_answers(store), *_other_answers(store)))
    forms = cycle(TABLES)
    return [
        *(Address(f"api/v1/{name}", {**parameters, "format": "json"}) for name, parameters in tables),
        *(
            Address(f"api/v1/{name}", {**parameters, "format": next(forms)})
            for name, parameters in tables[::TABLES_APART]
        ),
    ]


def pictures(store: Store) -> list[Address]:
    """A sample of the pictures: all kinds of charts, formats and languages."""
    sample = [*_compare_answers(store), *_trend_answers(store)][::PICTURES_APART]
    drawn = [name for name, endpoint in ENDPOINTS.items() if endpoint.draws]
    plain = [(name, {}) for name in drawn if name not in ("compare", "trend", "gaps")]
    plain += [("gaps", {"district": i}) for i in store.catalogue.districts]
    forms, languages = cycle(("svg", "png", "pdf")), cycle(LANGUAGES)
    return [
        Address(f"api/v1/{name}", {**parameters, "lang": next(languages), "format": next(forms)})
        for name, parameters in (*sample, *plain)
    ]


Query = tuple[str, dict[str, str]]


def _once(found: Iterable[Query]) -> list[Query]:
    """Each address once, in order."""
    return list(
        {(path, tuple(sorted(parameters.items()))): (path, parameters) for path, parameters in found}.values()
    )


def years_by_metric(store: Store) -> dict[str, list[str]]:
    """For each metric the years in which there are figures, oldest first; none for a metric without figures."""
    years: dict[str, list[str]] = {metric: [] for metric in store.catalogue.metrics}
    sql = "SELECT DISTINCT metric_id, year(period_end) AS y FROM observations ORDER BY metric_id, y"
    for metric, year in store.rows(sql):
        years[metric].append(str(year))
    return years


def _compared(store: Store) -> Iterator[Query]:
    for metric, years in years_by_metric(store).items():
        for year, view in product(years, COMPARED):
            yield "compare", {"metric": metric, "year": year, "view": view}
            yield "map", {"metric": metric, "year": year, "view": view}
        for first, last in combinations(years, 2):
            yield "compare", {"chart": "years", "metric": metric, "from": first, "year": last}
    for x, y, year in possible_pairs(store, list(store.catalogue.districts)):
        yield "compare", {"chart": "scatter", "metric": x, "metric2": y, "year": str(year)}
    for chart in OVER_YEARS:
        yield "compare", {"chart": chart}
    for dimension in store.catalogue.dimensions:
        yield "compare", {"chart": "metrics", "dimension": dimension}


def _trends(store: Store) -> Iterator[Query]:
    for metric, years in years_by_metric(store).items():
        for view in ("published", *SERIES_VIEWS) if years else ():
            yield "trends", {"metric": metric, "view": view}
        if len(years) > 1:
            yield "trends", {"metric": metric, "chart": "shared"}
            yield "trends", {"metric": metric, "chart": "own"}
            yield "trends", {"metric": metric, "from": years[0], "to": years[-2]}


def _districts(store: Store) -> Iterator[Query]:
    for district in store.catalogue.districts:
        for more in ({}, {"reliability": "official"}, {"estimates": "no"}, {"from": "2022"}):
            yield "district", {"district": district, **more}
        yield "brief", {"district": district}


def _plans(store: Store) -> Iterator[Query]:
    yield "plan", {"tab": "targets"}
    states = [state for (state,) in store.rows("SELECT state FROM state_rules ORDER BY state")]
    for plan in plans(store, today()):
        document = plan.document.document_id
        yield "plan", {"document": document}
        for task in plan.tasks:
            yield "plan", {"document": document, "task": task.task.task_id}
        for unit in {u.unit_id: u for t in plan.tasks for u in t.units}:
            yield "plan", {"document": document, "unit": unit}
            yield "plan", {"document": document, "tab": "units", "body": unit}
        for state in states:
            yield "plan", {"document": document, "state": state}


def _practices(store: Store) -> Iterator[Query]:
    yield "practices", {"tab": "honours"}
    for district in store.catalogue.districts:
        yield "practices", {"tab": "gaps", "district": district}
    for practice in store.catalogue.practices:
        yield "practices", {"practice": practice}
    for (system,) in store.rows("SELECT system_id FROM systems ORDER BY system_id"):
        yield "practices", {"system": system}


def _evidence(store: Store) -> Iterator[Query]:
    for tab in EVIDENCE_TABS:
        yield "evidence", {"tab": tab}
    for document in store.catalogue.documents:
        yield "evidence", {"document": document}
    for metric in store.catalogue.metrics:
        yield "evidence", {"metric": metric}
    for (observation,) in store.rows("SELECT observation_id FROM observations ORDER BY observation_id"):
        yield "evidence", {"observation": observation}


def _reports(store: Store) -> Iterator[Query]:
    for template in TEMPLATES:
        yield "report", {"template": template}
    for district in store.catalogue.districts:
        yield "report", {"template": "district", "district": district}
    for dimension in store.catalogue.dimensions:
        yield "report", {"template": "dimension", "dimension": dimension}


def _searches(store: Store) -> Iterator[Query]:
    yield "", {}
    yield "about", {}
    yield "versions", {}
    for district in store.catalogue.districts.values():
        yield "", {"own": district.district_id}
        yield "district", {"own": district.district_id}
        yield "search", {"q": district.name_zh}
        yield "search", {"q": f"{district.name_en} court"}


def _compare_answers(store: Store) -> Iterator[Query]:
    for path, parameters in _compared(store):
        chart = parameters.get("chart", "dots")
        if path == "map" or chart in OVER_YEARS:
            continue
        yield "compare", parameters
        if chart == "dots":
            yield "compare", {**parameters, "chart": "map"}


def _trend_answers(store: Store) -> Iterator[Query]:
    for _, parameters in _trends(store):
        yield "trend", parameters
    for metric in store.catalogue.metrics:
        yield "trend", {"metric": metric}


def _other_answers(store: Store) -> Iterator[Query]:
    for name in ENDPOINTS:
        if name not in ("compare", "trend", "evidence", "gaps", "brief"):
            yield name, {}
    for district in store.catalogue.districts:
        yield "gaps", {"district": district}
        yield "brief", {"district": district}
        for name in (
            "coverage",
            "practices",
            "comparisons",
            "ready",
            "relations",
            "tasks",
            "targets",
            "systems",
        ):
            yield name, {"districts": district}
    for dimension in store.catalogue.dimensions:
        yield "comparisons", {"dimension": dimension}
        yield "observations", {"dimension": dimension}
    for metric in store.catalogue.metrics:
        yield "observations", {"metric": metric}
        yield "targets", {"metric": metric}
        yield "doubts", {"metric": metric}
    for (observation,) in store.rows("SELECT observation_id FROM observations ORDER BY observation_id"):
        yield "evidence", {"observation": observation}
