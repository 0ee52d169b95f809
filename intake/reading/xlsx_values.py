"""What a cell of a workbook shows: shared strings, numbers in their formats."""

from __future__ import annotations

from lxml import etree

from intake.reading import office
from intake.reading.number_formats import BUILTIN, shown
from intake.reading.zip_parts import ZipParts

_BLANKS = " \t\r\n\u3000\xa0"


class Values:
    """The shared strings and number formats of a workbook."""

    def __init__(self, parts: ZipParts, name: str, workbook: etree._Element) -> None:
        strings = office.related(parts, name, "sharedStrings")
        self._strings = [_rich_text(item) for item in parts.xml(strings)] if strings else []
        styles = office.related(parts, name, "styles")
        self._formats = _formats(parts.xml(styles)) if styles else []
        properties = office.child(workbook, "workbookPr")
        self._from_1904 = office.attribute(properties, "date1904") in {"1", "true"}

    def shown(self, cell: etree._Element) -> str:
        """Return what a cell shows; '' for an empty one."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = office.child(cell, "is")
            return _rich_text(inline) if inline is not None else ""
        element = office.child(cell, "v")
        raw = (element.text or "").strip() if element is not None else ""
        if not raw:
            return ""
        if kind == "s":
            return self._string(raw)
        if kind == "b":
            return "TRUE" if raw == "1" else "FALSE"
        if kind in {"str", "e"}:
            return raw.strip(_BLANKS)
        return shown(raw, self._format(cell.get("s", "0")), from_1904=self._from_1904).strip(_BLANKS)

    def _string(self, index: str) -> str:
        fits = index.isascii() and index.isdecimal() and len(index) < 9 and int(index) < len(self._strings)
        return self._strings[int(index)] if fits else ""

    def _format(self, index: str) -> str:
        fits = index.isascii() and index.isdecimal() and len(index) < 9 and int(index) < len(self._formats)
        return self._formats[int(index)] if fits else "General"


def _rich_text(item: etree._Element) -> str:
    """Return a text of several runs; how to pronounce it (rPh) is no part of it."""
    texts = (
        element.text or ""
        for element in item.iter()
        if office.local_name(element) == "t" and office.local_name(element.getparent()) != "rPh"
    )
    return "".join(texts).replace("\r\n", "\n").replace("_x000D_", "").strip(_BLANKS)


def _formats(styles: etree._Element) -> list[str]:
    """Return the number format of each style of cells."""
    own = {
        office.attribute(element, "numFmtId"): office.attribute(element, "formatCode")
        for element in office.children(styles, "numFmts")
    }
    uses = [office.attribute(element, "numFmtId") for element in office.children(styles, "cellXfs")]
    return [own.get(use) or BUILTIN.get(use, "General") for use in uses]
