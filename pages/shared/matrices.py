"""Matrices of the overview: what is held, and what districts do."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from pages.shared.grouping import grouped
from pages.shared.page_context import PageContext
from queries.coverage import by_dimension
from queries.practices import PracticeMatrix, practice_matrix, systems_of
from queries.records import District, Document, Practice
from views import explaining
from views.spec import view_spec

#: Age of the newest figure in years → shade; older than the last is the palest.
FRESHNESS = ((1, 3), (3, 2), (6, 1))


class Sign(NamedTuple):
    """Whether a district has a practice."""

    code: str
    #: By which systems it has it.
    title: str
    #: Where it leads; '' where nothing is known.
    district_id: str


def coverage(d: PageContext) -> Markup:
    """Return dimension × district: how many figures and the newest year, shaded by freshness."""
    cells = {(c.dimension_id, c.district_id): c for c in by_dimension(d.store)}
    return d.render(
        "overview/coverage.html",
        names=[d.district_name(x) for x in d.usual_districts],
        rows={i: [cells.get((i, x)) for x in d.usual_districts] for i in d.catalogue.dimensions},
        shades={c.newest_year: _shade(d, c.newest_year) for c in cells.values()},
        note=d.words.gettext(
            "Number of figures and newest year; the deeper the shade, the newer. – nothing in our sources."
        ),
        spec=view_spec("missing", districts=d.usual_districts),
    )


def _shade(d: PageContext, newest_year: int) -> int:
    age = d.today.year - newest_year
    return next((s for limit, s in FRESHNESS if age <= limit), 0)


def practices(d: PageContext) -> dict[str, list[tuple[Practice, list[Sign]]]]:
    """Return dimension id → its practices, each with a sign for every usual district."""
    matrix = practice_matrix(d.store, d.usual_districts)
    groups = grouped(matrix.practices, lambda p: p.dimension_id)
    return {
        i: [(p, [_sign(d, matrix, p, x) for x in matrix.districts]) for p in members]
        for i, members in groups.items()
    }


def documents_of_practices(d: PageContext) -> list[Document]:
    """Return the documents in which the practices were found."""
    used = dict.fromkeys(s.document_id for s in systems_of(d.store, d.usual_districts) if s.practice_id)
    return [d.catalogue.documents[i] for i in used]


def _sign(d: PageContext, matrix: PracticeMatrix, practice: Practice, district: District) -> Sign:
    words = d.words
    code = matrix.state(practice.practice_id, district.district_id)
    systems = matrix.systems.get((practice.practice_id, district.district_id), ())
    what = d.names(systems)
    title = words.labelled(words.pick(district, "name"), f"{explaining.state(words, code)} {what}".strip())
    return Sign(code, title, district.district_id if systems else "")
