"""The writer's own words: the report gives its title and comment."""

from __future__ import annotations

from locales import Words
from queries.store import Store
from views.spec import ViewSpec
from views.view import View


def build(_store: Store, words: Words, spec: ViewSpec) -> View:
    """Return an empty view, which the writer's title and comment fill."""
    return View(spec, words, "")
