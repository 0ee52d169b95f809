"""The whole provenance of one figure, above the tabs."""

from __future__ import annotations

from markupsafe import Markup

from pages.evidence_tabs import checks
from pages.shared.common_cache import cached_for_all
from pages.shared.page_context import PageContext
from queries.evidence import evidence


@cached_for_all
def provenance(d: PageContext, observation_id: str, address: dict[str, str]) -> Markup | None:
    """Return the provenance of a figure, None if there is no such figure; links keep `address`."""
    found = evidence(d.store, observation_id)
    if found is None:
        return None
    lines = checks.lines_of(d, observation_id)
    return d.render("evidence/figure.html", e=found, checks=lines, kept=address)
