"""The finding of a plan: how many tasks the units chosen lead and share in, how many are due, and their states."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from pages.plan_tabs.chosen import others_chosen, units_chosen
from pages.shared.address import here
from pages.shared.common_cache import cached_for_all
from pages.shared.page_context import PageContext
from pages.shared.plan_summaries import counted
from pages.shared.templates import put
from queries.plans import Plan
from views.kinds.tasks import finding
from views.spec import ViewSpec, view_spec


def show(d: PageContext, plan: Plan, tab: str) -> None:
    """Draw it: each state is a link that shows only its tasks, of what is chosen; and what they do not mean."""
    units, others = sorted(units_chosen(plan, tab)), others_chosen(d, tab)
    # tasks by state stand in one tab only
    address = here("plan", "state", "tab", "body", "task", "unit", "unit_kind", "dimension", "due")
    address |= {"unit": ",".join(units)} | {key: ",".join(ids) for key, ids in others.items()}
    spec = view_spec("tasks", districts=plan.district.district_id, unit=units, **others)
    put(_drawn(d, plan, spec, address, here("plan", "task")))


@cached_for_all
def _drawn(
    d: PageContext, plan: Plan, spec: ViewSpec, address: dict[str, str], stay: dict[str, str]
) -> Markup:
    """The states lead to `address`; the tasks that are due open where the reader is, at `stay`."""
    tasks = [t for p, t in d.view(spec).tasks if p.document == plan.document]
    states = counted(d, replace(plan, tasks=tuple(tasks)))
    return d.render(
        "plan/states.html",
        title=finding(d.words, [(plan, t) for t in tasks], spec.many("unit"), d.today),
        n=len(tasks),
        states=states,
        without_result=sum(n for rule, n in states if rule.state in ("no_evidence", "passed_no_result")),
        due=[t for t in tasks if t.is_due] if spec.many("unit") else [],
        kept=address,
        stay=stay,
    )
