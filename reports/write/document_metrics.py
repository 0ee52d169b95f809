"""Sizes and distances in a document as its styles give them, in points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from docx.oxml.ns import qn

#: Height of a line of the usual Chinese faces in type sizes, where no style says another.
NATURAL = 1.3
#: English metric units and twentieths in a point.
EMU, TWIP = 12_700, 20
#: The padding of a cell on both sides, in points.
PADDING = 6.0


class Form(NamedTuple):
    """How a paragraph is set."""

    size: float
    #: Height of a line: exact in points, or 0 for that of the face.
    line: float
    before: float
    after: float
    left: float
    right: float
    first: float
    #: What is added to each character.
    spacing: float
    keeps_next: bool
    keeps_lines: bool
    begins_page: bool


class Row(NamedTuple):
    """A row of a table: its cells as width and paragraph."""

    cells: tuple[tuple[float, Any], ...]
    is_head: bool
    is_kept: bool


class Metrics:
    """Reads the forms of one document; those of styles are read once."""

    def __init__(self, document: Any) -> None:
        self._styles = {s.get(qn("w:styleId")): s for s in document.styles.element.iter(qn("w:style"))}
        self._known: dict[str, Form] = {}
        section = document.element.body.sectPr
        size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
        self.width = _points(size, "w") - _points(margins, "left") - _points(margins, "right")
        self.page_height = _points(size, "h") - _points(margins, "top") - _points(margins, "bottom")

    def form(self, p: Any) -> Form:
        """Return how a paragraph is set: its own properties over those of its style."""
        own = p.find(qn("w:pPr"))
        named = own.find(qn("w:pStyle")) if own is not None else None
        style = named.get(qn("w:val")) if named is not None else "Normal"
        if style not in self._known:
            self._known[style] = self._read(list(self._chain(style)))
        if own is None or all(c.tag == qn("w:pStyle") for c in own):
            return self._known[style]
        return self._read([own, *self._chain(style)])

    def line(self, form: Form) -> float:
        """Return the height of a line."""
        return form.line or form.size * NATURAL

    def text(self, p: Any) -> str:
        """Return what a paragraph shows, the number before a heading as blanks."""
        number = "　" * 3 if self._is_numbered(p) else ""
        return number + "".join(t.text or "" for t in p.iter(qn("w:t")))

    def picture(self, p: Any) -> float:
        """Return the height of the picture in a paragraph; 0 where there is none."""
        extent = next(p.iter(qn("wp:extent")), None)
        return int(extent.get("cy")) / EMU if extent is not None else 0.0

    def marks(self, p: Any) -> tuple[str, ...]:
        """Return the names of the bookmarks that begin in a paragraph."""
        return tuple(m.get(qn("w:name")) for m in p.iter(qn("w:bookmarkStart")))

    def rows(self, table: Any) -> Iterator[Row]:
        """Yield the rows of a table."""
        for tr in table.iter(qn("w:tr")):
            cells = []
            for tc in tr.iter(qn("w:tc")):
                wide = _points(tc.find(f"{qn('w:tcPr')}/{qn('w:tcW')}"), "w") - PADDING
                cells += [(wide, p) for p in tc.iter(qn("w:p"))]
            is_kept = bool(cells) and self.form(cells[0][1]).keeps_next
            yield Row(tuple(cells), next(tr.iter(qn("w:tblHeader")), None) is not None, is_kept)

    def _is_numbered(self, p: Any) -> bool:
        style = p.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return style is not None and style.get(qn("w:val")) in ("Heading1", "Heading2")

    def _chain(self, style: str) -> Iterator[Any]:
        """The properties of a style and of those it is based on: of paragraphs and of text."""
        while style in self._styles:
            found = self._styles[style]
            for name in ("w:pPr", "w:rPr"):
                if (properties := found.find(qn(name))) is not None:
                    yield properties
            based = found.find(qn("w:basedOn"))
            style = based.get(qn("w:val")) if based is not None else ""

    def _read(self, chain: list[Any]) -> Form:
        def first(name: str, attribute: str, otherwise: str = "0") -> str:
            for properties in chain:
                found = properties.find(qn(f"w:{name}"))
                if found is not None and (value := found.get(qn(f"w:{attribute}"))) is not None:
                    return str(value)
            return otherwise

        def switched(name: str) -> bool:
            found = (p.find(qn(f"w:{name}")) for p in chain)
            return next((e.get(qn("w:val"), "1") != "0" for e in found if e is not None), False)

        def twips(name: str, attribute: str) -> float:
            return int(first(name, attribute)) / TWIP

        is_exact = first("spacing", "lineRule", "auto") == "exact"
        hanging = twips("ind", "hanging")
        return Form(
            size=int(first("sz", "val", "21")) / 2,
            line=twips("spacing", "line") if is_exact else 0.0,
            before=twips("spacing", "before"),
            after=twips("spacing", "after"),
            left=twips("ind", "left"),
            right=twips("ind", "right"),
            first=-hanging if hanging else twips("ind", "firstLine"),
            spacing=twips("spacing", "val"),
            keeps_next=switched("keepNext"),
            keeps_lines=switched("keepLines"),
            begins_page=switched("pageBreakBefore"),
        )


def _points(found: Any, name: str) -> float:
    return int(found.get(qn(f"w:{name}"))) / TWIP
