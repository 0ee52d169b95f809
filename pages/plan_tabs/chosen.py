"""What the address of the Plan page chooses: the filter of its tasks and the unit of its brief are one choice."""

from __future__ import annotations

from pages.shared.address import is_given, values
from pages.shared.page_context import PageContext
from queries.plans import Plan
from views.query_string import values_of


def units_chosen(plan: Plan, tab: str) -> list[str]:
    """Return the units of the plan that a tab is about; one chosen in one tab stays chosen in the other."""
    filtered, body = _known(plan, "unit"), _known(plan, "body")[:1]
    if tab == "units":
        return body if is_given("body") else filtered if len(filtered) == 1 else []
    return filtered if is_given("unit") else body


def dimensions_chosen(d: PageContext, tab: str) -> list[str]:
    """Return the dimensions that the tasks are filtered by; the other tabs show all."""
    named = [i for text in values("dimension") for i in values_of(text)] if tab == "tasks" else []
    return [i for i in dict.fromkeys(named) if i in d.catalogue.dimensions]


def _known(plan: Plan, key: str) -> list[str]:
    known = {u.unit_id for t in plan.tasks for u in t.units}
    return [i for i in dict.fromkeys(i for text in values(key) for i in values_of(text)) if i in known]
