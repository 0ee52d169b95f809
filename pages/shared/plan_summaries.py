"""What the overview and the district page take from plans and practices: states of tasks, and what others have."""

from __future__ import annotations

from pages.shared.page_context import PageContext
from queries.plan_records import StateRule
from queries.plans import Plan, plans
from queries.practices import gaps, practice_matrix
from queries.requirements import state_rules
from views import explaining

#: How many gaps a district page names before it leads to the list.
GAPS_SHOWN = 6

#: The states in which a plan has tasks, each with their number.
Counted = list[tuple[StateRule, int]]


def counted(d: PageContext, plan: Plan) -> Counted:
    """Return how many tasks of a plan stand in which state."""
    counts = plan.states()
    rules = {r.state: r for r in reversed(state_rules(d.store))}
    return [(rule, counts[state]) for state, rule in rules.items() if counts.get(state)]


def plans_of(d: PageContext, district_id: str) -> list[tuple[Plan, Counted]]:
    """Return the plans of a district with their tasks by state."""
    return [(p, counted(d, p)) for p in plans(d.store, d.today) if p.district.district_id == district_id]


def others_have(d: PageContext, district_id: str) -> str:
    """Return in words what others have that our sources do not show for a district; '' without any gap."""
    found = gaps(practice_matrix(d.store, list(d.catalogue.districts)), district_id)
    if not found:
        return ""
    lead, planned = explaining.lacking(d.words, found, d.district_name(district_id))
    lacking = [g.practice for g in found if g.state == "not_found"][:GAPS_SHOWN]
    among = d.words.gettext("Among them: {names}.", names=d.names(lacking)) if lacking else ""
    return d.words.paragraph((lead, among, planned))
