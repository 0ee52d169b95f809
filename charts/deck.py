"""The map as a pydeck Deck: district shapes shaded by a figure, no basemap, no request to anywhere."""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import atan, cos, exp, log, log2, pi, radians, tan
from typing import Any, NamedTuple

import pydeck as pdk
from shapely.geometry import LineString, MultiLineString, mapping, shape

from charts.look import FONT, Look
from queries.comparison import Comparison
from queries.map_values import Outline, Place
from queries.records import District
from views import wording

#: Districts nearer to each other than this (in degrees) are shown in one view.
NEIGHBOURS = 2.5
#: From the palest to the deepest shade, light and dark; one hue, so that depth alone speaks.
SHADES = {"light": ((214, 226, 240), (11, 79, 138)), "dark": ((38, 62, 88), (122, 190, 240))}


#: Pixels within which two names would lie on each other.
LABEL_WIDTH, LABEL_GAP = 84, 20


class View(NamedTuple):
    """A named place to jump to: its id for links, its name parts, and the districts it shows."""

    view_id: str
    names_zh: tuple[str, ...]
    names_en: tuple[str, ...]
    districts: tuple[str, ...]

    def name(self, code: str) -> str:
        """天津—北京; Tianjin–Beijing."""
        return "—".join(self.names_zh) if code == "zh" else "–".join(self.names_en)


def views(places: Sequence[Place]) -> list[View]:
    """Where one can jump: every group of neighbouring districts, and each city in a group of several cities."""
    found = []
    for group in groups([p for p in places if p.shape]):
        cities = list(dict.fromkeys(p.district.city_zh for p in group))
        found.append(_view(group))
        if len(cities) > 1:
            for city in cities:
                members = [p for p in group if p.district.city_zh == city]
                if len(members) > 1:
                    found.append(_view(members))
    return found


def _view(members: Sequence[Place]) -> View:
    cities = {p.district.city_zh: _plain(p.district) for p in members}
    ids = "-".join(dict.fromkeys(en.lower().replace(" ", "") for _, en in cities.values()))
    return View(
        ids,
        tuple(zh for zh, _ in cities.values()),
        tuple(en for _, en in cities.values()),
        tuple(p.district.district_id for p in members),
    )


def _plain(district: District) -> tuple[str, str]:
    return district.city_zh.removesuffix("市"), district.city_en


def groups(places: Sequence[Place]) -> list[list[Place]]:
    """Single-linkage groups of places that lie near each other, in display order."""
    found: list[list[Place]] = []
    for place in places:
        near = [g for g in found if any(_near(place, other) for other in g)]
        merged = [p for g in near for p in g] + [place]
        found = [g for g in found if g not in near] + [merged]
    found.sort(key=lambda g: -len(g))
    return found


def _near(a: Place, b: Place) -> bool:
    if a.shape is None or b.shape is None:
        return False
    return abs(a.shape.lon - b.shape.lon) < NEIGHBOURS and abs(a.shape.lat - b.shape.lat) < NEIGHBOURS


def camera(places: Sequence[Place], view: View | None, width: int = 800, height: int = 520) -> pdk.ViewState:
    """The view state that fits a view's districts (or all) into a box of pixels."""
    members = [p for p in places if p.shape and (view is None or p.district.district_id in view.districts)]
    if not members:
        return pdk.ViewState(longitude=105, latitude=35, zoom=3)
    boxes = [shape(json.loads(p.shape.geometry)).bounds for p in members if p.shape]
    west, south = min(b[0] for b in boxes), min(b[1] for b in boxes)
    east, north = max(b[2] for b in boxes), max(b[3] for b in boxes)
    across = max((east - west) / 360, 1e-4)
    upright = max((_mercator(north) - _mercator(south)) / (2 * pi), 1e-4)
    zoom = min(log2(width * 0.86 / (512 * across)), log2(height * 0.86 / (512 * upright)))
    middle = (_mercator(north) + _mercator(south)) / 2
    return pdk.ViewState(
        longitude=(west + east) / 2,
        latitude=(2 * atan(exp(middle)) - pi / 2) * 180 / pi,
        zoom=min(zoom, 13),
    )


def _mercator(lat: float) -> float:
    return log(tan(pi / 4 + radians(lat) / 2))


def shade(value: float, low: float, high: float, look: Look) -> tuple[int, int, int]:
    """The colour of a value between the smallest and the largest shown."""
    pale, deep = SHADES[look.mode]
    share = 0.5 if high == low else (value - low) / (high - low)
    r, g, b = (round(p + (d - p) * share) for p, d in zip(pale, deep, strict=True))
    return r, g, b


