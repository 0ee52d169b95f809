"""The way back from a list of which nothing matches: each filter in force, and the address without it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pages.shared.address import here, value
from pages.shared.page_context import PageContext


class Way(NamedTuple):
    """A filter in force, and the address without it."""

    label: str
    href: str


def ways_back(
    d: PageContext, page: str, filters: Sequence[tuple[str, Sequence[str]]], *closed: str
) -> tuple[Way, ...]:
    """Return the filters in force; each has a name and parameters, `closed` is left out of every address."""
    return tuple(
        Way(label, d.link(page, **here(page, *closed, *names)))
        for label, names in filters
        if any(map(value, names))
    )
