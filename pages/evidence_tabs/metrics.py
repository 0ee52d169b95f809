"""The dictionary of metrics."""

from __future__ import annotations

from markupsafe import Markup

from pages.shared.common_cache import cached_for_all
from pages.shared.page_context import PageContext
from pages.shared.templates import put
from queries.evidence import matching_metrics


def draw(d: PageContext, text: str) -> None:
    """Draw the tab: the metrics that match, with their definitions."""
    put(_drawn(d, text))


@cached_for_all
def _drawn(d: PageContext, text: str) -> Markup:
    return d.render("evidence/metrics.html", metrics=matching_metrics(d.catalogue, text))
