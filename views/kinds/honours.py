"""Which honours the documents of districts name: newest first, the undated last."""

from __future__ import annotations

from collections.abc import Sequence

from locales import Words
from queries.practices import honours_of
from queries.records import System
from queries.store import Store
from views import explaining, selection, wording
from views.spec import ViewSpec
from views.table import Column, Table, without_empty
from views.view import View


def build(store: Store, words: Words, spec: ViewSpec) -> View:
    """Which honours do the documents name, of which level, and since when?"""
    catalogue = store.catalogue
    districts = selection.districts(store, spec)
    honours = honours_of(store, districts, spec.get("dimension"), spec.year("year"))
    documents = tuple(catalogue.documents[i] for i in dict.fromkeys(s.document_id for s in honours))
    dimension = catalogue.dimensions.get(spec.get("dimension"))
    all_of_them = len(districts) == len(catalogue.districts)
    about = (
        wording.districts_in_title(words, [words.pick(catalogue.districts[d], "name") for d in districts])
        if not all_of_them
        else "",
        words.pick(dimension, "name") if dimension else "",
        words.year(spec.year("year") or 0) if spec.get("year") else "",
    )
    title = words.labelled(
        words.enumerated(text for text in about if text), _finding(words, honours, several=len(districts) > 1)
    )
    name = words.gettext("Honours")
    return View(
        spec,
        words,
        title=title,
        subtitle=" · ".join(text for text in (name, explaining.dated(words, documents)) if text),
        sentence=words.sentence(title),
        section=words.gettext("What the districts do"),
        table=_table(store, words, honours) if honours else None,
        documents=documents,
        name=name,
        honours=tuple(honours),
    )


def _finding(words: Words, honours: Sequence[System], *, several: bool) -> str:
    """How many there are, of which level, of how many of several districts, and the newest year."""
    n = len(honours)
    texts = [words.ngettext("{n} honour in our sources", "{n} honours in our sources", n)]
    if not n:
        return texts[0]
    national = sum(s.level == "national" for s in honours)
    texts.append(words.ngettext("{n} of them national", "{n} of them national", national))
    if several:
        n = len({s.district_id for s in honours})
        texts.append(words.ngettext("of {n} district", "of {n} districts", n))
    newest = max(s.year or 0 for s in honours)
    return words.clauses([*texts, *([words.gettext("newest {year}", year=newest)] if newest else [])])


def _table(store: Store, words: Words, honours: Sequence[System]) -> Table:
    table = Table(
        title=words.gettext("Honours"),
        columns=(
            Column("year", words.gettext("Year"), weight=0.9),
            Column("honour", words.gettext("Honour"), weight=3),
            Column("district", words.gettext("District"), weight=1.3),
            Column("level", words.gettext("Level"), weight=1.1),
            Column("about", words.gettext("What for"), weight=3),
            Column("source", words.gettext("Source"), weight=2),
        ),
        rows=tuple(
            (
                str(s.year) if s.year else "–",
                words.pick(s, "name"),
                words.pick(store.catalogue.districts[s.district_id], "name"),
                explaining.level(words, s.level),
                words.pick(s, "summary"),
                wording.document_title(words, store.catalogue.documents[s.document_id]),
            )
            for s in honours
        ),
    )
    return without_empty(table, {"year": explaining.not_stated(words, [words.gettext("Year")])})
