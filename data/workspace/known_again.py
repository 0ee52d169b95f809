"""Which figures of a document read anew are those that somebody has decided on already."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

_Proposal = Mapping[str, Any]
_IsSame = Callable[[_Proposal, _Proposal, Mapping[str, Any]], bool]


def known_again(proposals: Sequence[_Proposal], decided: Sequence[tuple[str, str | None]]) -> set[int]:
    """Return which proposals, by their positions, are figures decided before (their proposals and cells, as JSON).

    Each decided figure is at most one of the proposals at its place: the one with its label, else the one whose first
    metric it was accepted as, else the first that is left.
    """
    at_place: dict[tuple[Any, Any], list[int]] = defaultdict(list)
    for index, proposal in enumerate(proposals):
        at_place[_place(proposal)].append(index)
    open_ones = [(json.loads(proposal), json.loads(cells or "{}")) for proposal, cells in decided]
    known: set[int] = set()
    for is_same in _WAYS:
        still_open = []
        for kept, cells in open_ones:
            here = at_place[_place(kept)]
            found = next((i for i in here if i not in known and is_same(proposals[i], kept, cells)), None)
            if found is None:
                still_open.append((kept, cells))
            else:
                known.add(found)
        open_ones = still_open
    return known


def _place(proposal: _Proposal) -> tuple[Any, Any]:
    return proposal.get("char_start"), proposal.get("char_end")


def _has_its_label(proposal: _Proposal, kept: _Proposal, cells: Mapping[str, Any]) -> bool:
    return bool(proposal.get("label") == kept.get("label"))


def _has_its_metric(proposal: _Proposal, kept: _Proposal, cells: Mapping[str, Any]) -> bool:
    first = [candidate[0] for candidate in proposal.get("candidates", ())][:1]
    return cells.get("metric_id") in first


def _is_left(proposal: _Proposal, kept: _Proposal, cells: Mapping[str, Any]) -> bool:
    return True


_WAYS: tuple[_IsSame, ...] = (_has_its_label, _has_its_metric, _is_left)
