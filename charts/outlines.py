"""The map as a figure of polygons: it prints, it scales, and it asks nobody for a tile."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from shapely import Geometry
from shapely.geometry import box, shape

from charts.captioned import plain
from charts.colour_steps import fill_of, ink_on
from charts.frame import ON_PAPER, frame, text_at
from charts.map_labels import Side
from charts.map_layout import Box, area, extent, lines_of
from charts.panels import Panel, panels, without_name
from charts.plotly_figures import PlotlyFigure, new_figure
from charts.theme import GREY, Mode, Theme
from charts.wrapping import width
from queries.comparison import Comparison
from queries.map_values import Outline, Place
from views import wording
from views.captions import not_named

#: Width and height for which labels are laid out where nobody says otherwise, in pixels: a screen of a meeting has
#: these at least, and larger ones have room for the same labels. How high the map wishes to be.
SIZE, HEIGHT = (720.0, 340.0), 520
#: What a note takes of the height, and what stays free around the text of a label.
NOTE, PAD = 26, 3
#: What lies behind a label that stands on no shade.
PLATES: Mapping[Mode, str] = {"light": "rgba(255,255,255,0.8)", "dark": "rgba(20,23,27,0.8)"}
#: On which side of a label its line begins.
ANCHORS: Mapping[Side | None, Mapping[str, str]] = {
    "left": {"xanchor": "left", "yanchor": "middle"},
    "right": {"xanchor": "right", "yanchor": "middle"},
    "top": {"xanchor": "center", "yanchor": "top"},
    "bottom": {"xanchor": "center", "yanchor": "bottom"},
}


def outline_map(
    c: Comparison,
    places: Sequence[Place],
    outlines: Sequence[Outline],
    theme: Theme,
    note: str = "",
    size: tuple[float, float] = SIZE,
) -> PlotlyFigure:
    """The districts of a comparison, each group of neighbours in a frame of its own scale.

    Ranked districts are shaded by value, others are hatched; all are labelled with their figure as far as there is
    room in the size (pixels). `note` is printed under the map: its approval number, or that it is schematic, for where
    no caption says so; whose names found no place is printed with it.
    """
    figure = new_figure()
    wide, high = size
    found = panels_of(c, places, theme, wide, high - (NOTE if note else 0))
    ends = extent(places)
    for i, panel in enumerate(found, start=1):
        axes = {"xaxis": f"x{i}", "yaxis": f"y{i}"}
        _provinces(figure, outlines, panel.bounds, theme, axes)
        for place in panel.places:
            _district(figure, place, ends, theme, axes)
        for place in panel.places:
            _name(figure, c, place, panel, ends, theme, i)
        _axes(figure, panel, i)
    frame(figure, theme, HEIGHT)
    if note:
        lacking = not_named_in(c, found, theme)
        _note(figure, theme.words.remarks(t for t in (note, lacking) if t), theme)
    return figure


def panels_of(c: Comparison, places: Sequence[Place], theme: Theme, wide: float, high: float) -> list[Panel]:
    """Return the panels of a map as a picture of some pixels, with its labels."""
    sizes = {p.district.district_id: _size(label_lines(c, p, theme), theme) for p in places}
    return panels(places, sizes, wide, high)


def not_named_in(c: Comparison, found: Sequence[Panel], theme: Theme) -> str:
    """Return whose labels found no place on a map, with their figures; '' where all did."""
    words = theme.words
    lacking = [label_lines(c, p, theme) for p in without_name(found)]
    return not_named(
        words, [words.with_brackets(name, amount) if amount else name for name, amount in lacking]
    )


def _size(lines: tuple[str, str], theme: Theme) -> tuple[float, float]:
    """Width and height of a label with the space around its text, in pixels."""
    name, amount = lines
    size = theme.size - 1
    wide = max(width(name, size, bold=True), width(amount, size))
    return wide + 2 * PAD, (1.3 * size) * (2 if amount else 1) + 2 * PAD


def label_lines(c: Comparison, place: Place, theme: Theme) -> tuple[str, str]:
    """What stands at a district: its name, and its figure or ''."""
    name = theme.words.pick(place.district, "name")
    if place.leading is None:
        return name, ""
    return name, wording.label(theme.words, c.metric, place.leading.observation)


def _note(figure: PlotlyFigure, note: str, theme: Theme) -> None:
    figure.update_layout(margin={"b": 34})
    figure.add_annotation(text_at(0, 0, plain(note), theme.size - 2, theme.muted, **ON_PAPER, yshift=-8))


def _district(
    figure: PlotlyFigure,
    place: Place,
    ends: tuple[float, float],
    theme: Theme,
    axes: dict[str, str],
) -> None:
    x, y = _path(area(place))
    fill = fill_of(place, ends, theme)
    style = (
        {"fillcolor": "rgb({},{},{})".format(*fill)}
        if fill
        else {"fillpattern": {"shape": "/", "size": 7, "fgcolor": GREY[theme.mode], "bgcolor": theme.paper}}
    )
    figure.add_scatter(
        x=x,
        y=y,
        mode="lines",
        fill="toself",
        hoverinfo="skip",
        line={"color": theme.muted, "width": 1},
        **style,
        **axes,
    )


def _provinces(
    figure: PlotlyFigure,
    outlines: Sequence[Outline],
    bounds: Box,
    theme: Theme,
    axes: dict[str, str],
) -> None:
    """The provinces behind, cut to what can be seen."""
    west, south, east, north = bounds
    far = max(east - west, north - south) * 1.5
    window = box(west - far, south - far, east + far, north + far)
    for outline in outlines:
        edge = shape(json.loads(outline.geometry)).boundary.intersection(window)
        x, y = _path(edge)
        line = {"color": GREY[theme.mode], "width": 1, "dash": "dot"}
        figure.add_scatter(x=x, y=y, mode="lines", hoverinfo="skip", opacity=0.6, line=line, **axes)


def _path(geometry: Geometry) -> tuple[list[float | None], list[float | None]]:
    """The lines of a geometry one after the other, with gaps between them."""
    x: list[float | None] = []
    y: list[float | None] = []
    for line in lines_of(geometry):
        x += [*(round(lon, 5) for lon, _ in line.coords), None]
        y += [*(round(lat, 5) for _, lat in line.coords), None]
    return x[:-1], y[:-1]


def _name(
    figure: PlotlyFigure,
    c: Comparison,
    place: Place,
    panel: Panel,
    ends: tuple[float, float],
    theme: Theme,
    number: int,
) -> None:
    """The label of a district, if it found a place: in black or white on a shade, else in ink."""
    label = panel.labels.get(place.district.district_id)
    if label is None:
        return
    name, amount = label_lines(c, place, theme)
    fill = fill_of(place, ends, theme)
    on_shade = fill is not None and label.line is None
    x, y = panel.degrees(*label.at)
    at: dict[str, Any] = {"x": x, "y": y, "showarrow": False}
    if label.line:
        to_x, to_y = panel.degrees(*label.line[1])
        at = {
            "x": to_x,
            "y": to_y,
            "ax": x,
            "ay": y,
            "axref": f"x{number}",
            "ayref": f"y{number}",
            "showarrow": True,
            **ANCHORS[label.side],
            "arrowhead": 6,
            "arrowsize": 0.6,
            "arrowwidth": 1,
            "arrowcolor": theme.ink,
        }
    figure.add_annotation(
        **at,
        xref=f"x{number}",
        yref=f"y{number}",
        text=f"<b>{plain(name)}</b>" + (f"<br>{plain(amount)}" if amount else ""),
        font={"size": theme.size - 1, "color": ink_on(fill) if fill and on_shade else theme.ink},
        bgcolor="rgba(0,0,0,0)" if on_shade else PLATES[theme.mode],
        borderpad=PAD - 1,
    )


def _axes(figure: PlotlyFigure, panel: Panel, number: int) -> None:
    west, south, east, north = panel.window
    name = "" if number == 1 else str(number)
    figure.layout[f"xaxis{name}"] = {
        "domain": list(panel.domain),
        "range": [west, east],
        "visible": False,
    }
    figure.layout[f"yaxis{name}"] = {
        "range": [south, north],
        "visible": False,
        "scaleanchor": f"x{name}",
        "scaleratio": 1 / panel.flat,
        "anchor": f"x{name}",
    }
