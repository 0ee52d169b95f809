"""Which figure stands for a district where it has several for one metric and period.

The criteria and their order are rows of `preferences.csv`; this module only knows how each one tells two figures
apart. The figures not chosen stay visible as conflicting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from queries.catalogue import Catalogue
from queries.records import Document, Observation

_STATUS = {"actual": 0, "estimate": 1}
_QUALIFIER = {"exact": 0, "approx": 1, "at_least": 2, "at_most": 2}
_RELIABILITY = {"official": 0, "press": 1, "secondary": 2}

#: criterion → sort key, the preferred figure having the smaller one
CRITERIA: dict[str, Callable[[Observation, Document], Any]] = {
    "status": lambda o, d: _STATUS[o.status],
    "final_accounts": lambda o, d: d.final_accounts != "yes",
    "qualifier": lambda o, d: _QUALIFIER[o.qualifier],
    "reliability": lambda o, d: _RELIABILITY[d.reliability],
    "report_year_match": lambda o, d: d.report_year != o.year,
    "published_on": lambda o, d: -d.published_on.toordinal() if d.published_on else 0,
    "observation_id": lambda o, d: o.observation_id,
}


def preferred_first(observations: Iterable[Observation], catalogue: Catalogue) -> list[Observation]:
    """The figures in order of preference; the first one stands for the district."""
    figures = list(observations)
    if len(figures) < 2:
        return figures
    criteria = [CRITERIA[p.criterion] for p in catalogue.preferences]
    return sorted(figures, key=lambda o: tuple(c(o, catalogue.documents[o.document_id]) for c in criteria))
