"""Search as people type: other writings, other signs, tones, and words of different things together."""

from __future__ import annotations

import pytest

from queries.finding import Hit, find
from queries.store import Store

ALL = 100_000


def _found(store: Store, question: str) -> set[tuple[str, str]]:
    return {(h.kind, h.hit_id) for h in find(store, question, ALL)}


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("行政複議", "行政复议"),
        ("“行政复议”", "行政复议"),
        ("《行政复议》，", "行政复议"),
        ("行政复议？", "行政复议"),
        ("跨省通办／司法局", "跨省通办 司法局"),
        ("ＧＤＰ", "gdp"),
        ("xíngzhèngfùyì", "xingzhengfuyi"),
        ("court appearance", "Court-appearance"),
        ("lǜshī", "lvshi"),
        ("lüshi", "lvshi"),
        ("司法局!!!", "司法局"),
    ],
)
def test_other_writings_find_the_same(store: Store, typed: str, plain: str) -> None:
    assert _found(store, typed) == _found(store, plain)


@pytest.mark.parametrize("question", ["行政複議", "“行政复议”", "ＧＤＰ", "xíngzhèngfùyì", "lǜshī", "律師"])
def test_no_empty_answer_for_them(store: Store, question: str) -> None:
    assert find(store, question)


def _metric(hits: list[Hit], part: str) -> Hit:
    found = [h for h in hits if h.kind == "metric" and part in h.name_zh]
    assert found
    return found[0]


@pytest.mark.parametrize(
    "question",
    [
        "通州 行政复议",
        "行政复议 通州区",
        "通州行政复议",
        "通州区行政复议",
        "tongzhou 行政复议",
        "tongzhou reconsideration",
        "通州 行政複議",
    ],
)
def test_a_district_and_a_subject_meet_in_a_metric(store: Store, question: str) -> None:
    hit = _metric(find(store, question), "复议")
    assert hit.districts == ("tongzhou",)


def test_several_districts_are_all_chosen(store: Store) -> None:
    assert set(_metric(find(store, "通州 河西 行政复议"), "复议").districts) == {"tongzhou", "hexi"}


def test_things_of_a_district_are_found_by_its_name(store: Store) -> None:
    hits = [h for h in find(store, "通州 平台", ALL) if h.kind == "system"]
    assert hits
    assert {h.district_id for h in hits} == {"tongzhou"}


def test_a_district_alone_chooses_nothing(store: Store) -> None:
    hits = find(store, "通州", ALL)
    assert hits[0][:2] == ("district", "tongzhou")
    assert [h for h in hits if h.districts] == []


def test_a_word_nothing_holds_still_finds_nothing(store: Store) -> None:
    assert find(store, "通州 不存在之物") == []
