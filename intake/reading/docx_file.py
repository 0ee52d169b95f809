"""Word files: paragraphs with headings and numbers as shown, tables with merged cells, text boxes.

Headers, footers, footnotes, deleted and hidden text are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from data.violations import Reason
from intake.document import Document
from intake.reading import office
from intake.reading.docx_styles import Styles
from intake.reading.docx_tables import grid, is_data
from intake.reading.docx_text import CONTAINERS, PICTURES, text_boxes, text_of
from intake.reading.stated import published_on
from intake.reading.writer import DocumentWriter
from intake.reading.zip_parts import ZipParts

_CORE = "docProps/core.xml"


def read(content: bytes, sha256: str) -> Document:
    """Return a Word file as a document.

    Raises IntakeError.
    """
    parts = ZipParts(content)
    name = office.main_part(parts, "word/document.xml")
    root = parts.xml(name)
    body = office.child(root, "body")
    reader = _Reader(Styles(parts, name))
    if body is not None:
        reader.read(body)
    found = reader.writer.document("docx", sha256)
    return replace(
        found,
        title=_title(parts, found) or reader.title,
        published_on=published_on(found.of(block) for block in found.blocks[:20]),
        warnings=_pictures(root),
    )


class _Reader:
    def __init__(self, styles: Styles) -> None:
        self.writer = DocumentWriter()
        self.title = ""
        self._styles = styles

    def read(self, container: etree._Element) -> None:
        for element in _content(container):
            if office.local_name(element) == "p":
                self._paragraph(element)
            elif is_data(element):
                self.writer.table(grid(element, self._styles))
            else:
                for cell in (found for found in element.iter() if office.local_name(found) == "tc"):
                    if _table_of(cell) is element:
                        self.read(cell)

    def _paragraph(self, paragraph: etree._Element) -> None:
        style = self._styles.of(paragraph)
        for number, line in enumerate(text_of(paragraph, style.label).split("\n")):
            said = line.strip(" \t\u3000\xa0")
            if said:
                self.writer.paragraph(said, style.outline if not number else 0)
                self.title = self.title or (said if style.is_title else "")
        for box in text_boxes(paragraph):
            self.read(box)


def _content(container: etree._Element) -> Iterator[etree._Element]:
    """Yield paragraphs and tables in order, also those in content controls and accepted insertions."""
    for element in container:
        name = office.local_name(element)
        if name in {"p", "tbl"}:
            yield element
        elif name in CONTAINERS:
            yield from _content(element)


def _table_of(cell: etree._Element) -> etree._Element | None:
    return next((found for found in cell.iterancestors() if office.local_name(found) == "tbl"), None)


def _title(parts: ZipParts, found: Document) -> str:
    """Return the title among the properties, where it also stands at the head of the document: many are left over."""
    if _CORE not in parts:
        return ""
    said = next((e.text or "" for e in parts.xml(_CORE) if office.local_name(e) == "title"), "").strip()
    head = "".join(found.text[:500].split())
    return said if said and "".join(said.split()) in head else ""


def _pictures(root: etree._Element) -> tuple[Reason, ...]:
    count = sum(1 for element in root.iter() if office.local_name(element) in PICTURES)
    if not count:
        return ()
    return (
        Reason(
            f"文件中有 {count} 张图片；图片里的文字和表格读不出来，如有数据请另行录入。",
            f"The file holds {count} pictures; what they say is not read. Type in any figures they hold.",
        ),
    )
