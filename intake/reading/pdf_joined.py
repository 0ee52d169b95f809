"""Lines of a page joined to running text: the breaks of the page are none of the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from intake.document import Line
from intake.reading.pdf_lines import TextLine

#: A line is full where less than so many heights of type are left of it.
_FULL = 1.3


class Joined(NamedTuple):
    """A text, and where in it each line starts."""

    text: str
    lines: tuple[tuple[int, TextLine], ...]


def joined(lines: Sequence[TextLine], right: Callable[[TextLine], float], *, in_cell: bool = False) -> Joined:
    """Return lines as one text; `right` says how far a line could run before it had to break."""
    text, places = "", []
    before: TextLine | None = None
    for line in lines:
        if before is not None:
            text += _between(before, line, right(before), in_cell)
        places.append((len(text), line))
        text += line.text
        before = line
    return Joined(text, tuple(places))


def placed_lines(found: Joined, start: int) -> Iterable[Line]:
    """Yield the lines of a text that starts somewhere in the document."""
    for place, line in found.lines:
        begin = start + place
        yield Line(begin, begin + len(line.text), line.page, line.top, line.bottom, line.edges)


def _between(before: TextLine, line: TextLine, right: float, in_cell: bool) -> str:
    last, first = before.text[-1], line.text[0]
    if not (last.isascii() and first.isascii()):
        return ""
    if last.isdigit() and first.isdigit():
        full = right - before.right < _FULL * before.size
        return "" if full else ("\n" if in_cell else " ")
    return " " if last.isalnum() and first.isalnum() else ""
