"""The master that slides stand on: our own template file or an office's."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn

from reports.write.packing import drop_leftovers

TEMPLATE = Path(__file__).parent / "templates" / "slides.pptx"
#: The face of Chinese where a template names none; every Windows and WPS with Chinese has it, others put a like one in.
FACE = "Microsoft YaHei"
INK, MUTED, RULE = "1F2328", "59616B", "C9CED4"


class MasterError(ValueError):
    """A template file that is no presentation."""


@dataclass(frozen=True)
class Master:
    """A presentation without slides, and where its slides keep room for content."""

    presentation: Any
    cover: Any
    content: Any
    #: The faces that runs name: those of the template where it says which.
    latin: str
    east_asian: str
    #: Left, top, right and bottom of the content of a slide, in EMU; `top` is below the title.
    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """The width of the content."""
        return self.right - self.left


def own_master() -> Master:
    """Our own master, `templates/slides.pptx`: content stands where it has the body, in the faces it names."""
    master = office_master(TEMPLATE.read_bytes())
    slides = master.presentation.slide_master
    body = next(s for s in slides.placeholders if s.element.ph.get("type") == "body")
    return replace(
        master,
        latin=_theme_face(slides, "latin"),
        east_asian=_theme_face(slides, "ea") or FACE,
        left=body.left,
        top=body.top,
        right=body.left + body.width,
        bottom=body.top + body.height,
    )


def office_master(file: bytes) -> Master:
    """An office's own template: its theme, its layouts for a cover and for a title alone; its slides are dropped."""
    try:
        presentation = Presentation(io.BytesIO(file))
        layouts = list(presentation.slide_layouts)
    except Exception as error:
        raise MasterError(str(error)) from error
    _drop_slides(presentation)
    for owner in (presentation.part, presentation.part.package):
        drop_leftovers(owner._rels)
    cover = next((x for x in layouts if x.element.get("type") == "title"), layouts[0])
    content = next((x for x in layouts if x.element.get("type") == "titleOnly"), None)
    if content is None:
        content = next((x for x in layouts if _title(x) is not None and x is not cover), cover)
    wide, high = int(presentation.slide_width), int(presentation.slide_height)
    title = _title(content)
    top = int(title.top + title.height) if title is not None else int(high * 0.2)
    left = int(title.left) if title is not None else int(wide * 0.05)
    right = int(title.left + title.width) if title is not None else int(wide * 0.95)
    east_asian = _theme_face(presentation.slide_master, "ea")
    return Master(
        presentation,
        cover,
        content,
        "+mn-lt",
        "+mn-ea" if east_asian else FACE,
        left,
        min(top, int(high * 0.3)),
        right,
        int(high * 0.915),
    )


def _title(layout: Any) -> Any:
    return next((s for s in layout.placeholders if s.element.ph.get("type") in ("title", "ctrTitle")), None)


def _drop_slides(presentation: Any) -> None:
    ids = presentation.slides._sldIdLst
    for entry in list(ids):
        presentation.part.drop_rel(entry.rId)
        ids.remove(entry)


def _theme_face(master: Any, script: str) -> str:
    theme = etree.fromstring(master.part.part_related_by(RT.THEME).blob)
    found = theme.find(f".//{qn('a:minorFont')}/{qn(f'a:{script}')}")
    return "" if found is None else found.get("typeface") or ""
