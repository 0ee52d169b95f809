"""The master that slides stand on: our own template file or an office's."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn

from reports.write.packing import drop_leftovers
from reports.write.slide_layouts import Layout, layout_of, role_of

TEMPLATE = Path(__file__).parent / "templates" / "slides.pptx"
#: The face of Chinese where a template names none; every Windows and WPS with Chinese has it, others put a like one in.
FACE = "Microsoft YaHei"


class MasterError(ValueError):
    """A template file that is no presentation."""


@dataclass(frozen=True)
class Master:
    """A presentation without slides, and the layouts that ours stand on."""

    presentation: Any
    #: For the title of the report; for charts and tables under a title; for texts; before a chapter.
    cover: Layout
    content: Layout
    text: Layout
    divider: Layout
    #: The faces that runs name: those of the template where it says which.
    latin: str
    east_asian: str


def own_master() -> Master:
    """Our own master, `templates/slides.pptx`."""
    return office_master(TEMPLATE.read_bytes())


def office_master(file: bytes) -> Master:
    """An office's own template: its theme and its layouts; its slides are dropped."""
    try:
        presentation = Presentation(io.BytesIO(file))
        layouts = list(presentation.slide_layouts)
    except Exception as error:
        raise MasterError(str(error)) from error
    if not layouts:
        raise MasterError("no layout")
    _drop_slides(presentation)
    for owner in (presentation.part, presentation.part.package):
        drop_leftovers(owner._rels)
    size = int(presentation.slide_width), int(presentation.slide_height)
    titled = [x for x in layouts if any(role_of(s) == "title" for s in x.placeholders)]
    cover = _first(layouts, "title") or next(iter(titled), layouts[0])
    others = [x for x in titled if x is not cover]
    content = _first(layouts, "titleOnly") or _emptiest(others) or cover
    text = _first(layouts, "obj", "tx") or next((x for x in others if _holds_text(x)), content)
    divider = _first(layouts, "secHead") or cover
    east_asian = _theme_face(presentation.slide_master, "ea")
    return Master(
        presentation,
        layout_of(cover, size),
        layout_of(content, size),
        layout_of(text, size),
        layout_of(divider, size),
        "+mn-lt",
        "+mn-ea" if east_asian else FACE,
    )


def _first(layouts: list[Any], *kinds: str) -> Any:
    """The first layout of a kind; the kinds in their order."""
    return next((x for kind in kinds for x in layouts if x.element.get("type") == kind), None)


def _emptiest(layouts: list[Any]) -> Any:
    """The layout with the fewest things besides its title."""
    return min(layouts, key=lambda x: len([s for s in x.placeholders if role_of(s)]), default=None)


def _holds_text(layout: Any) -> bool:
    return any(role_of(s) == "body" for s in layout.placeholders)


def _drop_slides(presentation: Any) -> None:
    ids = presentation.slides._sldIdLst
    for entry in list(ids):
        presentation.part.drop_rel(entry.rId)
        ids.remove(entry)


def _theme_face(master: Any, script: str) -> str:
    theme = etree.fromstring(master.part.part_related_by(RT.THEME).blob)
    found = theme.find(f".//{qn('a:minorFont')}/{qn(f'a:{script}')}")
    return "" if found is None else found.get("typeface") or ""
