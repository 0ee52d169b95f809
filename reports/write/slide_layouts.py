"""What a layout keeps for a title, a subtitle and a text, and where on it there is room: beside bands and footers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from pptx.oxml.ns import qn

#: What of a slide stands free at its edges, of its width and height.
MARGIN = 0.045
#: A shape counts as a band from this share of the width or height on, up to this share of the area: past it, it is
#: a background.
BAND, BACKGROUND = 0.6, 0.5
#: The content never begins lower than this share of the height.
LOWEST_TOP = 0.42

Role = Literal["title", "subtitle", "body", "footer", "other", ""]
#: The type of a placeholder → what we put into it.
_ROLES: dict[str, Role] = {
    "title": "title",
    "ctrTitle": "title",
    "subTitle": "subtitle",
    "body": "body",
    "obj": "body",
    "": "body",
    "ftr": "footer",
    "sldNum": "footer",
    "dt": "footer",
}


class Area(NamedTuple):
    """A rectangle on a slide, in EMU."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """From top to bottom."""
        return self.bottom - self.top


@dataclass(frozen=True)
class Layout:
    """A layout, its room for content, and the numbers of the placeholders that take our texts, None for none."""

    layout: Any
    #: Where content may stand: under the title, inside the margins, beside bands and above footers.
    free: Area
    title: int | None
    subtitle: int | None
    #: A small text above the title: the chapter.
    over: int | None
    body: int | None
    #: Where the title stands, or would stand.
    head: Area


def role_of(placeholder: Any) -> Role:
    """Return what we put into a placeholder of a layout; '' for footers, numbers and dates."""
    role = _ROLES.get(placeholder.element.ph.get("type") or "", "other")
    return "" if role == "footer" else role


def layout_of(layout: Any, size: tuple[int, int]) -> Layout:
    """Return what a layout of a slide of this width and height keeps for whom."""
    wide, high = size
    free = _free(layout, size)
    placeholders = [(s, role_of(s), area_of(s)) for s in layout.placeholders]
    title = next(((s, a) for s, role, a in placeholders if role == "title"), None)
    no_title = Area(free.left, free.top, free.right, free.top + int(high * 0.12))
    head = no_title if title is None else title[1]
    short = [
        (s, role, a)
        for s, role, a in placeholders
        if role in ("body", "subtitle") and a.height <= high * 0.13
    ]
    over = next((s for s, _, a in short if a.bottom <= head.top + high * 0.02), None)
    below = next((s for s, _, a in short if s is not over and a.top >= head.bottom - high * 0.02), None)
    subtitle = next((s for s, role, _ in placeholders if role == "subtitle"), below)
    body = next(
        (s for s, role, a in placeholders if role == "body" and s not in (over, below) and s is not subtitle),
        None,
    )
    top = max(free.top, head.bottom)
    left, right = free.left, free.right
    if title is not None and head.width > wide * 0.5:  # content keeps to the edges of the title
        left, right = max(left, head.left), min(right, head.right)
    if body is not None:
        area = area_of(body)
        if area.width > wide * 0.5 and area.top >= head.bottom - high * 0.02:
            left, right = max(free.left, area.left), min(free.right, area.right)
    if top > high * LOWEST_TOP:  # the title of a cover: content on it begins where there is most room
        top = max(free.top, int(high * MARGIN))
    return Layout(
        layout,
        free._replace(left=left, right=right, top=top),
        title=_number(title and title[0]),
        subtitle=_number(subtitle),
        over=_number(over),
        body=_number(body),
        head=head,
    )


def _number(placeholder: Any) -> int | None:
    return None if placeholder is None else int(placeholder.element.ph.get("idx") or 0)


def area_of(s: Any) -> Area:
    """Return where a shape stands."""
    return Area(int(s.left), int(s.top), int(s.left + s.width), int(s.top + s.height))


def _free(layout: Any, size: tuple[int, int]) -> Area:
    """The slide inside its margins, without bands and footers."""
    wide, high = size
    free = Area(int(wide * MARGIN), int(high * MARGIN), int(wide * (1 - MARGIN)), int(high * (1 - MARGIN)))
    for s in layout.placeholders:
        if (
            _ROLES.get(s.element.ph.get("type") or "") == "footer"
            and s.top is not None
            and s.top > high * 0.7
        ):
            free = free._replace(bottom=min(free.bottom, int(s.top - high * 0.01)))
    for area in _shapes(layout):
        share = area.width * area.height / (wide * high)
        spans = area.width >= wide * BAND or area.height >= high * BAND
        if spans and share <= BACKGROUND and area.width > 0 and area.height > 0:
            free = _beside(free, area)
    return free


def _beside(free: Area, band: Area) -> Area:
    """What is left of an area beside a band: the largest of the four sides."""
    if (
        band.left >= free.right
        or band.right <= free.left
        or band.top >= free.bottom
        or band.bottom <= free.top
    ):
        return free
    sides = (
        free._replace(top=max(free.top, band.bottom)),
        free._replace(bottom=min(free.bottom, band.top)),
        free._replace(left=max(free.left, band.right)),
        free._replace(right=min(free.right, band.left)),
    )
    return max(sides, key=lambda a: max(0, a.width) * max(0, a.height))


def _shapes(layout: Any) -> Iterator[Area]:
    """The shapes with a fill and the pictures that a layout and its master draw."""
    shown = layout.element.get("showMasterSp") != "0"
    for owner in (layout, *([layout.slide_master] if shown else [])):
        for s in owner.shapes:
            if s.is_placeholder or s.left is None:
                continue
            properties = s.element.find(qn("p:spPr"))
            is_empty = properties is not None and properties.find(qn("a:noFill")) is not None
            if not is_empty:
                yield area_of(s)
