"""How many kinds of practice are in use, by dimension; each dimension opens its part of the matrix."""

from __future__ import annotations

from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from pages.shared.choices import SIDE_BY_SIDE, choose_districts
from pages.shared.common_cache import cached_for_all
from pages.shared.page_context import PageContext
from pages.shared.templates import put
from views.spec import ViewSpec, view_spec


def draw(d: PageContext, controls: DeltaGenerator) -> None:
    """Draw the tab."""
    with controls:
        districts = choose_districts(d)
    put(_drawn(d, view_spec("practice_counts", districts=districts or d.usual_districts)))


@cached_for_all
def _drawn(d: PageContext, spec: ViewSpec) -> Markup:
    districts = spec.many("districts")
    return d.render(
        "practices/summary.html",
        v=d.view(spec),
        is_usual=list(districts) == d.usual_districts,
        with_signs=len(districts) <= SIDE_BY_SIDE,
    )
