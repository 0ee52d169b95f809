"""Honours as a timeline with their level, the undated in a group of their own; cases as cards."""

from __future__ import annotations

from markupsafe import Markup

from pages.shared.common_cache import cached_for_all
from pages.shared.grouping import grouped
from pages.shared.page_context import PageContext
from pages.shared.templates import put
from queries.practices import systems_of


def draw(d: PageContext) -> None:
    """Draw the tab."""
    put(_drawn(d))


@cached_for_all
def _drawn(d: PageContext) -> Markup:
    systems = systems_of(d.store, d.usual_districts)
    by_year = grouped((s for s in systems if s.kind == "honour"), lambda s: s.year or 0)
    styles = d.styles(d.usual_districts)
    return d.render(
        "practices/honours.html",
        years=sorted(by_year.items(), key=lambda group: -group[0]),  # the undated, as year 0, stand last
        cases=[s for s in systems if s.kind == "case"],
        colours={district_id: style.colour for district_id, style in styles.items()},
    )
