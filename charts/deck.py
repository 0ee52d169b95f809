"""The map as a pydeck Deck: district shapes shaded by a figure, no basemap, no request to anywhere."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import pydeck as pdk

from charts.colour_steps import shade
from charts.map_layout import Region, camera, extent, hatching, label_offsets
from charts.theme import FONT, Theme
from queries.comparison import Comparison
from queries.map_values import Outline, Place
from views import wording

#: Pixels of the line around the reader's own district.
OWN_RIM = 2.5


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


def deck(
    c: Comparison,
    places: Sequence[Place],
    outlines: Sequence[Outline],
    theme: Theme,
    region: Region | None,
) -> pdk.Deck:
    """The map of a comparison. Compared districts are shaded by value, others hatched; each layer has an id."""
    ends = extent(places)
    state = camera(places, region)
    features: list[dict[str, Any]] = []
    hatches: list[dict[str, Any]] = []
    for place in places:
        if place.shape is None:
            continue
        if place.leading is not None and place.leading.compared:
            fill = (*shade(place.leading.observation.value, *ends, theme), 235)
        else:
            fill = (*_rgb(theme.rule), 120)
            hatches.extend({"path": line} for line in hatching(place.shape.geometry))
        features.append(_feature(c, place, theme, fill))
    labels = _labels([p for p in places if p.shape], state.zoom, theme)
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
        pdk.Layer(
            "PathLayer",
            hatches,
            id="hatching",
            get_path="path",
            get_color=[*_rgb(theme.muted), 160],
            width_min_pixels=1,
            get_width=1,
        ),
        pdk.Layer(
            "TextLayer",
            labels,
            id="names",
            get_position="position",
            get_text="text",
            get_color="colour",
            get_size=theme.size + 1,
            font_family=pdk.types.String(FONT),
            font_weight=600,
            character_set=pdk.types.String("auto"),
            get_text_anchor=pdk.types.String("middle"),
            get_alignment_baseline=pdk.types.String("center"),
            get_pixel_offset="offset",
            outline_width=5,
            outline_color=[*_rgb(theme.paper), 230],
            font_settings={"sdf": True, "fontSize": 48, "buffer": 6, "radius": 10},
        ),
    ]
    return WrittenDeck(
        layers=layers,
        initial_view_state=pdk.ViewState(**state._asdict()),
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


def _feature(c: Comparison, place: Place, theme: Theme, fill: tuple[int, ...]) -> dict[str, Any]:
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
    is_own = place.district.district_id == theme.own
    return {
        "type": "Feature",
        "geometry": json.loads(place.shape.geometry),
        "properties": {
            "district_id": place.district.district_id,
            "name": words.pick(place.district, "name"),
            "fill": list(fill),
            "rim": [*_rgb(theme.ink if is_own else theme.muted), 255],
            "rim_width": OWN_RIM if is_own else 1,
            **text,
        },
    }


def _plain_feature(geometry: str) -> dict[str, Any]:
    return {"type": "Feature", "geometry": json.loads(geometry), "properties": {}}


def _labels(places: Sequence[Place], zoom: float, theme: Theme) -> list[dict[str, Any]]:
    """Names at their districts, moved down where at this zoom they would lie on each other."""
    return [
        {
            "position": [place.shape.lon, place.shape.lat],
            "text": theme.words.pick(place.district, "name"),
            "colour": [*_rgb(theme.ink), 255],
            "offset": [0, offset],
        }
        for place, offset in zip(places, label_offsets(places, zoom), strict=True)
        if place.shape
    ]


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
