"""What pages keep for all readers is made once, bounded by its size, and gone with the data it was taken from."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from charts.theme import Theme
from data.build import build
from locales import words
from pages.shared import common_cache
from pages.shared.common_cache import MOST, cached_for_all, start_with
from pages.shared.map_parts import map_parts
from pages.shared.page_context import PageContext
from queries.store import Store, open_store
from tests.pages.kept import forget
from tests.pages.reader import Row, visit
from tests.waiting import SLOWEST
from views import build as building
from views.spec import view_spec

READERS = 12


@pytest.fixture(autouse=True)
def _nothing_yet() -> Iterator[None]:
    forget()
    yield
    forget()


def test_many_who_ask_at_once_wait_for_one_that_makes_it() -> None:
    made: list[str] = []
    others_are_here = threading.Event()

    @cached_for_all
    def part(question: str) -> str:
        made.append(question)
        assert others_are_here.wait(SLOWEST)
        return question * 2

    with ThreadPoolExecutor(READERS) as readers:
        answers = [readers.submit(part, "a") for _ in range(READERS)]
        others_are_here.set()
        assert {a.result(SLOWEST) for a in answers} == {"aa"}
    assert made == ["a"]


def test_an_error_reaches_whoever_asked_and_the_next_one_tries_again() -> None:
    fails = [True, False]

    @cached_for_all
    def part(question: str) -> str:
        if fails.pop(0):
            raise OSError("no more space")
        return question

    with pytest.raises(OSError, match="no more space"):
        part("a")
    assert part("a") == "a"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        pytest.param(str, lambda _: "x" * 1_000_000, id="large answers"),
        pytest.param(lambda n: f"{n}" + "x" * 1_000_000, lambda _: "", id="large questions"),
    ],
)
def test_whatever_readers_ask_the_room_is_bounded(
    question: Callable[[int], str], answer: Callable[[str], str]
) -> None:
    @cached_for_all
    def part(text: str) -> str:
        return answer(text)

    for n in range(3 * MOST // 1_000_000):
        part(question(n))
    kept = common_cache._values
    texts = sum(len(key[1]) + len(kept[key]) for key in list(kept))
    assert MOST // 2 < texts <= kept.currsize <= MOST


def test_lists_and_mappings_count_by_what_they_hold() -> None:
    made = []

    @cached_for_all
    def part(ids: list[str], address: dict[str, str]) -> str:
        made.append(ids)
        return ",".join(ids) + str(address)

    ids, address = ["a"], {"year": "2022"}
    first = part(ids, address)
    ids.append("b")
    assert part(ids, address) != first
    assert part(["a"], {"year": "2022"}) == first
    assert len(made) == 2


def test_what_was_taken_from_other_data_goes(facts: Callable[..., Path]) -> None:
    @cached_for_all
    def version(store: Store) -> str:
        return store.content_hash

    first, second = open_store(build()), open_store(build(facts(_without_last)))
    for store in (first, second):
        start_with(store)
        version(store)
    kept = [key[1] for key in common_cache._values]
    assert kept == [second]


def _without_last(table: str, rows: list[Row]) -> list[Row]:
    return rows[:-1] if table == "synonyms" else rows


@pytest.mark.parametrize(
    "page", ["", "compare", "trends", "map", "district", "plan", "practices", "evidence", "search?q=gdp"]
)
def test_who_chooses_the_same_is_shown_what_is_there(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name, _, query = page.partition("?")
    parameters = dict(p.split("=") for p in query.split("&") if p)
    first = visit(name, **parameters)

    def refuse(*_: object) -> None:
        raise AssertionError("a view is built anew")

    monkeypatch.setattr(building, "BUILDERS", dict.fromkeys(building.BUILDERS, refuse))
    assert visit(name, **parameters).bodies == first.bodies


def test_large_views_and_maps_count_for_what_they_hold() -> None:
    store = open_store(build())
    context = PageContext(store, words("zh"), Theme(words("zh")), date(2026, 11, 22))
    small = context.view(view_spec("compare", metric="recon_received", year=2022))
    large = context.view(view_spec("figures", district="binhai"))
    assert common_cache.size_of(large) > 5 * common_cache.size_of(small)
    parts = map_parts(context, view_spec("map", metric="gdp", year=2022), None, "", {})
    assert common_cache.size_of(parts) > len(parts.deck.to_json()) + len(parts.in_order)
