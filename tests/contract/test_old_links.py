"""Links that people have shared lead where they led: nothing in them is unknown, and they show the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from pages.shared.address import PAGES
from queries.store import Store
from reports.presentation.running_orders import answer, order_of_address
from tests.contract.collection import kept
from tests.pages.reader import visit
from views.draft import Item, from_link
from views.query_string import OWN_PARAMETERS, first_values, unknown_names

LINKS = kept("links")
OF_PAGES = [link for link in LINKS if urlsplit(link).path.strip("/") in PAGES]
OF_MEETINGS = [link for link in LINKS if urlsplit(link).path == "/meeting"]


def _lacking(shown: Sequence[dict[str, Any]], items: Sequence[Item]) -> list[dict[str, Any]]:
    """Return what is shown no more: an item of that kind with at least those parameters."""
    return [
        one
        for one in shown
        if not any(
            i.spec.kind == one["kind"] and one["parameters"].items() <= i.spec.parameters.items()
            for i in items
        )
    ]


def test_every_page_has_links() -> None:
    assert {urlsplit(link).path.strip("/") for link in LINKS} == OWN_PARAMETERS.keys()


@pytest.mark.parametrize("link", LINKS)
def test_no_name_of_a_link_is_unknown(link: str) -> None:
    parts = urlsplit(link)
    assert unknown_names(parts.path.strip("/"), dict(parse_qsl(parts.query))) == []


@pytest.mark.parametrize("link", OF_PAGES)
def test_a_page_shows_what_its_link_named(link: str) -> None:
    parts = urlsplit(link)
    seen = visit(parts.path.strip("/"), **dict(parse_qsl(parts.query)))
    assert seen.named == ""
    offered = [e.get("data-item", "") for e in seen.root.iter("button") if e.get("data-do") == "add"]
    assert _lacking(LINKS[link], [i for text in offered for i in from_link(text).items]) == []


@pytest.mark.parametrize("link", OF_MEETINGS)
def test_a_meeting_shows_what_its_link_named(frozen: Store, link: str) -> None:
    parameters = first_values(urlsplit(link).query)
    if "question" in parameters:
        made = answer(frozen, parameters["question"])
    else:
        order = order_of_address(frozen, parameters)
        assert order and order.messages == ()
        made = order.draft
    assert made and _lacking(LINKS[link], made.items) == []
