"""What can be compared: metrics × years with the number of districts, each leading straight into Compare."""

from __future__ import annotations

from streamlit.delta_generator import DeltaGenerator

from pages.compare_views.options import Options
from pages.shared.choices import choose_districts
from pages.shared.controls import unknown
from pages.shared.page_context import PageContext
from pages.shared.view_page import draw_survey
from views.selection import quality_parameters
from views.spec import view_spec


def draw(d: PageContext, o: Options, controls: DeltaGenerator) -> None:
    """Draw the view; its controls go into the line above the options."""
    with controls:
        districts = choose_districts(d)
    unknown()
    draw_survey(d, view_spec("ready", districts=districts, **quality_parameters(o.quality)), css="qj-matrix")
