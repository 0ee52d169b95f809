"""What must stand around a chart or a map wherever it is shown."""

from __future__ import annotations

from collections.abc import Sequence

from locales import Words
from queries.map_values import Place
from views import wording


def map_origin(words: Words, approval: str | None) -> str:
    """The approval number of a map, or that it is schematic."""
    if approval:
        return words.gettext("Map approval number {number}", number=approval)
    return words.gettext("Schematic map, not for use as boundaries")


def not_on_map(words: Words, places: Sequence[Place]) -> str:
    """Which districts a map lacks, because nobody gives their boundary; '' where it has all."""
    lacking = [words.pick(p.district, "name") for p in places if p.shape is None]
    if not lacking:
        return ""
    return words.gettext(
        "No boundary, not on the map: {districts}", districts=wording.districts(words, lacking)
    )


def not_named(words: Words, names: Sequence[str]) -> str:
    """Whose names found no place on a map; '' where all did."""
    if not names:
        return ""
    return words.gettext("No room for the name on the map: {districts}", districts=words.joined(names))


def map_note(words: Words, approval: str | None, places: Sequence[Place] = ()) -> str:
    """What must stand under a map: who is missing, its approval number, or that it is schematic; how to read it."""
    is_any_hatched = any(p.shape and not p.is_ranked for p in places)
    hatched = words.gettext("Hatched: no figure that may be ordered") if is_any_hatched else ""
    frames = words.gettext("Groups far apart are drawn to different scales")
    parts = (not_on_map(words, places), map_origin(words, approval), hatched, frames)
    return words.sentence(words.statements(p for p in parts if p))
