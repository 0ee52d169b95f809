"""Comparisons in small."""

from __future__ import annotations

from pages.shared.page_context import PageContext
from queries.comparison import Comparison


def comparison_tile(d: PageContext, c: Comparison) -> str:
    """A comparison in small: title that opens Compare, drawing, finding."""
    return str(d.render("shared/tile.html", c=c))
