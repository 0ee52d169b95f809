"""What others have in use that our sources do not show for one district, or only as planned; or a shortlist of that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from locales import Words
from queries.practices import LackingPractice, gaps, order_of, practice_matrix
from queries.records import District, Document, System
from queries.store import Store
from views import explaining, selection, wording
from views.spec import ViewSpec
from views.table import Cell, Column, Table, without_empty
from views.view import View, headline


def build(store: Store, words: Words, spec: ViewSpec) -> View:
    """What do others have in use that our sources do not show for one district, or only as planned?"""
    catalogue = store.catalogue
    chosen = spec.get("district")
    districts = list(dict.fromkeys((*(spec.many("districts") or catalogue.districts), chosen)))
    matrix = practice_matrix(store, districts)
    every = gaps(matrix.of_dimension(spec.get("dimension")), chosen, order_of(spec.get("sort")))
    wanted = spec.many("shortlist")
    practices = [g for g in every if not wanted or g.practice.practice_id in wanted]
    documents = _documents(store, practices)
    name = words.gettext(
        "What others have and {district} lacks in our sources",
        district=words.pick(catalogue.districts[chosen], "name"),
    )
    title, sentence = (_shortlisted if wanted else _listed)(store, words, spec, practices)
    subtitle = [_ordered(words, spec), explaining.dated(words, documents)]
    table = (_shortlist_table if wanted else _lacked_table)(store, words, practices, name)
    return View(
        spec,
        words,
        title=headline(title),
        subtitle=" · ".join(text for text in subtitle if text),
        sentence=sentence,
        section=selection.section(store, words, spec),
        table=table if practices else None,
        documents=documents,
        name=words.gettext("Shortlist") if wanted else name,
        practices=matrix,
        lacking=tuple(practices),
    )


def _documents(store: Store, practices: Sequence[LackingPractice]) -> tuple[Document, ...]:
    used = dict.fromkeys(s.document_id for g in practices for x in g.described for s in x.systems)
    return tuple(store.catalogue.documents[d] for d in used)


def _listed(
    store: Store, words: Words, spec: ViewSpec, practices: Sequence[LackingPractice]
) -> tuple[str, str]:
    """How many there are, those planned apart."""
    district = words.pick(store.catalogue.districts[spec.get("district")], "name")
    lead, rest = explaining.lacking(words, practices, district)
    dimension = store.catalogue.dimensions.get(spec.get("dimension"))
    lead = words.labelled(words.pick(dimension, "name") if dimension else "", lead)
    title = words.statements(headline(text) for text in (lead, rest) if text)
    return title, words.paragraph((lead, rest))


def _shortlisted(
    store: Store, words: Words, spec: ViewSpec, practices: Sequence[LackingPractice]
) -> tuple[str, str]:
    """Which ones were chosen, and which of the chosen are none that the district lacks."""
    catalogue = store.catalogue
    district = words.pick(catalogue.districts[spec.get("district")], "name")
    names = wording.some(words, (words.pick(g.practice, "name") for g in practices))
    title = words.gettext("Worth learning for {district}: {names}", district=district, names=names or "–")
    found = {g.practice.practice_id for g in practices}
    others = [words.pick(catalogue.practices[i], "name") for i in spec.many("shortlist") if i not in found]
    rest = words.gettext(
        "Chosen too, but not among what others have and {district} lacks in our sources: {names}.",
        district=district,
        names=wording.some(words, others),
    )
    return title, words.paragraph((words.sentence(title), rest if others else ""))


def _ordered(words: Words, spec: ViewSpec) -> str:
    """By what the list is ordered."""
    return words.labelled(words.gettext("In order of"), explaining.orders(words)[order_of(spec.get("sort"))])


def _lacked_table(store: Store, words: Words, practices: Sequence[LackingPractice], title: str) -> Table:
    def names(districts: Sequence[District]) -> str:
        return wording.districts(words, (words.pick(d, "name") for d in districts)) or "–"

    table = Table(
        title=title,
        columns=(
            Column("practice", words.gettext("Practice"), weight=2.2),
            Column("state", words.gettext("Here"), weight=1.3),
            Column("having", words.gettext("In use in"), weight=2.6),
            Column("planning", words.gettext("Planned in"), weight=1.4),
            Column("official", words.gettext("Official source for"), weight=1.8),
            Column("results", words.gettext("Results"), weight=2.4),
            Column("dimension", words.gettext("Dimension"), weight=1.6),
        ),
        rows=tuple(
            (
                words.pick(g.practice, "name"),
                explaining.state(words, g.state),
                names(g.having),
                names(g.planning),
                names(g.official),
                _honours(words, g.results),
                words.pick(store.catalogue.dimensions[g.practice.dimension_id], "name"),
            )
            for g in practices
        ),
        notes=(explaining.not_found(words), explaining.results_meant(words)),
    )
    return without_empty(
        table,
        {
            "planning": words.gettext("None of them is planned in another district."),
            "official": words.gettext("No official document speaks of any of them."),
            "results": explaining.not_stated(words, [words.gettext("Results")]),
        },
    )


def _shortlist_table(store: Store, words: Words, practices: Sequence[LackingPractice], title: str) -> Table:
    """A row a practice and district that has it: what exactly, since when, with which result, who says so."""
    rows: list[tuple[Cell, ...]] = []
    groups: dict[int, str] = {}
    for g in practices:
        groups[len(rows)] = words.labelled(words.pick(g.practice, "name"), words.pick(g.practice, "question"))
        rows += [
            (
                words.pick(x.district, "name"),
                _key_points(words, (*x.used, *x.planned)),
                str(x.since or "–"),
                _honours(words, x.results),
                _sources(store, words, x.systems),
            )
            for x in g.described
        ]
    table = Table(
        title=title,
        columns=(
            Column("district", words.gettext("District"), weight=1.2),
            Column("points", words.gettext("Key points"), weight=5),
            Column("since", words.gettext("Since"), weight=0.9),
            Column("results", words.gettext("Results"), weight=2),
            Column("source", words.gettext("Source"), weight=1.8),
        ),
        rows=tuple(rows),
        notes=(explaining.not_found(words), explaining.results_meant(words)),
        groups=groups,
    )
    said = {
        "since": explaining.not_stated(words, [words.gettext("Since")]),
        "results": explaining.not_stated(words, [words.gettext("Results")]),
    }
    return without_empty(table, said)


def _key_points(words: Words, systems: Iterable[System]) -> str:
    """What a district has, one after the other: name and what it does; what is only planned says so."""
    planned = explaining.state(words, "planned")
    points = []
    for s in systems:
        name = words.pick(s, "name")
        name = words.with_brackets(name, planned) if s.status == "planned" else name
        points.append(words.labelled(name, headline(words.pick(s, "summary"))))
    return words.statements(points) or "–"


def _honours(words: Words, systems: Iterable[System]) -> str:
    """The honours that name a practice, each with its year where that is given."""
    return words.statements(explaining.honour(words, s) for s in systems) or "–"


def _sources(store: Store, words: Words, systems: Iterable[System]) -> str:
    documents = [store.catalogue.documents[i] for i in dict.fromkeys(s.document_id for s in systems)]
    return words.joined(
        words.with_brackets(words.pick(d, "publisher"), wording.reliability(words, d.reliability))
        for d in documents
    )
