"""A presentation: what it holds, what its file may do, and which running orders an address can ask for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from charts.theme import Theme, in_dark
from charts.view_chart import view_chart
from data.settings import today
from locales import LANGUAGES, words
from queries.observations import by_id
from queries.store import Store
from reports.presentation.data import packed, presentation_data
from reports.presentation.document import write
from reports.presentation.running_orders import answer, beginnings, hits, of_pages, order_of_address
from reports.presentation.screens import plain_figure
from reports.presentation.wall import wall
from reports.report import report
from reports.templates import Choice, draft
from tests.reports.hostile import COMMENTS
from views.draft import Draft, item
from views.plain_text import neutral
from views.spec import KINDS, Kind, kind_of_page

Data = dict[str, Any]


@pytest.fixture(scope="module")
def annual(store: Store) -> Data:
    made = draft(store, "annual", Choice())
    trends = (item("trend", metric="gdp"), item("trend", metric="recon_received", view="index"))
    return presentation_data(
        store, replace(made, items=(*made.items[:5], *trends, *made.items[-2:])), today()
    )


def _sides(made: Data) -> Iterator[tuple[Any, Any]]:
    return zip(made["said"]["zh"]["screens"], made["said"]["en"]["screens"], strict=True)


def test_both_languages_hold_the_same_screens(annual: Data) -> None:
    for zh, en in _sides(annual):
        assert [zh[k] for k in ("id", "kind")] == [en[k] for k in ("id", "kind")]
        assert zh.get("evidence") == en.get("evidence")
        assert bool(zh.get("figure")) == bool(en.get("figure"))
        assert zh["title"] and en["title"]
    assert annual["said"]["zh"]["evidence"].keys() == annual["said"]["en"]["evidence"].keys()


def _points(figure: Any) -> Iterator[str]:
    for trace in figure["data"]:
        for custom in trace.get("customdata") or ():
            yield custom[0]


def test_every_point_and_number_leads_to_its_evidence(store: Store, annual: Data) -> None:
    for code in LANGUAGES:
        said = annual["said"][code]
        shown = {p for s in said["screens"] if s.get("figure") for p in _points(s["figure"])}
        shown |= {
            c["e"]
            for s in said["screens"]
            if s.get("table")
            for row in s["table"]["rows"]
            for c in row
            if isinstance(c, dict) and c.get("e")
        }
        assert shown
        assert shown <= said["evidence"].keys()
    for key, card in annual["said"]["zh"]["evidence"].items():
        o = by_id(store, key)
        assert o is not None
        assert card["written"] == o.as_written
        facts = dict(card["facts"])
        assert facts["文件"] == store.catalogue.documents[o.document_id].title_zh
        assert facts["数据编号"] == key


def test_findings_name_their_metric(store: Store, annual: Data) -> None:
    charts = [(zh, en) for zh, en in _sides(annual) if zh["kind"] == "chart"]
    assert charts
    for zh, en in charts:
        assert zh["name"].split()[0][:2] in zh["title"]
        assert en["title"][0].isupper()


def test_dark_charts_are_the_light_ones_in_other_colours(store: Store) -> None:
    """The presentation turns light charts dark by one table of colours; drawing them dark gives the same."""
    swap = in_dark()
    made = draft(store, "annual", Choice())
    trend = item("trend", metric="gdp")
    views = report(store, words("zh"), replace(made, items=(*made.items[:4], trend)), today()).views
    assert views
    for view in views:
        light = json.dumps(plain_figure(view_chart(view, Theme(view.words))))
        turned = re.sub("#[0-9A-Fa-f]{6}", lambda m: swap[m[0]], light)
        assert json.loads(turned) == plain_figure(view_chart(view, Theme(view.words, "dark")))


def test_the_file_holds_everything_and_asks_for_nothing(store: Store) -> None:
    made = draft(store, "annual", Choice())
    for code in LANGUAGES:
        content = write(store, made, code, today())
        assert len(content) < 8_000_000
        text = content.decode()
        assert f'data-lang="{code}"' in text
        assert "default-src 'none'" in text
        assert not re.search(r"<(?:script|img|iframe|link)[^>]+(?:src|href)=[\"'](?!data:)", text)
        assert "Q.live = {" not in text, "what needs a server has no business on a stick"


@pytest.mark.parametrize("kind", COMMENTS)
def test_hostile_texts_stay_texts(store: Store, kind: str) -> None:
    text = COMMENTS[kind]
    made = Draft(title=neutral(text[:200]), items=(item("text", title=text[:200], comment=text),))
    page = write(store, made, "zh", today()).decode()
    script = re.search(r'<script type="application/json" id="presentation">(.*?)</script>', page, re.DOTALL)
    assert script
    said = json.loads(script[1])["said"]["zh"]
    assert said["screens"][1]["comment"] == made.items[0].comment
    head = page[: page.index("<body>")]
    assert "<script" not in head


def test_nothing_in_a_deck_ends_its_script() -> None:
    assert "</" not in packed({"a": "</script><!--\u2028"})
    assert json.loads(packed({"a": "</script>"})) == {"a": "</script>"}


def test_addresses_of_running_orders(store: Store) -> None:
    assert order_of_address(store, {}) is None
    brief = order_of_address(store, {"template": "district", "districts": "hexi"})
    assert brief and brief.draft.items == draft(store, "district", Choice(("hexi",))).items
    link = brief.draft.as_link()
    again = order_of_address(store, {"draft": link})
    assert again and again.draft.items == brief.draft.items and not again.messages


@pytest.mark.parametrize(
    ("parameters", "named"),
    [
        ({"template": "weekly"}, "template=weekly"),
        ({"template": "annual", "districts": "hexi,atlantis"}, "districts=atlantis"),
        ({"template": "annual", "from": "20x4"}, "from=20x4"),
        ({"template": "dimension", "dimension": "weather"}, "dimension=weather"),
    ],
)
def test_what_is_unknown_is_named(store: Store, parameters: dict[str, str], named: str) -> None:
    order = order_of_address(store, parameters)
    assert order
    assert all(named in message[code] for message in order.messages for code in LANGUAGES)
    assert order.messages


def test_a_broken_draft_is_refused_in_both_languages(store: Store) -> None:
    order = order_of_address(store, {"draft": "@@@"})
    assert order and not order.draft.items
    assert "草稿" in order.messages[0]["zh"] and "draft" in order.messages[0]["en"]


def test_questions_find_by_any_writing(store: Store) -> None:
    for text, code in (("常住人口", "zh"), ("resident", "en"), ("czrk", "zh"), ("changzhurenkou", "en")):
        assert "metric:resident_population" in [h["question"] for h in hits(store, words(code), text)["hits"]]
    assert hits(store, words("zh"), "河西")["hits"][0]["question"] == "district:hexi"
    assert hits(store, words("zh"), "龙卷风") == {"hits": [], "more": ""}


def test_answers_to_questions(store: Store) -> None:
    found = answer(store, "metric:gdp")
    assert found and [i.spec.kind for i in found.items] == ["compare", "trend"]
    district = answer(store, "district:weicheng")
    assert district and {i.spec.get("district") for i in district.items} == {"weicheng"}
    for unknown in ("metric:atlantis", "district:", "document:x", ""):
        assert answer(store, unknown) is None


def test_open_pages_become_a_running_order(store: Store) -> None:
    made, skipped = of_pages(
        store,
        [
            "/compare?lang=zh&metric=gdp&year=2022&districts=binhai,atlantis",
            "/trends?metric=gdp,recon_received&lang=en",
            "/map?metric=resident_population&year=2020",
            "/practices?lang=zh",
            "/practices?lang=zh&tab=gaps&district=weicheng",
            "/compare?lang=zh&chart=heat",
            "/plan?tab=targets",
            "/evidence?lang=zh",
            "/compare?metric=<script>",
            "//evil.example/compare",
        ],
    )
    kinds = [(i.spec.kind, i.spec.get("metric")) for i in made.items]
    assert ("compare", "gdp") in kinds
    assert ("trend", "recon_received") in kinds
    for expected in (
        ("practices", ""),
        ("gaps", ""),
        ("heat", ""),
        ("targets", ""),
        ("map", "resident_population"),
    ):
        assert expected in kinds
    assert next(i for i in made.items if i.spec.get("metric") == "gdp").spec.get("districts") == "binhai"
    assert skipped == 3


SHOWN = [kind for kind, known in KINDS.items() if known.page and known.page != "district"]


@pytest.mark.parametrize("kind", SHOWN)
def test_every_view_of_a_page_becomes_a_screen_or_is_counted(store: Store, kind: Kind) -> None:
    address = "&".join(f"{name}={value}" for name, value in KINDS[kind].address.items())
    made, skipped = of_pages(store, [f"/{KINDS[kind].page}?{address}"])
    assert [i.spec.kind for i in made.items] == [kind] * (1 - skipped)
    for screen in presentation_data(store, made, today(), bare=True)["said"]["en"]["screens"]:
        assert screen["title"]


@pytest.mark.parametrize("page", sorted({known.page for known in KINDS.values()} - {""}))
def test_a_page_shows_one_kind_first_and_none_that_nobody_knows(page: str) -> None:
    first = kind_of_page(page, {})
    assert first is not None and KINDS[first].is_first
    others = {kind_of_page(page, KINDS[k].address) for k in KINDS if KINDS[k].page == page}
    assert others == {k for k in KINDS if KINDS[k].page == page}
    for name in KINDS[first].address:
        assert kind_of_page(page, {name: "nothing"}) is None


def test_a_screen_says_the_kind_of_each_source_of_its_figures(store: Store, annual: Data) -> None:
    kinds = {"official": "（官方）", "press": "（媒体）", "secondary": "（转载）"}
    charts = [s for s in annual["said"]["zh"]["screens"] if s["kind"] == "chart"]
    assert charts
    for screen in charts:
        documents = {o.document_id for i in screen["evidence"] if (o := by_id(store, i))}
        wanted = {kinds[store.catalogue.documents[d].reliability] for d in documents}
        assert {kind for kind in kinds.values() if kind in screen["sources"]} == wanted


def test_every_beginning_begins(store: Store) -> None:
    for code in LANGUAGES:
        begun = [entry for _, entries in beginnings(store, words(code)) for entry in entries]
        assert begun
        for entry in begun:
            order = order_of_address(store, entry.parameters)
            assert order and order.draft.items and not order.messages


def test_every_number_on_the_wall_has_its_evidence(store: Store) -> None:
    made = wall(store, today(), "Asia/Shanghai")
    for code in LANGUAGES:
        said = made["said"][code]
        named = [c[k]["e"] for c in said["cards"] for k in ("people", "newest") if c[k]]
        named += [f["e"] for f in said["map"]["figures"]]
        named += [p for s in said["screens"] if s["figure"] for p in _points(s["figure"])]
        assert len(said["cards"]) == len(store.catalogue.districts)
        assert set(named) <= said["evidence"].keys()
