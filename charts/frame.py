"""The one frame of every Plotly chart: type, grid, margins, locale, and what the browser may do with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import floor, log10
from typing import Any

from charts.plotly_figures import PlotlyFigure
from charts.theme import FONT, Theme

#: Plotly's own words, for `config={"locale": …}`; English is built in.
LOCALES = {
    "zh-CN": {
        "dictionary": {"Double-click to zoom back out": "双击还原", "Click to enter Plot title": ""},
        "format": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["¥", ""]},
    }
}


#: How wide a chart is on a phone, and what its values or names on the left take of that at least, in pixels.
PHONE_WIDTH, LEFT = 340, 60


def frame(figure: PlotlyFigure, theme: Theme, height: int) -> PlotlyFigure:
    """Give a figure the common style. Titles stand outside, as text that can be selected."""
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": theme.size, "color": theme.ink},
        showlegend=False,
        hoverlabel={
            "bgcolor": theme.paper,
            "bordercolor": theme.muted,
            "font": {"color": theme.ink, "family": FONT},
        },
        dragmode=False,
        clickmode="event+select",
    )
    axis = {
        "gridcolor": theme.rule,
        "zerolinecolor": theme.muted,
        "linecolor": theme.muted,
        "tickfont": {"color": theme.muted, "size": theme.size - 2},
        "fixedrange": True,
        "automargin": True,
    }
    figure.update_xaxes(**axis)
    figure.update_yaxes(**axis)
    return figure


#: How points look once one is clicked: it and the others as before.
SELECTION = {"selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}}}
#: The upper left corner of a text at a place of the paper.
ON_PAPER = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "top"}


def text_at(x: float, y: float, text: str, size: float, colour: str, **more: Any) -> dict[str, Any]:
    """Return an annotation without an arrow; `text` is markup, `more` are further properties of plotly."""
    font = {"size": size, "color": colour}
    return {"x": x, "y": y, "text": text, "showarrow": False, "font": font, **more}


def right_margin(
    labels: Iterable[tuple[float, float]], extent: tuple[float, float], names_width: float = 0
) -> float:
    """Pixels to keep free at the right, so that on a phone no label is cut off.

    `labels` holds where each begins on the axis and how wide it is, `extent` the ends of the axis, `names_width` how
    wide the names on the left are. The axis is the shorter for the margin, hence the division.
    """
    first, last = extent
    free = PHONE_WIDTH - max(LEFT, names_width + 16)
    shares = [((x - first) / (last - first), wide) for x, wide in labels]
    return max([8.0, *((wide - (1 - share) * free) / share for share, wide in shares if share > 0)])


def row_names(figure: PlotlyFigure, names: Sequence[str], theme: Theme, **more: Any) -> None:
    """Name the rows of a chart on the left, from the top down."""
    figure.update_yaxes(
        tickvals=list(range(len(names))),
        ticktext=names,
        range=[len(names) - 0.5, -0.5],
        showgrid=False,
        zeroline=False,
        showline=False,
        tickfont={"size": theme.size, "color": theme.ink},
        **more,
    )


def axis_title(theme: Theme, text: str, smaller: int = 2) -> dict[str, Any]:
    """Return what names an axis, `smaller` than the other type."""
    return {"text": text, "font": {"size": theme.size - smaller, "color": theme.muted}}


def config(theme: Theme) -> dict[str, Any]:
    """What `st.plotly_chart(config=…)` takes: no toolbar, no link outside, the reader's language."""
    settings: dict[str, Any] = {"displayModeBar": False, "displaylogo": False, "responsive": True}
    if theme.words.tag in LOCALES:
        settings |= {"locale": theme.words.tag, "locales": LOCALES}
    return settings


def ticks(theme: Theme, largest: float, smallest: float = 0.0, steps: int = 5) -> dict[str, Any]:
    """About so many axis ticks at round steps, labelled in 万 and 亿 or k and m as the language has it."""
    span = max(largest, 0.0) - min(smallest, 0.0)
    if span <= 0:
        return {}
    raw = span / steps
    power = 10.0 ** floor(log10(raw))
    step = next(power * m for m in (1, 2, 2.5, 5, 10) if power * m >= raw)
    first = int(min(smallest, 0.0) // step)
    values = [step * i for i in range(first, int(max(largest, 0.0) // step) + 2)]
    return {"tickvals": values, "ticktext": [theme.words.compact(round(v, 6)) for v in values]}
