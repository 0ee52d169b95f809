"""What the address of the Plan page chooses: the filter of its tasks and the unit of its brief are one choice."""

from __future__ import annotations

from pages.shared.address import is_given, values
from pages.shared.page_context import PageContext
from queries.plans import DUE, UNIT_KINDS, Plan
from views.query_string import values_of


def units_chosen(plan: Plan, tab: str) -> list[str]:
    """Return the units of the plan that a tab is about; one chosen in one tab stays chosen in the other."""
    filtered, body = _known(plan, "unit"), _known(plan, "body")[:1]
    if tab == "units":
        return body if is_given("body") else filtered if len(filtered) == 1 else []
    return filtered if is_given("unit") else body


def others_chosen(d: PageContext, tab: str) -> dict[str, list[str]]:
    """Return what the tasks are filtered by besides units and states; the other tabs show all."""
    known = {"unit_kind": UNIT_KINDS, "dimension": tuple(d.catalogue.dimensions), "due": DUE}
    if tab != "tasks":
        return {}
    return {key: [i for i in _named(key) if i in ids] for key, ids in known.items()}


def _known(plan: Plan, key: str) -> list[str]:
    known = {u.unit_id for t in plan.tasks for u in t.units}
    return [i for i in _named(key) if i in known]


def _named(key: str) -> list[str]:
    return list(dict.fromkeys(i for text in values(key) for i in values_of(text)))
