"""How many tasks of a plan stand in which state."""

from __future__ import annotations

from pages.shared.address import here
from pages.shared.page_context import PageContext
from pages.shared.plan_summaries import counted
from queries.plans import Plan


def show(d: PageContext, plan: Plan) -> None:
    """Draw the states, each a link that shows only its tasks; and what they do not mean."""
    states = counted(d, plan)
    d.show(
        "plan/states.html",
        plan=plan,
        states=states,
        without_result=sum(n for rule, n in states if rule.state in ("no_evidence", "passed_no_result")),
        # tasks by state stand in one tab only
        kept=here("plan", "state", "tab", "body", "task"),
    )
