"""Lines over years on slides: broken where years do not compare, named at their ends, estimates hollow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import floor, log10
from typing import Any, NamedTuple

from lxml import etree
from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE
from pptx.oxml.ns import qn
from pptx.util import Pt

from charts import end_labels, wrapping
from charts.theme import styles_of
from locales import Words
from queries.records import Observation
from queries.trend import Series, Trend
from reports.write.slide_chart_parts import (
    Plot,
    Where,
    figures_axis,
    framed,
    label,
    mark,
    move_label,
    names_below,
    no_other_labels,
    number_format,
    set_plot,
)
from reports.write.slide_colours import MUTED, PAPER, of_district, stroke
from reports.write.slide_data import category_data
from reports.write.slide_labels import Box, Place, Wanted, sides
from reports.write.slide_text import Pen, points
from views.table import number
from views.view import View

#: Longest stretch of years drawn with every year on the axis.
LONGEST_AXIS = 40
#: Type of names at the ends of lines, of figures at points, of the axes, in points.
NAME, FIGURE, AXIS = 12.0, 11.0, 11.0
#: Below and above the plot, in points.
BELOW, ABOVE = 24.0, 22.0
#: Many years are turned by so many degrees, and need so much room.
TURNED, BELOW_TURNED = -45, 40.0
STYLES = (XL_MARKER_STYLE.CIRCLE, XL_MARKER_STYLE.SQUARE, XL_MARKER_STYLE.DIAMOND, XL_MARKER_STYLE.TRIANGLE)

#: A year, and which of its figures.
Slot = tuple[int, int]


class Segment(NamedTuple):
    """A stretch of a series that may be drawn as one line."""

    series: Series
    figures: dict[Slot, Observation]
    is_last: bool


def add_lines(pen: Pen, slide: Any, view: View, t: Trend, place: Where) -> None:
    """A native chart in which each stretch between breaks is a series of its own: no program joins two of these."""
    words = pen.words
    drawn = [s for s in t.series if s.main]
    found = [x for s in drawn for x in segments(s)]
    slots = _slots([x.figures for x in found])
    scale = words.scale(t.metric)
    values = [o.value * scale for s in drawn for o in s.main]
    data = category_data(number_format(words, t.metric))
    data.categories = [f"{year}" if n == 0 else f"{year} ({n + 1})" for year, n in slots]
    for x in found:
        data.add_series(
            _name(words, x, found),
            [round(x.figures[s].value * scale, 6) if s in x.figures else None for s in slots],
        )
    chart = framed(pen, slide, XL_CHART_TYPE.LINE_MARKERS, place, data, view)
    _gaps(chart)
    chart.has_legend = False
    from_zero = view.spec.get("view") != "index" and min(values) >= 0
    category, value = chart.category_axis, chart.value_axis
    stroke(category.format, MUTED)
    category.tick_labels.font.size = Pt(AXIS)
    names_below(category)
    value.format.line.fill.background()
    figures_axis(value, AXIS, max(map(abs, values)))
    if from_zero:  # the largest is left to the program: a figure typed later is not cut off
        value.minimum_scale = 0
    names = [words.pick(s.district, "name") for s in drawn] if len(drawn) > 1 else []
    chart_size = points(place[2]), points(place[3])
    plot = _plot(names, values, words, chart_size, slots)
    set_plot(chart, plot, *chart_size)
    _turn(category, TURNED if _is_long(plot.width, slots) else 0)
    geometry = _Geometry(plot, slots, scale, _reach(values, from_zero=from_zero))
    for x, line in zip(found, chart.plots[0].series, strict=True):
        _style(x, line, view, slots)
    _labels(pen, view, found, list(chart.plots[0].series), geometry, chart_size, is_named=bool(names))
    pen.dress_all(chart._chartSpace)


def _is_long(width: float, slots: Sequence[Slot]) -> bool:
    """Whether the years do not stand side by side in a width."""
    return width / len(slots) < wrapping.loose_width("2000", AXIS) + 4


def _turn(axis: Any, degrees: int) -> None:
    """Set the names of an axis at an angle of our own: each program would choose another."""
    body = axis._element.find(f"{qn('c:txPr')}/{qn('a:bodyPr')}")  # there since the labels have a size
    body.set("rot", str(degrees * 60_000))
    body.set("vert", "horz")


def segments(s: Series) -> list[Segment]:
    """Return the stretches of a series between its breaks and gaps, oldest first."""
    joined = {p.observation.observation_id: p.joined for p in s.points if p.role == "main"}
    stretches: list[dict[Slot, Observation]] = []
    for slot, o in _in_slots(s).items():
        if not stretches or not joined[o.observation_id]:
            stretches.append({})
        stretches[-1][slot] = o
    return [Segment(s, x, i == len(stretches) - 1) for i, x in enumerate(stretches)]


def _in_slots(s: Series) -> dict[Slot, Observation]:
    found: dict[Slot, Observation] = {}
    count: Counter[int] = Counter()
    for o in s.main:
        found[o.year, count[o.year]] = o
        count[o.year] += 1
    return found


def _slots(figures: Sequence[Mapping[Slot, Observation]]) -> list[Slot]:
    """The places on the axis: every year, and further ones where a series has two figures in a year."""
    years: dict[int, int] = {}
    for year, n in (slot for x in figures for slot in x):
        years[year] = max(years.get(year, 0), n + 1)
    first, last = min(years), max(years)
    everything = range(first, last + 1) if last - first < LONGEST_AXIS else sorted(years)
    return [(year, n) for year in everything for n in range(years.get(year, 1))]


def _name(words: Words, x: Segment, found: Sequence[Segment]) -> str:
    """The name in the chart's data: the district, and the years where it has several stretches."""
    name = words.pick(x.series.district, "name")
    if sum(other.series is x.series for other in found) == 1:
        return name
    first, last = min(x.figures), max(x.figures)
    said = [f"{year}" if n == 0 else f"{year} ({n + 1})" for year, n in (first, last)]
    return words.with_brackets(name, said[0] if first == last else words.language.dash.join(said))


