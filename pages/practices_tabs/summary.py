"""How many kinds of practice are in use, by dimension; each dimension opens its part of the matrix."""

from __future__ import annotations

from streamlit.delta_generator import DeltaGenerator

from pages.shared.choices import choose_districts
from pages.shared.page_context import PageContext
from pages.shared.view_page import draw_survey
from views.spec import view_spec


def draw(d: PageContext, controls: DeltaGenerator) -> None:
    """Draw the tab."""
    with controls:
        districts = choose_districts(d)
    draw_survey(d, view_spec("practice_counts", districts=districts or d.usual_districts))
