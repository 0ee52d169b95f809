"""What slides are made of: texts with faces for both scripts, three-line tables, native charts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.text import PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from charts import wrapping
from charts.colour_steps import shaded
from charts.theme import styles_of
from locales import LANGUAGES, Words
from queries.comparability import JudgedObservation
from queries.comparison import Comparison
from queries.records import Metric, Observation
from queries.trend import Series, Trend
from reports.write import workbook
from reports.write.slide_data import category_data, number_axes
from reports.write.slide_master import INK, MUTED, RULE, Master
from views import sentences
from views.table import Cell, Gap, Number, Table, number, shown
from views.view import View

#: Points of a table's type, and around the text of a cell.
CELL, PAD_X, PAD_Y = 11.0, 4.0, 2.6
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
#: Longest stretch of years drawn with every year on the axis.
LONGEST_AXIS = 40
GREY, PAPER = "8A9099", "FFFFFF"


@dataclass(frozen=True)
class Pen:
    """Writes texts in the faces of a master and the language of a report."""

    master: Master
    words: Words

    def dress(self, run_properties: Any) -> None:
        """Name both faces on a run's (or default run's) properties, in the order the schema wants."""
        run_properties.set("lang", self.words.tag)
        run_properties.set("altLang", next(x.tag for x in LANGUAGES.values() if x.tag != self.words.tag))
        follower = None
        for child in list(run_properties):
            if child.tag in _FACES:
                run_properties.remove(child)
            elif child.tag in _AFTER_FACES and follower is None:
                follower = child
        latin, east_asian = self.master.latin, self.master.east_asian
        for tag, face in zip(_FACES, (latin, east_asian, latin), strict=True):
            element = run_properties.makeelement(tag, {"typeface": face})
            if follower is None:
                run_properties.append(element)
            else:
                follower.addprevious(element)

    def run(
        self,
        paragraph: Any,
        text: str,
        size: float | None = None,
        colour: str = "",
        *,
        bold: bool | None = None,
    ) -> Any:
        """A run of text, returned as XML; colour is six hexadecimal digits, '' for that of the master.

        Built by hand: a presentation has thousands of runs, and python-pptx takes a millisecond for each.
        """
        run = _R.makeelement(_R.tag)
        properties = etree.SubElement(run, _RPR)
        if size is not None:
            properties.set("sz", str(int(size * 100)))
        if bold is not None:
            properties.set("b", "1" if bold else "0")
        if colour:
            etree.SubElement(etree.SubElement(properties, _FILL), _RGB).set("val", colour)
        self.dress(properties)
        etree.SubElement(run, _T).text = printable(text)
        end = paragraph._p.find(_END)
        if end is not None:
            end.addprevious(run)
        else:
            paragraph._p.append(run)
        return run

    def box(self, slide: Any, left: int, top: int, width: int, height: int) -> Any:
        """An empty text box without margins that wraps and keeps its size; returns its text frame."""
        frame = slide.shapes.add_textbox(*map(Emu, (int(left), int(top), int(width), int(height)))).text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        return frame

    def fill(
        self, frame: Any, text: str, size: float | None = None, colour: str = "", *, bold: bool | None = None
    ) -> None:
        """A text with its paragraphs into a frame."""
        for i, part in enumerate(text.split("\n")):
            paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
            self.run(paragraph, part, size, colour, bold=bold)

    def dress_all(self, element: Any) -> None:
        """Name both faces on every run and default run below an element, also the ends of paragraphs."""
        for properties in element.iter(qn("a:rPr"), qn("a:defRPr"), qn("a:endParaRPr")):
            self.dress(properties)


_R = parse_xml(f"<a:r {nsdecls('a')}/>")
_RPR, _T, _FILL, _RGB, _END = map(qn, ("a:rPr", "a:t", "a:solidFill", "a:srgbClr", "a:endParaRPr"))
_FACES = tuple(map(qn, ("a:latin", "a:ea", "a:cs")))
_AFTER_FACES = frozenset(map(qn, ("a:sym", "a:hlinkClick", "a:hlinkMouseOver", "a:rtl", "a:extLst")))
#: What no XML may hold, wherever it came from.
_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """A text that XML can hold."""
    return _UNPRINTABLE.sub("", text)


def points(emu: int) -> float:
    """EMU as points."""
    return emu / 12_700


# -- tables --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Layout:
    """A table's columns in a width, and how high each of its rows is, in points."""

    widths: tuple[float, ...]
    head: float
    rows: tuple[float, ...]

    @property
    def height(self) -> float:
        """The height of the whole table."""
        return self.head + sum(self.rows)


