"""Requirements against facts: every target or standard of any district held against every district's figures."""

from __future__ import annotations

from pages.shared.page_context import PageContext
from queries.plans import Plan
from views.spec import view_spec


def draw(d: PageContext, _plan: Plan) -> None:
    """Draw the tab."""
    d.show("plan/targets.html", v=d.view(view_spec("targets")))
