"""Slides as a file: its chapters, its properties, the same bytes for the same report."""

from __future__ import annotations

import uuid

from lxml import etree
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import qn

from reports.write import packing
from reports.write.slide_deck import Deck

_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_CHAPTERS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
#: Width to height → what PowerPoint calls the format.
FORMATS = {(16, 9): "Widescreen", (4, 3): "On-screen Show (4:3)", (16, 10): "On-screen Show (16:10)"}


def saved(deck: Deck) -> bytes:
    """The file of a deck."""
    _add_chapters(deck)
    _add_properties(deck)
    return packing.saved(deck.presentation, deck.report)


def _add_chapters(deck: Deck) -> None:
    """The chapters as PowerPoint keeps them, for its overview of slides."""
    chapters = [(name, ids) for name, ids in deck.chapters if ids]
    root = deck.presentation.element
    extensions = root.find(qn("p:extLst"))
    if extensions is None:
        extensions = etree.SubElement(root, qn("p:extLst"))
    for old in list(extensions):  # those of the slides that the template had
        if old.get("uri") == _CHAPTERS:
            extensions.remove(old)
    if not chapters:
        if not len(extensions):
            root.remove(extensions)
        return
    extension = etree.SubElement(extensions, qn("p:ext"), {"uri": _CHAPTERS})
    listed = etree.SubElement(extension, f"{{{_P14}}}sectionLst", nsmap={"p14": _P14})
    for n, (name, ids) in enumerate(chapters):
        key = uuid.uuid5(uuid.NAMESPACE_URL, f"qujian:chapter:{n}")
        section = etree.SubElement(
            listed, f"{{{_P14}}}section", {"name": name, "id": f"{{{str(key).upper()}}}"}
        )
        slides = etree.SubElement(section, f"{{{_P14}}}sldIdLst")
        for slide_id in ids:
            etree.SubElement(slides, f"{{{_P14}}}sldId", {"id": str(slide_id)})


def _add_properties(deck: Deck) -> None:
    """What the file says of itself, counted."""
    slides = list(deck.presentation.slides)
    root = etree.Element(f"{{{_PROPERTIES}}}Properties", nsmap={None: _PROPERTIES})
    values = (
        ("TotalTime", "0"),
        ("Words", str(sum(len((t.text or "").split()) for s in slides for t in s.element.iter(qn("a:t"))))),
        ("Application", "Qujian"),
        ("PresentationFormat", _format(deck)),
        ("Paragraphs", str(sum(1 for s in slides for _ in s.element.iter(qn("a:p"))))),
        ("Slides", str(len(slides))),
        ("Notes", str(sum(s.has_notes_slide for s in slides))),
        ("HiddenSlides", "0"),
    )
    for name, value in values:
        etree.SubElement(root, f"{{{_PROPERTIES}}}{name}").text = value
    package = deck.presentation.part.package
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    part = Part(PackURI("/docProps/app.xml"), CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, package, content)
    package.relate_to(part, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)


def _format(deck: Deck) -> str:
    wide, high = deck.presentation.slide_width, deck.presentation.slide_height
    return next((name for (w, h), name in FORMATS.items() if wide * h == high * w), "Custom")
