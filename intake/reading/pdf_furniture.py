"""What repeats on the pages of a PDF file: headers, footers and page numbers, which are none of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from intake.reading.pdf_lines import TextLine
from intake.reading.pdf_page import PdfPage
from intake.reading.pdf_paragraphs import measure

#: The part of a page's height at its top and bottom where they stand, and how many lines of it are looked at.
_MARGIN, _LINES = 0.12, 2
#: On so many pages, and on such a share of them, a line repeats.
_FEWEST, _SHARE = 2, 0.4
#: Their distance from the text, in distances between its lines.
_APART = 1.2
_NUMBER = re.compile(
    r"[\s—–\-·.~_|]*\d{1,4}[\s—–\-·.~_|]*|第\s*\d+\s*页.{0,12}|(?:Page\s*)?\d+\s*(?:/|of)\s*\d+", re.I
)


def without_furniture(pages: Sequence[PdfPage]) -> Iterator[PdfPage]:
    """Yield the pages without their headers, footers and numbers."""
    counts = Counter(key for page in pages for key in {_key(line) for line in _apart(page)})
    enough = max(_FEWEST, _SHARE * len(pages))
    for page in pages:
        repeated = {id(line) for line in _apart(page) if counts[_key(line)] >= enough}
        dropped = repeated | {id(line) for line in _marginal(page) if _NUMBER.fullmatch(line.text)}
        yield page._replace(lines=[line for line in page.lines if id(line) not in dropped])


def _marginal(page: PdfPage) -> list[TextLine]:
    lines = _from_top(page)
    first = [line for line in lines[:_LINES] if line.bottom < _MARGIN * page.height]
    last = [line for line in lines[-_LINES:] if line.top > (1 - _MARGIN) * page.height]
    return [*first, *last]


def _apart(page: PdfPage) -> list[TextLine]:
    """Return the lines at top and bottom that stand further from the text than its lines from each other."""
    lines = _from_top(page)
    wide = _APART * measure(lines).gap
    tops = [line.top for line in lines]
    gaps = [after - before > wide for before, after in pairwise(tops)]
    first = next((place for place, gap in enumerate(gaps[:_LINES]) if gap), -1)
    last = next((place for place, gap in enumerate(gaps[::-1][:_LINES]) if gap), -1)
    kept = {id(line) for line in (*lines[: first + 1], *lines[len(tops) - last - 1 :])}
    # On a page that is one table there are no gaps to compare.
    return [line for line in _marginal(page) if id(line) in kept or len(tops) <= 2 * _LINES]


def _from_top(page: PdfPage) -> list[TextLine]:
    return sorted(page.lines, key=lambda line: line.top)


def _key(line: TextLine) -> tuple[str, int]:
    """Return by what a line is known on another page: its words without figures, and about where it stands."""
    return re.sub(r"\d+", "0", "".join(line.text.split())), round(line.top / 6)
