"""A chart as a picture that can stand alone: finding, unit, period, qualifiers, sources and data version inside it."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from charts.frame import ON_PAPER, text_at
from charts.plotly_figures import PlotlyFigure, new_figure
from charts.sizes import Size
from charts.theme import Theme
from charts.wrapping import balanced, width, wrap

#: Around everything, between plot and text, and under the plot for its ticks and unit, in pixels.
EDGE, GAP, TICKS = 28, 14, 46
#: What text may take of the height at most, with its parts in the order in which they give way.
MOST_TEXT = 0.62
#: The tallest plot, against its width, and against what the chart itself wishes for.
TALLEST, STRETCHED = 0.8, 2.4
_LINE = 1.5


@dataclass(frozen=True)
class Caption:
    """What a reader must know who has only the picture."""

    title: str
    #: Metric, period, unit, and whether it is calculated.
    subtitle: str
    #: Verdict, signs, who is missing and why.
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    #: The product, the version of the data and its date.
    imprint: str = ""
    #: Definitions, formulas and doubts, where asked for.
    details: tuple[str, ...] = ()
    #: For those who cannot see the picture.
    alternative: str = ""


@dataclass(frozen=True)
class _Block:
    """Lines of one kind of type."""

    texts: tuple[str, ...]
    size: float
    colour: str
    bold: bool = False
    most: int | None = None
    space: float = 6
    lines: list[str] = field(default_factory=list)

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * _LINE + self.space if self.lines else 0.0


def captioned(
    figure: PlotlyFigure,
    caption: Caption,
    theme: Theme,
    size: Size,
    *,
    plot: float | None = None,
    most_text: float = MOST_TEXT,
) -> PlotlyFigure:
    """The same chart laid out for a fixed format with its caption around it; the one given is left as it is.

    `plot` is the height of a plot that has been measured already, in the width of `room_for`: it has no axes, was
    made for this picture, and is not copied (which takes longer than all else for a table of some hundred cells).
    """
    made = new_figure(figure) if plot is None else figure
    room = size.width - 2 * EDGE
    head, foot = _blocks(caption, theme, room, size.height, most_text)
    top = EDGE + sum(b.height for b in head) + GAP + (_above(made, theme) if plot is None else 0)
    under = sum(b.height for b in foot)
    for axis in made.select_yaxes():
        axis.title.text = None  # the unit stands above, where Chinese need not be turned on its side
    left = below = right = 0.0
    if plot is None:
        left, below = _ticks(made, theme)
        right = _beyond(made, theme, size.width - EDGE * 2 - left)
    free = size.height - top - GAP - under - EDGE - below
    if plot is None:
        plot_width = size.width - EDGE * 2 - left - right
        wish = (made.layout.height or 380) - TICKS
        plot = max(60.0, min(free, plot_width * TALLEST, wish * STRETCHED))
    bottom = size.height - top - plot
    made.update_layout(
        width=size.width,
        height=size.height,
        autosize=False,
        margin={"l": EDGE + left, "r": EDGE + right, "t": top, "b": bottom, "pad": 0, "autoexpand": False},
        paper_bgcolor=theme.paper,
        plot_bgcolor=theme.paper,
    )
    made.update_xaxes(automargin=False)
    made.update_yaxes(automargin=False)
    y = EDGE - top
    texts: list[dict[str, object]] = []  # set all at once: plotly copies every annotation for each one added
    for block in head:
        y = _set(texts, block, -left, y)
    spare = max(0.0, free - plot)
    y = plot + below + GAP + (spare if spare < size.height / 4 else 0)
    for block in foot[:-1]:
        y = _set(texts, block, -left, y)
    _set(texts, foot[-1], -left, size.height - EDGE - top - foot[-1].height + foot[-1].space)
    made.layout.annotations = (*made.layout.annotations, *texts)
    return made


def room_for(caption: Caption, theme: Theme, size: Size, most_text: float = MOST_TEXT) -> tuple[float, float]:
    """Width and height that the caption leaves in a format for a plot without axes."""
    head, foot = _blocks(caption, theme, size.width - 2 * EDGE, size.height, most_text)
    taken = sum(b.height for b in (*head, *foot)) + 2 * (EDGE + GAP)
    return size.width - 2 * EDGE, size.height - taken


def _blocks(
    caption: Caption, theme: Theme, room: float, height: float, most_text: float
) -> tuple[list[_Block], list[_Block]]:
    """The lines above and below the plot, cut where they would leave no room for it."""
    base = theme.size
    head = [
        _Block((caption.title.rstrip("。."),), base * 1.55, theme.ink, bold=True, most=3, space=4),
        _Block((caption.subtitle,), base, theme.muted, most=2, space=0),
    ]
    foot = [
        _Block(caption.notes, base * 0.9, theme.ink, most=5),
        _Block(caption.details, base * 0.82, theme.ink, most=40),
        _Block(caption.sources, base * 0.82, theme.muted, most=5),
        _Block((caption.imprint,), base * 0.82, theme.muted, most=2, space=0),
    ]
    head = [_filled(b, room) for b in head]
    foot = [_filled(b, room) for b in foot]
    # Details give way first, then sources and notes line by line; title and imprint never do.
    for i in (1, 2, 0):
        while sum(b.height for b in (*head, *foot)) > height * most_text and len(foot[i].lines) > (i != 1):
            foot[i] = _filled(replace(foot[i], most=len(foot[i].lines) - 1), room)
    return head, foot


def _filled(block: _Block, room: float) -> _Block:
    text = "\n".join(t for t in block.texts if t)
    fill = balanced if block.bold else wrap
    return replace(block, lines=fill(text, room, block.size, bold=block.bold, most=block.most))


def _ticks(figure: PlotlyFigure, theme: Theme) -> tuple[float, float]:
    """What ticks and titles of axes need left of the plot and under it."""
    left = below = 0.0
    for axis in figure.select_yaxes():
        if axis.visible is False:
            continue
        size = axis.tickfont.size or theme.size
        labels: Sequence[object] = axis.ticktext if axis.ticktext is not None else ("−1,234",)
        left = max(left, max((width(str(t), size) for t in labels), default=0.0) + 12)
    for axis in figure.select_xaxes():
        if axis.visible is not False:
            below = max(below, 24.0 + (theme.size * 1.6 if axis.title.text else 0))
    return math.ceil(left), math.ceil(below)


def _above(figure: PlotlyFigure, theme: Theme) -> float:
    """What titles of panels need above the plot."""
    titled = any(a.yref == "paper" and (a.y or 0) >= 1 for a in figure.layout.annotations)
    return theme.size * _LINE if titled else 0.0


def _beyond(figure: PlotlyFigure, theme: Theme, room: float) -> float:
    """What labels that begin at a point of the plot need beyond its right edge."""
    labels = [(trace.xaxis, trace.x, trace.text) for trace in figure.select_traces({"type": "scatter"})]
    found = [
        (axis, x, str(text), theme.size)
        for axis, xs, texts in labels
        if isinstance(texts, (list, tuple)) and xs is not None
        for x, text in zip(xs, texts, strict=False)
    ]
    found += [
        ("x", a.x, a.text, a.font.size or theme.size)
        for a in figure.layout.annotations
        if a.xref in (None, "x") and a.xanchor == "left"
    ]
    past = 0.0
    for axis, x, text, size in found:
        extent = figure.layout.xaxis.range if axis in (None, "x") else None
        if extent is not None and x is not None:
            share = (x - extent[0]) / ((extent[1] - extent[0]) or 1)
            past = max(past, share * room + 14 + width(text, size) - room)
    return math.ceil(max(0.0, past - EDGE / 2) * 1.2)


def _set(texts: list[dict[str, object]], block: _Block, x: float, y: float) -> float:
    """Place a block, `x` and `y` in pixels from the upper left corner of the plot; returns where the next begins."""
    for i, line in enumerate(block.lines):
        text = f"<b>{plain(line)}</b>" if block.bold else plain(line)
        place = {"align": "left", "xshift": x, "yshift": -(y + i * block.size * _LINE), "borderpad": 0}
        texts.append(text_at(0, 1, text, block.size, block.colour, **ON_PAPER, **place))
    return y + block.height


def plain(text: str) -> str:
    """A text in which plotly sees no markup."""
    shown = "".join(c for c in text if not unicodedata.category(c).startswith("C"))
    return shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
