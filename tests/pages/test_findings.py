"""Overview, District and Map open with a finding; its figures are worked out here a second time from the CSV files."""

from __future__ import annotations

import re
from functools import cache

import pytest

from tests.pages.reader import Row, by_id, said, table, visit
from tests.pages.test_numbers_on_pages import _firm, _plain, _practices_as_said
from tests.queries import oracle

DISTRICTS = by_id("districts", "district_id")
DIMENSIONS = by_id("dimensions", "dimension_id")
METRICS = by_id("metrics", "metric_id")
OBSERVATIONS = by_id("observations", "observation_id")

#: Metric, year, and the figure of each district that is ordered.
Compared = tuple[str, int, dict[str, Row]]


@cache
def _law_based() -> list[Compared]:
    """The comparisons of law-based government that hold, forecasts left out, the one to be shown first at the top."""
    found = []
    for metric_id, year in oracle.all_sets():
        verdict = oracle.judge(metric_id, oracle.observations(metric_id, year))
        if METRICS[metric_id]["dimension_id"] != "context" and verdict.ordered and not verdict.forecasts:
            found.append((metric_id, year, verdict.ordered))
    order = list(METRICS)
    return sorted(found, key=lambda c: (-c[1], -len(c[2]), order.index(c[0])))


def _empty(district_id: str) -> list[str]:
    filled = {
        METRICS[o["metric_id"]]["dimension_id"]
        for o in table("observations")
        if o["district_id"] == district_id
    }
    ordered = sorted(DIMENSIONS.values(), key=lambda d: int(d["ordinal"]))
    return [d["name_zh"] for d in ordered if d["dimension_id"] not in filled]


def _own(district_id: str) -> list[Compared]:
    return [c for c in _law_based() if district_id in c[2]]


def _metrics(sets: list[Compared]) -> int:
    return len({metric_id for metric_id, _, _ in sets})


def test_the_overview_says_what_compares_among_whom_and_who_is_left_out() -> None:
    having = {d for _, _, ordered in _law_based() for d in ordered}
    without = [row["name_zh"] for i, row in DISTRICTS.items() if i not in having]
    (finding,) = visit("").texts("qj-finding")
    expected = (
        f"{_metrics(_law_based())}项法治政府指标目前可比（{len(_law_based())}组数据），涉及{len(having)}个区"
    )
    assert finding == expected + (f"；{'、'.join(without)}尚无一项" if without else "")


def test_the_overview_gives_the_newest_comparison_with_figures_and_year() -> None:
    metric_id, year, ordered = _law_based()[0]
    sentence = visit("").texts("qj-sentence")[0]
    assert f"{year}年{METRICS[metric_id]['name_zh']}：" in sentence
    for district_id, o in ordered.items():
        assert f"{DISTRICTS[district_id]['name_zh']}{_plain(o['value'])}" in sentence


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_overview_says_what_the_newest_release_brought(lang: str) -> None:
    newest = table("releases")[-1]
    (line,) = [t for t in visit("", lang).texts("qj-small") if newest[f"text_{lang}"] in t]
    assert newest["version"] in line
    assert str(int(newest["released_on"][8:])) in line


def test_cards_hold_the_same_facts_in_the_same_order() -> None:
    cards = visit("").find("qj-district")
    assert {tuple(said(e) for e in card.iter("dt")) for card in cards} == {("做法", "可比", "缺项")}
    for district_id, card in zip(DISTRICTS, cards, strict=True):
        practice, compares, missing = (said(e) for e in card.iter("dd"))
        assert practice == _practices_as_said(district_id)
        own = _own(district_id)
        lacking = _metrics(_law_based()) - _metrics(own)
        assert (f"{_metrics(_law_based())}项可比指标中缺{lacking}项" in missing) == bool(lacking)
        empty = _empty(district_id)
        assert (f"{len(empty)}个领域未见数据：{'、'.join(empty)}" if empty else "各领域均有数据") in missing
        if not own:
            assert compares == "尚无可与他区比较的法治政府数据。"
            continue
        metric_id, _, ordered = own[0]
        assert compares.startswith(f"{METRICS[metric_id]['name_zh']} {_plain(ordered[district_id]['value'])}")
        assert all(DISTRICTS[i]["name_zh"] in compares for i in ordered if i != district_id)


def test_figures_of_cards_are_members_of_a_comparison() -> None:
    cards = visit("").find("qj-district")
    assert cards
    for card in cards:
        figures = [a for a in card.iter("a") if "qj-figure" in a.get("class", "")]
        ids = [re.search(r"observation=([\w-]+)", a.get("href", "")).group(1) for a in figures]  # type: ignore[union-attr]
        for o in map(OBSERVATIONS.__getitem__, ids[1:]):  # the first is of the census
            verdict = oracle.judge(o["metric_id"], oracle.observations(o["metric_id"], oracle.year_of(o)))
            assert verdict.ordered[o["district_id"]] == o


@pytest.mark.parametrize("district_id", DISTRICTS)
def test_a_district_opens_with_where_it_stands(district_id: str) -> None:
    seen = visit("district", district=district_id)
    (finding,) = seen.texts("qj-finding")
    name, own, n = DISTRICTS[district_id]["name_zh"], _own(district_id), _metrics(_law_based())
    compared = (
        f"各区可比的{n}项法治政府指标中有{_metrics(own)}项" if own else f"各区可比的{n}项法治政府指标均未涉及"
    )
    empty = len(_empty(district_id))
    lacking = f"{empty}个领域未见数据" if empty else "各领域均有数据"
    assert finding == f"{name}：{compared}，{_practices_as_said(district_id)}，{lacking}"
    sentences = seen.texts("qj-sentence")
    if not own:
        (alone,) = [s for s in sentences if "尚无他区数据可比" in s]
        firm = [o for o in table("observations") if o["district_id"] == district_id and _firm(o)]
        assert f"{max(oracle.year_of(o) for o in firm)}年" in alone
    else:
        metric_id, _, ordered = own[0]
        assert METRICS[metric_id]["name_zh"] in sentences[0]
        assert f"{name}{_plain(ordered[district_id]['value'])}" in sentences[0]


def test_a_choice_of_sources_holds_for_the_finding_too() -> None:
    ordered = _own("hexi")[0][2]
    assert by_id("documents", "document_id")[ordered["hexi"]["document_id"]]["reliability"] != "official"
    sentences = visit("district", district="hexi", reliability="official").texts("qj-sentence")
    assert not any(_plain(ordered["hexi"]["value"]) in s for s in sentences)


@pytest.mark.parametrize("own", ["", "hedong"])
def test_a_map_gives_the_figures_at_both_ends_and_the_own_one(own: str) -> None:
    verdict = oracle.judge("resident_population", oracle.observations("resident_population", 2020))
    in_order = sorted(verdict.ordered.items(), key=lambda pair: verdict.ranks[pair[0]])
    (last, low), (first, high) = in_order[-1], in_order[0]
    parameters = {"metric": "resident_population", "year": "2020"} | ({"own": own} if own else {})
    sentence = visit("map", **parameters).texts("qj-sentence")[0]
    names = {i: row["name_zh"] for i, row in DISTRICTS.items()}
    assert sentence.startswith(
        f"从{names[last]}{_plain(low['value'])}人到{names[first]}{_plain(high['value'])}人不等。"
    )
    people, place = _plain(verdict.ordered["hedong"]["value"]), verdict.ranks["hedong"][0]
    rank = f"本区河东区{people}人，在{len(in_order)}个区中位次为{place}。"
    assert sentence.endswith(rank) if own else "本区" not in sentence
