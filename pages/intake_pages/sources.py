"""The source beside the card: text as text, tables as tables, pages of a PDF file as pictures; figures are marked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from data.workspace.intake_documents import IntakeDocument
from data.workspace.intake_figures import Figure
from intake.document import Block, Document, Table
from pages.accounts.forms import Sent
from pages.shared.templates import render


class Span(NamedTuple):
    """Where a figure stands in the text."""

    start: int
    end: int
    figure: Figure


class Piece(NamedTuple):
    """A run of text, with the figures that stand there, often one, none for what is no figure."""

    text: str
    figures: tuple[Figure, ...] = ()


class ShownBox(NamedTuple):
    """The rectangle of a figure on a page, in percent of the page."""

    figure: Figure
    left: float
    top: float
    width: float
    height: float


def source_of(sent: Sent, taken: IntakeDocument, document: Document, figures: Sequence[Figure]) -> Markup:
    """Return the HTML of a document with its figures marked."""
    spans = _spans(figures)
    given = {"taken": taken, "document": document}
    if document.pages:
        pages = [(page, _boxes(document, page.number, spans)) for page in document.pages]
        return render("intake/pages.html", sent.words.code, large=sent.is_large, pages=pages, **given)
    parts = [_part(document, part, spans) for part in document.parts()]
    return render("intake/text.html", sent.words.code, large=sent.is_large, parts=parts, **given)


def pieces(document: Document, start: int, end: int, spans: Sequence[Span]) -> list[Piece]:
    """Return a range of the text in runs; a figure that begins inside another is not marked again.

    均为100% stands for several figures at one place: all of them are marked there.
    """
    found: list[Piece] = []
    position = start
    for span in spans[bisect_left(spans, (start,)) :]:
        if span.start >= end:
            break
        if span.start < position or span.end > end:
            continue
        same = [other.figure for other in spans if other[:2] == span[:2]]
        found += [Piece(document.text[position : span.start])]
        found += [Piece(document.text[span.start : span.end], tuple(same))]
        position = span.end
    return [p for p in (*found, Piece(document.text[position:end])) if p.text]


def _spans(figures: Sequence[Figure]) -> list[Span]:
    spans = [Span(f.proposal["char_start"], f.proposal["char_end"], f) for f in figures]
    return sorted(spans, key=lambda span: (span.start, -span.end))


def _part(document: Document, part: Block | Table, spans: Sequence[Span]) -> dict[str, object]:
    if isinstance(part, Block):
        return {"level": part.level, "pieces": pieces(document, part.start, part.end, spans), "rows": None}
    rows: dict[int, list[dict[str, object]]] = {}
    for cell in part.cells:
        shown: dict[str, object] = {"cell": cell, "pieces": pieces(document, cell.start, cell.end, spans)}
        rows.setdefault(cell.row, []).append(shown)
    return {"level": 0, "pieces": [], "name": part.name, "rows": [rows[n] for n in sorted(rows)]}


def _boxes(document: Document, number: int, spans: Sequence[Span]) -> list[ShownBox]:
    page = next(p for p in document.pages if p.number == number)
    lines = [line for line in document.lines if line.page == number]
    if not lines:
        return []
    first, last = min(line.start for line in lines), max(line.end for line in lines)
    found = []
    for span in spans:
        if span.end < first or span.start > last:
            continue
        for box in document.boxes(span.start, span.end):
            if box.page == number:
                left, top = 100 * box.left / page.width, 100 * box.top / page.height
                width, height = (
                    100 * (box.right - box.left) / page.width,
                    100 * (box.bottom - box.top) / page.height,
                )
                found.append(ShownBox(span.figure, left, top, width, height))
    return found
