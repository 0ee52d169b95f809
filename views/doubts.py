"""What must be read with care, where it bears on what is shown."""

from __future__ import annotations

from collections.abc import Container, Iterable

from locales import Words
from queries.catalogue import Catalogue
from queries.comparison import Comparison
from queries.records import Doubt, Metric, Observation
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
    return [_note(words, d) for d in bearing(drawn) if d.doubt_id not in mentioned]


def on_single(words: Words, catalogue: Catalogue, figures: Iterable[Observation]) -> list[Note]:
    """What must be read with care in a list in which nothing is set against anything else."""
    found = (
        (catalogue.metrics[o.metric_id], _note(words, d))
        for o in figures
        for d in catalogue.doubts_on(o.metric_id, o.district_id, o.year)
        if d.severity != "note" and d.bars not in ("years", "districts")
    )
    return gathered(words, found)


def gathered(words: Words, found: Iterable[tuple[Metric, Note]]) -> list[Note]:
    """Each note once, the gravest first, under the names of the metrics that it touches."""
    on: dict[Note, dict[str, None]] = {}
    for metric, note in found:
        on.setdefault(note, {}).setdefault(words.pick(metric, "name"))
    made = [n._replace(head=wording.districts(words, names)) for n, names in on.items()]
    return sorted(made, key=lambda n: not n.grave)


def _note(words: Words, d: Doubt) -> Note:
    return Note(wording.gravity(words, d), words.pick(d, "text"), d.severity == "do_not_compare", "doubt")
