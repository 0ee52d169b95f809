"""Practice types × districts: in use, planned, not found in our sources; each cell opens what exactly."""

from __future__ import annotations

from pages.practices_tabs.detail import practice_detail, system_detail
from pages.shared.address import here, value
from pages.shared.controls import opened_id
from pages.shared.grouping import grouped
from pages.shared.page_context import PageContext
from views.spec import view_spec


def draw(d: PageContext) -> None:
    """Draw the tab: the cell that is open, then the matrix."""
    v = d.view(view_spec("practices", districts=d.usual_districts))
    matrix = v.practices
    if matrix is None:  # only where there is no district
        return
    opened = opened_id("practice", d.catalogue.practices)
    district_id = opened_id("district", d.catalogue.districts)
    system_id = value("system")
    closed = here("practices", "practice", "district", "system")
    detail = (
        practice_detail(d, matrix, d.catalogue.practices[opened], closed, only=district_id)
        if opened
        else system_detail(d, system_id)
    )
    d.show(
        "practices/matrix.html",
        detail=detail,
        unknown="" if detail else system_id[:60],
        v=v,
        groups=grouped(matrix.practices, lambda p: p.dimension_id),
        names=[d.words.pick(x, "name") for x in matrix.districts],
        kept=closed,
    )