def is_slim(table: Table) -> bool:
    """Whether all columns but the first hold signs only, so that two parts stand side by side."""
    return len(table.columns) > 2 and all(len(shown(c)) <= 2 for row in table.rows for c in row[1:])


def narrowed(table: Table, keys: Sequence[str]) -> Table:
    """The table with some of its columns, for where there is little room."""
    return table.only([i for i, c in enumerate(table.columns) if c.key in keys])


def without_empty(table: Table) -> Table:
    """The table without columns that say nothing in any row."""
    kept = [i for i in range(len(table.columns)) if any(_texts(table, i)[1:])]
    return table.only(kept) if table.rows and len(kept) < len(table.columns) else table


def layout(table: Table, room: float, size: float = CELL) -> Layout:
    """How a table falls into a width of `room` points."""
    widths = column_widths(table, room, size)

    def high(cells: Sequence[str]) -> float:
        return (
            max(
                wrapping.height(text or " ", size, max(w - 2 * PAD_X, size))
                for text, w in zip(cells, widths, strict=True)
            )
            + 2 * PAD_Y
        )

    return Layout(
        widths,
        high([c.name for c in table.columns]),
        tuple(high([shown(c) for c in row]) for row in table.rows),
    )


def column_widths(table: Table, room: float, size: float) -> tuple[float, ...]:
    """The columns by their weights, but none so narrow that a word of its head or of a short cell breaks."""
    total = sum(c.weight for c in table.columns)
    widths = [room * c.weight / total for c in table.columns]
    least = [
        max(
            (_longest(text, size) * (BOLD if k == 0 else 1) for k, text in enumerate(_texts(table, i))),
            default=0,
        )
        + 2 * PAD_X
        for i in range(len(table.columns))
    ]
    if sum(least) > room:  # then all give way alike
        return tuple(m * room / sum(least) for m in least)
    for _ in table.columns:  # what narrow columns need is taken from those that have more than they need
        short = [i for i, (w, m) in enumerate(zip(widths, least, strict=True)) if w < m - 0.01]
        if not short:
            break
        free = [i for i in range(len(widths)) if widths[i] > least[i]]
        need = sum(least[i] - widths[i] for i in short)
        spare = sum(widths[i] - least[i] for i in free)
        for i in free:
            widths[i] -= (widths[i] - least[i]) * min(1.0, need / spare)
        for i in short:
            widths[i] = least[i]
    return tuple(widths)


#: How much wider bold type is; longer words may break: addresses, sentences without spaces.
BOLD, LONGEST_WORD = 1.15, 24


def _texts(table: Table, i: int) -> list[str]:
    """The head and the cells of a column."""
    return [table.columns[i].name, *(shown(row[i]) for row in table.rows)]


def _longest(text: str, size: float) -> float:
    """The width of the longest word that must not break: none of Chinese, which breaks anywhere."""
    words = text.split() if text.isascii() else []
    return max((wrapping.loose_width(w, size) for w in words if len(w) <= LONGEST_WORD), default=0.0)


def split(table: Table, room: float, most: float, size: float = CELL) -> list[Table]:
    """The table in as few parts as keep to a height each, and these about equally high."""
    plan = layout(table, room, size)
    parts = _cut(table, plan, most, size)
    low, high = 0.0, most
    while len(parts) > 1 and high - low > size:
        middle = (low + high) / 2
        closer = _cut(table, plan, middle, size)
        if len(closer) > len(parts):
            low = middle
        else:
            parts, high = closer, middle
    return parts


