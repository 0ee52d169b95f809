"""What is kept for all readers rests on its arguments alone: no session, no address, no clock, no environment."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, MutableMapping
from datetime import date
from importlib import import_module
from typing import Any

import pytest
import streamlit as st
from sqlalchemy import StaticPool, create_engine

from charts.theme import Theme
from data.build import build
from data.settings import PACKAGE_FOLDER
from data.workspace.database import Workspace
from data.workspace.schema import METADATA
from locales import words
from pages.editing.options import Relations
from pages.intake_pages.cards import Subject
from pages.shared.address import PAGES
from pages.shared.choices import years_of
from pages.shared.map_parts import MapParts, map_parts
from pages.shared.page_context import PageContext
from queries.evidence import Filters
from queries.plans import Plan, plans
from queries.quality import EVERYTHING, Quality
from queries.store import Store, open_store
from reports.jobs.worker_pool import WorkerPool
from reports.report import report
from tests.pages.kept import forget, kept
from tests.pages.reader import visit
from views.draft import Draft, from_link, item
from views.spec import view_spec

DAY = date(2026, 11, 22)
#: Reports in which every kind of item that can depend on the day stands, and one that draws.
DRAFT = Draft(items=(item("tasks"), item("targets"), item("compare", metric="gdp", year=2022)))
JSON = DRAFT.as_json()


@pytest.fixture(scope="module")
def store() -> Store:
    return open_store(build())


def _page_context(store: Store) -> PageContext:
    return PageContext(store, words("en"), Theme(words("en"), "light"), DAY)


COMPARE = view_spec("compare", metric="gdp", year="2022")
MAP = view_spec("map", metric="gdp", year="2022")


def _map_parts(store: Store) -> MapParts:
    return map_parts(_page_context(store), MAP, None, "hexi", {"metric": "gdp"})


def _plan(store: Store) -> Plan:
    return plans(store, DAY)[0]


def _observation(store: Store) -> str:
    return str(store.rows("SELECT min(observation_id) FROM observations")[0][0])


def _report(store: Store) -> Any:
    return report(store, words("en"), DRAFT, DAY)


def _workspace() -> Workspace:
    """A workspace in which nothing is accepted yet."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    METADATA.create_all(engine)
    return Workspace(engine)


