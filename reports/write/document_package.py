"""What a Word file says besides its text: settings, theme faces, and no leftovers of the template it began as."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from reports.write.document_parts import Faces
from reports.write.theme_faces import with_faces

_RELATED = "/relationships/"
_THEME = f"http://schemas.openxmlformats.org/officeDocument/2006{_RELATED}theme"
#: Parts of python-docx's template that would contradict the document: older styles, a picture, counts of pages.
_LEFTOVERS = ("stylesWithEffects", "metadata/thumbnail", "extended-properties")
#: What follows w:updateFields in the schema (CT_Settings), as far as a template has it.
_AFTER_UPDATE = (
    "w:hdrShapeDefaults",
    "w:footnotePr",
    "w:endnotePr",
    "w:compat",
    "w:docVars",
    "w:rsids",
    "m:mathPr",
)


def prepare(document: Any, faces: Faces, tag: str) -> None:
    """Set up a new document of python-docx: its language tag, its faces, fields brought up to date when opened."""
    _settings(document.settings, tag)
    theme = document.part.part_related_by(_THEME)
    theme._blob = with_faces(theme.blob, faces.body.latin, faces.first.east_asian, faces.body.east_asian)
    for owner in (document.part, document.part.package):
        _drop_leftovers(owner.rels)


def _settings(settings: Any, tag: str) -> None:
    settings.odd_and_even_pages_header_footer = True
    update = OxmlElement("w:updateFields")  # page numbers of the contents are known to the program only
    update.set(qn("w:val"), "true")
    settings.element.insert_element_before(update, *_AFTER_UPDATE)
    language = settings.element.find(qn("w:themeFontLang"))
    language.set(qn("w:val"), tag if tag.startswith("en") else "en-GB")
    language.set(qn("w:eastAsia"), "zh-CN")


def _drop_leftovers(relationships: Any) -> None:
    for name, relationship in list(relationships.items()):
        if relationship.reltype.partition(_RELATED)[2] in _LEFTOVERS:
            del relationships[name]