def _cut(table: Table, plan: Layout, most: float, size: float) -> list[Table]:
    """Parts filled one after the other, a group's heading going with its first row."""
    group_high = size * wrapping.LEADING + 2 * PAD_Y
    parts: list[Table] = []
    start, used, heading = 0, plan.head, ""
    for i, row_high in enumerate(plan.rows):
        if i in table.groups:
            heading = table.groups[i]
        need = row_high + (group_high if i in table.groups else 0)
        if used + need > most and i > start:
            parts.append(_part(table, start, i, parts))
            start, used = i, plan.head + (group_high if heading and i not in table.groups else 0)
        used += need
    return [*parts, _part(table, start, len(table.rows), parts)]


def _part(table: Table, start: int, end: int, before: Sequence[Table]) -> Table:
    groups = {i - start: name for i, name in table.groups.items() if start <= i < end}
    if before and table.groups and 0 not in groups:
        groups[0] = table.groups[max(i for i in table.groups if i <= start)]
    return Table(table.title, table.columns, table.rows[start:end], table.unit, table.notes, groups)


def add_table(pen: Pen, slide: Any, table: Table, place: tuple[int, int, int], size: float = CELL) -> int:
    """A native three-line table at left, top, width (EMU); returns the EMU below it."""
    left, top, width = place
    plan = layout(table, points(width), size)
    group_high = size * wrapping.LEADING + 2 * PAD_Y
    count = 1 + len(table.rows) + len(table.groups)
    shape = slide.shapes.add_table(count, len(table.columns), Emu(left), Emu(top), Emu(width), Pt(1))
    shape.name = table.title
    grid = shape.table
    properties = grid._tbl.tblPr
    properties.set("bandRow", "0")
    properties.set("firstRow", "1")
    properties.find(qn("a:tableStyleId")).text = _NO_STYLE
    for column, w in zip(grid.columns, plan.widths, strict=True):
        column.width = Pt(w)
    _fill_row(pen, grid, 0, [c.name for c in table.columns], table, size, bold=True)
    grid.rows[0].height = Pt(plan.head)
    line = 1
    for i, row in enumerate(table.rows):
        if i in table.groups:
            _group_row(pen, grid, line, table.groups[i], size)
            grid.rows[line].height = Pt(group_high)
            line += 1
        _fill_row(pen, grid, line, row, table, size)
        grid.rows[line].height = Pt(plan.rows[i])
        line += 1
    _lines(grid)
    _shades(grid, table)
    total = int(Pt(plan.height + group_high * len(table.groups)))
    shape.height = Emu(total)
    return top + total


def _fill_row(
    pen: Pen,
    grid: Any,
    line: int,
    cells: Sequence[Cell],
    table: Table,
    size: float,
    *,
    bold: bool = False,
) -> None:
    for j, (value, column) in enumerate(zip(cells, table.columns, strict=True)):
        cell = grid.cell(line, j)
        _margins(cell)
        paragraph = cell.text_frame.paragraphs[0]
        short = column.weight <= 1 and not column.numeric and j > 0 and len(shown(value)) < 8
        if column.numeric or short:
            paragraph.alignment = PP_ALIGN.RIGHT if column.numeric else PP_ALIGN.CENTER
        if shown(value):
            pen.run(paragraph, shown(value), size, MUTED if isinstance(value, Gap) else INK, bold=bold)
        else:  # an empty cell is as high as its end mark says
            pen.dress(etree.SubElement(paragraph._p, _END, {"sz": str(int(size * 100))}))


def _group_row(pen: Pen, grid: Any, line: int, text: str, size: float) -> None:
    cell = grid.cell(line, 0)
    cell.merge(grid.cell(line, len(grid.columns) - 1))
    _margins(cell)
    pen.run(cell.text_frame.paragraphs[0], text, size, MUTED, bold=True)


def _margins(cell: Any) -> None:
    properties = cell._tc.get_or_add_tcPr()
    for side, pad in (("marL", PAD_X), ("marR", PAD_X), ("marT", PAD_Y), ("marB", PAD_Y)):
        properties.set(side, str(int(Pt(pad))))
    properties.set("anchor", "ctr")


