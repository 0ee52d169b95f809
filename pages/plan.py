"""Plan 目标任务: what did a district promise, who carries it, by when, and what do the sources say of it?"""

from __future__ import annotations

import streamlit as st

from pages.plan_tabs import states, targets, tasks, units
from pages.shared.controls import one_of, opened_id, unknown
from pages.shared.page_context import page_context
from queries.plans import plans

TABS = {"tasks": tasks.draw, "units": units.draw, "targets": targets.draw}


def page() -> None:
    """Draw the page."""
    d = page_context()
    words = d.words
    # the plans of the reader's own district come first, and the first is shown unless another is chosen
    own_first = sorted(plans(d.store, d.today), key=lambda p: p.district.district_id != d.own)
    found = {p.document.document_id: p for p in own_first}
    if not found:
        d.show("plan/none.html")
        return
    names = {
        "tasks": words.gettext("Tasks"),
        "units": words.gettext("Units"),
        "targets": words.gettext("Requirements and figures"),
    }
    plan_side, tab_side = st.columns([1, 1], gap="small")
    with plan_side:
        plan = found[
            one_of(
                "document",
                words.gettext("Plan"),
                list(found),
                default=next(iter(found)),
                names=lambda i: words.pick(found[i].document, "title"),
            )
        ]
    with tab_side:
        tab = one_of(
            "tab", words.gettext("Show"), list(TABS), default="tasks", names=names.__getitem__, shown=True
        )
    opened_id("task", {t.task.task_id for t in plan.tasks})
    if tab != "targets":
        states.show(d, plan, tab)
    TABS[tab](d, plan)
    unknown()


page()
