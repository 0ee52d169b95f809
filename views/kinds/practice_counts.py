"""How many kinds of practice districts have in use, by dimension: the matrix of all practices on one page."""

from __future__ import annotations

from locales import Words
from queries.practices import PracticeMatrix, practice_matrix
from queries.store import Store
from views import explaining, selection
from views.kinds.practices import documents_of, finding
from views.spec import ViewSpec, view_spec
from views.table import Cell, Column, Gap, Phrase, Table
from views.view import Note, View, headline


def build(store: Store, words: Words, spec: ViewSpec) -> View:
    """Of how many kinds of practice do documents speak in each dimension, as in use and as planned?"""
    matrix = practice_matrix(store, selection.districts(store, spec))
    title, text = finding(words, matrix)
    documents = documents_of(store, matrix)
    name = words.gettext("Practices by dimension")
    caution = explaining.not_found(words)
    return View(
        spec,
        words,
        title=headline(title),
        subtitle=" · ".join(text for text in (name, explaining.dated(words, documents)) if text),
        sentence=text or words.sentence(title),
        section=words.gettext("What the districts do"),
        table=_table(store, words, spec, matrix),
        notes=(Note(words.gettext("Missing"), caution, kind="missing"),),
        documents=documents,
        name=name,
        finds=len(matrix.districts) > 1,
        practices=matrix,
    )


def _table(store: Store, words: Words, spec: ViewSpec, matrix: PracticeMatrix) -> Table:
    """A row a dimension, a column a district."""
    shown = matrix.districts[: selection.MOST_SHOWN]
    rows = []
    for dimension_id, dimension in store.catalogue.dimensions.items():
        part = matrix.of_dimension(dimension_id)
        if not part.practices:
            continue
        opens = view_spec("practices", districts=spec.get("districts"), dimension=dimension_id)
        rows.append(
            (
                Phrase(words.pick(dimension, "name"), opens=opens),
                words.number(len(part.practices)),
                *(_cell(words, part, d.district_id) for d in shown),
            )
        )
    return Table(
        title=words.gettext("Practices by dimension"),
        columns=(
            Column("dimension", words.gettext("Dimension"), weight=2.6),
            Column("kinds", words.gettext("Kinds"), numeric=True, weight=0.7),
            *(Column(d.district_id, words.pick(d, "name")) for d in shown),
        ),
        rows=tuple(rows),
        notes=(
            words.gettext(
                "Kinds of practice in use, after {sign} those only planned. How many a district has depends on how "
                "much its documents tell, so these numbers are in no order.",
                sign=explaining.STATE_SIGNS["planned"],
            ),
            explaining.not_found(words),
        ),
    )


def _cell(words: Words, part: PracticeMatrix, district_id: str) -> Cell:
    """How many are in use, and behind their sign how many are planned."""
    counts = part.counts(district_id)
    if counts == (0, 0):
        return Gap("not_in_sources", "–")
    in_use, planned = map(words.number, counts)
    return f"{in_use}　{explaining.STATE_SIGNS['planned']} {planned}" if counts.planned else in_use
