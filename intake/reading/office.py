"""What DOCX and XLSX have in common: elements by name, and parts by relationship."""

from __future__ import annotations

from posixpath import dirname, join, normpath
from typing import NamedTuple

from lxml import etree

from intake.reading.zip_parts import ZipParts


class Relation(NamedTuple):
    """The last word of the type of a relationship, and the part it leads to."""

    kind: str
    part: str


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace: Office has two for everything; '' for what is none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: etree._Element | None, name: str) -> str:
    """Return an attribute in whatever namespace; '' where there is none."""
    if element is None:
        return ""
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """Return the first child of a name."""
    if element is None:
        return None
    return next((found for found in element if local_name(found) == name), None)


def children(element: etree._Element, name: str) -> list[etree._Element]:
    """Return what stands in the first child of a name."""
    found = child(element, name)
    return list(found) if found is not None else []


def value(element: etree._Element | None, name: str) -> str:
    """Return the `val` of a child; '' where there is none."""
    return attribute(child(element, name), "val")


def relations(parts: ZipParts, part: str) -> dict[str, Relation]:
    """Return to which parts a part relates, by id; those outside of the file are left out. '' is the file itself."""
    folder = dirname(part)
    name = join(folder, "_rels", f"{part[len(folder) :].lstrip('/')}.rels")
    if name not in parts:
        return {}
    return {
        attribute(relation, "Id"): Relation(
            attribute(relation, "Type").rpartition("/")[2],
            normpath(join("/", folder, attribute(relation, "Target"))).lstrip("/"),
        )
        for relation in parts.xml(name)
        if attribute(relation, "TargetMode") != "External"
    }


def main_part(parts: ZipParts, usual: str) -> str:
    """Return the part that holds the document itself; the usual one where the file does not say."""
    found = (r.part for r in relations(parts, "").values() if r.kind == "officeDocument")
    return next((part for part in found if part in parts), usual)


def related(parts: ZipParts, part: str, kind: str) -> str | None:
    """Return the part of a kind to which a part relates, where it exists."""
    found = (r.part for r in relations(parts, part).values() if r.kind == kind)
    return next((name for name in found if name in parts), None)
