"""States of tasks and requirements: their sign, word and rule, never colour alone."""

from __future__ import annotations

from html import escape

from locales import Words
from pages.shared import html
from pages.shared.address import here, link
from pages.shared.page_context import PageContext
from queries.plan_records import StateRule
from queries.plans import Plan
from queries.requirements import Requirement, state_rules
from views import wording


def mark(words: Words, rule: StateRule) -> str:
    """Sign and word of a state, with its rule as title."""
    text = f"{rule.sign} {words.pick(rule, 'name')}"
    title = escape(words.pick(rule, "text"))
    return f'<span class="qj-state qj-level-{rule.level}" title="{title}">{escape(text)}</span>'


def summary(d: PageContext, plan: Plan) -> str:
    """How many tasks stand in which state, each a link that shows only these; and what that does not mean."""
    words = d.words
    counts = plan.states()
    rules = {r.state: r for r in reversed(state_rules(d.store))}
    kept = here("plan", "state", "tab", "body", "task")  # tasks by state stand in one tab only
    chips = [
        html.anchor(link("plan", **kept), words.ngettext("all {n} task", "all {n} tasks", len(plan.tasks)))
    ]
    for state, rule in rules.items():
        if counts.get(state):
            text = f"{rule.sign} {words.pick(rule, 'name')} {counts[state]}"
            chips.append(html.anchor(link("plan", **kept, state=state), text, f"qj-level-{rule.level}"))
    none = counts.get("no_evidence", 0) + counts.get("passed_no_result", 0)
    note = words.ngettext(
        "For {n} task our sources hold no result. That says nothing about whether it was done.",
        "For {n} tasks our sources hold no result. That says nothing about whether they were done.",
        none,
    )
    return f'<p class="qj-chips">{" · ".join(chips)}</p>' + (html.tag("p", note, "qj-small") if none else "")


def settle(words: Words, r: Requirement) -> str:
    """What evidence would settle a requirement."""
    return words.gettext(
        "Would settle it: a published figure “{metric}” of {district}{until}.",
        metric=words.pick(r.metric, "name"),
        district=words.pick(r.district, "name"),
        until=words.gettext(" up to {date}", date=words.date(r.target.due)) if r.target.due else "",
    )


def figure(d: PageContext, r: Requirement) -> str:
    """The own figure that decides, with the way to its evidence; or that there is none."""
    if r.own.figure is None:
        return html.tag("span", d.words.gettext("no figure"), "qj-small")
    o = r.own.figure
    return f"{html.figure_link(d.words, r.metric, o)} <small>{escape(wording.period(d.words, o))}</small>"
