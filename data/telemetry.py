"""Who is told what became of builds and publications: a server counts them, a command tells nobody.

The layer that counts loads a library for it; nothing here does.
"""

from __future__ import annotations

from collections.abc import Callable

#: Called with the outcome of each build and how many seconds it took.
on_build: list[Callable[[str, float], object]] = []
#: Called with the outcome whenever a published version is taken into use here, or cannot be.
on_publication: list[Callable[[str], object]] = []


def say_built(outcome: str, seconds: float) -> None:
    """Tell what became of a build."""
    for listener in on_build:
        listener(outcome, seconds)


def say_published(outcome: str) -> None:
    """Tell what became of a published version here."""
    for listener in on_publication:
        listener(outcome)