def _lines(grid: Any) -> None:
    """Three lines: above, under the head, below; hairlines between."""
    rows = grid._tbl.tr_lst
    for i, row in enumerate(rows):
        for cell in row.tc_lst:
            properties = cell.get_or_add_tcPr()
            if i == 0:
                _line(properties, _TOP, 1.25, INK)
            last = i == len(rows) - 1
            _line(
                properties,
                _BOTTOM,
                1.25 if last else 0.75 if i == 0 else 0.25,
                INK if last or i == 0 else RULE,
            )


def _shades(grid: Any, table: Table) -> None:
    """The ground of figures that are shaded within their row; it comes after the lines in a cell's properties."""
    before = 0
    for i, row in enumerate(table.rows):
        before += i in table.groups
        for j, value in enumerate(row):
            if isinstance(value, Number) and value.shade is not None:
                properties = grid._tbl.tr_lst[1 + i + before].tc_lst[j].get_or_add_tcPr()
                fill = etree.SubElement(properties, _FILL)
                etree.SubElement(fill, _RGB).set("val", shaded(value.shade).lstrip("#"))


_TOP, _BOTTOM = qn("a:lnT"), qn("a:lnB")


def _line(properties: Any, tag: str, weight: float, colour: str) -> None:
    line = etree.SubElement(properties, tag)
    line.set("w", str(int(Pt(weight))))
    etree.SubElement(etree.SubElement(line, _FILL), _RGB).set("val", colour)


# -- charts --------------------------------------------------------------------------------------------------


def add_chart(pen: Pen, slide: Any, view: View, place: tuple[int, int, int, int]) -> bool:
    """A native chart with its data at left, top, width, height (EMU); False where there is nothing to draw."""
    if view.comparison is not None and view.comparison.leading:
        _bars(pen, slide, view, view.comparison, place)
        return True
    if view.trend is not None and any(s.main for s in view.trend.series):
        _lines_chart(pen, slide, view, view.trend, place)
        return True
    return False


def number_format(words: Words, metric: Metric, o: Observation | None = None) -> str:
    """The Excel format of one figure as it is printed, its sign and mark included; without one that of the metric."""
    n = number(words, metric, o) if o else Number(0, "", metric.decimals)
    return workbook.number_format(n, "%" if words.unit(metric).startswith("%") else "")


def label(pen: Pen, series: Any, i: int, form: str, size: float, where: str) -> None:
    """The label of one point: its value in a format of its own, so that it follows the data when these are edited."""
    labels = series._element.get_or_add_dLbls()
    label = labels._insert_dLbl_in_sequence(i)
    for child in list(label)[1:]:
        label.remove(child)
    etree.SubElement(label, qn("c:numFmt"), {"formatCode": form, "sourceLinked": "0"})
    etree.SubElement(etree.SubElement(label, qn("c:spPr")), qn("a:noFill"))
    text = etree.SubElement(label, qn("c:txPr"))
    etree.SubElement(text, qn("a:bodyPr"), {"wrap": "none"})
    etree.SubElement(text, qn("a:lstStyle"))
    properties = etree.SubElement(etree.SubElement(text, qn("a:p")), qn("a:pPr"))
    pen.dress(etree.SubElement(properties, qn("a:defRPr"), {"sz": str(int(size * 100))}))
    etree.SubElement(label, qn("c:dLblPos"), {"val": where})
    for name in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize"):
        etree.SubElement(label, qn(f"c:show{name}"), {"val": "1" if name == "Val" else "0"})


def no_other_labels(series: Any) -> None:
    """Points without a label of their own have none."""
    labels = series._element.get_or_add_dLbls()
    for name in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize"):
        for found in labels.findall(qn(f"c:{name}")):
            found.set("val", "0")


def framed(pen: Pen, slide: Any, kind: Any, place: tuple[int, int, int, int], data: Any, view: View) -> Any:
    """A native chart with the text alternative and the type of all charts."""
    shape = slide.shapes.add_chart(kind, *map(Emu, map(int, place)), data)
    shape.name = view.name
    shape._element.nvGraphicFramePr.cNvPr.set("descr", view.sentence[:4000])
    chart = shape.chart
    number_axes(chart._chartSpace)
    chart.has_title = False
    chart.font.size = Pt(12)
    chart.font.color.rgb = RGBColor.from_string(INK)
    return chart


