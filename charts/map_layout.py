"""Where things lie on a map, in degrees: neighbours and regions, what a camera must show, names, hatching.

It draws nothing and knows no library that draws, so that web map, picture and slide lay out the same map.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from math import atan, cos, exp, log2, pi, radians
from typing import Any, NamedTuple

import numpy as np
from shapely import Geometry
from shapely.geometry import GeometryCollection, LineString, MultiLineString, mapping, shape

from locales import LANGUAGES
from queries.map_values import Place
from queries.records import District

#: West, south, east, north.
Box = tuple[float, float, float, float]
#: Districts nearer to each other than this (in degrees) are shown in one view.
NEIGHBOURS = 2.5
#: Width and height of a map where nobody knows better, in pixels; what the districts take of it, tried in this order.
MAP_SIZE, SHARES = (800, 520), (0.86, 0.72, 0.56)


#: Lines across a shape: one that is far larger than what is shown needs no more.
MOST_LINES = 100


class Region(NamedTuple):
    """A named place to jump to: its id for links, its name parts, and the districts it shows."""

    region_id: str
    names_zh: tuple[str, ...]
    names_en: tuple[str, ...]
    districts: tuple[str, ...]

    def name(self, code: str) -> str:
        """天津—北京; Tianjin–Beijing."""
        return LANGUAGES[code].dash.join(getattr(self, f"names_{code}"))


def regions(places: Sequence[Place]) -> list[Region]:
    """Return where one can jump: every group of neighbouring districts, and each city in a group of several cities."""
    found = []
    for group in groups([p for p in places if p.shape]):
        cities = list(dict.fromkeys(p.district.city_zh for p in group))
        found.append(_region(group))
        if len(cities) > 1:
            for city in cities:
                members = [p for p in group if p.district.city_zh == city]
                if len(members) > 1:
                    found.append(_region(members))
    return found


def out_of_view(places: Sequence[Place], region: Region | None) -> list[Region]:
    """Return the groups of neighbouring districts of which a region shows none; none where all are shown."""
    if region is None:
        return []
    found = [_region(group) for group in groups([p for p in places if p.shape])]
    return [r for r in found if not set(r.districts) & set(region.districts)]


def _region(members: Sequence[Place]) -> Region:
    cities = {p.district.city_zh: _plain(p.district) for p in members}
    ids = "-".join(dict.fromkeys(en.lower().replace(" ", "") for _, en in cities.values()))
    return Region(
        ids,
        tuple(zh for zh, _ in cities.values()),
        tuple(en for _, en in cities.values()),
        tuple(p.district.district_id for p in members),
    )


def _plain(district: District) -> tuple[str, str]:
    return district.city_zh.removesuffix("市"), district.city_en


def groups(places: Sequence[Place]) -> list[list[Place]]:
    """Return single-linkage groups of places that lie near each other, in display order."""
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


def area(place: Place) -> Geometry:
    """The shape of a district."""
    assert place.shape is not None
    return shape(json.loads(place.shape.geometry))


def bounds_of(places: Sequence[Place]) -> Box:
    """West, south, east, north of districts with a shape."""
    west, south, east, north = GeometryCollection([area(p) for p in places]).bounds
    return west, south, east, north


def lines_of(geometry: Geometry) -> Iterator[Geometry]:
    """The lines of a geometry, those around holes too."""
    for part in getattr(geometry, "geoms", [geometry]):
        if part.is_empty or part.geom_type == "Point":
            continue
        yield from [part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part]


def extent(places: Sequence[Place]) -> tuple[float, float]:
    """The smallest and the largest figure that is shaded."""
    values = [p.leading.observation.value for p in places if p.leading and p.is_ranked]
    return min(values, default=0.0), max(values, default=0.0)


class Camera(NamedTuple):
    """The middle of what is shown, in degrees, and how near it is, in zoom levels of web maps."""

    longitude: float
    latitude: float
    zoom: float


def camera(
    places: Sequence[Place],
    region: Region | None,
    width: float = MAP_SIZE[0],
    height: float = MAP_SIZE[1],
    share: float = SHARES[0],
) -> Camera:
    """Return the camera that fits a region's districts (or all) into a share of a box of pixels."""
    members = in_region(places, region)
    if not members:
        return Camera(longitude=105, latitude=35, zoom=3)
    west, south, east, north = bounds_of(members)
    across = max((east - west) / 360, 1e-4)
    upright = max(float(_mercator(north) - _mercator(south)) / (2 * pi), 1e-4)
    zoom = min(log2(width * share / (512 * across)), log2(height * share / (512 * upright)))
    middle = float(_mercator(north) + _mercator(south)) / 2
    return Camera(
        longitude=(west + east) / 2,
        latitude=(2 * atan(exp(middle)) - pi / 2) * 180 / pi,
        zoom=min(zoom, 13),
    )


def in_region(places: Sequence[Place], region: Region | None) -> list[Place]:
    """Return the districts of a region (None for all) that have a shape."""
    return [p for p in places if p.shape and (region is None or p.district.district_id in region.districts)]


class Seen(NamedTuple):
    """What a camera shows in a box of pixels, in the projection of web maps."""

    camera: Camera
    width: float
    height: float

    def project(self, lon: Any, lat: Any) -> tuple[Any, Any]:
        """Return the pixels from the upper left corner at which points given in degrees are seen."""
        x = (lon - self.camera.longitude) * self._pixels / 360 + self.width / 2
        y = self.height / 2 - (_mercator(lat) - _mercator(self.camera.latitude)) * self._pixels / (2 * pi)
        return x, y

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """Return longitude and latitude of a point given in pixels from the upper left corner."""
        lon = self.camera.longitude + (x - self.width / 2) * 360 / self._pixels
        north = float(_mercator(self.camera.latitude)) + (self.height / 2 - y) * 2 * pi / self._pixels
        return lon, (2 * atan(exp(north)) - pi / 2) * 180 / pi

    def degrees_wide(self, pixels: float) -> float:
        """Return how many degrees of longitude so many pixels show."""
        return pixels * 360 / self._pixels

    @property
    def _pixels(self) -> float:
        """How many pixels the whole world is wide."""
        return float(512 * 2**self.camera.zoom)


def _mercator(lat: Any) -> Any:
    return np.log(np.tan(pi / 4 + np.radians(lat) / 2))


def hatching(geometry: str, step: float) -> list[list[list[float]]]:
    """Return diagonal lines across a shape, so many degrees apart (but not too many), each as its points."""
    area = shape(json.loads(geometry))
    west, south, east, north = area.bounds
    step = max(step, max(east - west, north - south) / MOST_LINES)
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
        lines += [[list(p) for p in mapping(piece)["coordinates"]] for piece in pieces if not piece.is_empty]
        start += step
    return lines
