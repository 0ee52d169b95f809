"""A map as it is drawn: the deck, the districts in order, what stands below."""

from __future__ import annotations

from typing import Any, NamedTuple

from markupsafe import Markup

from charts.colour_steps import fill_of
from charts.deck import deck_map
from charts.map_layout import MAP_SIZE, Region, extent, out_of_view, regions
from charts.svg import small_map
from pages.shared.common_cache import cached_for_all
from pages.shared.page_context import PageContext
from pages.shared.places import ranked_list
from queries.map_values import boundary_source
from views import wording
from views.captions import map_origin, not_named, not_on_map
from views.spec import ViewSpec
from views.view import MapView


class MapParts(NamedTuple):
    """A map as it is drawn: the deck (None where no district has an outline), the rest as HTML."""

    deck: Any
    sentence: str
    below: Markup
    in_order: Markup
    exports: Markup


class Inset(NamedTuple):
    """A small map of districts that lie far from those in view: where to jump, the drawing, its districts in words."""

    region: Region
    drawing: str
    members: str


#: Width and height of an inset, in pixels, and how many there is room for.
INSET, MOST_INSETS = (200, 150), 6


@cached_for_all
def map_parts(
    d: PageContext,
    spec: ViewSpec,
    region: Region | None,
    selected: str,
    address: dict[str, str],
    size: tuple[int, int] = MAP_SIZE,
) -> MapParts:
    """Return what is drawn of a map in a place of some pixels; links to other districts keep `address`."""
    v = d.view(spec)
    assert v.map is not None
    m, has_shapes = v.map, v.map.has_shapes
    insets = _insets(d, m, region)
    made = (
        deck_map(m.comparison, m.places, m.outlines, d.theme, region, size, selected) if has_shapes else None
    )
    return MapParts(
        made.deck if made else None,
        v.sentence,
        d.render(
            "map/below.html",
            has_shapes=has_shapes,
            v=v,
            lacking=not_on_map(d.words, m.places) if has_shapes else "",
            not_named=not_named(d.words, [d.words.pick(x, "name") for x in made.not_named]) if made else "",
            origin=map_origin(d.words, boundary_source(d.store).approval),
        ),
        d.render(
            "map/in_order.html",
            v=v,
            insets=[(d.link("map", **{**address, "place": i.region.region_id}), i) for i in insets],
            **ranked_list(d, m, selected, address)._asdict(),
        ),
        d.render("map/exports.html", v=v, has_picture=has_shapes and bool(m.comparison.leading)),
    )


def _insets(d: PageContext, m: MapView, region: Region | None) -> list[Inset]:
    """The districts that lie too far away to be seen, in the shades of the map."""
    ends = extent(m.places)
    shapes = {p.district.district_id: p.shape for p in m.places if p.shape}
    shades = {p.district.district_id: fill_of(p, ends, d.theme) for p in m.places}
    fills = {i: "rgb({},{},{})".format(*shade) if shade else None for i, shade in shades.items()}
    found = []
    for other in out_of_view(m.places, region)[:MOST_INSETS]:
        members = [d.catalogue.districts[i] for i in other.districts]
        drawing = small_map(members, shapes, fills, d.theme, *INSET, opacity=1)
        found.append(
            Inset(other, drawing, wording.districts(d.words, (d.district_name(i) for i in other.districts)))
        )
    return found


@cached_for_all
def regions_of(d: PageContext, spec: ViewSpec) -> list[Region]:
    """Return where one can jump on a map."""
    m = d.view(spec).map
    return regions(m.places) if m else []
