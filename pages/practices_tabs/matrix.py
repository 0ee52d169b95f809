"""Practice types × districts: in use, planned, not found in our sources; each cell opens what exactly."""

from __future__ import annotations

from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from pages.practices_tabs.detail import practice_detail, system_detail
from pages.practices_tabs.filters import choose_districts_and_dimension
from pages.shared.address import here, value
from pages.shared.common_cache import cached_for_all
from pages.shared.controls import opened_id
from pages.shared.grouping import grouped
from pages.shared.page_context import PageContext
from pages.shared.templates import put
from views.spec import ViewSpec, view_spec

#: What `cell` says where a practice is open for every district.
ROW = "all"


def draw(d: PageContext, controls: DeltaGenerator) -> None:
    """Draw the tab: the cell that is open, then the matrix."""
    districts, dimension = choose_districts_and_dimension(d, controls)
    opened = opened_id("practice", d.catalogue.practices)
    spec = view_spec("practices", districts=districts, dimension=dimension)
    shown = _drawn(
        d, spec, opened, _cell(d), value("system"), here("practices", "practice", "cell", "system")
    )
    if shown is not None:
        put(shown)


def _cell(d: PageContext) -> str:
    """The district whose cell is open, '' for a whole row; links from before `cell` name it as `district`."""
    cell = opened_id("cell", {*d.catalogue.districts, ROW})
    district = opened_id("district", d.catalogue.districts)
    return (cell or district) if cell != ROW else ""


@cached_for_all
def _drawn(
    d: PageContext, spec: ViewSpec, opened: str, district_id: str, system_id: str, address: dict[str, str]
) -> Markup | None:
    v = d.view(spec)
    matrix = v.practices
    if matrix is None:  # only where there is no district
        return None
    detail = (
        practice_detail(d, matrix, d.catalogue.practices[opened], address, only=district_id)
        if opened
        else system_detail(d, system_id, address)
    )
    return d.render(
        "practices/matrix.html",
        detail=detail,
        unknown="" if detail else system_id[:60],
        v=v,
        groups=grouped(matrix.practices, lambda p: p.dimension_id),
        names=[(x.district_id, d.words.pick(x, "name")) for x in matrix.districts],
        is_usual=list(spec.many("districts")) == d.usual_districts,
        kept=address,
        row=ROW,
    )