#: Each cached function → what to ask it, in such a way that everything it may read is read.
CALLS: dict[str, Callable[[Any, Store], object]] = {
    "charts.deck:WrittenDeck._written": lambda _, s: _map_parts(s).deck.to_json(),
    "charts.plotly_figures:plotly_js": lambda f, _: f(),
    "charts.wrapping:_unit": lambda f, _: [f(c) for c in "a中é̄"],
    "data.workspace.intake_figures:_wording": lambda f, _: f(
        '{"label": "收案", "unit_zh": "件"}', '{"metric_id": "recon_received"}'
    ),
    "pages.intake_pages.cards:_accepted": lambda f, _: f(_workspace(), (0, None, None)),
    "locales.words:words": lambda f, _: f("zh"),
    "pages.compare_views.ranking:_elsewhere": lambda f, s: f(
        _page_context(s), COMPARE, years_of(s, "gdp", ["hexi", "binhai"], EVERYTHING), {"metric": "gdp"}
    ),
    "pages.compare_views.scatter:_offered": lambda f, s: f(s, list(s.catalogue.districts), EVERYTHING),
    "pages.compare_views.two_years:_change_years": lambda f, s: f(s, "gdp", ["hexi", "hedong"], EVERYTHING),
    "pages.evidence_tabs.checks:_drawn": lambda f, s: f(_page_context(s), Filters("2022")),
    "pages.evidence_tabs.documents:_drawn": lambda f, s: f(_page_context(s), Filters("2022")),
    "pages.evidence_tabs.doubts:_drawn": lambda f, s: f(_page_context(s), Filters()),
    "pages.accounts.forms:_policy": lambda f, _: f("let x;", True),
    "pages.accounts.forms:_style": lambda f, _: f(),
    "pages.evidence_tabs.figures:_figures": lambda f, s: f(
        _page_context(s), Filters("hexi"), (), 1, "-period", {"q": "hexi"}
    ),
    "pages.evidence_tabs.metrics:_drawn": lambda f, s: f(_page_context(s), Filters("gdp")),
    "pages.evidence_tabs.provenance:provenance": lambda f, s: f(_page_context(s), _observation(s), {}),
    "pages.plan_tabs.states:_drawn": lambda f, s: f(
        _page_context(s), _plan(s), view_spec("tasks", unit=_plan(s).units[0].unit_id), {}, {}
    ),
    "pages.plan_tabs.targets:_drawn": lambda f, s: f(_page_context(s)),
    "pages.plan_tabs.tasks:_drawn": lambda f, s: f(
        _page_context(s), _plan(s), view_spec("tasks", districts=_plan(s).district.district_id), "", {}
    ),
    "pages.plan_tabs.units:_all": lambda f, s: f(_page_context(s), _plan(s), {}),
    "pages.plan_tabs.units:_one": lambda f, s: f(_page_context(s), _plan(s), _plan(s).units[0], "", {}),
    "pages.practices_tabs.gaps:_drawn": lambda f, s: f(
        _page_context(s), view_spec("gaps", district="hexi"), list(s.catalogue.practices)[:3], ""
    ),
    "pages.practices_tabs.honours:_drawn": lambda f, s: f(
        _page_context(s), view_spec("honours", districts="hexi,hedong")
    ),
    "pages.practices_tabs.matrix:_drawn": lambda f, s: f(
        _page_context(s), view_spec("practices"), next(iter(s.catalogue.practices)), "", "", {}
    ),
    "pages.practices_tabs.summary:_drawn": lambda f, s: f(
        _page_context(s), view_spec("practice_counts", districts="hexi")
    ),
    "pages.practices_tabs.shortlist:_adding": lambda f, s: f(
        _page_context(s), view_spec("gaps", district="hexi", shortlist="legal_advisers"), 1
    ),
    "pages.shared.about_parts:about": lambda f, s: f(_page_context(s)),
    "pages.shared.address:_split": lambda f, _: f((("q", "a"), ("year", "2022，"))),
    "pages.shared.brief_parts:brief_page": lambda f, s: f(
        _page_context(s), view_spec("brief", district="hedong")
    ),
    "pages.shared.choices:_metric_labels": lambda f, s: f(s, words("zh")),
    "pages.shared.choices:years_of": lambda f, s: f(s, "gdp", ["hexi"], EVERYTHING),
    "pages.shared.district_parts:district_parts": lambda f, s: f(
        _page_context(s), view_spec("figures", district="hedong")
    ),
    "pages.shared.document:_hashes": lambda f, _: [f(code) for code in ("", "zh", "en")],
    "pages.shared.document:document": lambda f, _: [f(code) for code in ("", "zh", "en")],
    "pages.shared.law_steps:law_steps": lambda f, s: f(_page_context(s), MAP, Quality(), {"metric": "gdp"}),
    "pages.shared.map_parts:map_parts": lambda _, s: _map_parts(s),
    "pages.shared.map_parts:regions_of": lambda f, s: f(_page_context(s), MAP),
    "pages.shared.overview_parts:parts": lambda f, s: f(_page_context(s)),
    "pages.shared.page_context:_view": lambda _, s: _page_context(s).view(MAP),
    "pages.shared.search_parts:search_parts": lambda f, s: f(_page_context(s), "hexi gdp"),
    "pages.shared.trend_parts:trend_parts": lambda f, s: f(
        _page_context(s), view_spec("trend", metric="gdp"), "own", 300
    ),
    "pages.shared.view_page:_parts": lambda f, s: f(_page_context(s), COMPARE, "compare/ranking.html", ()),
    "pages.shared.view_page:_survey": lambda f, s: f(_page_context(s), view_spec("heat"), ""),
    "pages.shared.templates:environment": lambda f, _: f("zh", False),
    "pages.shared.packed:packed": lambda f, _: f(
        next(iter(import_module("pages.shared.packed").FILES.values()))
    ),
    "pages.meeting.work:_presentation_json": lambda f, s: f(s.path, JSON, False, DAY),
    "pages.meeting.work:_wall": lambda f, s: f(s.path, DAY, "Asia/Shanghai"),
    "pages.report_editor.items:lines": lambda f, s: f(s, "zh", JSON, DAY),
    "queries.brief:_counts_of_runs": lambda f, s: f(s),
    "queries.catalogue:Catalogue._doubts_by_metric": lambda _, s: s.catalogue.doubts_of("gdp"),
    "queries.change_years:can_be_followed": lambda f, s: f(s, "gdp", tuple(s.catalogue.districts)),
    "queries.checks:all_checks": lambda f, s: f(s),
    "queries.checks:outcomes": lambda f, s: f(s),
    "queries.differences:differences": lambda f, s: f(s, Store(s.path)),
    "queries.evidence:_words": lambda f, _: f("《公报》 2022"),
    "queries.lists:counts": lambda f, s: f(s, "documents"),
    "queries.lists:extent": lambda f, s: f(s, "documents"),
    "queries.lists:listing": lambda f, s: f(s, "documents"),
    "queries.finding:district_names": lambda f, s: f(s),
    "data.boundaries:_shapes": lambda f, _: f(("120103",), ("120000",)),
    "data.search_index:full_pinyin": lambda f, _: f("河西区"),
    "data.search_index:initials": lambda f, _: f("河西区"),
    "data.access:_proxies": lambda f, _: f("10.0.0.5, 10.1.0.0/16", "X-Remote-User"),
    "pages.intake_pages.assets:script": lambda f, _: f("review"),
    "pages.intake_pages.assets:style": lambda f, _: f(),
    "pages.intake_pages.cards:Subject.metrics": lambda _, _s: (
        Subject(None, PACKAGE_FOLDER, None, words("zh")).metrics  # type: ignore[arg-type]
    ),
    "pages.editing.options:Relations._districts": lambda _, _s: (
        Relations(words("zh"), PACKAGE_FOLDER)._districts
    ),
    "pages.editing.options:Relations._dimensions": lambda _, _s: (
        Relations(words("zh"), PACKAGE_FOLDER)._dimensions
    ),
    "views.row_codes:_names": lambda f, _: [f(words(code)) for code in ("zh", "en")],
    "views.row_labels:_labels": lambda f, _: [f(words(code)) for code in ("zh", "en")],
    "data.folding:_simplifier": lambda f, _: f(),
    "data.workspace.database:_opened": lambda f, _: f("sqlite://"),
    "queries.plans:plans": lambda f, s: f(s, DAY),
    "queries.question:_all_names": lambda f, s: f(s),
    "queries.question:_ignored": lambda f, _: f(),
    "queries.question:_names": lambda f, s: f(s),
    "queries.question:_synonyms": lambda f, s: f(s),
    "queries.ready:comparable_metrics": lambda f, s: f(s),
    "queries.ready:_ready_sets": lambda f, s: f(s, EVERYTHING),
    "queries.ready_files:rules": lambda f, _: f(),
    "queries.requirements:state_rules": lambda f, s: f(s),
    "queries.observations:metrics_with_figures": lambda f, s: f(s, ("hexi",), (2024,)),
    "queries.series_choice:longest_first": lambda f, s: f(s),
    "queries.versions:_version_in": lambda f, s: f(s.path),
    "queries.store:Store.catalogue": lambda _, s: Store(s.path).catalogue,
    "queries.store:open_store": lambda f, s: f(s.path),
    "reports.presentation.document:_template": lambda f, _: f("zh"),
    "reports.report:Report._numbers": lambda _, s: _report(s)._numbers,
    "reports.report:Report.documents": lambda _, s: _report(s).documents,
    "reports.report:Report.findings": lambda _, s: _report(s).findings,
    "reports.report:Report.sections": lambda _, s: _report(s).sections,
    "reports.files:_presentation_json": lambda f, s: f(s, JSON, DAY),
    "reports.files:_resolved": lambda f, s: f(s.path, JSON, "zh", DAY),
    "reports.write.fonts:_known": lambda f, _: f(),
    "reports.presentation.document:asset": lambda f, _: f("base.css"),
    "views.spec:_matches": lambda f, _: f("hexi,binhai", re.compile("[a-z]+"), True),
}


