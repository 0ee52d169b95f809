"""Two metrics of three or more districts against each other: labelled points, and no trend line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isinf

from charts.frame import SELECTION, axis_title, frame, ticks
from charts.plotly_figures import PlotlyFigure, new_figure
from charts.theme import SeriesStyle, Theme
from queries.comparability import JudgedObservation
from queries.comparison import Comparison
from queries.overviews import Pair
from views import wording
from views.selection import MOST_SHOWN

HEIGHT = 420
#: Points nearer than these shares of the axes would lie on each other's names.
NEAR = (0.16, 0.17)


def scatter(p: Pair, styles: Mapping[str, SeriesStyle], theme: Theme, most: int = MOST_SHOWN) -> PlotlyFigure:
    """One point a district with its name; bands are drawn as crosses. `customdata` starts with the y figure's id."""
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
            mode="markers+text",
            text=[theme.marked(district_id, names[district_id])],
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
    for update, c, scale in ((figure.update_xaxes, p.x, sx), (figure.update_yaxes, p.y, sy)):
        values = [
            f.observation.value * scale
            for f in _figures(c).values()
            if f.observation.district_id in p.district_ids
        ]
        low, high = min([0.0, *values]), max([0.0, *values])
        pad = (high - low) * 0.15 or 1.0
        text = theme.words.with_brackets(theme.words.pick(c.metric, "name"), theme.words.unit(c.metric))
        update(
            range=[low - (pad if low < 0 else 0), high + pad],
            title=axis_title(theme, text, 1),
            **ticks(theme, high, low),
        )
    return figure


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
