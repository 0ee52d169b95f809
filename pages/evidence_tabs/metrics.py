"""The dictionary of metrics."""

from __future__ import annotations

from pages.shared.page_context import PageContext
from queries.evidence import matching_metrics


def draw(d: PageContext, text: str) -> None:
    """Draw the tab: the metrics that match, with their definitions."""
    d.show("evidence/metrics.html", metrics=matching_metrics(d.catalogue, text))