def _bars(pen: Pen, slide: Any, view: View, c: Comparison, place: tuple[int, int, int, int]) -> None:
    """Horizontal bars, the largest on top, what is not ranked in grey below, missing districts named without a bar."""
    words = pen.words
    figures = [f for f in c.leading if f.compared]
    figures += sorted((f for f in c.leading if not f.compared), key=lambda f: -f.observation.value)
    names = {d.district_id: words.pick(d, "name") for d in c.districts}
    scale = words.scale(c.metric)
    data = category_data(number_format(words, c.metric))
    data.categories = [sentences.name_of(words, c, f) for f in figures] + [
        f"{names[m.district_id]} —" for m in c.missing
    ]
    name = words.with_brackets(view.name, words.unit(c.metric))
    data.add_series(
        name, [*(round(f.observation.value * scale, 6) for f in figures), *(None for _ in c.missing)]
    )
    chart = framed(pen, slide, XL_CHART_TYPE.BAR_CLUSTERED, place, data, view)
    chart.has_legend = False
    plot = chart.plots[0]
    plot.gap_width, plot.vary_by_categories = 70, False
    bar_axes(chart, [f.observation.value * scale for f in figures])
    series = plot.series[0]
    series.invert_if_negative = False
    for i, f in enumerate(figures):
        colour = styles_of(view)[f.observation.district_id].colour.lstrip("#") if f.compared else GREY
        _bar_point(series.points[i], f, colour)
    for i, f in enumerate(figures):
        label(pen, series, i, number_format(words, c.metric, f.observation), 13, "outEnd")
    no_other_labels(series)
    pen.dress_all(chart._chartSpace)


def bar_axes(chart: Any, values: Sequence[float]) -> None:
    """Names on the left from the top down, no axis of values: each bar has its figure; room for it at the end."""
    category, value = chart.category_axis, chart.value_axis
    category.reverse_order = True
    category.has_major_gridlines = False
    category.format.line.color.rgb = RGBColor.from_string(RULE)
    category.tick_labels.font.size = Pt(13)
    _names_below(category)
    value.visible = False
    value.has_major_gridlines = False
    value.minimum_scale = min([0.0, *values]) * 1.25
    value.maximum_scale = (max([0.0, *values]) or 1.0) * 1.28


def _bar_point(point: Any, f: JudgedObservation, colour: str) -> None:
    """A full bar for an actual figure, a hollow one for an estimate."""
    if f.observation.status == "estimate":
        fill(point.format, PAPER)
        point.format.line.color.rgb = RGBColor.from_string(colour)
        point.format.line.width = Pt(1.75)
    else:
        fill(point.format, colour)


def fill(form: Any, colour: str) -> None:
    """Fill a shape, or the format of a part of a chart, with one colour."""
    form.fill.solid()
    form.fill.fore_color.rgb = RGBColor.from_string(colour)


def _names_below(axis: Any) -> None:
    """Names at the low side of the plot, whatever is below zero, and no ticks."""
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW


def legend_on_top(chart: Any) -> None:
    """Give a chart its legend, above the plot."""
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.legend.font.size = Pt(12)


def figures_axis(axis: Any, size: float, largest: float) -> None:
    """An axis of figures: pale lines across the plot, quiet labels of a size, whole numbers where these are large."""
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = RGBColor.from_string("E3E6EA")
    labels = axis.tick_labels
    labels.font.size = Pt(size)
    labels.font.color.rgb = RGBColor.from_string(MUTED)
    labels.number_format = "#,##0" if largest >= 20 else "General"
    labels.number_format_is_linked = False


def _slots(t: Trend) -> list[tuple[int, int]]:
    """The places on the axis: every year, and further ones where a series has two figures in a year."""
    years: dict[int, int] = {}
    for year, n in (slot for s in t.series for slot in _in_slots(s)):
        years[year] = max(years.get(year, 0), n + 1)
    first, last = min(years), max(years)
    everything = range(first, last + 1) if last - first < LONGEST_AXIS else sorted(years)
    return [(year, n) for year in everything for n in range(years.get(year, 1))]


