"""What the native charts of slides share: their frame, the place of their plot, labels, marks, axes."""

from __future__ import annotations

from typing import Any, NamedTuple

from lxml import etree
from pptx.enum.chart import XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from locales import Words
from queries.records import Metric, Observation
from reports.write import workbook
from reports.write.slide_colours import INK, MUTED, RULE, fill, paint, stroke
from reports.write.slide_data import number_axes
from reports.write.slide_text import Pen
from views.table import Number, number
from views.view import View

#: Left, top, width, height on a slide, in EMU.
Where = tuple[int, int, int, int]


class Plot(NamedTuple):
    """Where the plot of a chart lies within it, axes' labels outside, from the upper left corner, in points."""

    left: float
    top: float
    width: float
    height: float


def framed(pen: Pen, slide: Any, kind: Any, place: Where, data: Any, view: View) -> Any:
    """A native chart with the text alternative and the type of all charts."""
    shape = slide.shapes.add_chart(kind, *map(Emu, map(int, place)), data)
    shape.name = view.name
    shape._element.nvGraphicFramePr.cNvPr.set("descr", view.sentence[:4000])
    chart = shape.chart
    number_axes(chart._chartSpace)
    chart.has_title = False
    chart.font.size = Pt(12)
    paint(chart.font.color, INK)
    return chart


def number_format(words: Words, metric: Metric, o: Observation | None = None) -> str:
    """The Excel format of one figure as it is printed, its sign and mark included; without one that of the metric."""
    n = number(words, metric, o) if o else Number(0, "", metric.decimals)
    return workbook.number_format(n, "%" if words.unit(metric).startswith("%") else "")


def set_plot(chart: Any, plot: Plot, width: float, height: float) -> None:
    """Keep the plot at its place in a chart of so many points: the axes stay free to grow with what is typed."""
    area = chart._chartSpace.chart.plotArea
    layout = area.find(qn("c:layout"))
    if layout is None:
        layout = etree.Element(qn("c:layout"))
        area.insert(0, layout)
    for child in list(layout):
        layout.remove(child)
    manual = etree.SubElement(layout, qn("c:manualLayout"))
    shares = (plot.left / width, plot.top / height, plot.width / width, plot.height / height)
    values = [("layoutTarget", "inner"), ("xMode", "edge"), ("yMode", "edge")]
    values += [(name, f"{share:.5f}") for name, share in zip("xywh", shares, strict=True)]
    for name, value in values:
        etree.SubElement(manual, qn(f"c:{name}")).set("val", value)


def label(pen: Pen, series: Any, i: int, form: str, size: float, where: str, text: str = "") -> Any:
    """The label of one point: its value in a format of its own, so that it follows the data; or a text.

    Returns its element.
    """
    labels = series._element.get_or_add_dLbls()
    made = labels._insert_dLbl_in_sequence(i)
    for child in list(made)[1:]:
        made.remove(child)
    if text:
        body = etree.SubElement(etree.SubElement(made, qn("c:tx")), qn("c:rich"))
        _body(body)
        run = etree.SubElement(etree.SubElement(body, qn("a:p")), qn("a:r"))
        pen.dress(etree.SubElement(run, qn("a:rPr"), {"sz": str(int(size * 100))}))
        etree.SubElement(run, qn("a:t")).text = text
    else:
        etree.SubElement(made, qn("c:numFmt"), {"formatCode": form, "sourceLinked": "0"})
    etree.SubElement(etree.SubElement(made, qn("c:spPr")), qn("a:noFill"))
    if not text:
        body = etree.SubElement(made, qn("c:txPr"))
        _body(body)
        properties = etree.SubElement(etree.SubElement(body, qn("a:p")), qn("a:pPr"))
        pen.dress(etree.SubElement(properties, qn("a:defRPr"), {"sz": str(int(size * 100))}))
    etree.SubElement(made, qn("c:dLblPos"), {"val": where})
    for name in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize"):
        etree.SubElement(made, qn(f"c:show{name}"), {"val": "1" if name == "Val" else "0"})
    return made


def _body(parent: Any) -> None:
    etree.SubElement(parent, qn("a:bodyPr"), {"wrap": "none"})
    etree.SubElement(parent, qn("a:lstStyle"))


def move_label(made: Any, x: float, y: float) -> None:
    """Move a label from where it would stand, by shares of the width and height of the chart."""
    layout = etree.Element(qn("c:layout"))
    manual = etree.SubElement(layout, qn("c:manualLayout"))
    for name, value in (("x", x), ("y", y)):
        etree.SubElement(manual, qn(f"c:{name}")).set("val", f"{value:.5f}")
    made.insert(1, layout)  # after its number


def no_other_labels(series: Any) -> None:
    """Points without a label of their own have none."""
    labels = series._element.get_or_add_dLbls()
    for name in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize"):
        for found in labels.findall(qn(f"c:{name}")):
            found.set("val", "0")


def mark(drawn: Any, style: Any, size: int, colour: str, inside: str = "") -> None:
    """Give the points of a series, or one point, a mark in one colour, hollow with another `inside`."""
    drawn.marker.style, drawn.marker.size = style, size
    fill(drawn.marker.format, inside or colour)
    stroke(drawn.marker.format, colour)


def names_below(axis: Any) -> None:
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
    stroke(axis.major_gridlines.format, RULE)
    labels = axis.tick_labels
    labels.font.size = Pt(size)
    paint(labels.font.color, MUTED)
    labels.number_format = "#,##0" if largest >= 20 else "General"
    labels.number_format_is_linked = False
