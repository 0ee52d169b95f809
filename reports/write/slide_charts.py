"""Native charts of slides besides bars and lines: the map as shapes that can be edited, two years, two metrics."""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import ceil, floor, log10
from typing import Any, NamedTuple

from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE_DASH_STYLE, MSO_PATTERN_TYPE
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt
from shapely.geometry import box, shape

from charts import wrapping
from charts.colour_steps import shade
from charts.map_layout import Box, area, extent, lines_of
from charts.outlines import label_lines
from charts.panels import Panel, middle, panels
from charts.scatter import label_places
from charts.theme import Theme, styles_of
from queries.comparison import Comparison
from queries.map_values import Place
from queries.overviews import Pair
from queries.two_years import TwoYears
from reports.write import slide_parts
from reports.write.slide_data import category_data, point_data
from reports.write.slide_master import INK, MUTED, RULE
from reports.write.slide_parts import GREY, PAPER, Pen, fill, points
from views.view import MapView, View

#: Type of names on a map and of the note under it; how wide a name may be, in points.
NAME, SMALLEST, NOTE, WIDEST = 11.0, 8.0, 9.0, 118.0
#: Outlines are drawn with so many steps across a panel: more would not be seen.
STEPS = 500
EARLIER, LATER = "BFC5CC", "1F4E79"

Where = tuple[int, int, int, int]


def add_chart(pen: Pen, slide: Any, view: View, place: Where) -> bool:
    """What a view shows, natively, at left, top, width, height (EMU); False where there is nothing to draw."""
    if view.map is not None and view.map.has_shapes:
        _map(pen, slide, view, view.map, place)
        return True
    if view.two_years is not None and view.two_years.steps:
        _two_years(pen, slide, view, view.two_years, place)
        return True
    if view.pair is not None and view.pair.is_enough:
        _pair(pen, slide, view, view.pair, place)
        return True
    return slide_parts.add_chart(pen, slide, view, place)


# -- maps ----------------------------------------------------------------------------------------------------


class _Frame(NamedTuple):
    """From degrees to EMU in the frame of one panel."""

    left: float
    top: float
    window: Box
    scale: float
    flat: float

    def at(self, lon: float, lat: float) -> tuple[int, int]:
        west, _, _, north = self.window
        x = self.left + (lon - west) * self.flat * self.scale
        return round(x), round(self.top + (north - lat) * self.scale)


def _map(pen: Pen, slide: Any, view: View, m: MapView, place: Where) -> None:
    """Each district a freeform of its own, so that an office can recolour it; what must be said stands below."""
    left, top, width, height = place
    note_high = Pt(wrapping.height(m.note, NOTE, points(width)) + 4)
    group = slide.shapes.add_group_shape()
    group.name = view.name
    group._element.nvGrpSpPr.cNvPr.set("descr", view.sentence[:4000])
    ends = extent(m.places)
    theme = Theme(pen.words)
    for panel in panels(m.places):
        frame = _framed(panel, (left, top, width, height - note_high))
        for outline in m.outlines:
            _province(group, outline.geometry, panel, frame)
        for p in panel.places:
            _district(group, p, ends, frame, theme)
        for p in panel.places:
            _name(pen, group, m.comparison, p, panel, frame, theme)
    note = pen.box(slide, left, top + height - note_high, width, note_high)
    pen.fill(note, m.note, NOTE, MUTED)


def _framed(panel: Panel, place: Where) -> _Frame:
    left, top, width, height = place
    west, south, east, north = panel.window
    x0, x1 = (left + share * width for share in panel.domain)
    across, upright = (east - west) * panel.flat, north - south
    scale = min((x1 - x0) / across, height / upright)
    spare_x, spare_y = (x1 - x0) - across * scale, height - upright * scale
    return _Frame(x0 + spare_x / 2, top + spare_y / 2, panel.window, scale, panel.flat)


def _freeform(group: Any, geometry: Any, panel_wide: float, frame: _Frame, *, closed: bool) -> Any:
    """A shape with all lines of a geometry; None where none is left."""
    builder = None
    for line in lines_of(geometry.simplify(panel_wide / STEPS)):
        spots = [frame.at(lon, lat) for lon, lat in line.coords]
        if len(spots) < 2:
            continue
        if builder is None:
            builder = group.shapes.build_freeform(*spots[0], scale=1.0)
        else:
            builder.move_to(*spots[0])
        builder.add_line_segments(spots[1:], close=closed)
    return builder.convert_to_shape() if builder else None


