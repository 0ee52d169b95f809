"""How a map falls into panels: districts that lie far apart each get a frame of their own scale, with room for names.

Everything is in degrees, so that a picture, a slide and whatever comes next draw the same map.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Literal, NamedTuple

from charts.map_layout import Box, bounds_of, groups
from queries.map_values import Place

#: The share of a group's height that a label of two lines takes, and of its width that labels need on each side.
LABEL_SHARE, ROOM = 0.2, 0.62
#: The smallest share of the width a group of districts gets.
NARROWEST = 0.3


class Spot(NamedTuple):
    """Where a label stands, and on which of its sides the district is."""

    x: float
    y: float
    side: Literal["left", "right"]


@dataclass(frozen=True)
class Panel:
    """Neighbouring districts and the frame they are drawn in."""

    places: tuple[Place, ...]
    #: Where on the width the panel stands, from 0 to 1.
    domain: tuple[float, float]
    #: West, south, east, north of the districts, and of all that is shown with their labels.
    bounds: Box
    window: Box
    #: district id → where its name stands; a district alone in its panel has it on itself.
    labels: Mapping[str, Spot]

    @property
    def flat(self) -> float:
        """How much shorter a degree of longitude is here than one of latitude."""
        return cos(radians((self.bounds[1] + self.bounds[3]) / 2))


def panels(places: Sequence[Place]) -> list[Panel]:
    """The panels of a map, the largest group first; districts without a shape are in none."""
    found = groups([p for p in places if p.shape])
    return [_panel(g, domain) for g, domain in zip(found, _domains(found), strict=True)]


def middle(place: Place) -> tuple[float, float]:
    """A point inside a district."""
    assert place.shape is not None
    return place.shape.lon, place.shape.lat


def _panel(group: Sequence[Place], domain: tuple[float, float]) -> Panel:
    bounds = bounds_of(group)
    west, south, east, north = bounds
    flat = cos(radians((south + north) / 2))
    crowded = len(group) > 1
    across = max(east - west, (north - south) / flat) * (ROOM if crowded else 0.1) or 0.05
    upright = (north - south) * 0.12 or 0.05
    window = (west - across, south - upright, east + across, north + upright)
    return Panel(tuple(group), domain, bounds, window, _labels(group, bounds) if crowded else {})


def _domains(found: Sequence[Sequence[Place]]) -> Iterator[tuple[float, float]]:
    """Where on the width each group stands: larger groups get more."""
    weights = [max(len(g), 1) ** 0.5 for g in found]
    shares = [max(w / sum(weights), NARROWEST if len(found) < 4 else 0.0) for w in weights]
    start = 0.0
    for share in (s / sum(shares) for s in shares):
        yield start + 0.01, start + share - 0.01
        start += share


def _labels(group: Sequence[Place], bounds: Box) -> dict[str, Spot]:
    """Names stand beside the shapes: on small ones they would hide them."""
    west, south, east, north = bounds
    away = (east - west) * 0.12
    found: dict[str, Spot] = {}
    sides: tuple[tuple[Literal["left", "right"], float], ...] = (
        ("right", west - away),
        ("left", east + away),
    )
    for side, x in sides:
        here = [p for p in group if (middle(p)[0] < (west + east) / 2) == (side == "right")]
        here.sort(key=lambda p: -middle(p)[1])
        heights = _spread([middle(p)[1] for p in here], north, south)
        found |= {p.district.district_id: Spot(x, y, side) for p, y in zip(here, heights, strict=True)}
    return found


def _spread(latitudes: Sequence[float], north: float, south: float) -> list[float]:
    """The heights of labels from the north down, moved apart where they would lie on each other."""
    least = (north - south) * LABEL_SHARE
    found: list[float] = []
    for latitude in latitudes:
        found.append(min(latitude, found[-1] - least) if found else latitude)
    low = min(found, default=south)
    return [y + max(0.0, south - low) for y in found]
