"""The map as a figure of polygons: it prints, it scales, and it asks nobody for a tile."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from math import cos, radians

import plotly.graph_objects as go
from shapely import Geometry
from shapely.geometry import box, shape

from charts.captioned import plain
from charts.deck import groups, shade
from charts.frame import frame
from charts.look import GREY, Look
from queries import wording
from queries.comparison import Comparison
from queries.map_values import Outline, Place

HEIGHT = 520
#: The share of a group's height that a label of two lines takes, and of its width that labels need on each side.
LABEL_SHARE, ROOM = 0.2, 0.62
#: The smallest share of the width a group of districts gets.
NARROWEST = 0.3


def outline_map(c: Comparison, places: Sequence[Place], outlines: Sequence[Outline], look: Look) -> go.Figure:
    """The districts of a comparison, each group of neighbours in a frame of its own scale.

    Compared districts are shaded by value and labelled with it, others are hatched.
    """
    figure = go.Figure()
    values = [p.figure.observation.value for p in places if p.figure and p.figure.compared]
    extent = (min(values, default=0.0), max(values, default=0.0))
    found = groups([p for p in places if p.shape])
    for i, (group, domain) in enumerate(zip(found, _domains(found), strict=True), start=1):
        axes = {"xaxis": f"x{i}", "yaxis": f"y{i}"}
        bounds = _bounds(group)
        _provinces(figure, outlines, bounds, look, axes)
        for place in group:
            _district(figure, c, place, extent, look, axes)
        _names(figure, c, group, bounds, look, i)
        _axes(figure, bounds, domain, i, crowded=len(group) > 1)
    return frame(figure, look, HEIGHT)


def _domains(found: Sequence[Sequence[Place]]) -> Iterator[tuple[float, float]]:
    """Where on the width each group stands: larger groups get more."""
    weights = [max(len(g), 1) ** 0.5 for g in found]
    shares = [max(w / sum(weights), NARROWEST if len(found) < 4 else 0.0) for w in weights]
    start = 0.0
    for share in (s / sum(shares) for s in shares):
        yield start + 0.01, start + share - 0.01
        start += share


def _bounds(group: Sequence[Place]) -> tuple[float, float, float, float]:
    boxes = [_area(p).bounds for p in group]
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )


def _area(place: Place) -> Geometry:
    assert place.shape is not None
    return shape(json.loads(place.shape.geometry))


def _district(
    figure: go.Figure,
    c: Comparison,
    place: Place,
    extent: tuple[float, float],
    look: Look,
    axes: dict[str, str],
) -> None:
    compared = place.figure is not None and place.figure.compared
    x, y = _path(_area(place))
    style = (
        {"fillcolor": "rgb({},{},{})".format(*shade(place.figure.observation.value, *extent, look))}
        if compared and place.figure
        else {"fillpattern": {"shape": "/", "size": 7, "fgcolor": GREY[look.mode], "bgcolor": look.paper}}
    )
    figure.add_scatter(
        x=x,
        y=y,
        mode="lines",
        fill="toself",
        hoverinfo="skip",
        line={"color": look.muted, "width": 1},
        **style,
        **axes,
    )


def _provinces(
    figure: go.Figure,
    outlines: Sequence[Outline],
    bounds: tuple[float, float, float, float],
    look: Look,
    axes: dict[str, str],
) -> None:
    """The provinces behind, cut to what can be seen."""
    west, south, east, north = bounds
    far = max(east - west, north - south) * 1.5
    window = box(west - far, south - far, east + far, north + far)
    for outline in outlines:
        edge = shape(json.loads(outline.geometry)).boundary.intersection(window)
        x, y = _path(edge)
        line = {"color": GREY[look.mode], "width": 1, "dash": "dot"}
        figure.add_scatter(x=x, y=y, mode="lines", hoverinfo="skip", opacity=0.6, line=line, **axes)


def _path(geometry: Geometry) -> tuple[list[float | None], list[float | None]]:
    """The lines of a geometry one after the other, with gaps between them."""
    x: list[float | None] = []
    y: list[float | None] = []
    for part in getattr(geometry, "geoms", [geometry]):
        if part.is_empty or part.geom_type == "Point":
            continue
        lines = [part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part]
        for line in lines:
            for lon, lat in line.coords:
                x.append(round(lon, 5))
                y.append(round(lat, 5))
            x.append(None)
            y.append(None)
    return x[:-1], y[:-1]


def _names(
    figure: go.Figure,
    c: Comparison,
    group: Sequence[Place],
    bounds: tuple[float, float, float, float],
    look: Look,
    number: int,
) -> None:
    """Name and figure of each district beside the shapes, with a line to its own: small ones would vanish under it."""
    west, south, east, north = bounds
    if len(group) == 1:
        _name(figure, c, group[0], None, look, number)
        return
    for side, edge in (("right", west), ("left", east)):
        here = [p for p in group if _is_west(p, bounds) == (side == "right")]
        here.sort(key=lambda p: -_spot(p)[1])
        for place, y in zip(here, _spread([_spot(p)[1] for p in here], north, south), strict=True):
            away = (east - west) * 0.12 * (-1 if side == "right" else 1)
            _name(figure, c, place, (edge + away, y, side), look, number)


def _spot(place: Place) -> tuple[float, float]:
    assert place.shape is not None
    return place.shape.lon, place.shape.lat


def _is_west(place: Place, bounds: tuple[float, float, float, float]) -> bool:
    return _spot(place)[0] < (bounds[0] + bounds[2]) / 2


def _spread(latitudes: Sequence[float], north: float, south: float) -> list[float]:
    """The heights of labels from the north down, moved apart where they would lie on each other."""
    least = (north - south) * LABEL_SHARE
    found: list[float] = []
    for latitude in latitudes:
        found.append(min(latitude, found[-1] - least) if found else latitude)
    low = min(found, default=south)
    return [y + max(0.0, south - low) for y in found]


def _name(
    figure: go.Figure,
    c: Comparison,
    place: Place,
    at: tuple[float, float, str] | None,
    look: Look,
    number: int,
) -> None:
    text = f"<b>{plain(look.words.pick(place.district, 'name'))}</b>"
    if place.figure is not None:
        text += f"<br>{plain(wording.label(look.words, c.metric, place.figure.observation))}"
    x, y = _spot(place)
    beside = {}
    if at is not None:
        beside = {
            "ax": at[0],
            "ay": at[1],
            "axref": f"x{number}",
            "ayref": f"y{number}",
            "xanchor": at[2],
            "align": at[2],
            "arrowhead": 6,
            "arrowsize": 0.6,
            "arrowwidth": 1,
            "arrowcolor": look.ink,
        }
    paper = "rgba(255,255,255,0.8)" if look.mode == "light" else "rgba(20,23,27,0.8)"
    figure.add_annotation(
        x=x,
        y=y,
        xref=f"x{number}",
        yref=f"y{number}",
        text=text,
        showarrow=at is not None,
        font={"size": look.size - 1, "color": look.ink},
        bgcolor=paper if at is None else "rgba(0,0,0,0)",
        borderpad=2,
        **beside,
    )


def _axes(
    figure: go.Figure,
    bounds: tuple[float, float, float, float],
    domain: tuple[float, float],
    number: int,
    *,
    crowded: bool,
) -> None:
    west, south, east, north = bounds
    flat = cos(radians((south + north) / 2))
    across = max(east - west, (north - south) / flat) * (ROOM if crowded else 0.1) or 0.05
    upright = (north - south) * 0.12 or 0.05
    name = "" if number == 1 else str(number)
    figure.layout[f"xaxis{name}"] = {
        "domain": list(domain),
        "range": [west - across, east + across],
        "visible": False,
    }
    figure.layout[f"yaxis{name}"] = {
        "range": [south - upright, north + upright],
        "visible": False,
        "scaleanchor": f"x{name}",
        "scaleratio": 1 / flat,
        "anchor": f"x{name}",
    }
