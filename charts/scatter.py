"""Two metrics of three or more districts against each other: labelled points, and no trend line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isinf

from charts.frame import SELECTION, axis_title, frame, text_at, ticks
from charts.plotly_figures import PlotlyFigure, new_figure
from charts.theme import SeriesStyle, Theme
from charts.wrapping import width
from queries.comparability import JudgedObservation
from queries.comparison import Comparison
from queries.overviews import Pair
from views import wording
from views.selection import MOST_SHOWN

HEIGHT = 420
#: What a point takes around its middle; how far names in pictures stand from points, and on which sides.
DOT, RINGS = 8.0, (9.0, 26.0, 44.0, 64.0, 88.0)
SIDES = ((0, -1), (0, 1), (1, 0), (-1, 0), (1, -1), (-1, -1), (1, 1), (-1, 1))
#: Points nearer than these shares of the axes would lie on each other's names.
NEAR = (0.16, 0.17)


def scatter(
    p: Pair,
    styles: Mapping[str, SeriesStyle],
    theme: Theme,
    most: int = MOST_SHOWN,
    plot: tuple[float, float] | None = None,
) -> PlotlyFigure:
    """One point a district with its name; bands are drawn as crosses. `customdata` starts with the y figure's id.

    `plot` is the width and height of the plot in a picture: names then stand where no other name and no point is.
    """
    figure = new_figure()
    p = p._replace(district_ids=p.district_ids[:most])
    x, y = _figures(p.x), _figures(p.y)
    names = {d.district_id: theme.words.pick(d, "name") for d in p.x.districts}
    sx, sy = theme.words.scale(p.x.metric), theme.words.scale(p.y.metric)
    places = label_places(
        [(x[d].observation.value * sx, y[d].observation.value * sy) for d in p.district_ids]
    )
    for district_id, place in zip(p.district_ids, places, strict=True):
        a, b, style = x[district_id], y[district_id], styles[district_id]
        figure.add_scatter(
            x=[a.observation.value * sx],
            y=[b.observation.value * sy],
            error_x=_error(a, sx, style.colour),
            error_y=_error(b, sy, style.colour),
            mode="markers" if plot else "markers+text",
            text=None if plot else [theme.marked(district_id, names[district_id])],
            textposition=place,
            textfont={"size": theme.size, "color": theme.ink},
            cliponaxis=False,
            customdata=[
                [
                    b.observation.observation_id,
                    names[district_id],
                    wording.quantity(theme.words, p.x.metric, a.observation),
                    wording.quantity(theme.words, p.y.metric, b.observation),
                ]
            ],
            hovertemplate=("<b>%{customdata[1]}</b><br>%{customdata[2]}<br>%{customdata[3]}<extra></extra>"),
            marker={"size": 14, "symbol": style.symbol, "color": style.colour, "opacity": 1},
            **SELECTION,
        )
    frame(figure, theme, HEIGHT)
    extents = []
    for update, c, scale in ((figure.update_xaxes, p.x, sx), (figure.update_yaxes, p.y, sy)):
        values = [
            f.observation.value * scale
            for f in _figures(c).values()
            if f.observation.district_id in p.district_ids
        ]
        low, high = min([0.0, *values]), max([0.0, *values])
        pad = (high - low) * 0.15 or 1.0
        extents.append((low - (pad if low < 0 else 0), high + pad))
        text = theme.words.with_brackets(theme.words.pick(c.metric, "name"), theme.words.unit(c.metric))
        update(
            range=extents[-1],
            title=axis_title(theme, text, 1),
            **ticks(theme, high, low),
        )
    if plot:
        ends = dict(zip("xy", extents, strict=True))
        points = [
            (x[d].observation.value * sx, y[d].observation.value * sy, theme.marked(d, names[d]), names[d])
            for d in p.district_ids
        ]
        _names(figure, points, ends, plot, theme)
    return figure


def _names(
    figure: PlotlyFigure,
    points: Sequence[tuple[float, float, str, str]],
    ends: Mapping[str, tuple[float, float]],
    plot: tuple[float, float],
    theme: Theme,
) -> None:
    """Name points given as x, y, markup and name: beside them, or farther off with a line where it is crowded."""
    (x0, x1), (y0, y1) = ends["x"], ends["y"]
    spots = [((x - x0) / (x1 - x0) * plot[0], (y1 - y) / (y1 - y0) * plot[1]) for x, y, *_ in points]
    sizes = [(width(name, theme.size) + 4, theme.size * 1.3) for *_, name in points]
    for (x, y, markup, _), (dx, dy), far in zip(points, *beside(spots, sizes, plot), strict=True):
        line = {"showarrow": True, "ax": dx, "ay": dy, "arrowhead": 0, "arrowwidth": 1, "standoff": 8}
        shift = {"xshift": dx, "yshift": -dy}
        at = text_at(x, y, markup, theme.size, theme.ink, xanchor="center", yanchor="middle", borderpad=0)
        figure.add_annotation({**at, **(line | {"arrowcolor": theme.muted} if far else shift)})


def beside(
    spots: Sequence[tuple[float, float]], sizes: Sequence[tuple[float, float]], plot: tuple[float, float]
) -> tuple[list[tuple[float, float]], list[bool]]:
    """Return for each point how far the middle of its name is from it, in pixels, and whether that takes a line.

    No name stands on another one or on a point as long as there is room; none leaves the plot.
    """
    taken = [(x - DOT, y - DOT, x + DOT, y + DOT) for x, y in spots]
    moves: list[tuple[float, float]] = []
    far: list[bool] = []
    for (x, y), (wide, high) in zip(spots, sizes, strict=True):
        best: tuple[float, tuple[float, float], bool, tuple[float, float, float, float]] | None = None
        for ring, away in enumerate(RINGS):
            for across, down in SIDES:
                dx, dy = across * (wide / 2 + away), down * (high / 2 + away)
                box = (x + dx - wide / 2, y + dy - high / 2, x + dx + wide / 2, y + dy + high / 2)
                over = sum(_common(box, other) for other in taken)
                outside = box[0] < 0 or box[1] < 0 or box[2] > plot[0] or box[3] > plot[1]
                cost = over + outside * wide * high + ring
                if best is None or cost < best[0]:
                    best = (cost, (dx, dy), ring > 0, box)
            if best is not None and best[0] <= ring:
                break
        assert best is not None
        moves.append(best[1])
        far.append(best[2])
        taken.append(best[3])
    return moves, far


def _common(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> float:
    """The area that two boxes have in common."""
    return max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))


def label_places(points: Sequence[tuple[float, float]]) -> list[str]:
    """Where the name of each point stands: above, but below where a point just above is near."""
    if not points:
        return []
    wide = max(*(p[0] for p in points), 0.0) - min(*(p[0] for p in points), 0.0) or 1.0
    high = max(*(p[1] for p in points), 0.0) - min(*(p[1] for p in points), 0.0) or 1.0
    found = []
    for i, (x, y) in enumerate(points):
        gives_way = any(
            k != i and abs(u - x) / wide < NEAR[0] and 0 <= (v - y) / high < NEAR[1] and (v > y or k < i)
            for k, (u, v) in enumerate(points)  # of two at one height the second gives way
        )
        found.append("bottom center" if gives_way else "top center")
    return found


def _figures(c: Comparison) -> dict[str, JudgedObservation]:
    return {f.observation.district_id: f for f in c.judgement.compared}


def _error(f: JudgedObservation, scale: float, colour: str) -> dict[str, object]:
    """The band of a figure to either side; an open side is drawn to the value itself."""
    value = f.observation.value
    low = value if isinf(f.hull.low) else f.hull.low
    high = value if isinf(f.hull.high) else f.hull.high
    return {
        "type": "data",
        "symmetric": False,
        "array": [(high - value) * scale],
        "arrayminus": [(value - low) * scale],
        "color": colour,
        "visible": high > low,
    }
