"""The meeting reads links as pages do, and what a screen links to is understood there."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from data.settings import today
from locales import words
from queries.store import Store
from reports.presentation.document import HERE
from reports.presentation.running_orders import answer, hits, of_pages, order_of_address
from reports.presentation.screens import answers
from reports.report import report
from views.draft import Draft, item
from views.query_string import first_values, parameters_of

OWN = "template=district&districts=hexi&from=2018&to=2022"


@pytest.mark.parametrize("appended", ["from=singlemessage&isappinstalled=0", "from=timeline", "utm_source=x"])
@pytest.mark.parametrize("query", ["{own}&{appended}", "{appended}&{own}"])
def test_the_years_asked_for_survive_a_chat(store: Store, query: str, appended: str) -> None:
    plain = order_of_address(store, first_values(OWN))
    assert plain and plain.draft.items and not plain.messages
    assert order_of_address(store, first_values(query.format(own=OWN, appended=appended))) == plain


def test_names_out_of_html_are_healed(store: Store) -> None:
    assert order_of_address(store, first_values(OWN.replace("&", "&amp;"))) == order_of_address(
        store, first_values(OWN)
    )


def test_text_glued_to_the_link_and_unknown_names_are_told(store: Store) -> None:
    order = order_of_address(store, first_values(f"{OWN}，请查收&jahr=2022"))
    plain = order_of_address(store, first_values(OWN))
    assert order and plain and order.draft == plain.draft
    for code in ("zh", "en"):
        text = " ".join(t[code] for t in order.messages)
        assert "2022，请查收" in text and "jahr" in text


def test_a_draft_with_text_after_it_opens(store: Store) -> None:
    link = Draft(items=(item("compare", metric="gdp", year=2023),)).as_link()
    order = order_of_address(store, {"draft": f"{link}，请查收"})
    assert order and len(order.draft.items) == 1


def test_open_pages_are_read_the_same_way(store: Store) -> None:
    plain = of_pages(store, ["/trends?metric=gdp&from=2018"])
    assert plain[0].items
    sent = "/trends?metric=gdp&amp;from=2018&from=singlemessage&isappinstalled=0"
    assert of_pages(store, [sent]) == plain
    assert of_pages(store, ["/trends?metric=gdp&from=2018，请查收"]) == plain


def test_a_question_keeps_the_district_it_names(store: Store) -> None:
    (first, *_) = [
        h for h in hits(store, words("zh"), "通州 复议")["hits"] if h["question"].startswith("metric:")
    ]
    assert first["question"].endswith(":tongzhou")
    assert "通州区" in first["about"]
    draft = answer(store, first["question"])
    assert draft and {i.spec.get("district") for i in draft.items} == {"tongzhou"}


def test_screens_link_in_words_their_page_has(store: Store) -> None:
    items = (
        item("compare", metric="gdp", year=2023, district="hexi", districts="hexi,tongzhou"),
        item("trend", metric="gdp", district="hexi", **{"from": "2018"}),
        item("tasks", districts="hedong"),
        item("practices", district="hexi"),
        item("gaps", district="hexi"),
        item("figures", district="hexi", dimension="disputes"),
        item("map", metric="gdp", year=2023, district="hexi"),
    )
    screens = answers(report(store, words("zh"), Draft(items=items), today()))
    pages = [s["page"] for s in screens if s["page"]]
    assert len(pages) == len(items)
    for address in pages:
        parts = urlsplit(address)
        known = {*parameters_of(parts.path.strip("/"))}
        assert parse_qs(parts.query).keys() <= known, address


def test_links_of_the_wall_are_in_words_their_page_has() -> None:
    script = (HERE / "wall.js").read_text("utf-8")
    found = re.findall(r'page\("(\w*)"(?:, \{([^}]*)\})?\)', script)
    assert len(found) >= 4
    for page, values in found:
        names = set(re.findall(r"(\w+):", values))
        assert names <= {*parameters_of(page)}, (page, values)
