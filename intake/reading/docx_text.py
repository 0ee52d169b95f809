"""The text of a paragraph of Word as it is shown."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from intake.reading import office

#: Elements around paragraphs and tables that are as good as not there.
CONTAINERS = frozenset(
    [
        "sdt",
        "sdtContent",
        "customXml",
        "ins",
        "moveTo",
        "smartTag",
        "AlternateContent",
        "Choice",
        "body",
        "txbxContent",
    ]
)
PICTURES = frozenset({"blip", "imagedata"})
#: What is struck out or written for older programs, and text boxes, which are read after their paragraph.
_SKIPPED = frozenset(["del", "moveFrom", "Fallback", "txbxContent", "pPr", "instrText", "delText", "tbl"])
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


def text_of(paragraph: etree._Element, label: str = "") -> str:
    """Return the text of a paragraph, after the number that Word puts before it."""
    pieces = [label]
    walk = etree.iterwalk(paragraph, events=("start",))
    for _, element in walk:
        name = office.local_name(element)
        if name in _SKIPPED or (name == "r" and _is_hidden(element)):
            walk.skip_subtree()
        elif name == "t":
            pieces.append(element.text or "")
        elif name in _SIGNS:
            broken = name == "br" and office.attribute(element, "type") in {"page", "column"}
            pieces.append("" if broken else _SIGNS[name])
    return "".join(pieces)


def text_boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield the contents of text boxes that hang on a paragraph; Word writes each twice, for old and new programs."""
    walk = etree.iterwalk(paragraph, events=("start",))
    for _, element in walk:
        name = office.local_name(element)
        if name in {"Fallback", "del", "moveFrom"}:
            walk.skip_subtree()
        elif name == "txbxContent":
            yield element
            walk.skip_subtree()


def _is_hidden(run: etree._Element) -> bool:
    mark = office.child(office.child(run, "rPr"), "vanish")
    return mark is not None and office.attribute(mark, "val") not in {"0", "false", "off"}
