"""A chart as a picture that can stand alone: finding, unit, period, qualifiers, sources and data version inside it."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from charts.frame import ON_PAPER, text_at
from charts.plotly_figures import PlotlyFigure, new_figure
from charts.sizes import Size
from charts.theme import Theme
from charts.wrapping import balanced, width, wrap

#: Around everything, between plot and text, and under the plot for its ticks and unit, in pixels.
EDGE, GAP, TICKS = 28, 14, 46
#: What text may take of the height at most, with its parts in the order in which they give way; and how many times
#: the height of its format it may take where nothing may be left out.
MOST_TEXT, MOST_WHOLE = 0.5, 2.0
#: The tallest plot, against its width, and against what the chart itself wishes for; what the plot has of the height
#: of the format at least where the picture grows for its text.
TALLEST, STRETCHED, LEAST = 0.8, 2.4, 0.4
_LINE = 1.5
#: Where a sentence, or a statement of several in one, ends.
_SENTENCE = re.compile(r".+?(?:[。；！？]|[.;!?](?=\s)|\Z)", re.DOTALL)


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
    #: The sources again, each time fewer of them named and more counted.
    fewer_sources: tuple[str, ...] = ()
    #: Whether the picture grows beyond its format where its texts need that: none of them is left out.
    is_whole: bool = False
    #: For those who cannot see the picture.
    alternative: str = ""


@dataclass(frozen=True)
class _Block:
    """Texts of one kind of type, each in lines."""

    texts: tuple[str, ...]
    size: float
    colour: str
    bold: bool = False
    most: int | None = None
    space: float = 6
    lines: tuple[str, ...] = ()

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
    head, foot = _blocks(caption, theme, size, most_text)
    top = EDGE + sum(b.height for b in head) + GAP + (_above(made, theme) if plot is None else 0)
    under = sum(b.height for b in foot)
    for axis in made.select_yaxes():
        axis.title.text = None  # the unit stands above, where Chinese need not be turned on its side
    left = below = right = 0.0
    least = plot or 0.0
    if plot is None:
        left, below = _ticks(made, theme)
        right = _beyond(made, theme, size.width - EDGE * 2 - left)
        least = size.height * LEAST
    others = top + GAP + under + EDGE + below
    if caption.is_whole:
        size = size._replace(height=max(size.height, math.ceil(others + least)))
    free = size.height - others
    if plot is None:
        plot_width = size.width - EDGE * 2 - left - right
        wish = (made.layout.height or 380) - TICKS
        plot = max(60.0, min(free, max(plot_width * TALLEST, wish), wish * STRETCHED))
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
    """Width and height that the caption leaves in a format for a plot without axes.

    A picture that grows for its text keeps a share of its format for the plot at least.
    """
    taken = _taken(*_blocks(caption, theme, size, most_text))
    free = size.height - taken
    return size.width - 2 * EDGE, max(free, size.height * LEAST) if caption.is_whole else free


def _taken(head: Sequence[_Block], foot: Sequence[_Block]) -> float:
    """What texts and the space around them take of the height."""
    return sum(b.height for b in (*head, *foot)) + 2 * (EDGE + GAP)


def _blocks(
    caption: Caption, theme: Theme, size: Size, most_text: float
) -> tuple[list[_Block], list[_Block]]:
    """The lines above and below the plot; texts that would leave no room for it give way, a whole one at a time."""
    base, room, is_whole = theme.size, size.width - 2 * EDGE, caption.is_whole
    notes = round(size.height / 90)

    def block(texts: tuple[str, ...], share: float, colour: str, most: int, **more: Any) -> _Block:
        made = _Block(
            tuple(t for t in texts if t), base * share, colour, most=None if is_whole else most, **more
        )
        return _filled(made, room, theme)

    head = [
        block((caption.title.rstrip("。."),), 1.55, theme.ink, 3, bold=True, space=4),
        block((caption.subtitle,), 1.0, theme.muted, 2, space=0),
    ]
    foot = [
        block(caption.notes, 0.9, theme.ink, notes),
        block(caption.details, 0.82, theme.ink, 40),
        block(caption.sources, 0.82, theme.muted, 5),
        block((caption.imprint,), 0.82, theme.muted, 2, space=0),
    ]
    limit = size.height * (MOST_WHOLE if is_whole else most_text)

    def excess() -> float:
        return sum(b.height for b in (*head, *foot)) - limit

    # Details give way first, then sources and notes; title and imprint never do.
    foot[1] = _shorter(foot[1], excess(), 0, room, theme)
    for fewer in caption.fewer_sources:
        if excess() > 0 or (foot[2].lines[-1:] and foot[2].lines[-1].endswith("…")):
            foot[2] = _filled(replace(foot[2], texts=(fewer,)), room, theme)
    for i in (2, 0):
        foot[i] = _shorter(foot[i], excess(), 1, room, theme)
    return head, foot


def _shorter(block: _Block, excess: float, least: int, room: float, theme: Theme) -> _Block:
    """The block with as many lines fewer as take some pixels, but with so many at least."""
    if excess <= 0:
        return block
    most = max(least, len(block.lines) - math.ceil(excess / (block.size * _LINE)))
    return _filled(replace(block, most=most), room, theme)


def _filled(block: _Block, room: float, theme: Theme) -> _Block:
    """The block with its lines: whole texts, then how many more there are; part of the first if that is too long."""
    fill = balanced if block.bold else wrap
    shown: list[list[str]] = []
    for text in block.texts:  # nobody waits for the lines of texts that have no room
        most = None if block.most is None else block.most + 1
        shown.append(fill(text, room, block.size, bold=block.bold, most=most))
        if block.most is not None and sum(map(len, shown)) > block.most:
            break
    if block.most is None or sum(map(len, shown)) <= block.most:
        return replace(block, lines=tuple(line for text in shown for line in text))
    if block.most < 1:
        return replace(block, lines=())
    if len(block.texts) == 1 or block.most == 1:
        return replace(block, lines=tuple(_begun(block, block.most, room)))
    most = block.most - 1
    while len(shown) > 1 and sum(map(len, shown)) > most:
        shown.pop()
    lines = [line for text in shown for line in text]
    if len(lines) > most:
        lines = _begun(block, most, room)
    n = len(block.texts) - len(shown)
    remark = theme.words.ngettext(
        "{n} more remark is in the picture with definitions and notes.",
        "{n} more remarks are in the picture with definitions and notes.",
        n,
    )
    return replace(block, lines=(*lines, remark))


def _begun(block: _Block, most: int, room: float) -> list[str]:
    """The first text of a block as far as whole sentences keep to some lines; a first one that does not is cut."""
    text, fill = block.texts[0], balanced if block.bold else wrap
    kept: list[str] = []
    for sentence in _SENTENCE.findall(text):
        if len(wrap("".join((*kept, sentence)), room, block.size, bold=block.bold, most=most + 1)) > most:
            break
        kept.append(sentence)
    shown = "".join(kept).rstrip("；; ")
    return fill(shown or text, room, block.size, bold=block.bold, most=most)


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
    titled = any(a.yref == "paper" and (a.y or 0) > 0.99 for a in figure.layout.annotations)
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
