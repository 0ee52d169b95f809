"""What districts do: a matrix for several, a list with the systems for one."""

from __future__ import annotations

from locales import Words
from queries.practices import PracticeCounts, PracticeMatrix, practice_matrix
from queries.records import Document
from queries.store import Store
from views import explaining, selection, wording
from views.spec import ViewSpec
from views.table import Cell, Column, Table
from views.view import Note, View, headline


def build(store: Store, words: Words, spec: ViewSpec) -> View:
    """What districts do: a matrix for several, a list with the systems for one."""
    one = spec.get("district") if not spec.get("districts") else ""
    districts = [one] if one else selection.districts(store, spec)
    matrix = practice_matrix(store, districts).of_dimension(spec.get("dimension"))
    rows: list[tuple[Cell, ...]] = []
    groups: dict[int, str] = {}
    dimension_id = ""
    for practice in matrix.practices:
        systems = [s for d in districts for s in matrix.systems.get((practice.practice_id, d), ())]
        if len(districts) == 1 and not systems:
            continue
        if practice.dimension_id != dimension_id:
            dimension_id = practice.dimension_id
            groups[len(rows)] = words.pick(store.catalogue.dimensions[dimension_id], "name")
        states = [matrix.state(practice.practice_id, d) for d in districts]
        if len(districts) == 1:
            what = words.joined(words.pick(s, "name") for s in systems)
            rows.append((words.pick(practice, "name"), explaining.state(words, states[0]), what))
        else:
            signs = (explaining.STATE_SIGNS[s] for s in states[: selection.MOST_SHOWN])
            rows.append((words.pick(practice, "name"), *signs))
    legend = "　".join(
        f"{sign} {explaining.state(words, code)}" for code, sign in explaining.STATE_SIGNS.items()
    )
    caution = explaining.not_found(words)
    columns = (
        (
            Column("practice", words.gettext("Practice"), weight=1.6),
            Column("state", words.gettext("State"), weight=0.7),
            Column("systems", words.gettext("What the documents name"), weight=3.2),
        )
        if len(districts) == 1
        else (
            Column("practice", words.gettext("Practice"), weight=2.6),
            *(Column(d.district_id, words.pick(d, "name")) for d in matrix.districts[: selection.MOST_SHOWN]),
        )
    )
    title, text = finding(words, matrix)
    documents = documents_of(store, matrix)
    dimension = store.catalogue.dimensions.get(spec.get("dimension"))
    subtitle = (
        words.gettext("What the districts do"),
        words.pick(dimension, "name") if dimension else "",
        explaining.dated(words, documents),
    )
    return View(
        spec,
        words,
        title=headline(title),
        subtitle=" · ".join(text for text in subtitle if text),
        sentence=text,
        section=selection.section(store, words, spec) or words.gettext("What the districts do"),
        table=Table(
            title=words.gettext("Practices found in the documents"),
            columns=columns,
            rows=tuple(rows),
            notes=(caution,) if len(districts) == 1 else (legend, caution),
            groups=groups,
        ),
        notes=(Note(words.gettext("Missing"), caution, kind="missing"),),
        documents=documents,
        name=words.gettext("What the districts do"),
        finds=len(districts) > 1,
        practices=matrix,
    )


def documents_of(store: Store, matrix: PracticeMatrix) -> tuple[Document, ...]:
    """Return the documents that speak of the practices of a matrix, each once, in the order of practices."""
    used = dict.fromkeys(
        s.document_id
        for p in matrix.practices
        for d in matrix.districts
        for s in matrix.systems.get((p.practice_id, d.district_id), ())
    )
    return tuple(store.catalogue.documents[d] for d in used)


def finding(words: Words, matrix: PracticeMatrix) -> tuple[str, str]:
    """Return how many of the practices are in use in all districts, and how many in each; those planned apart."""
    names = [words.pick(d, "name") for d in matrix.districts]
    n = len(matrix.practices)
    counts = [matrix.counts(d.district_id) for d in matrix.districts]
    if len(names) == 1:
        title = words.gettext(
            "Of {n} kinds of practice {found} are described as in use for {district}",
            n=n,
            found=counts[0].in_use,
            district=names[0],
        )
        return words.clauses([title, *explaining.practices_planned(words, counts[0])]), ""
    found = sum(
        all(matrix.state(p.practice_id, d.district_id) == "in_use" for d in matrix.districts)
        for p in matrix.practices
    )
    title = (
        words.gettext(
            "Of {n} kinds of practice {found} are described as in use for all {districts} districts",
            n=n,
            found=found,
            districts=len(names),
        )
        if found
        else words.gettext(
            "Of {n} kinds of practice none is described as in use for all {districts} districts",
            n=n,
            districts=len(names),
        )
    )
    each = [_counted(words, name, k) for name, k in zip(names, counts, strict=True)]
    shown = words.statements(wording.first_of_districts(words, each))
    return title, words.sentence(words.labelled(words.gettext("Kinds of practice in use"), shown))


def _counted(words: Words, name: str, counts: PracticeCounts) -> str:
    """How many practices a district has in use; those it plans are counted apart."""
    in_use = (
        words.gettext("{district} {n}", district=name, n=counts.in_use)
        if counts.in_use
        else words.gettext("{district} none found", district=name)  # not found is no nought
    )
    return words.clauses([in_use, *explaining.practices_planned(words, counts)])
