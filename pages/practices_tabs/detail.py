"""What is open on the Practices page: a practice in every district, or one system alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pages.shared.page_context import PageContext
from queries.practices import PracticeMatrix, figures_in_paragraph, system_by_id
from queries.records import District, Observation, Practice, System

#: The figures in the paragraphs that speak of a practice, by the district they are of.
Figures = Sequence[tuple[District, Sequence[Observation]]]
#: A system with the figures that stand in the same paragraph of its document.
Entry = tuple[System, Sequence[Observation]]


class Detail(NamedTuple):
    """What is open: a practice in every district, or one system alone."""

    title: str
    subtitle: str
    #: What the present address says without that which opened this.
    closed: dict[str, str]
    #: Name of a district ('' where the subtitle gives it) and its entries.
    entries: Sequence[tuple[str, Sequence[Entry]]]
    #: The districts for which nothing was found, as a list in words.
    lacking: str = ""


def system_detail(d: PageContext, system_id: str, closed: dict[str, str]) -> Detail | None:
    """Return one system alone, as a link from the search opens it; None if none is asked for or it is not known."""
    found = system_by_id(d.store, system_id) if system_id else None
    if found is None:
        return None
    return Detail(
        d.words.pick(found, "name"),
        d.district_name(found.district_id),
        closed,
        [("", [(found, figures_in_paragraph(d.store, found))])],
    )


def practice_detail(
    d: PageContext, matrix: PracticeMatrix, practice: Practice, closed: dict[str, str], *, only: str = ""
) -> Detail:
    """Return what exactly a practice is in each district, or in the one given as `only`."""
    words = d.words
    cells = {x: matrix.systems.get((practice.practice_id, x.district_id), ()) for x in matrix.districts}
    return Detail(
        words.pick(practice, "name"),
        words.pick(practice, "question"),
        closed,
        [
            (words.pick(x, "name"), _entries(d, systems))
            for x, systems in cells.items()
            if systems and only in ("", x.district_id)
        ],
        d.names(x for x, systems in cells.items() if not systems),
    )


def _entries(d: PageContext, systems: Sequence[System]) -> list[Entry]:
    """Systems of one district; the figures of a paragraph stand with the first system of that paragraph."""
    first = {(s.document_id, s.section): s for s in reversed(systems)}
    return [
        (s, figures_in_paragraph(d.store, s) if first[s.document_id, s.section] is s else ()) for s in systems
    ]


def figures_by_district(d: PageContext, described: Sequence[tuple[District, Sequence[System]]]) -> Figures:
    """Return the figures in the paragraphs of the systems of some districts, each once, by district."""
    found = [(x, [o for _, figures in _entries(d, systems) for o in figures]) for x, systems in described]
    return [(x, figures) for x, figures in found if figures]