def deck(
    c: Comparison,
    places: Sequence[Place],
    outlines: Sequence[Outline],
    look: Look,
    view: View | None,
) -> pdk.Deck:
    """The map of a comparison. Compared districts are shaded by value, others hatched; each layer has an id."""
    known = [p.figure.observation.value for p in places if p.figure and p.figure.compared]
    low, high = min(known, default=0.0), max(known, default=0.0)
    state = camera(places, view)
    features: list[dict[str, Any]] = []
    hatches: list[dict[str, Any]] = []
    for place in places:
        if place.shape is None:
            continue
        if place.figure is not None and place.figure.compared:
            fill = (*shade(place.figure.observation.value, low, high, look), 235)
        else:
            fill = (*_rgb(look.rule), 120)
            hatches.extend(_hatch(place.shape.geometry))
        features.append(_feature(c, place, look, fill))
    labels = _labels([p for p in places if p.shape], state.zoom, look)
    ink = [*_rgb(look.muted), 255]
    layers = [
        pdk.Layer(
            "GeoJsonLayer",
            {"type": "FeatureCollection", "features": [_plain_feature(o.geometry) for o in outlines]},
            id="provinces",
            stroked=True,
            filled=False,
            get_line_color=[*_rgb(look.muted), 110],
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
            get_line_color=ink,
            line_width_min_pixels=1,
        ),
        pdk.Layer(
            "PathLayer",
            hatches,
            id="hatching",
            get_path="path",
            get_color=[*_rgb(look.muted), 160],
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
            get_size=look.size + 1,
            font_family=pdk.types.String(FONT),
            font_weight=600,
            character_set=pdk.types.String("auto"),
            get_text_anchor=pdk.types.String("middle"),
            get_alignment_baseline=pdk.types.String("center"),
            get_pixel_offset="offset",
            outline_width=2,
            outline_color=[*_rgb(look.paper), 230],
            font_settings={"sdf": True, "fontSize": 48, "buffer": 6, "radius": 10},
        ),
    ]
    return pdk.Deck(
        layers=layers,
        initial_view_state=state,
        map_provider=None,
        tooltip={
            "html": "<b>{name}</b><br>{figure}<br>{period}<br>{note}",
            "style": {
                "backgroundColor": look.paper,
                "color": look.ink,
                "fontFamily": FONT,
                "fontSize": "14px",
            },
        },
    )


def _feature(c: Comparison, place: Place, look: Look, fill: tuple[int, ...]) -> dict[str, Any]:
    words = look.words
    f = place.figure
    text = {"figure": words.gettext("no figure for this year"), "period": "", "note": ""}
    if f is not None:
        text = {
            "figure": wording.quantity(words, c.metric, f.observation),
            "period": wording.period(words, f.observation),
            "note": "" if f.compared else words.gettext("stands beside the order"),
        }
    assert place.shape is not None
    return {
        "type": "Feature",
        "geometry": json.loads(place.shape.geometry),
        "properties": {
            "district_id": place.district.district_id,
            "name": words.pick(place.district, "name"),
            "fill": list(fill),
            **text,
        },
    }


def _plain_feature(geometry: str) -> dict[str, Any]:
    return {"type": "Feature", "geometry": json.loads(geometry), "properties": {}}


def _labels(places: Sequence[Place], zoom: float, look: Look) -> list[dict[str, Any]]:
    """Names at their districts, moved down where at this zoom they would lie on each other."""
    size = 512 * 2**zoom
    placed: list[tuple[float, float]] = []
    labels = []
    for place in places:
        assert place.shape is not None
        x = size * place.shape.lon / 360
        y = start = -size * _mercator(place.shape.lat) / (2 * pi)
        while any(
            abs(x - other_x) < LABEL_WIDTH and abs(y - other_y) < LABEL_GAP for other_x, other_y in placed
        ):
            y += LABEL_GAP
        placed.append((x, y))
        labels.append(
            {
                "position": [place.shape.lon, place.shape.lat],
                "text": look.words.pick(place.district, "name"),
                "colour": [*_rgb(look.ink), 255],
                "offset": [0, y - start],
            }
        )
    return labels


def _hatch(geometry: str) -> list[dict[str, Any]]:
    """Diagonal lines across a shape: no comparable figure is never a shade."""
    area = shape(json.loads(geometry))
    west, south, east, north = area.bounds
    step = max(east - west, north - south) / 14
    height = north - south
    lines = []
    start = west - height
    while start < east:
        cut = area.intersection(
            LineString([(start, south), (start + height / cos(radians(area.centroid.y)), north)])
        )
        pieces = (
            cut.geoms if isinstance(cut, MultiLineString) else [cut] if isinstance(cut, LineString) else []
        )
        lines += [
            {"path": [list(p) for p in mapping(piece)["coordinates"]]}
            for piece in pieces
            if not piece.is_empty
        ]
        start += step
    return lines


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
