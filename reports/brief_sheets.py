"""A brief on two sheets, as slides and screens show it: where the district stands; what others do and what is due."""

from __future__ import annotations

from typing import NamedTuple

from views.brief import BriefPart
from views.evidence import graded
from views.view import View

#: The parts of each sheet by columns, and the share of the width that the first column takes.
SHEETS = (
    ((("standing",), ("changes", "gaps")), 0.46),
    ((("practices",), ("plan", "care")), 0.6),
)


class Sheet(NamedTuple):
    """Columns with their parts, the share of the width that the first takes, and the documents that its lines cite."""

    columns: tuple[tuple[BriefPart, ...], ...]
    share: float
    sources: str


def sheets_of(view: View) -> list[Sheet]:
    """Return the sheets of a brief; those without any part are left out."""
    by_id = {part.part_id: part for part in view.brief}
    found = []
    for ids, share in SHEETS:
        columns = tuple(tuple(by_id[i] for i in column if i in by_id) for column in ids)
        if any(columns):
            found.append(Sheet(columns, share, _sources(view, columns)))
    return found


def _sources(view: View, columns: tuple[tuple[BriefPart, ...], ...]) -> str:
    """The documents that lines cite, each with its number; '' where they cite none."""
    numbers = sorted({r.number for parts in columns for p in parts for x in p.lines for r in x.references})
    listed = view.words.statements(f"[{n}] {graded(view.words, view.documents[n - 1])}" for n in numbers)
    return view.words.gettext("Sources: {sources}", sources=listed) if numbers else ""
