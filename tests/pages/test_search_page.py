"""The page Search: the answer first, with its source; examples that have answers; nothing found is said."""

from __future__ import annotations

import pytest

from tests.pages.reader import table, visit
from tests.queries import oracle

LANGUAGES = ("zh", "en")


def _examples(lang: str) -> list[str]:
    return [x.parameters["q"] for x in visit("search", lang).links if x.parameters.get("q")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_example_has_an_answer(lang: str) -> None:
    examples = _examples(lang)
    assert len(examples) > 3
    for question in examples:
        assert visit("search", lang, q=question).find("qj-answer"), question


def test_the_figure_itself_leads_to_its_source() -> None:
    row = next(
        o
        for o in oracle.observations("public_lawyers")
        if o["district_id"] == "hedong" and oracle.year_of(o) == 2024
    )
    seen = visit("search", q="2024河东公职律师")
    (answer,) = seen.find("qj-answer")
    assert answer.find("h2") is not None
    assert seen.figure_links[0].parameters["observation"] == row["observation_id"]
    assert row["as_written"] in seen.main
    title = next(d["title_zh"] for d in table("documents") if d["document_id"] == row["document_id"])
    assert title in seen.main


def test_a_ranking_is_drawn_with_its_verdict_sources_and_ways_on() -> None:
    seen = visit("search", q="哪个区复议收案最多")
    assert seen.find("qj-verdict")
    assert seen.find("qj-svg")
    assert seen.find("qj-sources")
    pages = {x.path for x in seen.links if x.parameters.get("metric") == "recon_received"}
    assert pages >= {"/compare", "/trends", "/map"}


def test_metrics_that_compare_are_marked_and_the_mark_is_explained() -> None:
    seen = visit("search", q="公职律师")
    assert "✓ 公职律师" in seen.main
    assert "✓ 各区可按此指标比较。" in seen.main


@pytest.mark.parametrize(
    ("question", "page"),
    [
        ("图放进PPT带出处", "/report"),
        ("明天讲五个区", "/meeting"),
        ("这个数准不准", "/evidence"),
        ("export to Word", "/report"),
    ],
)
def test_what_is_wanted_names_the_page(question: str, page: str) -> None:
    seen = visit("search", q=question)
    assert [x for x in seen.links if x.path == page and x.css == ""], question


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_found_offers_examples(lang: str) -> None:
    seen = visit("search", lang, q="kdjfkdj")
    assert "kdjfkdj" in seen.main
    assert not seen.find("qj-answer")
    assert [x for x in seen.links if x.parameters.get("q")]


def test_what_is_only_nearly_so_is_said() -> None:
    assert "没有完全相符的结果" in visit("search", q="公职津师").main
    assert "没有完全相符的结果" not in visit("search", q="公职律师").main


def test_the_field_of_the_header_holds_the_question_and_is_the_only_one() -> None:
    seen = visit("search", q='公职律师 "<b>')
    fields = [e for e in seen.root.iter("input") if e.get("type") == "search"]
    assert [e.get("value") for e in fields] == ['公职律师 "<b>']
    assert not seen.at.get("text_input")
    assert [e.get("value") for e in visit("compare").root.iter("input") if e.get("type") == "search"] == [
        None
    ]
