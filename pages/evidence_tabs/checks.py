"""Figures held against what other figures give: all checks, and those of one figure."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from pages.evidence_tabs.filters import in_words_of_the_api, list_filters
from pages.shared.common_cache import cached_for_all
from pages.shared.page_context import PageContext
from pages.shared.templates import put
from queries.checks import Check, checks_on
from queries.evidence import Filters
from queries.lists import OUTCOMES, listing
from views.checks import computed


class Line(NamedTuple):
    """A check with what the parts of its relation give, in words."""

    check: Check
    computed: str


def draw(d: PageContext) -> None:
    """Draw the tab: the checks that match, both sides of each with their documents."""
    chosen = list_filters(d, "checks")
    put(_drawn(d, chosen.filters) or d.render("shared/nothing.html", ways=chosen.ways))


@cached_for_all
def _drawn(d: PageContext, wanted: Filters) -> Markup | None:
    found: list[Check] = listing(d.store, "checks").matching(wanted)
    if not found:
        return None
    found.sort(key=lambda c: OUTCOMES.index(c.outcome))  # what does not fit comes first
    counts = {code: sum(c.outcome == code for c in found) for code in OUTCOMES}
    return d.render(
        "evidence/checks.html",
        checks=[_line(d, c) for c in found],
        counts=counts,
        saved=in_words_of_the_api(wanted),
    )


def lines_of(d: PageContext, observation_id: str) -> list[Line]:
    """Return the checks in which a figure takes part; none where no relation speaks of it."""
    return [_line(d, c) for c in checks_on(d.store, observation_id)]


def _line(d: PageContext, c: Check) -> Line:
    return Line(c, computed(d.store, d.words, c))