def _province(group: Any, geometry: str, panel: Panel, frame: _Frame) -> None:
    """The edge of a province behind, cut to the frame."""
    edge = shape(json.loads(geometry)).boundary.intersection(box(*panel.window))
    made = _freeform(group, edge, panel.window[2] - panel.window[0], frame, closed=False)
    if made is None:
        return
    made.fill.background()
    made.line.color.rgb, made.line.width = RGBColor.from_string(GREY), Pt(0.75)
    made.line.dash_style = MSO_LINE_DASH_STYLE.ROUND_DOT
    made.shadow.inherit = False


def _district(group: Any, p: Place, ends: tuple[float, float], frame: _Frame, theme: Theme) -> None:
    west, _, east, _ = frame.window
    made = _freeform(group, area(p), east - west, frame, closed=True)
    if made is None:
        return
    made.name = theme.words.pick(p.district, "name")
    made.shadow.inherit = False
    made.line.color.rgb, made.line.width = RGBColor.from_string(MUTED), Pt(0.75)
    if p.leading is not None and p.leading.compared:
        made.fill.solid()
        made.fill.fore_color.rgb = RGBColor(*shade(p.leading.observation.value, *ends, theme))
    else:
        made.fill.patterned()
        made.fill.pattern = MSO_PATTERN_TYPE.WIDE_UPWARD_DIAGONAL
        made.fill.fore_color.rgb = RGBColor.from_string(GREY)
        made.fill.back_color.rgb = RGBColor(255, 255, 255)


