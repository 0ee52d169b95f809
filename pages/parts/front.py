"""The overview, put together once for all readers of one language and look."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import NamedTuple

from pages.parts import matrices, promises, tiles
from pages.parts.desk import Desk


class Parts(NamedTuple):
    """The overview as HTML, top to bottom."""

    cards: str
    coverage: str
    where: str
    below: str


@lru_cache(maxsize=32)
def parts(d: Desk, today: dt.date) -> Parts:
    """The overview of one store in one language, light or dark, normal or large: it has no other choices.

    Built once for all readers: it is the page that a whole meeting opens at the same moment.
    """
    return Parts(
        tiles.district_cards(d),
        matrices.coverage(d),
        tiles.where(d),
        tiles.comparisons(d) + promises.summary(d, today) + matrices.practices(d),
    )
