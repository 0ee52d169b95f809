"""What must be read with care, where it bears on what is shown."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from locales import Words
from queries.catalogue import Catalogue
from queries.comparison import Comparison
from queries.records import Doubt, Metric, Observation
from queries.trend import Trend
from queries.two_years import TwoYears
from views import wording
from views.view import Note

#: The severity of what must not be compared, and of what is to be read with care.
FORBIDS, CARE = "do_not_compare", "caution"


def bearing(drawn: Comparison | Trend | TwoYears) -> list[Doubt]:
    """The doubts that bear on what is drawn, the gravest first.

    What forbids only setting years against each other says nothing of one year; what forbids only setting districts
    against each other says nothing of one district. Where it leaves the years that are drawn together, it is to be
    read with care, and forbids nothing.
    """
    if isinstance(drawn, Comparison):
        return [d for d in drawn.doubts if d.bars != "years"]
    barred = _barred(drawn)
    found = (_weighed(d, barred) for d in drawn.doubts if d.bars != "districts" or len(barred) > 1)
    return sorted(found, key=lambda d: d.severity != FORBIDS)


def _weighed(d: Doubt, barred: Mapping[str, bool]) -> Doubt:
    forbids_years = d.severity == FORBIDS and d.bars == "years"
    if not forbids_years or any(barred[i] for i in _touched(d, barred)):
        return d
    return d._replace(severity=CARE)


def _barred(drawn: Trend | TwoYears) -> dict[str, bool]:
    """Of each district whether any two of its years must not be set against each other."""
    if isinstance(drawn, Trend):
        return {s.district.district_id: bool(s.breaks) for s in drawn.series}
    return {s.district.district_id: s.doubt is not None for s in drawn.steps}


def _touched(d: Doubt, district_ids: Iterable[str]) -> list[str]:
    return [i for i in district_ids if not d.district_ids or i in d.district_ids]


def notes(words: Words, drawn: Comparison | Trend | TwoYears, mentioned: Container[str] = ()) -> list[Note]:
    """What must be read with care, but for what is mentioned already; what forbids a use names its districts."""
    names = _names(words, drawn)
    found = []
    for d in bearing(drawn):
        if d.doubt_id in mentioned:
            continue
        note = _note(words, d)
        if note.grave and d.district_ids:
            touched = wording.districts(words, (names[i] for i in _touched(d, names)))
            note = note._replace(head=words.with_brackets(note.head, touched)) if touched else note
        found.append(note)
    return found


def _names(words: Words, drawn: Comparison | Trend | TwoYears) -> dict[str, str]:
    """The names of the districts that have figures in what is drawn."""
    if isinstance(drawn, Comparison):
        having = {o.district_id for o in drawn.evidence}
        shown = [d for d in drawn.districts if d.district_id in having]
    else:
        shown = [s.district for s in (drawn.series if isinstance(drawn, Trend) else drawn.steps)]
    return {d.district_id: words.pick(d, "name") for d in shown}


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
    return Note(wording.gravity(words, d), words.pick(d, "text"), d.severity == FORBIDS, "doubt")
