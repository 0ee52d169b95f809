"""Small drawings as SVG pictures: they appear with the page itself, print sharply and need no script.

Each function returns the text of a whole SVG file with its own type and colours, for `<img src="data:…">`: pages may
not hold SVG elements of their own. All text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from math import isinf

from charts.map_labels import Label, rings_of
from charts.panels import Panel, one_panel
from charts.theme import FONT, SeriesStyle, Theme
from charts.wrapping import width as text_width
from queries.comparison import Comparison
from queries.map_values import Place, Shape
from queries.records import District, Observation
from queries.trend import Series
from views import wording

#: How many districts a comparison in small shows; the rest are counted.
STRIP_ROWS = 12
#: How much larger drawings are shown in large-text mode: as the text around them.
LARGER = 19 / 15


def strip(c: Comparison, styles: Mapping[str, SeriesStyle], theme: Theme, width: int = 300) -> str:
    """A comparison in small: one row a district that is ordered, a dot on a line from zero, its value at the right."""
    figures = c.judgement.compared[:STRIP_ROWS]
    rest = len(c.judgement.compared) - len(figures)
    scale = theme.words.scale(c.metric)
    row, left, right = 22, 84, 92
    finite = [v for f in figures for v in (*f.interval, f.observation.value) if not isinf(v)]
    low, high = min([0.0, *finite]) * scale, max([0.0, *finite]) * scale
    span = (high - low) or 1.0

    def x(value: float) -> float:
        return left + (min(max(value * scale, low), high) - low) / span * (width - left - right)

    parts = []
    for i, f in enumerate(figures):
        y = i * row + row / 2
        o = f.observation
        style = styles[o.district_id]
        district = next(d for d in c.districts if d.district_id == o.district_id)
        parts.append(
            f'<text x="0" y="{y + 4:.0f}"{_weight(theme, district)}>'
            f"{escape(_short(theme.words.pick(district, 'name')))}</text>"
            f'<line x1="{x(0):.1f}" x2="{x(o.value):.1f}" y1="{y}" y2="{y}" stroke="{style.colour}" stroke-width="2"/>'
            f"{_band(x, f.interval.low, f.interval.high, y, style.colour)}"
            f'<circle cx="{x(o.value):.1f}" cy="{y}" r="5" stroke="{style.colour}" stroke-width="2" '
            f'fill="{style.colour if o.status == "actual" else theme.paper}"/>'
            f'<text x="{width}" y="{y + 4:.0f}" text-anchor="end">'
            f"{escape(wording.label(theme.words, c.metric, o))}</text>"
        )
    if rest:
        text = theme.words.ngettext("{n} more district", "{n} more districts", rest)
        parts.append(f'<text x="0" y="{len(figures) * row + row / 2 + 4:.0f}">{escape(text)}</text>')
    return _svg(width, row * (len(figures) + bool(rest)), parts, theme)


def _weight(theme: Theme, district: District) -> str:
    """The weight of a name: bold for the reader's own district."""
    return ' font-weight="700"' if district.district_id == theme.own else ""


def _short(name: str) -> str:
    return name.replace(" New Area", "")


def _band(x, low: float, high: float, y: float, colour: str) -> str:  # type: ignore[no-untyped-def]
    if low == high:
        return ""
    start = x(low) if not isinf(low) else x(high) - 20
    if isinf(high):
        tip = start + 16
        arrow = f"M{start:.1f} {y} H{tip:.1f} m-5 -4 l5 4 l-5 4"
        return f'<path d="{arrow}" fill="none" stroke="{colour}" stroke-width="1.5"/>'
    ends = f'x1="{start:.1f}" x2="{x(high):.1f}" y1="{y}" y2="{y}"'
    return f'<line {ends} stroke="{colour}" stroke-width="8" opacity="0.35"/>'