class Forbidden:
    """The state of a reader: whoever looks at it is named."""

    def __init__(self, name: str, seen: list[str]) -> None:
        self.__dict__.update(name=name, seen=seen)

    def _record(self, *_: object) -> Any:
        self.seen.append(self.name)
        raise AssertionError(f"{self.name} is read below a cache")

    __getattr__ = __getitem__ = __setitem__ = __contains__ = __iter__ = __len__ = _record


class Environment(MutableMapping[str, str]):
    """The environment; our own settings and the language must not be asked for. The day is among them."""

    def __init__(self, real: MutableMapping[str, str], seen: list[str]) -> None:
        self._real, self._seen = real, seen

    def __getitem__(self, key: str) -> str:
        if key.startswith(("QUJIAN_", "LANG", "LC_", "TZ")):
            self._seen.append(f"os.environ[{key!r}]")
        return self._real[key]

    def __setitem__(self, key: str, value: str) -> None:
        self._real[key] = value

    def __delitem__(self, key: str) -> None:
        del self._real[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._real)

    def __len__(self) -> int:
        return len(self._real)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch, store: Store) -> list[str]:
    """What was looked at of readers, clock and environment, from here to the end of the test."""
    found: list[str] = []
    forget()
    monkeypatch.setattr(WorkerPool, "run", lambda _, job, *given: job(*given))  # where it can be watched
    for name in ("query_params", "session_state", "context"):
        monkeypatch.setattr(st, name, Forbidden(f"st.{name}", found))
    monkeypatch.setattr(os, "environ", Environment(os.environ, found))
    return found


