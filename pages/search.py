"""Search 搜索: everything that holds the words, whichever page it belongs to."""

from __future__ import annotations

from html import escape

import streamlit as st

from locales import Words
from pages.shared import html
from pages.shared.address import link
from pages.shared.controls import search_words
from pages.shared.page_context import PageContext, page_context
from queries.finding import Hit, find
from queries.plans import plans

#: How many results stand on the page.
SHOWN = 60


def page() -> None:
    """Draw the page."""
    d = page_context()
    words = d.words
    question = search_words("q", words.gettext("Search"), words.gettext("Chinese, English or pinyin"))
    hits = find(d.store, question)
    if not question:
        hint = words.gettext("Metrics, practices, platforms, tasks, units, honours and documents.")
        st.html(html.tag("p", hint, "qj-small"))
        return
    if not hits:
        none = words.gettext(
            "Nothing found for “{question}”. Fewer or shorter words find more.", question=question[:60]
        )
        st.html(html.notice(html.tag("p", none)))
        return
    groups: dict[str, list[Hit]] = {}
    for hit in hits[:SHOWN]:
        groups.setdefault(hit.kind, []).append(hit)
    parts = [html.tag("p", _count(words, len(hits)), "qj-count")]
    for kind, members in groups.items():
        items = "".join(f"<li>{_item(d, hit)}</li>" for hit in members)
        parts.append(html.tag("h3", _kinds(words)[kind], "qj-side") + f'<ul class="qj-hits">{items}</ul>')
    st.html("".join(parts))


def _count(words: Words, n: int) -> str:
    """How many results there are, and that not all of them are shown."""
    count = words.ngettext("{n} result", "{n} results", n)
    if n <= SHOWN:
        return count
    first = words.gettext("Shown are the first {most}; further words narrow it down.", most=SHOWN)
    return words.gettext("{count}. {first}", count=count, first=first)


def _kinds(words: Words) -> dict[str, str]:
    return {
        "district": words.gettext("Districts"),
        "metric": words.gettext("Metrics"),
        "practice": words.gettext("Practices"),
        "system": words.gettext("Platforms, mechanisms and services"),
        "honour": words.gettext("Honours"),
        "task": words.gettext("Tasks"),
        "unit": words.gettext("Units"),
        "document": words.gettext("Documents"),
    }


def _item(d: PageContext, hit: Hit) -> str:
    name = d.words.pick(hit, "name")
    districts = [hit.district_id] if hit.district_id else list(hit.districts)
    whose = f" <small>{escape(d.words.joined(map(d.district_name, districts)))}</small>" if districts else ""
    return html.anchor(_where(d, hit), name) + (whose if hit.kind != "district" else "")


def _where(d: PageContext, hit: Hit) -> str:
    """The page that shows a hit."""
    return {
        "system": link("practices", system=hit.hit_id),
        "honour": link("practices", system=hit.hit_id),
        "district": link("district", district=hit.hit_id),
        "metric": link("compare", metric=hit.hit_id, districts=",".join(hit.districts)),
        "practice": link("practices", practice=hit.hit_id),
        "task": link("plan", document=_plan_of(d, hit), task=hit.hit_id),
        "unit": link("plan", document=_plan_of(d, hit), tab="units", body=hit.hit_id),
        "document": link("evidence", document=hit.hit_id),
    }[hit.kind]


def _plan_of(d: PageContext, hit: Hit) -> str:
    """The document of the first plan that holds a task, or in which a unit carries one; '' where there is none."""
    if hit.kind not in ("task", "unit"):
        return ""
    for plan in plans(d.store, d.today):
        for t in plan.tasks:
            if hit.hit_id == t.task.task_id or hit.hit_id in {u.unit_id for u in t.units}:
                return plan.document.document_id
    return ""


page()
