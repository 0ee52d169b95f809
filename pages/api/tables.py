"""Answers of the API for kinds of view without rows of their own: the table of the view, in one language."""

from __future__ import annotations

from locales import LANGUAGES, words
from pages.api import rows as plain
from pages.api.names import topic_name
from pages.api.parameters import Parameters
from pages.api.responses import Answer, Question
from pages.api.specs import kind_of, spec_of_request, words_of
from queries.frames import Rows
from queries.store import Store
from views import rows
from views.build import build


def table_of(name: str) -> Question:
    """Return what answers an address with the table of the view it asks for, as `views.rows.table` says."""

    def answer(store: Store, p: Parameters) -> Answer:
        spec, code = spec_of_request(store, p, kind_of(p, name)), words_of(p).code
        made = {c: build(store, words(c), spec, p.today) for c in LANGUAGES}
        table = made[code].table
        meta = {
            **{f"title_{c}": view.title for c, view in made.items()},
            **{f"sentence_{c}": view.sentence for c, view in made.items()},
            "documents": plain.documents(made[code].documents),
        }
        chosen = spec.many("districts") or spec.many("district")
        title = made[code].name
        return Answer(
            rows.table(table) if table else Rows((), []),
            meta,
            topic_name(store, name, chosen, code=code, title=title),
        )

    answer.__name__ = name
    return answer
