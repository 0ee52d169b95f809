"""Matrices of the overview: what is held, and what districts do."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from pages.shared.grouping import grouped
from pages.shared.page_context import PageContext
from queries.practices import PracticeMatrix
from queries.records import District, Practice
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
    v = d.view(view_spec("missing", districts=d.usual_districts))
    cells = {(c.dimension_id, c.district_id): c for c in v.coverage}
    return d.render(
        "overview/coverage.html",
        v=v,
        rows={i: [cells.get((i, x)) for x in v.shown] for i in d.catalogue.dimensions},
        shades={c.newest_year: _shade(d, c.newest_year) for c in cells.values()},
        note=d.words.gettext(
            "Number of figures and newest year; the deeper the shade, the newer. – nothing in our sources."
        ),
    )


def _shade(d: PageContext, newest_year: int) -> int:
    age = d.today.year - newest_year
    return next((s for limit, s in FRESHNESS if age <= limit), 0)


def practices(d: PageContext, matrix: PracticeMatrix) -> dict[str, list[tuple[Practice, list[Sign]]]]:
    """Return dimension id → its practices, each with a sign for every district of the matrix."""
    groups = grouped(matrix.practices, lambda p: p.dimension_id)
    return {
        i: [(p, [_sign(d, matrix, p, x) for x in matrix.districts]) for p in members]
        for i, members in groups.items()
    }


def _sign(d: PageContext, matrix: PracticeMatrix, practice: Practice, district: District) -> Sign:
    words = d.words
    code = matrix.state(practice.practice_id, district.district_id)
    systems = matrix.systems.get((practice.practice_id, district.district_id), ())
    what = d.names(systems)
    title = words.labelled(words.pick(district, "name"), f"{explaining.state(words, code)} {what}".strip())
    return Sign(code, title, district.district_id if systems else "")
