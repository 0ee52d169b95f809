"""The map as a figure of polygons: it prints, it scales, and it asks nobody for a tile."""

from __future__ import annotations

import json
from collections.abc import Sequence

from shapely import Geometry
from shapely.geometry import box, shape

from charts.captioned import plain
from charts.colour_steps import shade
from charts.frame import ON_PAPER, frame, text_at
from charts.map_layout import Box, area, extent, lines_of
from charts.panels import Panel, Spot, middle, panels
from charts.plotly_figures import PlotlyFigure, new_figure
from charts.theme import GREY, Theme
from queries.comparison import Comparison
from queries.map_values import Outline, Place
from views import wording

HEIGHT = 520


def outline_map(
    c: Comparison, places: Sequence[Place], outlines: Sequence[Outline], theme: Theme, note: str = ""
) -> PlotlyFigure:
    """The districts of a comparison, each group of neighbours in a frame of its own scale.

    Compared districts are shaded by value and labelled with it, others are hatched. `note` is printed under the map:
    its approval number, or that it is schematic, for where no caption says so.
    """
    figure = new_figure()
    low, high = extent(places)
    for i, panel in enumerate(panels(places), start=1):
        axes = {"xaxis": f"x{i}", "yaxis": f"y{i}"}
        _provinces(figure, outlines, panel.bounds, theme, axes)
        for place in panel.places:
            _district(figure, place, (low, high), theme, axes)
        for place in panel.places:
            _name(figure, c, place, panel.labels.get(place.district.district_id), theme, i)
        _axes(figure, panel, i)
    frame(figure, theme, HEIGHT)
    if note:
        _note(figure, note, theme)
    return figure


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
    compared = place.leading is not None and place.leading.compared
    x, y = _path(area(place))
    style = (
        {"fillcolor": "rgb({},{},{})".format(*shade(place.leading.observation.value, *ends, theme))}
        if compared and place.leading
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
    at: Spot | None,
    theme: Theme,
    number: int,
) -> None:
    name, amount = label_lines(c, place, theme)
    text = f"<b>{plain(name)}</b>" + (f"<br>{plain(amount)}" if amount else "")
    x, y = middle(place)
    unranked = {}
    if at is not None:
        unranked = {
            "ax": at.x,
            "ay": at.y,
            "axref": f"x{number}",
            "ayref": f"y{number}",
            "xanchor": at.side,
            "align": at.side,
            "arrowhead": 6,
            "arrowsize": 0.6,
            "arrowwidth": 1,
            "arrowcolor": theme.ink,
        }
    paper = "rgba(255,255,255,0.8)" if theme.mode == "light" else "rgba(20,23,27,0.8)"
    figure.add_annotation(
        x=x,
        y=y,
        xref=f"x{number}",
        yref=f"y{number}",
        text=text,
        showarrow=at is not None,
        font={"size": theme.size - 1, "color": theme.ink},
        bgcolor=paper if at is None else "rgba(0,0,0,0)",
        borderpad=2,
        **unranked,
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