def spark(series: Series, style: SeriesStyle, theme: Theme, width: int = 220, height: int = 86) -> str:
    """A series in small: the line with its gaps, every point, first and last value written."""
    line = [p for p in series.points if p.role == "main"]
    if not line:
        return _svg(width, height, [], theme)
    values = [p.observation.value for p in line]
    years = [p.observation.year + p.observation.period_end.timetuple().tm_yday / 400 for p in line]
    low, high = min([0.0, *values]), max([0.0, *values])
    span_y, span_x = (high - low) or 1.0, (years[-1] - years[0]) or 1.0

    def at(i: int) -> tuple[float, float]:
        return (
            8 + (years[i] - years[0]) / span_x * (width - 16),
            height - 20 - (values[i] - low) / span_y * (height - 44),
        )

    parts = []
    for i, point in enumerate(line):
        x, y = at(i)
        if point.joined:
            x0, y0 = at(i - 1)
            parts.append(
                f'<line x1="{x0:.1f}" y1="{y0:.1f}" x2="{x:.1f}" y2="{y:.1f}" '
                f'stroke="{style.colour}" stroke-width="2"/>'
            )
    for i, point in enumerate(line):
        x, y = at(i)
        fill = style.colour if point.observation.status == "actual" else theme.paper
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{fill}" stroke="{style.colour}" stroke-width="1.5">'
            f"<title>{escape(_in_words(theme, series, point.observation))}</title></circle>"
        )
    ends = ((0, "start", 8), (len(line) - 1, "end", width - 8))
    for i, anchor, x in ends:
        _, y = at(i)
        o = line[i].observation
        parts.append(
            f'<text x="{x}" y="{height - 4}" text-anchor="{anchor}" class="year">{o.year}</text>'
            f'<text x="{x}" y="{max(10.0, y - 8):.1f}" text-anchor="{anchor}">'
            f"{escape(wording.label(theme.words, series.metric, o))}</text>"
        )
    return _svg(width, height, parts, theme)


def _in_words(theme: Theme, series: Series, o: Observation) -> str:
    words = theme.words
    return words.labelled(wording.period(words, o), wording.quantity(words, series.metric, o))


def small_map(
    districts: Sequence[District],
    shapes: Mapping[str, Shape],
    fills: Mapping[str, str | None],
    theme: Theme,
    width: int = 300,
    height: int = 220,
    *,
    opacity: float = 0.75,
) -> str:
    """One panel of districts in their colours (hatched where one has none); '' where none of them has a shape."""
    places = [Place(d, shapes[d.district_id], None) for d in districts if d.district_id in shapes]
    if not places:
        return ""
    names = {p.district.district_id: _short(theme.words.pick(p.district, "name")) for p in places}
    sizes = {i: (text_width(name, PLACE, bold=True) + 6, PLACE * 1.3) for i, name in names.items()}
    panel = one_panel(places, sizes, width, height)
    parts = [_HATCHING.format(line=theme.muted, paper=theme.paper)] if None in fills.values() else []
    for place in places:
        outline = _path(panel, shapes[place.district.district_id])
        fill = fills[place.district.district_id]
        paint = f'fill="{fill}" fill-opacity="{opacity:g}"' if fill else 'fill="url(#hatched)"'
        parts.append(f'<path d="{outline}" {paint} {_rim(theme, place.district)}/>')
    parts += [
        part
        for district_id, name in names.items()
        if (label := panel.labels[district_id])
        for part in _place(label, name, theme)
    ]
    return _svg(width, height, parts, theme)


#: Type of the names on a map.
PLACE = 12
_HATCHING = (
    '<defs><pattern id="hatched" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="{paper}"/><line x1="0" y1="0" x2="0" y2="6" stroke="{line}" stroke-width="1.5"/>'
    "</pattern></defs>"
)


def _path(panel: Panel, shape: Shape) -> str:
    """A shape as data of an SVG path."""
    rings = (zip(*panel.project(*ring.T), strict=True) for ring in rings_of(shape.geometry))
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in rings)


def _rim(theme: Theme, district: District) -> str:
    """The line around a shape: in ink around the reader's own district."""
    return (
        f'stroke="{theme.ink}" stroke-width="2"'
        if district.district_id == theme.own
        else (f'stroke="{theme.paper}" stroke-width="1"')
    )


def _place(label: Label, name: str, theme: Theme) -> Iterator[str]:
    """A name, with the line to its shape if it stands beside it."""
    if label.line:
        (x0, y0), (x1, y1) = label.line
        yield f'<path d="M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}" stroke="{theme.ink}" stroke-width="1"/>'
    x, y = label.left + label.width / 2, label.top + label.height / 2 + PLACE * 0.36
    yield f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" class="place">{escape(name)}</text>'


def _svg(width: int, height: int, parts: Sequence[str], theme: Theme) -> str:
    style = (
        f"text{{font-family:{FONT};font-size:12px;fill:{theme.ink}}}"
        f".year{{font-size:11px;fill:{theme.muted}}}"
        f".place{{font-weight:600;paint-order:stroke;stroke:{theme.paper};stroke-width:3px}}"
    )
    shown = LARGER if theme.large else 1
    size = f'width="{width * shown:.0f}" height="{height * shown:.0f}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {size}>'
        f"<style>{style}</style>{''.join(parts)}</svg>"
    )
