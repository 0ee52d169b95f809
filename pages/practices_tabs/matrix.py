"""Practice types × districts: in use, planned, not found in our sources; each cell opens what exactly."""

from __future__ import annotations

from markupsafe import Markup

from pages.practices_tabs.detail import practice_detail, system_detail
from pages.shared.address import here, value
from pages.shared.common_cache import cached_for_all
from pages.shared.controls import opened_id
from pages.shared.grouping import grouped
from pages.shared.page_context import PageContext
from pages.shared.templates import put
from views.spec import view_spec


def draw(d: PageContext) -> None:
    """Draw the tab: the cell that is open, then the matrix."""
    opened = opened_id("practice", d.catalogue.practices)
    district_id = opened_id("district", d.catalogue.districts)
    shown = _drawn(d, opened, district_id, value("system"), here("practices", "system"))
    if shown is not None:
        put(shown)


@cached_for_all
def _drawn(
    d: PageContext, opened: str, district_id: str, system_id: str, address: dict[str, str]
) -> Markup | None:
    v = d.view(view_spec("practices", districts=d.usual_districts))
    matrix = v.practices
    if matrix is None:  # only where there is no district
        return None
    closed = {name: given for name, given in address.items() if name not in ("practice", "district")}
    detail = (
        practice_detail(d, matrix, d.catalogue.practices[opened], closed, only=district_id)
        if opened
        else system_detail(d, system_id, address)
    )
    return d.render(
        "practices/matrix.html",
        detail=detail,
        unknown="" if detail else system_id[:60],
        v=v,
        groups=grouped(matrix.practices, lambda p: p.dimension_id),
        names=[d.words.pick(x, "name") for x in matrix.districts],
        kept=closed,
    )
