"""The headings of a document and its contents: a field, filled with what it will show, numbers of pages included."""

from __future__ import annotations

from typing import Any, NamedTuple

from reports.write.document_flow import pages_of
from reports.write.document_parts import Setter


class _Heading(NamedTuple):
    level: int
    number: str
    text: str
    mark: str


class Contents:
    """Collects the headings of one document while it is set, and then writes its contents."""

    def __init__(self, document: Any, setter: Setter) -> None:
        self._document, self._set = document, setter
        self._headings: list[_Heading] = []
        self._place: Any = None

    def begin(self, place: Any) -> None:
        """Say after which paragraph the contents stand; what is set next begins a page."""
        self._place = place

    def heading(self, text: str, level: int, number: str) -> None:
        """Add a heading, which numbers itself unless it has no number."""
        style = f"Heading {level}" if number or level == 1 else "Heading 2 Alone"
        paragraph = self._document.add_paragraph(style=style)
        if not self._headings:
            paragraph.paragraph_format.page_break_before = True
        run = self._set.run(paragraph, text)
        mark = f"_Toc{len(self._headings) + 1:06d}"
        self._set.bookmark(run, run, mark)
        self._headings.append(_Heading(level, number, text, mark))

    def fill(self) -> None:
        """Write the contents. Their length does not depend on the numbers, so pages are counted with empty ones."""
        before = self._place._p
        shown: dict[str, Any] = {}
        paragraph = None
        for n, h in enumerate(self._headings):
            paragraph = self._document.add_paragraph(style=f"toc {h.level}")
            before.addnext(paragraph._p)
            before = paragraph._p
            if n == 0:
                self._set.open_field(paragraph, 'TOC \\o "1-2" \\h \\z \\u')
            first = len(paragraph._p)
            self._set.run(paragraph, f"{h.number}{h.text}\t")
            *_, number, _ = self._set.field(paragraph, f"PAGEREF {h.mark} \\h", "")
            shown[h.mark] = number
            self._set.inner_link(paragraph, h.mark, first)
        if paragraph is None:
            return
        self._set.mark(paragraph, "end")
        pages = pages_of(self._document)
        for mark, number in shown.items():
            number.text = str(pages[mark])
