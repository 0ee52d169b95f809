"""The size of type that a placeholder takes from its layout and master, as PowerPoint looks it up."""

from __future__ import annotations

from typing import Any

from pptx.oxml.ns import qn

#: The size where nobody says one, in points.
USUAL = 18.0


def inherited_size(layout: Any, idx: int) -> float:
    """Return the size of the first level of text in a placeholder of a layout, in points."""
    placeholder = next(s for s in layout.placeholders if s.element.ph.idx == idx)
    kind = placeholder.element.ph.get("type") or "body"
    is_title = kind in ("title", "ctrTitle")
    master = layout.slide_master
    above = [s for s in master.placeholders if s.element.ph.get("type") == ("title" if is_title else "body")]
    styles = master.element.find(qn("p:txStyles"))
    style = None if styles is None else styles.find(qn("p:titleStyle" if is_title else "p:bodyStyle"))
    lists = [s.element.find(f"{qn('p:txBody')}/{qn('a:lstStyle')}") for s in (placeholder, *above)]
    for found in (*lists, style):
        size = _size(found)
        if size:
            return size
    return USUAL


def _size(levels: Any) -> float:
    """The size that a list of levels gives to the first; 0 where it gives none."""
    first = None if levels is None else levels.find(f"{qn('a:lvl1pPr')}/{qn('a:defRPr')}")
    return 0.0 if first is None else int(first.get("sz") or 0) / 100
