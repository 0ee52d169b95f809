"""Honours as a timeline with their level, the undated in a group of their own; cases as cards."""

from __future__ import annotations

from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from pages.practices_tabs.filters import choose_districts_and_dimension
from pages.shared.common_cache import cached_for_all
from pages.shared.grouping import grouped
from pages.shared.page_context import PageContext
from pages.shared.templates import put
from queries.practices import systems_of
from views.spec import ViewSpec, view_spec


def draw(d: PageContext, controls: DeltaGenerator) -> None:
    """Draw the tab."""
    districts, dimension = choose_districts_and_dimension(d, controls)
    put(_drawn(d, view_spec("honours", districts=districts, dimension=dimension)))


@cached_for_all
def _drawn(d: PageContext, spec: ViewSpec) -> Markup:
    v = d.view(spec)
    districts = list(spec.many("districts"))
    styles = d.styles(districts)
    return d.render(
        "practices/honours.html",
        v=v,
        years=grouped(v.honours, lambda s: s.year or 0),  # the undated, as year 0, stand last
        cases=[
            s
            for s in systems_of(d.store, districts)
            if s.kind == "case" and spec.get("dimension") in ("", s.dimension_id)
        ],
        colours={district_id: style.colour for district_id, style in styles.items()},
        is_usual=districts == d.usual_districts,
    )
