"""How much of a report its slides hold: all of it, a brief of at most twelve slides, or that and the rest behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, get_args

from views.view import View

Extent = Literal["whole", "brief", "appendix"]
EXTENTS: tuple[Extent, ...] = get_args(Extent)
#: A brief has no more slides than this, cover and documents included.
MOST = 12
#: What a brief of a district takes first: kinds of items with how many of each; then whatever still fits.
#: Longer items wait until everything else has its place.
LONGEST = 2
_FIRST: tuple[tuple[str, int], ...] = (("compare", 3), ("trend", 2), ("practices", 1), ("missing", 1))


def chosen(
    views: Sequence[View], slides: Mapping[int, int], fits: Callable[[Sequence[View], int], bool]
) -> tuple[View, ...]:
    """Return the views of a brief in their order; `slides` counts those of each, by place.

    `fits` says of some views with their slides whether the brief keeps to its most.
    """
    kept: list[int] = []
    for i in _in_order(views, slides):
        tried = sorted([*kept, i])
        if fits([views[k] for k in tried], sum(slides[k] for k in tried)):
            kept = tried
    return tuple(views[i] for i in kept)


def _in_order(views: Sequence[View], slides: Mapping[int, int]) -> list[int]:
    """The places of the views, those that a brief needs first before: law-based government before context."""
    first: list[int] = []
    for kind, n in _FIRST:
        of_kind = [i for i, v in enumerate(views) if v.spec.kind == kind and slides[i] <= LONGEST]
        first += sorted(of_kind, key=lambda i: views[i].is_context)[:n]
    others = [i for i in range(len(views)) if i not in first]
    return [*first, *sorted(others, key=lambda i: (slides[i] > LONGEST, views[i].is_context))]