def _name(pen: Pen, group: Any, c: Comparison, p: Place, panel: Panel, frame: _Frame, theme: Theme) -> None:
    """Name and figure: on a district that is alone, else beside it with a line to it."""
    texts = [t for t in label_lines(c, p, theme) if t]
    x, y = frame.at(*middle(p))
    spot = panel.labels.get(p.district.district_id)
    if spot is None:
        longest = max(wrapping.loose_width(t, NAME) for t in texts) + 10
        wide = Pt(min(WIDEST, longest))
        left, align = x - wide // 2, PP_ALIGN.CENTER
        at_y = y
    else:
        at_x, at_y = frame.at(spot.x, spot.y)
        line = group.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Emu(at_x), Emu(at_y), Emu(x), Emu(y))
        line.line.color.rgb, line.line.width = RGBColor.from_string(INK), Pt(0.75)
        gap = Pt(3)
        is_left = spot.side == "right"  # its right side is at the spot
        edge = frame.at(panel.window[0 if is_left else 2], spot.y)[0]
        wide = min(
            Pt(WIDEST), max(abs(edge - at_x) - gap, Pt(NAME * 4))
        )  # a long name breaks before the edge
        left, align = (at_x - wide - gap, PP_ALIGN.RIGHT) if is_left else (at_x + gap, PP_ALIGN.LEFT)
    longest_word = max(wrapping.loose_width(w, 1.08) for t in texts for w in t.split())
    size = min(NAME, max(SMALLEST, points(wide) / longest_word))
    high = Pt(sum(wrapping.height(t, size, points(wide)) for t in texts))
    text = pen.box(group, left, at_y - high // 2, wide, high)
    text.vertical_anchor = MSO_ANCHOR.MIDDLE
    for i, t in enumerate(texts):
        paragraph = text.paragraphs[0] if i == 0 else text.add_paragraph()
        paragraph.alignment = align
        pen.run(paragraph, t, size, INK, bold=i == 0)
    if spot is None:
        fill(group.shapes[-1], PAPER)


# -- two years -----------------------------------------------------------------------------------------------


def _two_years(pen: Pen, slide: Any, view: View, t: TwoYears, place: Where) -> None:
    """Two bars a district, the earlier year pale, the later one deep; missing districts named without a bar."""
    words = pen.words
    scale = words.scale(t.metric)
    form = slide_parts.number_format(words, t.metric)
    names = {d.district_id: words.pick(d, "name") for d in t.after.districts}
    data = category_data(form)
    data.categories = [words.pick(s.district, "name") for s in t.steps] + [
        f"{names[m.district_id]} —" for m in t.missing
    ]
    ends = (
        (t.before, [s.before.observation for s in t.steps]),
        (t.after, [s.after.observation for s in t.steps]),
    )
    for c, figures in ends:
        values = [round(o.value * scale, 6) for o in figures]
        data.add_series(
            words.with_brackets(str(c.year), words.unit(t.metric)), [*values, *(None for _ in t.missing)]
        )
    chart = slide_parts.framed(pen, slide, XL_CHART_TYPE.BAR_CLUSTERED, place, data, view)
    slide_parts.legend_on_top(chart)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap, plot.vary_by_categories = 60, -5, False
    everything = [o.value * scale for _, figures in ends for o in figures]
    slide_parts.bar_axes(chart, everything)
    for series, (_, figures), colour in zip(plot.series, ends, (EARLIER, LATER), strict=True):
        series.invert_if_negative = False
        fill(series.format, colour)
        for i, o in enumerate(figures):
            slide_parts.label(pen, series, i, slide_parts.number_format(words, t.metric, o), 12, "outEnd")
        slide_parts.no_other_labels(series)
    pen.dress_all(chart._chartSpace)


# -- two metrics ---------------------------------------------------------------------------------------------


def _pair(pen: Pen, slide: Any, view: View, p: Pair, place: Where) -> None:
    """A point a district with its name; one series each, so that it keeps its colour when the data are edited."""
    words = pen.words
    figures = [{f.observation.district_id: f.observation for f in c.judgement.compared} for c in (p.x, p.y)]
    sx, sy = (words.scale(c.metric) for c in (p.x, p.y))
    spots = [(round(figures[0][d].value * sx, 6), round(figures[1][d].value * sy, 6)) for d in p.district_ids]
    names = {d.district_id: words.pick(d, "name") for d in p.x.districts}
    data = point_data()
    for d, (x, y) in zip(p.district_ids, spots, strict=True):
        series = data.add_series(names[d])
        series.add_data_point(x, y)
    chart = slide_parts.framed(pen, slide, XL_CHART_TYPE.XY_SCATTER, place, data, view)
    chart.has_legend = False
    _axis(pen, chart.category_axis, p.x, [s[0] for s in spots])
    _axis(pen, chart.value_axis, p.y, [s[1] for s in spots])
    places = label_places(spots)
    for d, series, where in zip(p.district_ids, chart.plots[0].series, places, strict=True):
        series.format.line.fill.background()
        slide_parts.mark(series, XL_MARKER_STYLE.CIRCLE, 11, styles_of(view)[d].colour.lstrip("#"))
        slide_parts.label(pen, series, 0, "General", 12, "b" if where.startswith("bottom") else "t")
        for name, shown in (("showVal", "0"), ("showSerName", "1")):
            for found in series._element.iter(qn(f"c:{name}")):
                found.set("val", shown)
        for name in ("showVal", "showSerName"):  # the default for points without a label of their own
            for found in series._element.find(qn("c:dLbls")).findall(qn(f"c:{name}")):
                found.set("val", "0")
    pen.dress_all(chart._chartSpace)


def _axis(pen: Pen, axis: Any, c: Comparison, values: Sequence[float]) -> None:
    words = pen.words
    axis.has_title = True
    frame = axis.axis_title.text_frame
    unit = words.unit(c.metric)
    name = words.pick(c.metric, "name")
    pen.fill(frame, words.with_brackets(name, unit), 11, MUTED, bold=False)
    low, high = min([0.0, *values]), max([0.0, *values]) or 1.0
    axis.minimum_scale = low * 1.15
    axis.maximum_scale = _rounded_up(high * 1.12)
    axis.format.line.color.rgb = RGBColor.from_string(RULE)
    slide_parts.figures_axis(axis, 10, high)


def _rounded_up(value: float) -> float:
    """The next round number above, so that the last tick is one."""
    step = 10.0 ** floor(log10(value)) / 4
    return ceil(value / step) * step
