"""The dictionary of metrics."""

from __future__ import annotations

from markupsafe import Markup

from pages.evidence_tabs.filters import in_words_of_the_api, list_filters
from pages.shared.common_cache import cached_for_all
from pages.shared.page_context import PageContext
from pages.shared.templates import put
from queries.evidence import Filters
from queries.lists import listing
from queries.observations import metrics_with_figures


def draw(d: PageContext) -> None:
    """Draw the tab: the metrics that match, with their definitions."""
    chosen = list_filters(d, "metrics")
    put(_drawn(d, chosen.filters) or d.render("shared/nothing.html", ways=chosen.ways))


@cached_for_all
def _drawn(d: PageContext, wanted: Filters) -> Markup | None:
    metrics = listing(d.store, "metrics").matching(wanted)
    if not metrics:
        return None
    return d.render(
        "evidence/metrics.html",
        metrics=metrics,
        having=metrics_with_figures(d.store),
        saved=in_words_of_the_api(wanted),
    )