# -- where things stand --------------------------------------------------------------------------------------


class _Geometry(NamedTuple):
    """Where the figures of a chart will about stand: the program that opens it chooses the axis."""

    plot: Plot
    slots: Sequence[Slot]
    scale: float
    reach: tuple[float, float]

    def at(self, slot: Slot, o: Observation) -> Place:
        low, high = self.reach
        share = (o.value * self.scale - low) / (high - low)
        x = (list(self.slots).index(slot) + 0.5) / len(self.slots)
        return self.plot.left + x * self.plot.width, self.plot.top + (1 - share) * self.plot.height

    def pieces(self, x: Segment) -> Iterator[tuple[Place, Place]]:
        spots = [self.at(slot, o) for slot, o in x.figures.items()]
        return pairwise(spots) if len(spots) > 1 else iter([(spots[0], spots[0])])


def _plot(
    names: Sequence[str],
    values: Sequence[float],
    words: Words,
    size: tuple[float, float],
    slots: Sequence[Slot],
) -> Plot:
    """The plot, with room for the figures of the axis at the left and for the names at the ends."""
    width, height = size
    digits = max(len(words.number(round(v))) for v in (*values, max(map(abs, values)) * 1.2))
    left = wrapping.loose_width("0" * digits, AXIS) + 12
    right = max((wrapping.loose_width(n, NAME) for n in names), default=0.0) + 10
    wide = width - left - right
    below = BELOW_TURNED if _is_long(wide, slots) else BELOW
    return Plot(left, ABOVE, wide, height - ABOVE - below)


def _reach(values: Sequence[float], *, from_zero: bool) -> tuple[float, float]:
    """About what the axis will span: up to the next round figure past the largest."""
    high = max(values) + (max(values) - (0 if from_zero else min(values))) * 0.05
    low = 0.0 if from_zero else min(values)
    span = (high - low) or abs(high) or 1.0
    power = 10.0 ** floor(log10(span / 5))
    step = next(power * n for n in (1, 2, 5, 10) if power * n * 6 >= span)
    return floor(low / step) * step, -floor(-high / step) * step or 1.0


