"""Maps on slides: shapes that an office can recolour, with a key of their shades."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE_DASH_STYLE, MSO_PATTERN_TYPE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt
from shapely.geometry import box, shape

from charts import wrapping
from charts.colour_steps import fill_of, ink_on, shade
from charts.map_labels import Side
from charts.map_layout import area, extent, lines_of
from charts.outlines import label_lines, not_named_in
from charts.panels import Panel, panels
from charts.theme import Theme
from queries.map_values import Place
from reports.write.slide_chart_parts import Where
from reports.write.slide_colours import GREY, INK, MUTED, PAPER, fill, paint, stroke
from reports.write.slide_tables import BOLD
from reports.write.slide_text import Pen, points
from views.table import number
from views.view import MapView, View

#: Type of names on a map and of the note and key under it; how wide a name may be and what stays free beside it, in
#: points.
NAME, NOTE, WIDEST, PAD = 11.0, 9.0, 118.0, 3.0
#: The side of a name at which its line begins → to which side its lines are set.
ALIGNED: Mapping[Side | None, Any] = {"left": PP_ALIGN.LEFT, "right": PP_ALIGN.RIGHT}
#: Outlines are drawn with so many steps across a panel: more would not be seen.
STEPS = 500
#: The key of shades: how many, their width and height and the space beside a figure, in points.
SHADES, SWATCH, KEY_HIGH, SPACE = 5, 22.0, 16.0, 5.0


class _Frame(NamedTuple):
    """A panel on a slide: from degrees, and from its points, to EMU."""

    panel: Panel
    left: float
    top: float

    def at(self, lon: float, lat: float) -> tuple[int, int]:
        return self.spot(*self.panel.project(lon, lat))

    def spot(self, x: float, y: float) -> tuple[int, int]:
        return round(self.left + Pt(float(x))), round(self.top + Pt(float(y)))


def add_map(pen: Pen, slide: Any, view: View, m: MapView, place: Where) -> None:
    """Each district a freeform of its own, so that an office can recolour it; what must be said stands below."""
    left, top, width, height = place
    theme = Theme(pen.words)
    lines = {p.district.district_id: [t for t in label_lines(m.comparison, p, theme) if t] for p in m.places}
    sizes = {d: _label_size(texts) for d, texts in lines.items()}
    note, key_high = m.note, _key_high(m)
    room = points(height) - key_high
    found = panels(m.places, sizes, points(width), room - _note_high(note, points(width)))
    lacking = not_named_in(m.comparison, found, theme)
    if lacking:
        note = pen.words.statements([lacking, note])
        found = panels(m.places, sizes, points(width), room - _note_high(note, points(width)))
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
    _key(pen, slide, m, left, int(top + height - note_high - Pt(key_high)))
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
    stroke(made, GREY)
    made.line.width = Pt(0.75)
    made.line.dash_style = MSO_LINE_DASH_STYLE.ROUND_DOT
    made.shadow.inherit = False


def _district(group: Any, p: Place, ends: tuple[float, float], frame: _Frame, theme: Theme) -> None:
    west, _, east, _ = frame.panel.window
    made = _freeform(group, area(p), east - west, frame, closed=True)
    if made is None:
        return
    made.name = theme.words.pick(p.district, "name")
    made.shadow.inherit = False
    stroke(made, MUTED)
    made.line.width = Pt(0.75)
    shade = fill_of(p, ends, theme)
    if shade:
        made.fill.solid()
        made.fill.fore_color.rgb = RGBColor(*shade)
    else:
        _hatch(made)


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
        stroke(line, INK)
        line.line.width = Pt(0.75)
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


def _hatch(made: Any) -> None:
    """Lines across a shape whose district has no figure that may be ordered."""
    made.fill.patterned()
    made.fill.pattern = MSO_PATTERN_TYPE.WIDE_UPWARD_DIAGONAL
    paint(made.fill.fore_color, GREY)
    paint(made.fill.back_color, PAPER)


def _key_high(m: MapView) -> float:
    """What the key takes of the height, in points."""
    return KEY_HIGH + 4 if any(p.is_ranked for p in m.places) else 0.0


def _key(pen: Pen, slide: Any, m: MapView, left: int, top: int) -> None:
    """The shades from the smallest to the largest figure, with these two; the note below says what hatching means."""
    words, theme = pen.words, Theme(pen.words)
    x = points(left)
    ranked = [p.leading.observation for p in m.places if p.leading and p.is_ranked and p.shape]
    if ranked:
        low, high = extent(m.places)
        ends = [min(ranked, key=lambda o: o.value), max(ranked, key=lambda o: o.value)]
        texts = [number(words, m.comparison.metric, o).text for o in ends]
        unit = words.unit(m.comparison.metric)
        n = 1 if low == high else SHADES
        x = _key_text(pen, slide, texts[0] if n > 1 else f"{texts[0]} {unit}", x, top)
        for i in range(n):
            value = low + (high - low) * i / max(1, n - 1)
            swatch = _swatch(slide, x, top)
            swatch.fill.solid()
            swatch.fill.fore_color.rgb = RGBColor(*shade(value, low, high, theme))
            x += SWATCH
        x += SPACE
        if n > 1:
            _key_text(pen, slide, f"{texts[1]} {unit}", x, top)


def _swatch(slide: Any, x: float, top: int) -> Any:
    made = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Pt(x), top + Pt(2), Pt(SWATCH), Pt(KEY_HIGH - 4))
    made.name = "Key"
    made.shadow.inherit = False
    stroke(made, MUTED)
    made.line.width = Pt(0.5)
    return made


def _key_text(pen: Pen, slide: Any, text: str, x: float, top: int) -> float:
    """A text of the key; returns where the next thing stands."""
    wide = wrapping.loose_width(text, NOTE) + 2
    frame = pen.box(slide, Pt(x), top + Pt(1), Pt(wide), Pt(KEY_HIGH - 2))
    frame.word_wrap = False
    pen.fill(frame, text, NOTE, MUTED)
    return x + wide + SPACE
