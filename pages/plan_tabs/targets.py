"""Requirements against facts: every target or standard of any district held against every district's figures."""

from __future__ import annotations

from pages.shared.page_context import PageContext
from queries.plans import Plan
from queries.requirements import Requirement, Standing, requirements
from views.spec import view_spec


def draw(d: PageContext, _plan: Plan) -> None:
    """Draw the tab."""
    found = requirements(d.store, d.today)
    d.show(
        "plan/targets.html",
        names=[d.district_name(x) for x in d.usual_districts],
        rows=[(r, _standings(d, r)) for r in found],
        note=d.words.gettext(
            "A district's own requirement gets a state, its rule on hovering; for the others it is a reference line "
            "without colour. – no figure in our sources."
        ),
        documents=[d.catalogue.documents[i] for i in dict.fromkeys(r.target.document_id for r in found)],
        spec=view_spec("targets"),
    )


def _standings(d: PageContext, r: Requirement) -> list[Standing | None]:
    """How each usual district stands; None where our sources say nothing."""
    known = {s.district.district_id: s for s in (r.own, *r.others)}
    return [known.get(x) for x in d.usual_districts]
