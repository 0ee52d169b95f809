"""Following links: where each page is begun from, what a page still has chosen, and what an address answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from urllib.parse import urlsplit

import httpx
from starlette.applications import Starlette

from pages.api import routes as api
from pages.meeting import routes as presenting
from pages.shared.address import PAGES
from queries.current import current_store
from reports.presentation.running_orders import order_of_address
from tests.pages.reader import Link, Seen, said, visit
from tests.waiting import awaited
from views.draft import Draft, item
from views.query_string import first_values

DRAFT = Draft(
    language="zh",
    items=(item("compare", metric="gdp", year=2023), item("trend", metric="resident_population")),
).as_link()
#: Page → addresses in which everything is chosen that can be.
FULL: Mapping[str, tuple[dict[str, str], ...]] = {
    "": ({},),
    "compare": (
        {"metric": "gdp", "districts": "hexi,tongzhou", "year": "2023", "group": "all", "reliability": "official,press",
         "estimates": "no", "view": "per_10k"},
        {"chart": "years", "metric": "gdp", "districts": "hexi,tongzhou", "from": "2018", "year": "2021"},
        {"chart": "metrics", "dimension": "disputes", "districts": "hexi,tongzhou,hedong", "from": "2020"},
        {"chart": "scatter", "districts": "hexi,tongzhou,hedong,binhai"},
        {"chart": "heat", "estimates": "no", "reliability": "official,press"},
        {"chart": "what", "districts": "hexi,tongzhou,hedong", "from": "2020"},
    ),
    "trends": (
        {"metric": "gdp,resident_population", "districts": "hexi,tongzhou", "from": "2015", "to": "2023",
         "chart": "shared", "reliability": "official,press", "estimates": "no"},
        {"metric": "gdp", "view": "index", "chart": "own"},
        {"metric": "gdp", "view": "growth"},
    ),
    "map": ({"metric": "gdp", "districts": "hexi,tongzhou,binhai", "year": "2023", "reliability": "official,press",
             "view": "per_km2", "place": "all", "district": "hexi"},),
    "district": ({"district": "tongzhou", "reliability": "official,press", "estimates": "no", "from": "2020"},),
    "brief": ({"district": "tongzhou", "reliability": "official"},),
    "plan": (
        {"dimension": "rules", "state": "no_evidence"},
        {"tab": "units"},
        {"tab": "units", "body": "justice_bureau"},
        {"tab": "targets"},
    ),
    "practices": ({"practice": "cross_province_services", "district": "hexi"}, {"tab": "gaps", "district": "hexi"},
                  {"tab": "honours"}),
    "evidence": (
        {"districts": "hexi,tongzhou", "metric": "gdp", "from": "2015", "to": "2023", "reliability": "official,press",
         "scope": "district", "status": "actual", "q": "亿"},
        {"page": "2", "districts": "tongzhou"},
        {"tab": "documents", "q": "通州"},
        {"tab": "metrics"}, {"tab": "doubts"}, {"tab": "checks"},
    ),
    "report": (
        {"template": "annual", "districts": "hexi,tongzhou", "from": "2018", "to": "2023", "formats": "docx,xlsx",
         "item": "2"},
        {"template": "district", "district": "tongzhou"},
        {"template": "dimension", "dimension": "disputes"},
    ),
    "about": ({},),
    "versions": ({},),
    "search": ({"q": "通州 行政复议"}, {"q": "司法局"}, {"q": "平台"}),
}  # fmt: skip
#: What the address of a start says besides: words of the API and of a chat program, which no link may carry on.
BESIDES = {"limit": "5", "format": "csv", "isappinstalled": "0"}


def starts() -> Iterator[tuple[str, dict[str, str]]]:
    """Every page in every view, the languages and a draft in turn."""
    for page in PAGES:
        for n, parameters in enumerate(FULL[page]):
            yield page, {**parameters, "lang": ("zh", "en")[n % 2], "draft": DRAFT}
            yield page, {**parameters, "lang": ("en", "zh")[n % 2], **BESIDES}


def inner(seen: Seen) -> list[Link]:
    """The links and downloads of a page that do not leave us."""
    buttons = [Link(e.get("data-href", ""), "", "") for e in seen.root.iter() if e.get("data-href")]
    return [x for x in (*seen.links, *buttons) if x.href.startswith("/")]


def kind(link: Link) -> tuple[str, ...]:
    """Links alike but for their values: the same page, the same view of it, the same parameters."""
    views = [f"{n}={link.parameters[n]}" for n in ("chart", "tab", "view", "format") if n in link.parameters]
    return (link.path, *sorted(link.parameters), *views)


def fault(link: Link) -> str:
    """What is wrong behind a link; '' where all is well."""
    page = link.path.strip("/")
    if page in PAGES:
        return _fault_of_page(page, link.parameters)
    if page == "meeting":
        order = order_of_address(current_store(), first_values(urlsplit(link.href).query))
        return str(order.messages) if order and order.messages else ""
    answer = get(link.href)
    return "" if answer.status_code == 200 else f"{answer.status_code} {answer.text[:200]}"


def _fault_of_page(page: str, parameters: Mapping[str, str]) -> str:
    seen = visit(page, **parameters)
    left_out = [said(e) for e in seen.find("qj-warn") if e.get("role") == "status"]
    if left_out:
        return f"{left_out}"
    if "observation" in parameters and not seen.find("qj-provenance"):
        return "the figure is not shown"
    state = seen.at.session_state
    for name, value in parameters.items():
        key = f"control-{name}"
        if key in state:
            shown = state[key]
            if set(value.split(",")) != set(shown if isinstance(shown, list) else str(shown).split(",")):
                return f"{name}={value} became {shown}"
    if "control-years" in state:
        years = dict(zip(("from", "to"), map(str, state["control-years"]), strict=True))
        for name in years.keys() & parameters.keys():
            if parameters[name] != years[name]:
                return f"{name}={parameters[name]} became {years[name]}"
    return ""


@cache
def get(url: str) -> httpx.Response:
    """The answer of the API or of the meeting."""
    return awaited(_get(url))


async def _get(url: str) -> httpx.Response:
    transport = httpx.ASGITransport(Starlette(routes=[*api, *presenting]))
    async with httpx.AsyncClient(transport=transport, base_url="http://district", timeout=120) as client:
        return await client.get(url)
