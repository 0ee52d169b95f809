"""The faces an office file's theme names: what writers add by hand is set in them."""

from __future__ import annotations

from lxml import etree

_MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def with_faces(theme: bytes, latin: str, heading: str, body: str) -> bytes:
    """A theme part with one Latin face and East Asian faces for headings and for the body."""
    root = etree.fromstring(theme)
    for name, east_asian in (("majorFont", heading), ("minorFont", body)):
        fonts = root.find(f".//{_MAIN}{name}")
        fonts.find(f"{_MAIN}latin").set("typeface", latin)
        fonts.find(f"{_MAIN}ea").set("typeface", east_asian)
        for font in fonts.iterfind(f"{_MAIN}font[@script='Hans']"):
            font.set("typeface", east_asian)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
