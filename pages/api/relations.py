"""The API's answer to: do published figures fit together?"""

from __future__ import annotations

from pages.api.parameters import Parameters
from pages.api.responses import Answer
from queries import frames
from queries.evidence import Filters
from queries.lists import OUTCOMES, listing
from queries.store import Store


def relations(store: Store, p: Parameters) -> Answer:
    """Every published figure that a relation speaks of: agrees, disagrees, or cannot be checked."""
    catalogue = store.catalogue
    first, last = p.years()
    wanted = Filters(
        text=p.text("q"),
        districts=p.districts(catalogue.districts),
        dimensions=p.ids("dimension", catalogue.dimensions),
        metrics=p.ids("metric", catalogue.metrics),
        outcome=p.words("outcome", OUTCOMES),
        year_from=first,
        year_to=last,
    )
    found = listing(store, "checks").matching(wanted)
    counts = {code: sum(c.outcome == code for c in found) for code in ("agrees", "disagrees", "unchecked")}
    return Answer(frames.checks(found), {"outcomes": counts})
