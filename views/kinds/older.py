"""The heading before figures that are older than the years a report speaks of."""

from __future__ import annotations

from locales import Words
from queries.store import Store
from views.spec import ViewSpec
from views.view import View


def build(_store: Store, words: Words, spec: ViewSpec) -> View:
    """Return the heading of an appendix, and what stands in it."""
    first, last = spec.get("from"), spec.get("to")
    title = words.gettext("Appendix: figures from before {year}", year=first)
    text = words.gettext(
        "The comparisons before are of {first} to {last}. The metrics that follow have no year among these in which "
        "districts compare; each is shown in the newest year that has.",
        first=first,
        last=last,
    )
    return View(spec, words, title, sentence=text, section=title, name=title)
