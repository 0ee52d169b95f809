"""What is known to be doubtful, the gravest first."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from pages.evidence_tabs.filters import in_words_of_the_api, list_filters
from pages.shared.common_cache import cached_for_all
from pages.shared.page_context import PageContext
from pages.shared.templates import put
from queries.evidence import Filters
from queries.lists import listing
from queries.records import Doubt


class Row(NamedTuple):
    """A doubt with the names of what it touches; empty means all."""

    doubt: Doubt
    metrics: list[str]
    districts: list[str]
    years: str


def draw(d: PageContext) -> None:
    """Draw the tab: the doubts that match."""
    chosen = list_filters(d, "doubts")
    put(_drawn(d, chosen.filters) or d.render("shared/nothing.html", ways=chosen.ways))


@cached_for_all
def _drawn(d: PageContext, wanted: Filters) -> Markup | None:
    rows = [_row(d, doubt) for doubt in listing(d.store, "doubts").matching(wanted)]
    if not rows:
        return None
    return d.render("evidence/doubts.html", rows=rows, saved=in_words_of_the_api(wanted))


def _row(d: PageContext, doubt: Doubt) -> Row:
    bounds = dict.fromkeys((doubt.year_from, doubt.year_to))
    return Row(
        doubt,
        [d.metric_name(m) for m in doubt.metric_ids],
        [d.district_name(x) for x in doubt.district_ids],
        "–".join(str(y or "…") for y in bounds) if any(bounds) else "",
    )
