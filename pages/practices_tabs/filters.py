"""What the tabs of the Practices page let a reader narrow: the dimension."""

from __future__ import annotations

from pages.shared.controls import one_of
from pages.shared.page_context import PageContext

ALL = "all"


def choose_dimension(d: PageContext) -> str:
    """One dimension, or '' for all of them."""
    names = {ALL: d.words.gettext("All")} | {i: d.dimension_name(i) for i in d.catalogue.dimensions}
    chosen = one_of(
        "dimension", d.words.gettext("Dimension"), list(names), default=ALL, names=names.__getitem__
    )
    return "" if chosen == ALL else chosen
