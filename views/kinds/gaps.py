"""What others have in use that our sources do not show for one district, or only as planned."""

from __future__ import annotations

from collections.abc import Sequence

from locales import Words
from queries.practices import LackingPractice, gaps, practice_matrix
from queries.records import District
from queries.store import Store
from views import explaining, selection, wording
from views.spec import ViewSpec
from views.table import Column, Table
from views.view import View


def build(store: Store, words: Words, spec: ViewSpec) -> View:
    """What do others have in use that our sources do not show for one district, or only as planned?"""
    catalogue = store.catalogue
    chosen = spec.get("district")
    districts = list(dict.fromkeys((*(spec.many("districts") or catalogue.districts), chosen)))
    matrix = practice_matrix(store, districts)
    practices = gaps(matrix, chosen)
    name = words.pick(catalogue.districts[chosen], "name")
    lead, rest = explaining.lacking(words, practices, name)
    caution = explaining.not_found(words)
    used = dict.fromkeys(
        s.document_id
        for g in practices
        for d in (*g.having, *g.planning)
        for s in matrix.systems.get((g.practice.practice_id, d.district_id), ())
    )
    title = words.gettext("What others have and {district} lacks in our sources", district=name)
    return View(
        spec,
        words,
        title=title,
        subtitle=words.gettext("What the districts do"),
        sentence=words.paragraph((lead, rest)),
        section=selection.section(store, words, spec),
        table=_lacked_table(store, words, practices, title, caution) if practices else None,
        documents=tuple(catalogue.documents[d] for d in used),
        name=title,
        practices=matrix,
        lacking=tuple(practices),
    )


def _lacked_table(
    store: Store, words: Words, practices: Sequence[LackingPractice], title: str, caution: str
) -> Table:
    def names(districts: Sequence[District]) -> str:
        return wording.districts(words, (words.pick(d, "name") for d in districts)) or "–"

    return Table(
        title=title,
        columns=(
            Column("practice", words.gettext("Practice"), weight=2.2),
            Column("state", words.gettext("Here"), weight=1.3),
            Column("having", words.gettext("In use in"), weight=2.6),
            Column("planning", words.gettext("Planned in"), weight=1.4),
            Column("dimension", words.gettext("Dimension"), weight=1.6),
        ),
        rows=tuple(
            (
                words.pick(g.practice, "name"),
                explaining.state(words, g.state),
                names(g.having),
                names(g.planning),
                words.pick(store.catalogue.dimensions[g.practice.dimension_id], "name"),
            )
            for g in practices
        ),
        notes=(caution,),
    )
