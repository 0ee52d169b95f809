"""Faults of layout found by program: text over text, text over the edge, type under 8 pt, slides under a third full."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any, NamedTuple

from pptx.oxml.ns import qn

from charts import wrapping
from reports.write.slide_sizes import inherited_size

POINT = 12_700
#: What may overlap or reach over an edge by rounding, in points; the smallest type; the least a slide is full.
ALLOWED, SMALLEST, FULL = 2.5, 8.0, 1 / 3
#: The fullness is measured on so many cells across and down.
CELLS = (60, 40)
#: Layouts of slides that need not be full: a cover, which is the first slide, and the slide before a chapter.
SPARSE = ("title", "secHead")


class Rect(NamedTuple):
    """What a shape covers, in points, and what it says."""

    left: float
    top: float
    right: float
    bottom: float
    says: str


def faults(presentation: Any) -> list[str]:
    """Every fault as one line that names the slide."""
    wide, high = presentation.slide_width / POINT, presentation.slide_height / POINT
    found = []
    for n, slide in enumerate(presentation.slides, start=1):
        rects = list(_rects(slide))
        found += [f"{n}: {a.says!r} over {b.says!r}" for a, b in combinations(rects, 2) if _meet(a, b)]
        found += [f"{n}: {r.says!r} over the edge" for r in rects if _leaves(r, wide, high)]
        found += [f"{n}: type of {size:g} pt" for size in _sizes(slide) if size < SMALLEST]
        share = _fullness(slide, rects, wide, high)
        is_sparse = n == 1 or slide.slide_layout.element.get("type") in SPARSE
        if not is_sparse and share < FULL:
            found.append(f"{n}: only {share:.0%} full")
    return found


def _meet(a: Rect, b: Rect) -> bool:
    across = min(a.right, b.right) - max(a.left, b.left)
    down = min(a.bottom, b.bottom) - max(a.top, b.top)
    return across > ALLOWED and down > ALLOWED


def _leaves(r: Rect, wide: float, high: float) -> bool:
    return r.left < -ALLOWED or r.top < -ALLOWED or r.right > wide + ALLOWED or r.bottom > high + ALLOWED


def _rects(slide: Any) -> Iterator[Rect]:
    for s in slide.shapes:
        left, top, right = s.left / POINT, s.top / POINT, (s.left + s.width) / POINT
        bottom = (s.top + s.height) / POINT
        if s.has_text_frame and s.text_frame.text.strip():
            needs = _text_height(slide, s)
            anchor = s.text_frame._txBody.bodyPr.get("anchor") or _anchor(slide, s)
            if anchor == "b":
                yield Rect(left, bottom - needs, right, bottom, s.text_frame.text[:30])
            elif anchor == "ctr":
                middle = (top + bottom) / 2
                yield Rect(left, middle - needs / 2, right, middle + needs / 2, s.text_frame.text[:30])
            else:
                yield Rect(left, top, right, top + needs, s.text_frame.text[:30])
        elif s.has_table:
            high = sum(r.height for r in s.table.rows) / POINT
            yield Rect(left, top, right, top + high, f"table {s.name[:20]}")
        elif s.has_chart or s.shape_type == 6:
            yield Rect(left, top, right, bottom, f"chart {s.name[:20]}")


def _anchor(slide: Any, s: Any) -> str:
    """Where a placeholder's layout or master anchors its text."""
    if not s.is_placeholder:
        return "t"
    idx, kind = s.element.ph.idx, s.element.ph.get("type")
    above = [p for p in slide.slide_layout.placeholders if p.element.ph.idx == idx]
    above += [
        p
        for p in slide.slide_layout.slide_master.placeholders
        if p.element.ph.get("type") in (kind, "title" if kind == "ctrTitle" else kind)
    ]
    for p in above:
        anchor = p.text_frame._txBody.bodyPr.get("anchor")
        if anchor:
            return str(anchor)
    return "t"


def _text_height(slide: Any, s: Any) -> float:
    """The height of a text as it is set, by the measure that is rather too large."""
    usual = inherited_size(slide.slide_layout, s.element.ph.idx) if s.is_placeholder else 18.0
    room = max(1.0, s.width / POINT)
    total = 0.0
    for p in s.text_frame.paragraphs:
        sizes = [int(e.get("sz")) / 100 for e in p._p.iter(qn("a:rPr")) if e.get("sz")]
        size = max(sizes, default=usual)
        text = "".join(e.text or "" for e in p._p.iter(qn("a:t")))
        lines = 1 if s.text_frame.word_wrap is False else wrapping.lines(text, size, room)
        total += lines * size * 1.2
    return total


def _sizes(slide: Any) -> set[float]:
    """The sizes of type on a slide and in its charts."""
    roots = [slide.element, *(s.chart._chartSpace for s in slide.shapes if s.has_chart)]
    tags = (qn("a:rPr"), qn("a:defRPr"))
    return {int(e.get("sz")) / 100 for root in roots for e in root.iter(*tags) if e.get("sz")}


def _fullness(slide: Any, rects: list[Rect], wide: float, high: float) -> float:
    """Which share of the room under the title is covered."""
    title = slide.shapes.title
    first = (title.top + title.height) / POINT if title is not None else high * 0.15
    feet = [s.top / POINT for s in slide.placeholders if s.element.ph.get("type") in ("sldNum", "ftr")]
    last = min([*feet, high * 0.95])
    left, right = wide * 0.05, wide * 0.95
    hit = 0
    for i in range(CELLS[0]):
        x = left + (right - left) * (i + 0.5) / CELLS[0]
        for k in range(CELLS[1]):
            y = first + (last - first) * (k + 0.5) / CELLS[1]
            hit += any(r.left <= x <= r.right and r.top <= y <= r.bottom for r in rects)
    return hit / (CELLS[0] * CELLS[1])
