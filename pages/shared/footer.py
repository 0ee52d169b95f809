"""The foot of every page: how it is used, how figures are added, how an error is reported."""

from __future__ import annotations

from locales import Words
from pages.shared.address import is_large, value
from pages.shared.templates import put, render
from queries.store import Store


def footer(words: Words, store: Store) -> None:
    """Draw the foot; a report of an error names the figure that the address opens."""
    figure = value("observation")[:80]
    put(render("shared/foot.html", words.code, large=is_large(), version=store.version, figure=figure))