# -- marks and labels ----------------------------------------------------------------------------------------


def _style(x: Segment, line: Any, view: View, slots: Sequence[Slot]) -> None:
    colour = of_district(styles_of(view)[x.series.district.district_id].colour)
    style = STYLES[x.series.district.ordinal % len(STYLES)]
    line.smooth = False
    stroke(line.format, colour)
    line.format.line.width = Pt(2.25)
    mark(line, style, 8, colour)
    for slot, o in x.figures.items():
        if o.status == "estimate":
            mark(line.points[slots.index(slot)], style, 8, colour, inside=PAPER)


def _labels(
    pen: Pen,
    view: View,
    found: Sequence[Segment],
    lines: Sequence[Any],
    geometry: _Geometry,
    size: tuple[float, float],
    *,
    is_named: bool,
) -> None:
    """Names at the ends of several lines; figures at a line alone, and wherever one is no exact actual figure.

    Those that find no free place are left out, exact actual figures before others: the table has all of them.
    """
    trend = view.trend
    if trend is None:
        return
    taken = _end_names(pen, found, lines, geometry, size) if is_named else []
    wanted: list[tuple[int, Slot, Observation, Wanted]] = []
    for k, x in enumerate(found):
        for slot, o in x.figures.items():
            is_odd = o.qualifier != "exact" or o.status == "estimate"
            if is_named and not is_odd:
                continue
            text = number(pen.words, trend.metric, o).text
            wide = wrapping.loose_width(f"{text}%" if "%" in pen.words.unit(trend.metric) else text, FIGURE)
            goes_first = is_odd or o in (x.series.main[0], x.series.main[-1])
            wanted.append(
                (k, slot, o, Wanted(geometry.at(slot, o), wide, FIGURE * wrapping.LEADING, first=goes_first))
            )
    pieces = [p for x in found for p in geometry.pieces(x)]
    chosen = sides(
        [w for *_, w in wanted],
        pieces,
        taken,
        Box(0, 0, size[0], geometry.plot.top + geometry.plot.height + 4),
    )
    for (k, slot, o, _), side in zip(wanted, chosen, strict=True):
        if side:
            form = number_format(pen.words, trend.metric, o)
            label(pen, lines[k], list(geometry.slots).index(slot), form, FIGURE, side)
    for line in lines:
        no_other_labels(line)


def _end_names(
    pen: Pen, found: Sequence[Segment], lines: Sequence[Any], geometry: _Geometry, size: tuple[float, float]
) -> list[Box]:
    """Put the name of each district at the end of its line, moved up or down where two would meet."""
    last = [(k, x) for k, x in enumerate(found) if x.is_last]
    ends, others = [], []
    for _, x in last:
        slot = max(x.figures)
        left, top = geometry.at(slot, x.figures[slot])
        name = pen.words.pick(x.series.district, "name")
        ends.append(
            end_labels.End(left, -top, wrapping.loose_width(name, NAME), NAME * wrapping.LEADING)
        )  # there upward is more
        others.append(
            [
                ((a[0], -a[1]), (b[0], -b[1]))
                for y in found
                if y.series is not x.series
                for a, b in geometry.pieces(y)
            ]
        )
    taken = []
    for (k, x), end, shift in zip(last, ends, end_labels.shifts(ends, others), strict=True):
        name = pen.words.pick(x.series.district, "name")
        made = label(pen, lines[k], list(geometry.slots).index(max(x.figures)), "", NAME, "r", name)
        if shift:
            move_label(made, 0.0, -shift / size[1])
        middle = -end.y - shift
        taken.append(Box(end.x, middle - end.height / 2, end.x + 10 + end.width, middle + end.height / 2))
    return taken


def _gaps(chart: Any) -> None:
    """Missing years are gaps, never zeros."""
    root = chart._chartSpace.chart
    found = root.find(qn("c:dispBlanksAs"))
    if found is None:
        found = etree.SubElement(root, qn("c:dispBlanksAs"))
    found.set("val", "gap")
