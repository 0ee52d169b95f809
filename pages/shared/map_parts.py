"""A map as it is drawn: the deck, the districts in order, what stands below."""

from __future__ import annotations

from typing import Any, NamedTuple

from markupsafe import Markup

from charts.deck import deck
from charts.map_layout import Region, regions
from pages.shared.common_cache import cached_for_all
from pages.shared.page_context import PageContext
from pages.shared.places import ranked_list
from queries.map_values import boundary_source
from views.captions import map_origin, not_on_map
from views.spec import ViewSpec


class MapParts(NamedTuple):
    """A map as it is drawn: the deck (None where no district has an outline), the rest as HTML."""

    deck: Any
    sentence: str
    below: Markup
    in_order: Markup
    exports: Markup


@cached_for_all
def map_parts(
    d: PageContext, spec: ViewSpec, region: Region | None, selected: str, address: dict[str, str]
) -> MapParts:
    """Return what is drawn of a map; links to other districts keep `address`."""
    v = d.view(spec)
    assert v.map is not None
    m, has_shapes = v.map, v.map.has_shapes
    return MapParts(
        deck(m.comparison, m.places, m.outlines, d.theme, region) if has_shapes else None,
        v.sentence,
        d.render(
            "map/below.html",
            v=v,
            has_shapes=has_shapes,
            lacking=not_on_map(d.words, m.places) if has_shapes else "",
            origin=map_origin(d.words, boundary_source(d.store).approval),
        ),
        d.render("map/in_order.html", v=v, **ranked_list(d, m, selected, address)._asdict()),
        d.render("map/exports.html", v=v, has_picture=has_shapes and bool(m.comparison.leading)),
    )


@cached_for_all
def regions_of(d: PageContext, spec: ViewSpec) -> list[Region]:
    """Return where one can jump on a map."""
    m = d.view(spec).map
    return regions(m.places) if m else []
