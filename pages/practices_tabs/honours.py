"""Honours as a timeline with their level, the undated in a group of their own; cases as cards."""

from __future__ import annotations

from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from pages.practices_tabs.filters import choose_for_honours
from pages.shared.common_cache import cached_for_all
from pages.shared.grouping import grouped
from pages.shared.page_context import PageContext
from pages.shared.templates import put
from pages.shared.ways import ways_back
from queries.practices import systems_of
from queries.records import System
from views.spec import ViewSpec, view_spec


def draw(d: PageContext, controls: DeltaGenerator) -> None:
    """Draw the tab."""
    districts, dimension, year = choose_for_honours(d, controls)
    spec = view_spec("honours", districts=districts, dimension=dimension, year=year)
    put(_drawn(d, spec))
    if not d.view(spec).honours and not _cases(d, spec):
        names = (d.words.gettext("Districts"), d.words.gettext("Dimension"), d.words.gettext("Year"))
        filters = list(zip(names, (["districts"], ["dimension"], ["year"]), strict=True))
        put(d.render("shared/nothing.html", ways=ways_back(d, "practices", filters)))


def _cases(d: PageContext, spec: ViewSpec) -> list[System]:
    return [
        s
        for s in systems_of(d.store, spec.many("districts"))
        if s.kind == "case"
        and spec.get("dimension") in ("", s.dimension_id)
        and spec.year("year") in (None, s.year)
    ]


@cached_for_all
def _drawn(d: PageContext, spec: ViewSpec) -> Markup:
    v = d.view(spec)
    districts = list(spec.many("districts"))
    styles = d.styles(districts)
    return d.render(
        "practices/honours.html",
        v=v,
        years=grouped(v.honours, lambda s: s.year or 0),  # the undated, as year 0, stand last
        cases=_cases(d, spec),
        colours={district_id: style.colour for district_id, style in styles.items()},
        is_usual=districts == d.usual_districts,
    )
