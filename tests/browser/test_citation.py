"""One figure is copied as a report quotes it: how exact it is, document, publisher, date, address, data version."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor
from tests.pages.reader import by_id, table


def _figure(qualifier: str) -> dict[str, str]:
    """The first whole-district figure of a kind whose document has an address and a day."""
    documents = by_id("documents", "document_id")
    return next(
        o
        for o in table("observations")
        if o["qualifier"] == qualifier
        and o["scope"] == "district"
        and documents[o["document_id"]]["url"]
        and documents[o["document_id"]]["published_on"]
    )


def _copied(page: Page, name: str, done: str) -> str:
    place = page.locator(".qj-cite").first
    place.get_by_role("button", name=name).press("Enter")
    expect(place.get_by_role("status")).to_have_text(done)
    return str(page.evaluate("navigator.clipboard.readText()"))


@pytest.mark.parametrize(("qualifier", "said"), [("at_least", "不少于"), ("exact", "")])
def test_a_figure_is_copied_with_everything_it_rests_on(visitor: Visitor, qualifier: str, said: str) -> None:
    o = _figure(qualifier)
    document = by_id("documents", "document_id")[o["document_id"]]
    reader = visitor(permissions=["clipboard-read", "clipboard-write"])
    page = reader.open(f"/evidence?lang=zh&observation={o['observation_id']}")
    text = _copied(page, "复制出处", "出处已复制到剪贴板。")
    year, month, day = document["published_on"].split("-")
    for part in (
        said,
        by_id("districts", "district_id")[o["district_id"]]["name_zh"],
        by_id("metrics", "metric_id")[o["metric_id"]]["name_zh"],
        f"{document['publisher_zh']}《{document['title_zh']}》",
        f"{year}年{int(month)}月{int(day)}日",
        document["url"],
        f"区鉴数据版本{table('releases')[-1]['version']}",
    ):
        assert part in text
    if o["section"]:
        assert o["section"] in text
    assert text.endswith("。") and "\n" not in text


def test_beside_a_comparison_each_card_has_its_own(visitor: Visitor) -> None:
    reader = visitor(permissions=["clipboard-read", "clipboard-write"], locale="en-GB")
    page = reader.open("/compare?lang=en&metric=resident_population&year=2020")
    cards = page.locator(".qj-card")
    text = _copied(page, "Copy citation", "The citation is in the clipboard.")
    name = cards.first.locator("b").first.inner_text()
    assert text.startswith(f"{name}, ") and "data version" in text
    assert cards.locator(".qj-cite").count() == cards.count() > 2
