"""What Search shows for a question: the answer, then everything that is called so; examples where there is nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from markupsafe import Markup

from charts.svg import spark
from locales import Words
from pages.shared.common_cache import cached_for_all
from pages.shared.header import page_names
from pages.shared.page_context import PageContext
from queries.finding import Hit
from queries.plans import plans
from queries.profile import headline
from queries.question import pages_named
from queries.ready import comparable_metrics, first_of_each_metric, ready_sets
from queries.search import SearchResults, search_everything
from views.answer import Answer, answer
from views.table import Table

#: How many results stand on the page, how many rows of a table in an answer, how many series are drawn.
SHOWN, ROWS, SERIES = 60, 6, 4
#: Of how many of the strongest comparisons an example takes the metric with the shortest name.
COMPARISONS = 6


class Result(NamedTuple):
    """A hit as the page shows it; `districts` holds the names of those that it belongs to, '' where it is one."""

    href: str
    name: str
    districts: str = ""
    #: Whether it is a metric by which districts can be compared.
    is_comparable: bool = False


@cached_for_all
def search_parts(d: PageContext, question: str) -> list[Markup]:
    """Return the answer and the results, whichever there are; what may be asked where there are none."""
    if not question:
        return [d.render("search/empty.html", examples=_examples(d))]
    found = search_everything(d.store, question)
    answered = answer(d.store, d.words, found, d.today)
    pages = pages_named(question)
    if not (answered or found.hits or pages):
        return [d.render("search/nothing.html", question=question[:60], examples=_examples(d))]
    results = _results(d, found, pages, is_close=found.is_close and not answered)
    return [_answer(d, answered, is_close=found.is_close), results] if answered else [results]


def _answer(d: PageContext, a: Answer, *, is_close: bool) -> Markup:
    return d.render("search/answer.html", a=a, drawn=_drawings(d, a), table=_first_rows(a), is_close=is_close)


def _results(d: PageContext, found: SearchResults, pages: list[str], *, is_close: bool) -> Markup:
    names = page_names(d.words) | {"meeting": d.words.gettext("Meeting")}
    groups: dict[str, list[Result]] = {}
    if pages:
        groups[d.words.gettext("Pages")] = [Result(d.link(p), names[p]) for p in pages]
    for hit in found.hits[:SHOWN]:
        groups.setdefault(_kinds(d.words)[hit.kind], []).append(_result(d, hit))
    return d.render(
        "search/results.html",
        count=_count(d.words, len(found.hits)) if found.hits else "",
        groups=groups,
        is_close=is_close,
    )


def _drawings(d: PageContext, a: Answer) -> list[tuple[str, str]]:
    """The answer in small, with what each drawing says in words."""
    if a.view is None:
        return []
    if a.view.comparison is not None and a.view.comparison.judgement.compared:
        return [(d.strip(a.view.comparison), a.view.sentence)]
    series = [s for s in (a.view.trend.series if a.view.trend else ()) if len(s.main) > 1]
    styles = d.styles(s.district.district_id for s in series)
    return [
        (spark(s, styles[s.district.district_id], d.theme), d.words.pick(s.district, "name"))
        for s in series[:SERIES]
    ]


def _first_rows(a: Answer) -> Table | None:
    """The first rows of the table, where the view is a table."""
    v = a.view
    if v is None or v.table is None or v.is_chart or v.several:
        return None
    return replace(v.table, rows=v.table.rows[:ROWS])


def _examples(d: PageContext) -> list[str]:
    """Questions that have an answer in the data: what people may ask."""
    words = d.words
    ready = first_of_each_metric(ready_sets(d.store))[:COMPARISONS]
    first = min(ready, key=lambda s: len(d.metric_name(s.metric_id)), default=None)
    districts = d.usual_districts[:2]
    examples = []
    if first:
        metric = d.metric_name(first.metric_id)
        examples += [
            words.gettext("{metric}: which district has most", metric=metric),
            words.gettext("{metric}: trend", metric=metric),
        ]
    figures = [o for i in districts if (o := headline(d.store, i))]
    examples += [
        words.gettext(
            "{district} {year} {metric}",
            district=d.district_name(o.district_id),
            year=o.year,
            metric=d.metric_name(o.metric_id),
        )
        for o in figures[:1]
    ]
    if len(districts) > 1:
        name = d.district_name(districts[1])
        examples += [
            words.gettext("{district}: what can be compared", district=name),
            words.gettext("What {district} lacks and others have", district=name),
        ]
    return examples


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
    return Result(
        _where(d, hit),
        d.words.pick(hit, "name"),
        d.words.joined(map(d.district_name, districts)),
        hit.kind == "metric" and hit.hit_id in comparable_metrics(d.store),
    )


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
