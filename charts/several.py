"""Several comparisons in small, side by side: each metric with an axis of its own, every figure written at its dot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil, isinf

from charts.captioned import plain
from charts.frame import ON_PAPER, frame, text_at
from charts.plotly_figures import PlotlyFigure, new_figure
from charts.theme import SeriesStyle, Theme
from charts.wrapping import width, wrap
from queries.comparability import JudgedObservation
from queries.comparison import Comparison
from views import sentences, wording

#: How much of a panel its texts may take.
WIDE = 0.94
#: Pixels of a row, of the title above a panel, and between panels; shares of a panel for names and for labels.
ROW, TITLE, GAP = 21, 40, 10
#: Pixels of the width for which names and titles are measured where no other is said.
WIDTH = 700.0


def several(
    comparisons: Sequence[Comparison],
    styles: Mapping[str, SeriesStyle],
    theme: Theme,
    columns: int = 2,
    room: float = WIDTH,
) -> PlotlyFigure:
    """A panel a comparison with its compared districts, the largest on top; `customdata` is the observation id."""
    figure = new_figure()
    heights = line_heights(comparisons, columns)
    tallest = [round((h - TITLE - GAP) / ROW) for h in heights]
    whole = sum(heights) or 1
    sides = _sides(comparisons, theme, room / columns * WIDE)
    titles: list[dict[str, object]] = []
    for i, c in enumerate(comparisons):
        line, column = divmod(i, columns)
        top = 1 - sum(heights[:line]) / whole
        bottom = top - (heights[line] - GAP) / whole
        place = (column / columns, (column + WIDE) / columns, bottom, top)
        _panel(figure, c, i + 1, place, tallest[line], sides, styles, theme)
        titles += _title(c, place, theme, room / columns * WIDE)
    figure.layout.annotations = titles
    frame(figure, theme, whole)
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    return figure


def line_heights(comparisons: Sequence[Comparison], columns: int) -> list[int]:
    """How high each line of panels wishes to be, in pixels."""
    lines = ceil(len(comparisons) / columns)
    tallest = (
        max(len(c.judgement.compared) for c in comparisons[i * columns : (i + 1) * columns])
        for i in range(lines)
    )
    return [TITLE + ROW * n + GAP for n in tallest]


def _sides(comparisons: Sequence[Comparison], theme: Theme, room: float) -> tuple[float, float]:
    """What the longest name takes of a panel on the left, and the longest figure on the right."""
    words, size = theme.words, theme.size - 2
    drawn = [(c, f) for c in comparisons for f in c.judgement.compared]
    names = max((width(sentences.name_of(words, c, f), size) for c, f in drawn), default=0.0)
    labels = max((width(wording.label(words, c.metric, f.observation), size) for c, f in drawn), default=0.0)
    return min(0.45, (names + 16) / room), min(0.4, (labels + 18) / room)


def _panel(
    figure: PlotlyFigure,
    c: Comparison,
    number: int,
    place: tuple[float, float, float, float],
    rows: int,
    sides: tuple[float, float],
    styles: Mapping[str, SeriesStyle],
    theme: Theme,
) -> None:
    left, right, bottom, top = place
    names, labels = sides
    name = "" if number == 1 else str(number)
    figures = c.judgement.compared
    values = [f.observation.value for f in figures]
    low, high = min([0.0, *values]), max([0.0, *values])
    span = (high - low) or 1.0
    unit = span / (1 - names - labels)
    share = (rows * ROW) / (TITLE + rows * ROW)
    figure.layout[f"xaxis{name}"] = {
        "domain": [left, right],
        "range": [low - unit * names, high + unit * labels],
        "anchor": f"y{name}",
    }
    figure.layout[f"yaxis{name}"] = {
        "domain": [bottom, bottom + (top - bottom) * share],
        "range": [rows - 0.5, -0.5],
        "anchor": f"x{name}",
    }
    axes = {"xaxis": f"x{name}", "yaxis": f"y{name}"}
    for y, f in enumerate(figures):
        _row(figure, c, f, y, low, low - unit * names, styles, theme, axes)


def _row(
    figure: PlotlyFigure,
    c: Comparison,
    f: JudgedObservation,
    y: int,
    zero: float,
    start: float,
    styles: Mapping[str, SeriesStyle],
    theme: Theme,
    axes: Mapping[str, str],
) -> None:
    """Name, a line from zero or over the band the figure lies in, and the dot with its figure."""
    o, style = f.observation, styles[f.observation.district_id]
    band = [zero if isinf(f.hull.low) else f.hull.low, o.value if isinf(f.hull.high) else f.hull.high]
    line = {"y": [y, y], "mode": "lines", "hoverinfo": "skip", **axes}
    figure.add_scatter(x=[zero, o.value], line={"color": theme.rule, "width": 2}, **line)
    if band[0] != band[1]:
        figure.add_scatter(x=band, line={"color": style.colour, "width": 5}, opacity=0.4, **line)
    beside = {
        "textposition": "middle right",
        "textfont": {"size": theme.size - 2, "color": theme.ink},
        "cliponaxis": False,
        "hoverinfo": "skip",
        **axes,
    }
    name, label = sentences.name_of(theme.words, c, f), wording.label(theme.words, c.metric, o)
    figure.add_scatter(x=[start], y=[y], mode="text", text=[plain(name)], **beside)
    figure.add_scatter(
        x=[o.value],
        y=[y],
        mode="markers+text",
        text=[f" {plain(label)}"],
        customdata=[[o.observation_id]],
        marker={
            "size": 11,
            "color": style.colour,
            "symbol": style.symbol + ("-open" if o.status == "estimate" else ""),
            "line": {"width": 2, "color": style.colour},
        },
        **beside,
    )


def narrowest(comparisons: Sequence[Comparison], theme: Theme) -> float:
    """Return how wide a panel is at least, in pixels, to have room for every title in its smallest type."""
    names = (theme.words.pick(c.metric, "name") for c in comparisons)
    return max((width(name, theme.size - 3, bold=True) for name in names), default=0.0) / WIDE


def _title(
    c: Comparison, place: tuple[float, float, float, float], theme: Theme, room: float
) -> Iterator[dict[str, object]]:
    words = theme.words
    name, size = words.pick(c.metric, "name"), theme.size - 1.0
    while size > theme.size - 3 and width(name, size, bold=True) > room:
        size -= 0.5  # smaller before it is cut: two metrics may begin alike
    head = wrap(name, room, size, bold=True, most=1)
    below = f"{sentences.period_of(words, c)} · {words.unit(c.metric)}"
    for text, type_, colour, down in (
        (f"<b>{plain(head[0])}</b>", size, theme.ink, 0.0),
        (plain(below), theme.size - 3, theme.muted, theme.size * 1.4),
    ):
        yield text_at(place[0], place[3], text, type_, colour, **ON_PAPER, yshift=-down, borderpad=0)
