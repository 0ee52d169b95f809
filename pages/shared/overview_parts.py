"""The overview, put together once for all readers of one language and look."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from pages.shared import comparison_tiles, matrices, plan_summaries
from pages.shared.page_context import PageContext


class Parts(NamedTuple):
    """The overview as HTML, top to bottom."""

    cards: str
    coverage: str
    where: str
    below: str


@lru_cache(maxsize=32)
def parts(d: PageContext) -> Parts:
    """The overview of one store in one language, light or dark, normal or large, on one day: there is nothing else.

    Built once for all readers: it is the page that a whole meeting opens at the same moment. Nothing in it may depend
    on one of them: addresses come from `Desk.link`, and what leads to a reader's own report is put in by the page.
    """
    return Parts(
        comparison_tiles.district_cards(d),
        matrices.coverage(d),
        comparison_tiles.where(d),
        comparison_tiles.comparisons(d) + plan_summaries.summary(d) + matrices.practices(d),
    )
