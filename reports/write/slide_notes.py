"""Notes on slides: in the largest type in which all find room, over one place after another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from pptx.util import Pt

from charts import wrapping
from reports.write.slide_colours import INK, MUTED
from reports.write.slide_deck import Deck
from reports.write.slide_layouts import Area
from reports.write.slide_text import points
from views.view import Note, View

#: Sizes of notes beside a chart, in points, and the space after each.
SIZES, AFTER = (11.0, 10.5, 10.0, 9.5, 9.0), 3.0


class Placed(NamedTuple):
    """Which notes stand in which place, in what size, and which found none."""

    size: float
    shares: tuple[tuple[Note, ...], ...]
    rest: tuple[Note, ...]


def wanted(deck: Deck, view: View) -> list[Note]:
    """Return the notes of a view as a slide shows them, the gravest first."""
    under = view.map.note if view.map else None  # stands under the map itself
    found = sorted(
        (n for n in view.notes if n.text != under), key=lambda n: (not n.grave, n.kind != "missing")
    )
    c = view.comparison
    if c is not None and c.judgement.compared and any(not f.compared for f in c.leading):
        found.insert(0, Note("", deck.words.gettext("Grey: not ranked")))
    return found


def placed(deck: Deck, notes: Sequence[Note], places: Sequence[Area]) -> Placed:
    """Notes over places, one after another; where not all find room, a line of the last place says where they are."""
    for size in SIZES:
        found = _filled(deck, notes, places, size)
        if not found.rest:
            return found
    further = Note("", deck.words.gettext("Further notes stand at the end, under “How to read this report”."))
    kept = list(notes)
    while kept:
        kept.pop()
        found = _filled(deck, [*kept, further], places, SIZES[-1])
        if not found.rest:
            return found._replace(rest=tuple(notes[len(kept) :]))
    return Placed(SIZES[-1], tuple(() for _ in places), tuple(notes))


def _filled(deck: Deck, notes: Sequence[Note], places: Sequence[Area], size: float) -> Placed:
    left = list(notes)
    shares = []
    for place in places:
        share: list[Note] = []
        used = 0.0
        while left:
            high = _height(deck, left[0], size, points(place.width))
            if used + high > points(place.height):
                break
            used += high
            share.append(left.pop(0))
        shares.append(tuple(share))
    return Placed(size, tuple(shares), tuple(left))


def _height(deck: Deck, n: Note, size: float, room: float) -> float:
    return wrapping.height(deck.words.labelled(n.head, n.text), size, room) + AFTER


def set_notes(deck: Deck, slide: Any, found: Placed, places: Sequence[Area]) -> None:
    """Set the notes of each place in a box of its own, as high as they are."""
    for share, place in zip(found.shares, places, strict=True):
        if not share:
            continue
        high = int(Pt(sum(_height(deck, n, found.size, points(place.width)) for n in share)))
        frame = deck.pen.box(slide, place.left, place.top, place.width, min(high, place.height))
        for i, n in enumerate(share):
            paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
            paragraph.space_after = Pt(AFTER)
            if n.head:
                head = n.head + deck.words.language.colon
                deck.pen.run(paragraph, head, found.size, INK, bold=True)
            deck.pen.run(paragraph, n.text, found.size, MUTED)
