"""What has no room is counted and said: lists, districts that nobody chose, pages beyond the first, a full draft."""

from __future__ import annotations

import pytest

from data.settings import today
from locales import words
from queries.ready import comparable_metrics, ready_sets
from queries.store import Store, open_store
from reports.presentation.running_orders import HITS, MOST_PAGES, hits, of_pages
from reports.presentation.wall import CARDS, COMPARISONS, wall
from reports.report import answer
from tests.benchmarks import synthetic
from views.draft import MOST_ITEMS, item
from views.selection import USUAL_DISTRICTS
from views.wording import some


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return open_store(synthetic.build(tmp_path_factory.mktemp("large"), 12, 30, 4))


def test_all_comparisons_that_hold_are_returned(large: Store) -> None:
    found = ready_sets(large)
    assert len(found) > 60
    assert {s.metric_id for s in found} == comparable_metrics(large)
    assert len({(s.metric_id, s.year) for s in found}) == len(found)


@pytest.mark.parametrize("code, more", [("zh", "、c和另外2项"), ("en", ", c and 2 others")])
def test_a_list_in_a_sentence_counts_the_rest(code: str, more: str) -> None:
    translator = words(code)
    assert some(translator, "abcde", 3).endswith(more)
    assert some(translator, "abc", 3) == translator.joined("abc")


@pytest.mark.parametrize("code", ["zh", "en"])
@pytest.mark.parametrize("kind", ["compare", "trend", "map", "heat", "practices", "missing"])
def test_an_item_that_names_no_district_says_how_many_it_shows(large: Store, kind: str, code: str) -> None:
    parameters = {"metric": "m001"} if kind in ("compare", "trend", "map") else {}
    whole = answer(large, words(code), item(kind, **parameters), today())  # type: ignore[arg-type]
    said = [n.text for n in whole.notes if str(USUAL_DISTRICTS) in n.text and "12" in n.text]
    assert said
    named = answer(
        large, words(code), item(kind, districts=list(large.catalogue.districts), **parameters), today()
    )  # type: ignore[arg-type]
    assert said[0] not in [n.text for n in named.notes]


def test_pages_without_room_are_counted(large: Store) -> None:
    pages = [f"/compare?metric=m001&year=2011&districts=d{n:04}" for n in range(12)] * 3
    made, skipped = of_pages(large, pages)
    assert skipped == len(pages) - MOST_PAGES and len(made.items) == 12
    everything = [f"/trends?metric={','.join(large.catalogue.metrics)}&from={1900 + n}" for n in range(20)]
    full, skipped = of_pages(large, everything)
    assert len(full.items) == MOST_ITEMS and full.items[-1].spec.kind == "text" and skipped == 0
    assert str(MOST_ITEMS) in full.items[-1].title


def test_the_wall_says_how_much_it_shows(large: Store) -> None:
    said = wall(large, today(), "Asia/Shanghai")["said"]
    for code in ("zh", "en"):
        edition = said[code]["edition"]
        assert (
            f"{CARDS}" in edition and f"{COMPARISONS}" in edition and f"{len(ready_sets(large)):,}" in edition
        )


@pytest.mark.parametrize("code", ["zh", "en"])
def test_a_question_at_the_meeting_says_that_there_is_more(large: Store, code: str) -> None:
    found = hits(large, words(code), "m0")
    assert len(found["hits"]) == HITS and str(len(large.catalogue.metrics) - HITS) in found["more"]
    assert hits(large, words(code), "m001")["more"] == ""
