"""What the front and the district page take from plans and practices: promises by state, and what others have."""

from __future__ import annotations

from html import escape

from pages.shared import html
from pages.shared.page_context import PageContext
from queries.plans import Plan, plans
from queries.practices import gaps, practice_matrix
from queries.requirements import state_rules

#: How many gaps a district page names before it leads to the list.
GAPS_SHOWN = 6


def summary(d: PageContext) -> str:
    """For the overview: each plan with its tasks by state."""
    found = plans(d.store, d.today)
    if not found:
        return ""
    items = "".join(f"<li>{_plan(d, plan)}</li>" for plan in found)
    return (
        html.tag("h3", d.words.gettext("What districts promised"), "qj-side")
        + f'<ul class="qj-promises">{items}</ul>'
    )


def of_district(d: PageContext, district_id: str) -> str:
    """For a district: its plan by state, and what others have that our sources do not show for it."""
    words = d.words
    parts = []
    own = [p for p in plans(d.store, d.today) if p.district.district_id == district_id]
    if own:
        parts.append(html.tag("h3", words.gettext("What it promised"), "qj-side"))
        parts += [f"<p>{_plan(d, plan)}</p>" for plan in own]
    found = gaps(practice_matrix(d.store, list(d.catalogue.districts)), district_id)
    if found:
        lacking = [g for g in found if g.state == "not_found"]
        names = words.joined(words.pick(g.practice, "name") for g in lacking[:GAPS_SHOWN])
        text = words.ngettext(
            "Others have {n} practice in use that our sources do not show here, among them {names}.",
            "Others have {n} practices in use that our sources do not show here, among them {names}.",
            len(lacking),
            names=names,
        )
        more = html.anchor(
            d.link("practices", tab="gaps", district=district_id), words.gettext("The whole list")
        )
        parts.append(
            html.tag("h3", words.gettext("What others have"), "qj-side") + f"<p>{escape(text)} {more}</p>"
        )
    return "".join(parts)


def _plan(d: PageContext, plan: Plan) -> str:
    """A plan in a line: district, document, tasks by state, the way to the plan."""
    words = d.words
    rules = {r.state: r for r in reversed(state_rules(d.store))}
    counts = plan.states()
    states = [
        html.anchor(
            d.link("plan", document=plan.document.document_id, state=state),
            f"{rule.sign} {words.pick(rule, 'name')} {counts[state]}",
        )
        for state, rule in rules.items()
        if counts.get(state)
    ]
    title = html.anchor(
        d.link("plan", document=plan.document.document_id), words.pick(plan.document, "title")
    )
    count = words.ngettext("{n} task", "{n} tasks", len(plan.tasks))
    return (
        f"<b>{escape(words.pick(plan.district, 'name'))}</b> {title}: {escape(count)} · {' · '.join(states)}"
    )
