"""Requirements against facts: every target or standard of any district held against every district's figures."""

from __future__ import annotations

from markupsafe import Markup

from pages.shared.common_cache import cached_for_all
from pages.shared.page_context import PageContext
from pages.shared.templates import put
from queries.plans import Plan
from views.spec import view_spec


def draw(d: PageContext, _plan: Plan) -> None:
    """Draw the tab."""
    put(_drawn(d))


@cached_for_all
def _drawn(d: PageContext) -> Markup:
    return d.render("plan/targets.html", v=d.view(view_spec("targets")))
