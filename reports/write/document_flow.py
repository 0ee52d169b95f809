"""On which page what a document says will stand, by the sizes and distances of its styles.

Measured on the document itself, so that its contents have page numbers on any machine: no office program is asked,
and the same report gives the same file. The faces of the machine that opens it are not known; Word and WPS set the
numbers right when they bring the fields up to date.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from charts import wrapping
from reports.write.document_metrics import Form, Metrics

#: Letters of Times New Roman against those of the face that is measured.
LATIN = 0.9
#: Lines of a paragraph that are not left alone on a page.
WIDOW = 2


class Block(NamedTuple):
    """What a page takes as a whole or by lines: heights in points."""

    height: float
    #: The height of its lines, where it may be divided; 0 where not.
    line: float
    before: float
    after: float
    is_kept: bool
    begins_page: bool
    marks: tuple[str, ...]
    #: The head that stands above it again on a new page.
    head: float = 0.0

    @property
    def least(self) -> float:
        """The height of what may not be left behind."""
        return self.before + (min(self.height, WIDOW * self.line) if self.line else self.height)


def pages_of(document: Any) -> dict[str, int]:
    """Return the page of each bookmark of a document, from 1."""
    metrics = Metrics(document)
    return _placed(list(_blocks(document, metrics)), metrics.page_height)


def _placed(blocks: Sequence[Block], height: float) -> dict[str, int]:
    found: dict[str, int] = {}
    page, taken = 1, 0.0
    chain = 0  # up to which block the page has been found to have room
    for n, b in enumerate(blocks):
        need = b.least
        if n >= chain and b.is_kept:
            chain, whole = _chain(blocks, n)
            need = whole if whole <= height else need
        if taken and (b.begins_page or taken + need > height + 0.1):
            page, taken = page + 1, b.head
        for name in b.marks:
            found[name] = page
        turned, taken = _divided(b, taken, height)
        page += turned
        taken += b.after
    return found


def _divided(b: Block, taken: float, height: float) -> tuple[int, float]:
    """Over how many pages more a block goes, and what it takes of the last one."""
    if taken + b.before + b.height <= height + 0.1 or not b.line:
        return 0, taken + b.before + b.height
    here = int((height - taken - b.before) / b.line)
    rest, each = round(b.height / b.line) - here, int(height / b.line)
    return 1 + (rest - 1) // each, (1 + (rest - 1) % each) * b.line


def _chain(blocks: Sequence[Block], first: int) -> tuple[int, float]:
    """Where blocks end that stay together, and how high they are with the beginning of what they lead to."""
    height, n = 0.0, first
    while n < len(blocks) - 1 and blocks[n].is_kept:
        height += blocks[n].before + blocks[n].height + blocks[n].after
        n += 1
    return n, height + blocks[n].least


def _blocks(document: Any, metrics: Metrics) -> Iterator[Block]:
    for child in document.element.body:
        name = child.tag.rpartition("}")[2]
        if name == "p":
            yield _paragraph(child, metrics)
        elif name == "tbl":
            yield from _rows(child, metrics)


def _paragraph(p: Any, metrics: Metrics) -> Block:
    form = metrics.form(p)
    line = metrics.line(form)
    picture = metrics.picture(p)
    height = picture or line * _lines(metrics.text(p), form, metrics.width)
    divides = 0.0 if picture or form.keeps_lines else line
    marks = metrics.marks(p)
    return Block(height, divides, form.before, form.after, form.keeps_next, form.begins_page, marks)


def _lines(text: str, form: Form, room: float) -> int:
    """How many lines a paragraph takes; its indent is measured as blanks before the text."""
    indented = "　" * round(max(0.0, form.first) / form.size) + text
    size = form.size + form.spacing
    return wrapping.lines(indented, size, room - form.left - form.right, LATIN)


def _rows(table: Any, metrics: Metrics) -> Iterator[Block]:
    head = 0.0
    for row in metrics.rows(table):
        height = 0.0
        for width, p in row.cells:
            form = metrics.form(p)
            text = form.before + form.after + metrics.line(form) * _lines(metrics.text(p), form, width)
            height = max(height, text)
        yield Block(height, 0.0, 0.0, 0.0, row.is_kept, False, (), head)
        head = height if row.is_head else head
