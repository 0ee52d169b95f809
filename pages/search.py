"""Search 搜索: everything that holds the words, whichever page it belongs to."""

from __future__ import annotations

from typing import NamedTuple

from locales import Words
from pages.shared import messages
from pages.shared.controls import search_words
from pages.shared.page_context import PageContext, page_context
from queries.finding import Hit, find
from queries.plans import plans

#: How many results stand on the page.
SHOWN = 60


class Result(NamedTuple):
    """A hit as the page shows it; `districts` holds the names of those that it belongs to, '' where it is one."""

    href: str
    name: str
    districts: str


def page() -> None:
    """Draw the page."""
    d = page_context()
    words = d.words
    question = search_words("q", words.gettext("Search"), words.gettext("Chinese, English or pinyin"))
    hits = find(d.store, question)
    if not question:
        hint = words.gettext("Metrics, practices, platforms, tasks, units, honours and documents.")
        messages.show("small", hint)
        return
    if not hits:
        none = words.gettext(
            "Nothing found for “{question}”. Fewer or shorter words find more.", question=question[:60]
        )
        messages.show("notice", none)
        return
    groups: dict[str, list[Result]] = {}
    for hit in hits[:SHOWN]:
        groups.setdefault(_kinds(words)[hit.kind], []).append(_result(d, hit))
    d.show("search/results.html", count=_count(words, len(hits)), groups=groups)


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


def _result(d: PageContext, hit: Hit) -> Result:
    own = [hit.district_id] if hit.district_id else list(hit.districts)
    districts = [] if hit.kind == "district" else own
    return Result(_where(d, hit), d.words.pick(hit, "name"), d.words.joined(map(d.district_name, districts)))


def _where(d: PageContext, hit: Hit) -> str:
    """The page that shows a hit."""
    return {
        "system": d.link("practices", system=hit.hit_id),
        "honour": d.link("practices", system=hit.hit_id),
        "district": d.link("district", district=hit.hit_id),
        "metric": d.link("compare", metric=hit.hit_id, districts=",".join(hit.districts)),
        "practice": d.link("practices", practice=hit.hit_id),
        "task": d.link("plan", document=_plan_of(d, hit), task=hit.hit_id),
        "unit": d.link("plan", document=_plan_of(d, hit), tab="units", body=hit.hit_id),
        "document": d.link("evidence", document=hit.hit_id),
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
