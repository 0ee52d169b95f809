"""What is typed into a list of metrics and is the name of none: found as the search finds it."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import NamedTuple

import streamlit as st

from locales import Words
from pages.shared import messages
from queries.search import search_everything
from queries.store import Store
from views import explaining, wording

#: How much of what was typed is repeated to the reader, and how many other metrics it may mean are named.
QUOTED, OTHERS = 40, 4
_SAID = "typed"


#: A message of the page: its kind and its text.
Message = tuple[messages.Kind, str]


class Found(NamedTuple):
    """The metrics that a text may mean, best first, and the calculated view it speaks of ('' for none)."""

    metric_ids: tuple[str, ...]
    view: str = ""


class Typing(NamedTuple):
    """How typed text is taken: what finds metrics for it, and how these are called."""

    find: Callable[[str], Found]
    name: Callable[[str], str]
    words: Words


def typing(store: Store, words: Words, *, with_views: bool = False) -> Typing:
    """Return how text typed into a list of metrics is taken.

    With views, 人均GDP is the metric and the view of it.
    """

    def find(text: str) -> Found:
        found = search_everything(store, text)
        called = (h.hit_id for h in found.hits if h.kind == "metric")
        return Found(
            tuple(dict.fromkeys((*found.metric_ids, *called))), found.question.view if with_views else ""
        )

    return Typing(find, lambda m: words.pick(store.catalogue.metrics[m], "name"), words)


def found(text: str, options: Container[str], how: Typing) -> Found:
    """Return what a text means among options, and say it on the page once its controls are drawn.

    An option means itself, and nothing is said of it.
    """
    if text in options:
        return Found((text,))
    result = how.find(text)
    meant = Found(tuple(m for m in result.metric_ids if m in options), result.view)
    _messages().append(_said(text[:QUOTED], meant, how))
    return meant


def _said(text: str, meant: Found, how: Typing) -> Message:
    words = how.words
    if not meant.metric_ids:
        said = words.gettext("“{text}”: no metric in this list is called so. The choice stays.", text=text)
        return "status", said
    best, *others = map(how.name, meant.metric_ids)
    if meant.view:
        best = f"{best} · {explaining.view_names(words)[meant.view]}"
    if not others:
        return "answer", words.gettext("“{text}”: {metric}", text=text, metric=best)
    also = wording.some(words, others, OTHERS)
    said = words.gettext(
        "“{text}”: {metric}. It may also mean: {others}", text=text, metric=best, others=also
    )
    return "answer", said


def _messages() -> list[Message]:
    waiting: list[Message] = st.session_state.setdefault(_SAID, [])
    return waiting


def say() -> None:
    """Say once what typed text was taken for."""
    for kind, text in _messages():
        messages.show(kind, text)
    st.session_state[_SAID] = []
