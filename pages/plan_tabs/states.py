"""How many tasks of a plan stand in which state."""

from __future__ import annotations

from markupsafe import Markup

from pages.shared.address import here, values
from pages.shared.common_cache import cached_for_all
from pages.shared.page_context import PageContext
from pages.shared.plan_summaries import counted
from pages.shared.templates import put
from queries.plans import Plan


def show(d: PageContext, plan: Plan, tab: str) -> None:
    """Draw the states, each a link that shows only its tasks, of the units chosen; and what they do not mean."""
    units = _units(plan, "body" if tab == "units" else "unit")
    # tasks by state stand in one tab only
    address = here("plan", "state", "tab", "body", "task", "unit") | {"unit": ",".join(units)}
    put(_drawn(d, plan, units, address))


@cached_for_all
def _drawn(d: PageContext, plan: Plan, units: list[str], address: dict[str, str]) -> Markup:
    states = counted(d, plan, *units)
    return d.render(
        "plan/states.html",
        n=sum(n for _, n in states),
        states=states,
        without_result=sum(n for rule, n in states if rule.state in ("no_evidence", "passed_no_result")),
        kept=address,
    )


def _units(plan: Plan, key: str) -> list[str]:
    """The units of the plan that the address names."""
    wanted = {unit_id for text in values(key) for unit_id in text.split(",")}
    return sorted(wanted & {u.unit_id for t in plan.tasks for u in t.units})
