"""How a map falls into panels: districts that lie far apart each get a frame of their own scale, with room for names.

A picture lays out its panels in pixels, a slide in points; both draw the same map.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import cos, radians
from typing import Any

from charts.map_labels import Labels, Sizes, best_labels, labels_of
from charts.map_layout import SHARES, Box, bounds_of, groups
from queries.map_values import Place

#: The smallest share of the width a group of districts gets.
NARROWEST = 0.3
#: The least a group of districts is taken to measure, in degrees.
SMALLEST = 0.02


@dataclass(frozen=True)
class Panel:
    """Neighbouring districts and the frame they are drawn in."""

    places: tuple[Place, ...]
    #: Where on the width the panel stands, from 0 to 1.
    domain: tuple[float, float]
    #: West, south, east, north of the districts.
    bounds: Box
    #: Width and height of the frame, and what a degree of latitude measures in it, all in one unit.
    width: float
    height: float
    scale: float
    #: Where names stand, in the same unit from the upper left corner of the frame.
    labels: Labels

    @property
    def flat(self) -> float:
        """How much shorter a degree of longitude is here than one of latitude."""
        return _flat(self.bounds)

    @property
    def window(self) -> Box:
        """West, south, east, north of all that the frame shows."""
        west, north = self.degrees(0, 0)
        east, south = self.degrees(self.width, self.height)
        return west, south, east, north

    def project(self, lon: Any, lat: Any) -> tuple[Any, Any]:
        """Return where points given in degrees stand, from the upper left corner of the frame."""
        west, south, east, north = self.bounds
        x = (lon - (west + east) / 2) * self.flat * self.scale + self.width / 2
        return x, self.height / 2 - (lat - (south + north) / 2) * self.scale

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """Return longitude and latitude of a point given from the upper left corner of the frame."""
        west, south, east, north = self.bounds
        lon = (west + east) / 2 + (x - self.width / 2) / self.scale / self.flat
        return lon, (south + north) / 2 + (self.height / 2 - y) / self.scale


def panels(places: Sequence[Place], sizes: Sizes, width: float, height: float) -> list[Panel]:
    """Return the panels of a map of some size, the largest group first; districts without a shape are in none."""
    found = groups([p for p in places if p.shape])
    return [_panel(g, domain, sizes, width, height) for g, domain in zip(found, _domains(found), strict=True)]


def one_panel(places: Sequence[Place], sizes: Sizes, width: float, height: float) -> Panel:
    """Return one frame of some size for districts that all have a shape."""
    return _panel(places, (0.0, 1.0), sizes, width, height)


def without_name(found: Sequence[Panel]) -> list[Place]:
    """Return the districts whose names found no place."""
    return [p for panel in found for p in panel.places if panel.labels.get(p.district.district_id) is None]


def _panel(
    group: Sequence[Place], domain: tuple[float, float], sizes: Sizes, width: float, height: float
) -> Panel:
    bounds = west, south, east, north = bounds_of(group)
    room = width * (domain[1] - domain[0])
    across, upright = max(east - west, SMALLEST) * _flat(bounds), max(north - south, SMALLEST)

    def frame(share: float) -> Panel:
        scale = share * min(room / across, height / upright)
        return Panel(tuple(group), domain, bounds, room, height, scale, {})

    frames = (frame(share) for share in SHARES)
    names = [p.district.district_id for p in group]
    panel, labels = best_labels(frames, lambda f: labels_of(group, sizes, f.project, room, height), names)
    return replace(panel, labels=labels)


def _flat(bounds: Box) -> float:
    return cos(radians((bounds[1] + bounds[3]) / 2))


def _domains(found: Sequence[Sequence[Place]]) -> Iterator[tuple[float, float]]:
    """Where on the width each group stands: larger groups get more."""
    weights = [max(len(g), 1) ** 0.5 for g in found]
    shares = [max(w / sum(weights), NARROWEST if len(found) < 4 else 0.0) for w in weights]
    start = 0.0
    for share in (s / sum(shares) for s in shares):
        yield start + 0.01, start + share - 0.01
        start += share
