"""The API's answer to: do published figures fit together?"""

from __future__ import annotations

from pages.api.parameters import Parameters
from pages.api.responses import Answer
from queries import frames
from queries.checks import all_checks
from queries.store import Store


def relations(store: Store, p: Parameters) -> Answer:
    """Every published figure that a relation speaks of: agrees, disagrees, or cannot be checked."""
    chosen = p.districts(store.catalogue.districts)
    found = [c for c in all_checks(store) if not chosen or c.result.district_id in chosen]
    counts = {code: sum(c.outcome == code for c in found) for code in ("agrees", "disagrees", "unchecked")}
    return Answer(frames.checks(found), {"outcomes": counts})