def test_every_cache_is_known_here() -> None:
    decorated, elsewhere = kept()
    assert decorated == set(CALLS), "enter what is cached in CALLS, and what is cached no more not"
    assert elsewhere == set(), "a cache that is no decorator: nobody sees what it is around"


@pytest.mark.parametrize("name", sorted(CALLS))
def test_what_is_kept_for_all_reads_nothing_but_its_arguments(
    name: str, store: Store, seen: list[str]
) -> None:
    module, _, path = name.partition(":")
    found: Any = import_module(module)
    for part in path.split("."):
        found = getattr(found, part)
    CALLS[name](found, store)
    assert seen == []


def test_the_watch_sees_what_it_watches_for(seen: list[str]) -> None:
    from data import settings
    from pages.shared.address import link

    with pytest.raises(AssertionError, match="query_params"):
        link("compare")
    settings.today()
    assert seen == ["st.query_params", "os.environ['QUJIAN_TODAY']"]


# -- two readers -----------------------------------------------------------------------------------------------


SECRET = "机密事项不得外传"
FIRST = Draft(
    title=SECRET,
    items=(item("text", title=SECRET, comment=SECRET), item("compare", metric="gdp", comment=SECRET)),
)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_nothing_of_one_reader_reaches_the_next(page: str, lang: str) -> None:
    forget()
    first = visit(page, lang, draft=FIRST.as_link())
    if page == "report":
        assert SECRET in "".join(first.bodies), "the reader sees it himself"
    second = visit(page, lang)
    assert SECRET not in "".join(second.bodies)
    drafts = [from_link(x.parameters["draft"]) for x in second.links if "draft" in x.parameters]
    assert [d for d in drafts if d.title or SECRET in d.as_json()] == []


@pytest.mark.parametrize("page", [p for p in PAGES if p != "report"])
def test_a_page_is_the_same_whatever_draft_its_reader_has(page: str) -> None:
    forget()
    assert visit(page, draft=FIRST.as_link()).bodies == visit(page).bodies
