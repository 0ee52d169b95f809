"""What the style of a paragraph says: the level of a heading, and the number before it."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from intake.reading import office
from intake.reading.docx_numbering import Numbering
from intake.reading.zip_parts import ZipParts

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.I)
_TITLES = {"title", "标题"}
#: In Word the outline has nine levels; ten is text.
_LEVELS = 9
#: Styles rest on others; a circle of them ends somewhere.
_DEEPEST = 20


class ParagraphStyle(NamedTuple):
    """Level of a heading from 1 on (0: text), number as shown, and whether it is the title of the document."""

    outline: int = 0
    label: str = ""
    is_title: bool = False


class Styles:
    """The styles of a document; numbers count on with each paragraph that is asked for, in their order."""

    def __init__(self, parts: ZipParts, document: str) -> None:
        name = office.related(parts, document, "styles")
        elements = parts.xml(name) if name else ()
        self._styles = {
            office.attribute(e, "styleId"): e for e in elements if office.local_name(e) == "style"
        }
        numbering = office.related(parts, document, "numbering")
        self._numbering = Numbering(parts.xml(numbering) if numbering else None)

    def of(self, paragraph: etree._Element) -> ParagraphStyle:
        """Return what the style of a paragraph says, and what the paragraph itself says against it."""
        properties = office.child(paragraph, "pPr")
        chain = list(self._chain(office.value(properties, "pStyle")))
        names = [office.value(style, "name").strip() for style in chain]
        own = [properties, *(office.child(style, "pPr") for style in chain)]
        is_title = any(name.lower() in _TITLES for name in names[:1])
        return ParagraphStyle(1 if is_title else _outline(own, names), self._label(own), is_title)

    def _chain(self, style_id: str) -> list[etree._Element]:
        found: list[etree._Element] = []
        while style_id in self._styles and len(found) < _DEEPEST:
            found.append(self._styles[style_id])
            style_id = office.value(found[-1], "basedOn")
        return found

    def _label(self, own: list[etree._Element | None]) -> str:
        marks = [mark for properties in own if (mark := office.child(properties, "numPr")) is not None]
        if not marks:
            return ""
        number = next((found for mark in marks if (found := office.value(mark, "numId"))), "")
        level = next((found for mark in marks if (found := office.value(mark, "ilvl"))), "0")
        return self._numbering.label(number, int(level) if level in "012345678" else 0)


def _outline(own: list[etree._Element | None], names: list[str]) -> int:
    for properties in own:
        written = office.value(properties, "outlineLvl")
        if written.isascii() and written.isdecimal():
            return int(written) + 1 if int(written) < _LEVELS else 0
    found = (_HEADING.match(name) for name in names)
    return next((int(match[1]) for match in found if match), 0)
