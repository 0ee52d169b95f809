"""A comparison on the map."""

from __future__ import annotations

from dataclasses import replace

from locales import Words
from queries.map_values import boundary_source, outlines, places
from queries.store import Store
from views.captions import map_note
from views.kinds import compare
from views.spec import ViewSpec
from views.view import MapView, Note, View


def build(store: Store, words: Words, spec: ViewSpec) -> View:
    """Where is it: a comparison as a map, with what must stand under it."""
    compared = compare.build(store, words, spec)
    c = compared.comparison
    if c is None:
        return compared
    shown = places(store, c)
    note = map_note(words, boundary_source(store).approval, shown)
    return replace(
        compared,
        comparison=None,
        map=MapView(c, tuple(shown), tuple(outlines(store)), note),
        notes=(*compared.notes, Note(words.gettext("Map"), note)),
        name=words.gettext("{what}, map", what=compared.name),
    )
