"""Honours as a timeline with their level, the undated in a group of their own; cases as cards."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from pages.practices_tabs.filters import choose_dimension
from pages.shared.choices import choose_districts
from pages.shared.common_cache import cached_for_all
from pages.shared.grouping import grouped
from pages.shared.page_context import PageContext
from pages.shared.templates import put
from queries.practices import systems_of


def draw(d: PageContext) -> None:
    """Draw the tab."""
    districts_side, dimension_side = st.columns([2, 1], gap="small")
    with districts_side:
        districts = choose_districts(d)
    with dimension_side:
        dimension = choose_dimension(d)
    put(_drawn(d, districts or d.usual_districts, dimension))


@cached_for_all
def _drawn(d: PageContext, districts: list[str], dimension: str) -> Markup:
    systems = [s for s in systems_of(d.store, districts) if dimension in ("", s.dimension_id)]
    honours = [s for s in systems if s.kind == "honour"]
    by_year = grouped(honours, lambda s: s.year or 0)
    styles = d.styles(districts)
    return d.render(
        "practices/honours.html",
        honours=honours,
        years=sorted(by_year.items(), key=lambda group: -group[0]),  # the undated, as year 0, stand last
        cases=[s for s in systems if s.kind == "case"],
        colours={district_id: style.colour for district_id, style in styles.items()},
        is_usual=districts == d.usual_districts,
        chosen={"dimension": dimension}
        | ({} if districts == list(d.catalogue.districts) else {"districts": ",".join(districts)}),
    )
