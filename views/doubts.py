"""What must be read with care, where it bears on what is shown."""

from __future__ import annotations

from collections.abc import Container

from locales import Words
from queries.comparison import Comparison
from queries.records import Doubt
from queries.trend import Trend
from queries.two_years import TwoYears
from views import wording
from views.view import Note


def bearing(drawn: Comparison | Trend | TwoYears) -> list[Doubt]:
    """The doubts that bear on what is drawn, the gravest first.

    What forbids only setting years against each other says nothing of one year; what forbids only setting districts
    against each other says nothing of one district.
    """
    if isinstance(drawn, Comparison):
        return [d for d in drawn.doubts if d.bars != "years"]
    n = len(drawn.series if isinstance(drawn, Trend) else drawn.steps)
    return [d for d in drawn.doubts if d.bars != "districts" or n > 1]


def notes(words: Words, drawn: Comparison | Trend | TwoYears, mentioned: Container[str] = ()) -> list[Note]:
    """What must be read with care, but for what is mentioned already."""
    return [
        Note(wording.gravity(words, d), words.pick(d, "text"), d.severity == "do_not_compare", "doubt")
        for d in bearing(drawn)
        if d.doubt_id not in mentioned
    ]
