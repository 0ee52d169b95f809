"""The master that slides stand on: our own, built in code, or an office's template file."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from reports.write.theme_faces import with_faces

#: The face of all texts, Chinese and Latin; every Windows and WPS with Chinese has it, others put a like one in.
FACE = "Microsoft YaHei"
INK, MUTED, RULE, ACCENT = "1F2328", "59616B", "C9CED4", "8C2F28"
WIDE, HIGH = Inches(13.333), Inches(7.5)
MARGIN = Inches(0.6)


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
    """The house's master: white, one dark red rule, page numbers, no ornament."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = WIDE, HIGH
    layouts = presentation.slide_layouts
    cover, content = layouts[0], layouts[5]
    for layout in list(layouts):
        if layout not in (cover, content):
            layouts.remove(layout)
    master = presentation.slide_master
    for themed in (master, presentation.notes_master):
        _theme(themed)
    _drop_leftovers(presentation)
    _place(master, "title", MARGIN, Inches(0.62), WIDE - 2 * MARGIN, Inches(0.84), 26)
    _place(master, "body", MARGIN, Inches(1.9), WIDE - 2 * MARGIN, Inches(4.8), 16)
    foot = Inches(7.02)
    _place(master, "dt", MARGIN, foot, Inches(2), Inches(0.3), 10)
    _place(master, "ftr", MARGIN, foot, Inches(9), Inches(0.3), 10)
    _place(master, "sldNum", WIDE - MARGIN - Inches(1.2), foot, Inches(1.2), Inches(0.3), 10)
    _styles(master)
    for layout in (cover, content):
        for shape in list(layout.placeholders):
            if shape.element.ph.get("type") in ("dt", "ftr", "sldNum", "title"):
                _inherit(shape)
    _place(cover, "ctrTitle", Inches(1.1), Inches(1.9), WIDE - Inches(2.2), Inches(1.7), 38)
    _place(cover, "subTitle", Inches(1.1), Inches(3.95), WIDE - Inches(2.2), Inches(1.6), 18)
    for shape in cover.placeholders:
        _align_left(shape, "b" if shape.element.ph.get("type") == "ctrTitle" else "t")
    _rule(cover, Inches(1.1), Inches(3.74), Inches(1.6), ACCENT, 2.25)
    _rule(content, MARGIN, Inches(6.98), WIDE - 2 * MARGIN, RULE, 0.5)
    return Master(presentation, cover, content, FACE, FACE, MARGIN, Inches(1.5), WIDE - MARGIN, Inches(6.9))


def office_master(file: bytes) -> Master:
    """An office's own template: its theme, its layouts for a cover and for a title alone; its slides are dropped."""
    try:
        presentation = Presentation(io.BytesIO(file))
        layouts = list(presentation.slide_layouts)
    except Exception as error:
        raise MasterError(str(error)) from error
    _drop_slides(presentation)
    cover = next((x for x in layouts if x.element.get("type") == "title"), layouts[0])
    content = next((x for x in layouts if x.element.get("type") == "titleOnly"), None)
    if content is None:
        content = next((x for x in layouts if _title(x) is not None and x is not cover), cover)
    wide, high = int(presentation.slide_width), int(presentation.slide_height)
    title = _title(content)
    top = int(title.top + title.height) if title is not None else int(high * 0.2)
    left = int(title.left) if title is not None else int(wide * 0.05)
    right = int(title.left + title.width) if title is not None else int(wide * 0.95)
    east_asian = _theme_face(presentation.slide_master)
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


def _drop_leftovers(presentation: Any) -> None:
    """The picture and the counts of python-pptx's template hold for none of our slides."""
    relationships = presentation.part.package._rels
    for name, relationship in list(relationships.items()):
        if relationship.reltype in (RT.THUMBNAIL, RT.EXTENDED_PROPERTIES):
            relationships.pop(name)


def _theme_part(master: Any) -> Any:
    return master.part.part_related_by(RT.THEME)


def _theme_face(master: Any) -> str:
    found = etree.fromstring(_theme_part(master).blob).find(f".//{qn('a:minorFont')}/{qn('a:ea')}")
    return "" if found is None else found.get("typeface") or ""


