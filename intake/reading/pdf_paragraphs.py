"""Which lines of a page belong to one paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from intake.reading.pdf_lines import TextLine

#: In heights of type: what is an indent, how short the last line of a paragraph is, how much sizes differ.
_INDENT, _SHORT, _OTHER_SIZE = 1.0, 2.2, 0.18
#: Between lines of a paragraph the gap is less than so many times the usual one.
_GAP = 1.7
_ENDS = tuple("。！？；：:;.!?…”）)")


class Measure(NamedTuple):
    """Between which edges the lines of a page run, and how far apart they usually are."""

    left: float
    right: float
    gap: float


def measure(lines: Sequence[TextLine]) -> Measure:
    """Return how the lines of a page are set."""
    if not lines:
        return Measure(0, 0, 0)
    left = min(edge for edge, _ in Counter(round(line.left) for line in lines).most_common(2))
    gaps = [after.top - line.top for line, after in pairwise(lines) if after.top > line.top]
    return Measure(left, max(line.right for line in lines), median(gaps) if gaps else 0)


def continues(before: TextLine, line: TextLine, page: Measure, earlier: Measure) -> bool:
    """Whether a line goes on with the paragraph of the line before, on the same page or the one after.

    `earlier` is how the page of the line before is set.
    """
    size = max(before.size, 1.0)
    if abs(line.size - before.size) > _OTHER_SIZE * size:
        return False
    if before.page == line.page and line.top - before.top > _GAP * max(page.gap, size):
        return False
    if earlier.right - before.right > _SHORT * size:
        return False
    if line.left - page.left <= _INDENT * size:
        return True
    # Indented like the line before: a block of its own, unless a sentence has ended.
    return abs(line.left - before.left) < size / 2 and not before.text.endswith(_ENDS)
