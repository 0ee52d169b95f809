"""What the button “Add to report” asks for: the reader's draft with one item more; nothing of it stays here."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from pages.meeting import routes
from tests.waiting import awaited
from views.draft import LONGEST_COMMENT, LONGEST_FILE, LONGEST_PACKED, MOST_ITEMS, Draft, from_link, item

ITEM = Draft(items=(item("compare", metric="gdp", year=2022),)).packed()


def add(content: str, lang: str = "zh") -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=routes))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.post(f"/stage/add?lang={lang}", content=content)

    return awaited(ask())


def made(answer: httpx.Response) -> Draft:
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    return from_link(answer.json()["draft"], LONGEST_PACKED)


def refused(answer: httpx.Response) -> dict[str, Any]:
    assert answer.status_code == 422
    error: dict[str, Any] = answer.json()["error"]
    assert error["code"] == "draft"
    assert error["message"] and error["message_zh"]
    return error


@pytest.mark.parametrize(("lang", "said"), [("zh", "共1项"), ("en", "1 item now")])
def test_a_draft_begins_with_its_first_item_in_the_readers_language(lang: str, said: str) -> None:
    answer = add(ITEM, lang)
    assert made(answer) == Draft(language="zh" if lang == "zh" else "en", items=from_link(ITEM).items)
    assert said in answer.json()["said"]


def test_an_item_joins_the_end_and_the_rest_stays_as_it_is() -> None:
    draft_before = Draft(title="题", language="both", items=(item("text", title="一"),), template="annual")
    found = made(add(f"{ITEM}\n{draft_before.packed()}", "en"))
    assert (found.title, found.language, found.template) == ("题", "both", "annual")
    assert found.items == (*draft_before.items, *from_link(ITEM).items)


def test_a_draft_that_cannot_be_read_is_begun_anew() -> None:
    assert made(add(f"{ITEM}\nbroken")).items == from_link(ITEM).items


def test_what_is_no_item_is_refused() -> None:
    for content in ("", "\n", "x", "区鉴", f"\n{ITEM}", "A" * (2 * LONGEST_PACKED + 9)):
        refused(add(content))


def test_a_full_draft_takes_no_more() -> None:
    full = Draft(items=(item("text", title="一"),) * MOST_ITEMS)
    assert str(MOST_ITEMS) in refused(add(f"{ITEM}\n{full.packed()}"))["message_zh"]


def test_a_draft_takes_no_more_than_a_file_holds() -> None:
    items = tuple(item("text", comment="区" * LONGEST_COMMENT) for _ in range(MOST_ITEMS))
    n = next(n for n in range(1, MOST_ITEMS) if not Draft(items=items[:n]).fits_file) - 1

    def draft_with(comment: str) -> Draft:
        return Draft(items=(*items[:n], item("text", comment=comment)))

    room = (LONGEST_FILE - len(draft_with("区").as_json().encode())) // 3
    filled = draft_with("区" * (1 + room))
    assert filled.fits_file
    refused(add(f"{ITEM}\n{filled.packed()}"))
