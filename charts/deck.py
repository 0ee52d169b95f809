"""The map as a pydeck Deck: district shapes shaded by a figure, no basemap, no request to anywhere."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import pydeck as pdk

from charts.colour_steps import Rgb, fill_of, ink_on
from charts.map_labels import Label, Labels, Side, best_labels, labels_of
from charts.map_layout import MAP_SIZE, SHARES, Region, Seen, camera, extent, hatching, in_region
from charts.theme import FONT, Theme
from charts.wrapping import width
from queries.comparison import Comparison
from queries.map_values import Outline, Place
from queries.records import District
from views import wording

#: Pixels of the line around the reader's own district and the selected one, and around the text of a name.
RIM, PAD = 2.5, 4
#: Pixels from one line of a hatching to the next.
HATCH = 9
#: The side of a name at which its line begins → how deck.gl is to place the text there.
ANCHORS: Mapping[Side | None, tuple[str, str, list[int]]] = {
    None: ("middle", "center", [0, 0]),
    "left": ("start", "center", [PAD, 0]),
    "right": ("end", "center", [-PAD, 0]),
    "top": ("middle", "top", [0, 1]),
    "bottom": ("middle", "bottom", [0, -1]),
}


class WrittenDeck(pdk.Deck):  # type: ignore[misc]  # published without types
    """A deck that is changed no more once it was written: its JSON is made once, however often it is sent."""

    @cached_property
    def _written(self) -> str:
        return str(super().to_json())

    def to_json(self) -> str:
        """Return the deck as JSON."""
        return self._written

    @property
    def kept_bytes(self) -> int:
        """About how many bytes it takes to keep: its JSON, and the shapes from which that was written."""
        return 4 * len(self._written)


class DeckMap(NamedTuple):
    """A map for the page: the deck, and the districts in view whose names found no place on it."""

    deck: pdk.Deck
    not_named: list[District]


def deck_map(
    c: Comparison,
    places: Sequence[Place],
    outlines: Sequence[Outline],
    theme: Theme,
    region: Region | None,
    size: tuple[float, float] = MAP_SIZE,
    selected: str = "",
) -> DeckMap:
    """Return the map of a comparison for a place of some pixels; each layer has an id.

    Ranked districts are shaded by value, others hatched. Names keep free of each other and of foreign shapes in the
    view that opens and in any nearer one; farther away one cannot go, for that there is the view of all.
    """
    drawn = [p for p in places if p.shape]
    members = in_region(places, region)
    seen, labels = _named(drawn, members, region, theme, size)
    ends = extent(places)
    fills = {p.district.district_id: fill_of(p, ends, theme) for p in drawn}
    features = [_feature(c, p, theme, fills[p.district.district_id], selected) for p in drawn]
    hatches = [
        {"path": line}
        for p in drawn
        if p.shape and not fills[p.district.district_id]
        for line in hatching(p.shape.geometry, seen.degrees_wide(HATCH))
    ]
    named = [(p, label) for p in drawn if (label := labels.get(p.district.district_id))]
    layers = [
        pdk.Layer(
            "GeoJsonLayer",
            {"type": "FeatureCollection", "features": [_plain_feature(o.geometry) for o in outlines]},
            id="provinces",
            stroked=True,
            filled=False,
            get_line_color=[*_rgb(theme.muted), 110],
            line_width_min_pixels=1,
        ),
        pdk.Layer(
            "GeoJsonLayer",
            {"type": "FeatureCollection", "features": features},
            id="districts",
            pickable=True,
            auto_highlight=True,
            stroked=True,
            filled=True,
            get_fill_color="properties.fill",
            get_line_color="properties.rim",
            get_line_width="properties.rim_width",
            line_width_units=pdk.types.String("pixels"),
        ),
        _lines("hatching", hatches, (*_rgb(theme.muted), 160)),
        _lines(
            "leaders", [_leader(seen, label) for _, label in named if label.line], (*_rgb(theme.ink), 255)
        ),
        pdk.Layer(
            "TextLayer",
            [_text(p, label, seen, fills[p.district.district_id], theme) for p, label in named],
            id="names",
            get_position="position",
            get_text="text",
            get_color="colour",
            get_size=theme.size + 1,
            font_family=pdk.types.String(FONT),
            font_weight=600,
            character_set=pdk.types.String("auto"),
            get_text_anchor="anchor",
            get_alignment_baseline="baseline",
            get_pixel_offset="offset",
            background=True,
            get_background_color="plate",
            background_padding=[PAD, 1],
            font_settings={"sdf": True, "fontSize": 48, "buffer": 6, "radius": 10},
        ),
    ]
    camera = seen.camera
    written = WrittenDeck(
        layers=layers,
        views=[pdk.View(type="MapView", controller={"dragRotate": False, "touchRotate": False})],
        initial_view_state=pdk.ViewState(**camera._asdict(), min_zoom=camera.zoom, max_pitch=0),
        map_provider=None,
        tooltip={
            "html": "<b>{name}</b><br>{figure}<br>{period}<br>{note}",
            "style": {
                "backgroundColor": theme.paper,
                "color": theme.ink,
                "fontFamily": FONT,
                "fontSize": "14px",
            },
        },
    )
    return DeckMap(written, [p.district for p in members if labels.get(p.district.district_id) is None])


def _named(
    drawn: Sequence[Place],
    members: Sequence[Place],
    region: Region | None,
    theme: Theme,
    size: tuple[float, float],
) -> tuple[Seen, Labels]:
    """What is seen, as near as lets the names of the districts in view find places, and these places."""
    high = (theme.size + 1) * 1.3 + 2
    sizes = {
        p.district.district_id: (width(_name(p, theme), theme.size + 1, bold=True) + 2 * PAD, high)
        for p in drawn
    }
    views = (Seen(camera(drawn, region, *size, share), *size) for share in SHARES)
    return best_labels(
        views,
        lambda seen: labels_of(drawn, sizes, seen.project, *size),
        [p.district.district_id for p in members],
    )


def _name(place: Place, theme: Theme) -> str:
    return theme.words.pick(place.district, "name")


def _lines(name: str, paths: Sequence[Any], colour: tuple[int, ...]) -> pdk.Layer:
    """A layer of thin lines in one colour."""
    return pdk.Layer(
        "PathLayer",
        list(paths),
        id=name,
        get_path="path",
        get_color=list(colour),
        width_min_pixels=1,
        get_width=1,
    )


def _leader(seen: Seen, label: Label) -> dict[str, Any]:
    """The line from a name to its shape."""
    return {"path": [seen.degrees(*end) for end in label.line or ()]}


def _text(place: Place, label: Label, seen: Seen, fill: Rgb | None, theme: Theme) -> dict[str, Any]:
    """A name at its place: in black or white on a shade, else in ink on paper."""
    on_shade = fill is not None and label.line is None
    anchor, baseline, offset = ANCHORS[label.side]
    return {
        "position": seen.degrees(*label.at),
        "text": _name(place, theme),
        "colour": [*_rgb(ink_on(fill) if fill and on_shade else theme.ink), 255],
        "plate": [*_rgb(theme.paper), 0 if on_shade else 205],
        "anchor": anchor,
        "baseline": baseline,
        "offset": offset,
    }


def _feature(c: Comparison, place: Place, theme: Theme, fill: Rgb | None, selected: str) -> dict[str, Any]:
    words = theme.words
    f = place.leading
    text = {"figure": words.gettext("no figure for this year"), "period": "", "note": ""}
    if f is not None:
        text = {
            "figure": wording.quantity(words, c.metric, f.observation),
            "period": wording.period(words, f.observation),
            "note": "" if f.compared else words.gettext("not ranked"),
        }
    assert place.shape is not None
    stands_out = place.district.district_id in {theme.own, selected}
    return {
        "type": "Feature",
        "geometry": json.loads(place.shape.geometry),
        "properties": {
            "district_id": place.district.district_id,
            "name": words.pick(place.district, "name"),
            "fill": [*fill, 255] if fill else [*_rgb(theme.rule), 120],
            "rim": [*_rgb(theme.ink if stands_out else theme.muted), 255],
            "rim_width": RIM if stands_out else 1,
            **text,
        },
    }


def _plain_feature(geometry: str) -> dict[str, Any]:
    return {"type": "Feature", "geometry": json.loads(geometry), "properties": {}}


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
