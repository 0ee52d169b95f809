"""A draft about several districts as one draft each."""

from __future__ import annotations

from dataclasses import replace

from views.draft import Draft


def by_district(draft: Draft) -> dict[str, Draft]:
    """Return for each district that has items of its own a draft with these alone; {} where none has.

    Items of no single district stand in every draft.
    """
    order = dict.fromkeys(d for i in draft.items if (d := i.spec.get("district")))
    return {
        d: replace(draft, items=tuple(i for i in draft.items if i.spec.get("district") in ("", d)))
        for d in order
    }