def _theme(master: Any) -> None:
    """Faces and colours of the theme, so that what writers add by hand looks the same."""
    part = _theme_part(master)
    theme = etree.fromstring(with_faces(part.blob, FACE, FACE, FACE))
    colours = {"dk2": INK, "lt2": "F3F3EF", "accent1": "0072B2", "accent2": "C8501E", "accent3": "00795C"}
    colours |= {"accent4": "8E4585", "accent5": "946800", "accent6": "2B2F77"}
    for name, colour in colours.items():
        slot = theme.find(f".//{qn(f'a:{name}')}")
        for child in list(slot):
            slot.remove(child)
        etree.SubElement(slot, qn("a:srgbClr")).set("val", colour)
    theme.set("name", "Qujian")
    if hasattr(part, "_element"):  # that of the notes, which python-pptx has just made
        part._element = theme
    else:
        part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _place(owner: Any, kind: str, left: int, top: int, width: int, height: int, size: float) -> None:
    """Set a placeholder's place and size of type; nothing where the owner has none of the kind."""
    for shape in owner.placeholders:
        if shape.element.ph.get("type") == kind:
            shape.left, shape.top, shape.width, shape.height = map(Emu, (left, top, width, height))
            body = shape.element.txBody
            for run in body.iter(qn("a:defRPr"), qn("a:rPr")):
                run.set("sz", str(int(size * 100)))


def _inherit(shape: Any) -> None:
    """Let a placeholder of a layout stand where the master has it."""
    properties = shape.element.spPr
    for child in list(properties):
        properties.remove(child)


def _styles(master: Any) -> None:
    """Ink, weight and alignment of titles and texts on the master, with faces for both scripts."""
    styles = master.element.find(qn("p:txStyles"))
    for run in styles.iter(qn("a:defRPr")):
        for face in ("a:latin", "a:ea"):
            found = run.find(qn(face))
            if found is not None:
                found.set("typeface", FACE)
    title = styles.find(f"{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    title.set("algn", "l")
    title.find(qn("a:defRPr")).set("sz", "2600")
    title.find(qn("a:defRPr")).set("b", "1")
    for shape in master.placeholders:
        body = shape.element.txBody.find(qn("a:bodyPr"))
        if shape.element.ph.get("type") == "title":
            body.set("anchor", "b")
        if shape.element.ph.get("type") in ("title", "body", "ftr", "sldNum"):
            for side in ("lIns", "rIns"):
                body.set(side, "0")
        if shape.element.ph.get("type") == "ftr":
            for level in shape.element.txBody.iter(qn("a:lvl1pPr")):
                level.set("algn", "l")


def _align_left(shape: Any, anchor: str) -> None:
    body = shape.element.txBody
    body.find(qn("a:bodyPr")).set("anchor", anchor)
    for side in ("lIns", "rIns"):
        body.find(qn("a:bodyPr")).set(side, "0")
    for child in list(body.find(qn("a:bodyPr"))):
        body.find(qn("a:bodyPr")).remove(child)
    levels = body.find(qn("a:lstStyle"))
    level = levels.find(qn("a:lvl1pPr"))
    if level is None:
        level = etree.SubElement(levels, qn("a:lvl1pPr"))
    level.set("algn", "l")
    level.set("marL", "0")
    level.set("indent", "0")


def _rule(layout: Any, left: int, top: int, width: int, colour: str, weight: float) -> None:
    """A straight line on a layout; python-pptx draws on slides only."""
    tree = layout.shapes._spTree
    number = max(int(i) for i in tree.xpath("//p:cNvPr/@id")) + 1
    line = (
        f'<p:cxnSp xmlns:p="{_P}" xmlns:a="{_A}"><p:nvCxnSpPr><p:cNvPr id="{number}" name="Rule {number}"/>'
        '<p:cNvCxnSpPr/><p:nvPr userDrawn="1"/></p:nvCxnSpPr><p:spPr>'
        f'<a:xfrm><a:off x="{int(left)}" y="{int(top)}"/><a:ext cx="{int(width)}" cy="0"/></a:xfrm>'
        f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="{int(Pt(weight))}"><a:solidFill>'
        f'<a:srgbClr val="{colour}"/></a:solidFill></a:ln></p:spPr></p:cxnSp>'
    )
    tree.append(etree.fromstring(line))


_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