def _in_slots(s: Series) -> dict[tuple[int, int], Observation]:
    found: dict[tuple[int, int], Observation] = {}
    count: Counter[int] = Counter()
    for o in s.main:
        found[o.year, count[o.year]] = o
        count[o.year] += 1
    return found


def _lines_chart(pen: Pen, slide: Any, view: View, t: Trend, place: tuple[int, int, int, int]) -> None:
    """Lines over years; gaps stay gaps, hollow points are estimates, bounds say ≥ or ≤ at the point."""
    words = pen.words
    slots = _slots(t)
    scale = words.scale(t.metric)
    drawn = [s for s in t.series if s.main]
    everything = [o for s in drawn for o in s.main]
    data = category_data(number_format(words, t.metric))
    data.categories = [f"{year}" if n == 0 else f"{year} ({n + 1})" for year, n in slots]
    for s in drawn:
        by_slot = _in_slots(s)
        data.add_series(
            words.pick(s.district, "name"),
            [round(by_slot[slot].value * scale, 6) if slot in by_slot else None for slot in slots],
        )
    chart = framed(pen, slide, XL_CHART_TYPE.LINE_MARKERS, place, data, view)
    _gaps(chart)
    chart.has_legend = len(drawn) > 1
    if chart.has_legend:
        legend_on_top(chart)
    category, value = chart.category_axis, chart.value_axis
    category.format.line.color.rgb = RGBColor.from_string(MUTED)
    _names_below(category)
    value.format.line.fill.background()
    figures_axis(value, 11, max(abs(o.value) * scale for o in everything))
    if view.spec.get("view") != "index" and min(o.value for o in everything) >= 0:
        value.minimum_scale = 0
    alone = len(drawn) == 1
    for s, line in zip(drawn, chart.plots[0].series, strict=True):
        _line_series(pen, s, line, view, slots, alone=alone)
    pen.dress_all(chart._chartSpace)


def _line_series(
    pen: Pen, s: Series, line: Any, view: View, slots: Sequence[tuple[int, int]], *, alone: bool
) -> None:
    colour = styles_of(view)[s.district.district_id].colour.lstrip("#")
    styles = (
        XL_MARKER_STYLE.CIRCLE,
        XL_MARKER_STYLE.SQUARE,
        XL_MARKER_STYLE.DIAMOND,
        XL_MARKER_STYLE.TRIANGLE,
    )
    style = styles[s.district.ordinal % len(styles)]
    line.smooth = False
    line.format.line.color.rgb, line.format.line.width = RGBColor.from_string(colour), Pt(2.25)
    mark(line, style, 8, colour)
    joined = {p.observation.observation_id: p.joined for p in s.points if p.role == "main"}
    by_slot = _in_slots(s)
    for i, slot in enumerate(slots):
        o = by_slot.get(slot)
        if o is None:
            continue
        point = line.points[i]
        if not joined[o.observation_id]:
            point.format.line.fill.background()
        if o.status == "estimate":
            mark(point, style, 8, colour, inside=PAPER)
        if alone or o.qualifier != "exact" or o.status == "estimate":
            label(pen, line, i, number_format(pen.words, s.metric, o), 11, "t")
    no_other_labels(line)


def mark(drawn: Any, style: Any, size: int, colour: str, inside: str = "") -> None:
    """Give the points of a series, or one point, a mark in one colour, hollow with another `inside`."""
    drawn.marker.style, drawn.marker.size = style, size
    fill(drawn.marker.format, inside or colour)
    drawn.marker.format.line.color.rgb = RGBColor.from_string(colour)


def _gaps(chart: Any) -> None:
    """Missing years are gaps, never zeros."""
    root = chart._chartSpace.chart
    found = root.find(qn("c:dispBlanksAs"))
    if found is None:
        found = etree.SubElement(root, qn("c:dispBlanksAs"))
    found.set("val", "gap")


__all__ = ["Pen", "add_chart", "add_table", "is_slim", "layout", "narrowed", "points", "split"]
