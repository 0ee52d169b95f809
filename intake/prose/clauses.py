"""A document as clauses: where each stands, in which sentence and under which heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from intake.document import Document, Table
from intake.prose.characters import plain
from intake.prose.vocabulary import FURNITURE

#: Longer blocks are no sentences; they are cut, so that nothing takes longer than it must.
_LONGEST_CLAUSE = 400
#: A cell of a table with so many signs and a full stop is prose.
_PROSE_CELL = 40
_SENTENCE = re.compile(r"[^。!?]{1,2000}[。!?]*")
_CLAUSE_END = re.compile(r"[，;。!?]|,(?!\d{3}(?!\d))|(?<!\d),|:(?!\d)")
_NUMBERED = re.compile(
    r"\s*(?:第[一二三四五六七八九十]{1,3}(?:部分|章|节)|[一二三四五六七八九十]{1,3}\s*[、.]|\([一二三四五六七八九十]{1,3}\))"
)


class Clause(NamedTuple):
    """A clause: a range of the document's text without its closing sign, made plain sign for sign."""

    text: str
    start: int
    end: int
    #: The block or cell it stands in.
    place: str
    #: The heading above it; '' where there is none.
    section: str
    #: The whole sentence it is part of, plain, and where that begins.
    sentence: str
    sentence_start: int
    #: Whether it opens the first sentence of its paragraph.
    opens_paragraph: bool = False


class Passage(NamedTuple):
    """A part of a document that is read as prose: a block, or a cell that holds sentences."""

    text: str
    start: int
    place: str
    section: str


def clauses(document: Document) -> tuple[Clause, ...]:
    """Return the clauses of all blocks, and of cells that hold sentences, in the order of the document."""
    return tuple(clause for passage in passages(document) for clause in _of_passage(passage))


def passages(document: Document) -> Iterator[Passage]:
    """Yield what is read as prose with the heading above it; headings and furniture of the page are left out."""
    section = ""
    for part in document.parts():
        if isinstance(part, Table):
            for cell in part.cells:
                text = plain(document.of(cell))
                if len(text) >= _PROSE_CELL and "。" in text:
                    yield Passage(text, cell.start, cell.address, section)
            continue
        text = plain(document.of(part))
        if _is_furniture(text):
            continue
        if part.level:
            section = text.strip()
        else:
            opening = _run_in_heading(text)
            yield Passage(text, part.start, part.address, opening or section)


def _run_in_heading(text: str) -> str:
    """Return the heading with which a paragraph itself opens, as （一）推进科学决策方面; '' where it has none."""
    if not _NUMBERED.match(text):
        return ""
    first = re.match(r"[^。:]{2,45}[。:]", text)
    return first.group().strip(" 。:") if first and not re.search(r"\d", first.group()) else ""


def _is_furniture(text: str) -> bool:
    return len(text) <= 120 and any(word in text for word in FURNITURE)


def _of_passage(passage: Passage) -> Iterator[Clause]:
    for match in _SENTENCE.finditer(passage.text):
        sentence, offset = match.group(), match.start()
        for first, last in _ranges(sentence):
            text = sentence[first:last]
            if text.strip():
                start = passage.start + offset + first
                yield Clause(
                    text=text,
                    start=start,
                    end=start + len(text),
                    place=passage.place,
                    section=passage.section,
                    sentence=sentence,
                    sentence_start=passage.start + offset,
                    opens_paragraph=offset == 0 and first == 0,
                )


def _ranges(sentence: str) -> Iterator[tuple[int, int]]:
    """Yield the clauses of a sentence as ranges; what has no sign for long is cut."""
    start = 0
    for match in _CLAUSE_END.finditer(sentence):
        yield from _cut(start, match.start())
        start = match.end()
    yield from _cut(start, len(sentence))


def _cut(start: int, end: int) -> Iterator[tuple[int, int]]:
    for first in range(start, end, _LONGEST_CLAUSE):
        yield first, min(first + _LONGEST_CLAUSE, end)
