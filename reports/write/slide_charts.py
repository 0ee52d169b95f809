"""Native charts of slides besides bars and lines: the map as shapes that can be edited, two years, two metrics."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
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
from charts.colour_steps import fill_of, ink_on
from charts.map_labels import Side
from charts.map_layout import area, extent, lines_of
from charts.outlines import label_lines, not_named_in
from charts.panels import Panel, panels
from charts.scatter import label_places
from charts.theme import Theme, styles_of
from queries.comparison import Comparison
from queries.map_values import Place
from queries.overviews import Pair
from queries.two_years import TwoYears
from reports.write import slide_parts
from reports.write.slide_data import category_data, point_data
from reports.write.slide_master import INK, MUTED, RULE
from reports.write.slide_parts import BOLD, GREY, PAPER, Pen, fill, points
from views.view import MapView, View

#: Type of names on a map and of the note under it; how wide a name may be and what stays free beside it, in points.
NAME, NOTE, WIDEST, PAD = 11.0, 9.0, 118.0, 3.0
#: The side of a name at which its line begins → to which side its lines are set.
ALIGNED: Mapping[Side | None, Any] = {"left": PP_ALIGN.LEFT, "right": PP_ALIGN.RIGHT}
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
    """A panel on a slide: from degrees, and from its points, to EMU."""

    panel: Panel
    left: float
    top: float

    def at(self, lon: float, lat: float) -> tuple[int, int]:
        return self.spot(*self.panel.project(lon, lat))

    def spot(self, x: float, y: float) -> tuple[int, int]:
        return round(self.left + Pt(float(x))), round(self.top + Pt(float(y)))


def _map(pen: Pen, slide: Any, view: View, m: MapView, place: Where) -> None:
    """Each district a freeform of its own, so that an office can recolour it; what must be said stands below."""
    left, top, width, height = place
    theme = Theme(pen.words)
    lines = {p.district.district_id: [t for t in label_lines(m.comparison, p, theme) if t] for p in m.places}
    sizes = {d: _label_size(texts) for d, texts in lines.items()}
    note = m.note
    found = panels(m.places, sizes, points(width), points(height) - _note_high(note, points(width)))
    lacking = not_named_in(m.comparison, found, theme)
    if lacking:
        note = pen.words.statements([lacking, note])
        found = panels(m.places, sizes, points(width), points(height) - _note_high(note, points(width)))
    group = slide.shapes.add_group_shape()
    group.name = view.name
    group._element.nvGrpSpPr.cNvPr.set("descr", view.sentence[:4000])
    ends = extent(m.places)
    for panel in found:
        frame = _Frame(panel, left + panel.domain[0] * width, top)
        for outline in m.outlines:
            _province(group, outline.geometry, panel, frame)
        for p in panel.places:
            _district(group, p, ends, frame, theme)
        for p in panel.places:
            _name(pen, group, p, lines[p.district.district_id], frame, ends, theme)
    note_high = Pt(_note_high(note, points(width)))
    pen.fill(pen.box(slide, left, top + height - note_high, width, note_high), note, NOTE, MUTED)


def _note_high(note: str, width: float) -> float:
    """What the note under a map takes of the height, in points."""
    return wrapping.height(note, NOTE, width) + 4


def _label_size(texts: Sequence[str]) -> tuple[float, float]:
    """Width and height of a label in points, with the space around it; a name too long for its line is broken."""
    wide = min(WIDEST, max(wrapping.loose_width(t, NAME) * BOLD for t in texts))
    return wide + 2 * PAD, sum(wrapping.height(t, NAME, wide) for t in texts)


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
    west, _, east, _ = frame.panel.window
    made = _freeform(group, area(p), east - west, frame, closed=True)
    if made is None:
        return
    made.name = theme.words.pick(p.district, "name")
    made.shadow.inherit = False
    made.line.color.rgb, made.line.width = RGBColor.from_string(MUTED), Pt(0.75)
    shade = fill_of(p, ends, theme)
    if shade:
        made.fill.solid()
        made.fill.fore_color.rgb = RGBColor(*shade)
    else:
        made.fill.patterned()
        made.fill.pattern = MSO_PATTERN_TYPE.WIDE_UPWARD_DIAGONAL
        made.fill.fore_color.rgb = RGBColor.from_string(GREY)
        made.fill.back_color.rgb = RGBColor(255, 255, 255)


def _name(
    pen: Pen,
    group: Any,
    p: Place,
    texts: Sequence[str],
    frame: _Frame,
    ends: tuple[float, float],
    theme: Theme,
) -> None:
    """Name and figure, if they found a place: on the district, in black or white, else beside it with a line to it."""
    label = frame.panel.labels.get(p.district.district_id)
    if label is None:
        return
    if label.line:
        (x0, y0), (x1, y1) = (frame.spot(*end) for end in label.line)
        line = group.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *map(Emu, (x0, y0, x1, y1)))
        line.line.color.rgb, line.line.width = RGBColor.from_string(INK), Pt(0.75)
    left, top = frame.spot(label.left + PAD, label.top)
    text = pen.box(group, left, top, Pt(label.width - 2 * PAD), Pt(label.height))
    text.vertical_anchor = MSO_ANCHOR.MIDDLE
    shade = fill_of(p, ends, theme) if label.line is None else None
    for i, t in enumerate(texts):
        paragraph = text.paragraphs[0] if i == 0 else text.add_paragraph()
        paragraph.alignment = ALIGNED.get(label.side, PP_ALIGN.CENTER)
        pen.run(paragraph, t, NAME, ink_on(shade).lstrip("#") if shade else INK, bold=i == 0)
    if shade is None and label.line is None:  # on hatching
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
