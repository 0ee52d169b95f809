"""On the map a presenter goes from one law-based metric to the next: all that compare, no context, districts kept."""

from __future__ import annotations

from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest

from queries.current import current_store
from queries.overviews import law_metrics
from tests.pages.reader import Seen, table, visit


def _ways(seen: Seen) -> dict[str, tuple[str, dict[str, str]]]:
    """rel → what the link says, and what it asks for."""
    [nav] = seen.find("qj-steps")
    found = {}
    for link in nav.iter("a"):
        wanted = {k: v[0] for k, v in parse_qs(urlsplit(link.get("href", "")).query).items()}
        found[link.get("rel", "")] = (" ".join("".join(link.itertext()).split()), wanted)
    return found


def _said(seen: Seen) -> str:
    [nav] = seen.find("qj-steps")
    return " ".join("".join(nav.itertext()).split())


def test_steps_go_once_round_all_law_metrics_that_compare() -> None:
    context = {row["metric_id"] for row in table("metrics") if row["dimension_id"] == "context"}
    store = current_store()
    expected = [m.metric_id for m in law_metrics(store, list(store.catalogue.districts))]
    assert len(expected) > 2 and not context & set(expected)
    at: dict[str, str] = {"metric": expected[0]}
    walked = []
    for n in range(1, len(expected) + 1):
        seen = visit("map", **{"lang": "zh", **at})
        assert f"第{n}/{len(expected)}项" in _said(seen)
        walked.append(at["metric"])
        at = _ways(seen)["next"][1]
        assert len(seen.find("qj-ranked")) == 1, "every step shows something that compares"
    assert walked == expected
    assert at["metric"] == expected[0], "after the last comes the first"
    assert _ways(visit("map", "zh", metric=expected[1]))["prev"][1]["metric"] == expected[0]


def test_a_step_keeps_districts_and_view_and_says_where_it_changes_the_year() -> None:
    chosen = {"districts": "hexi,hedong,binhai", "place": "tianjin"}
    found = law_metrics(current_store(), chosen["districts"].split(","))
    pairs = [(a, b, year) for a, b in pairwise(found) for year in a.years]
    [stays, *_] = [pair for pair in pairs if pair[2] in pair[1].years]
    [moves, *_] = [pair for pair in pairs if pair[2] not in pair[1].years]
    for metric, following, year in (stays, moves):
        seen = visit("map", "zh", metric=metric.metric_id, year=str(year), **chosen)
        text, wanted = _ways(seen)["next"]
        assert {k: wanted[k] for k in chosen} == chosen
        assert wanted["metric"] == following.metric_id
        if following is stays[1]:
            assert wanted["year"] == str(year) and "不可比" not in text
        else:
            assert f"{wanted['year']}年（{year}年不可比）" in text


def test_context_is_not_among_them_but_leads_to_the_first() -> None:
    seen = visit("map", "en", metric="gdp")
    assert "law metrics compare" in _said(seen)
    ways = _ways(seen)
    assert list(ways) == ["next"]
    assert ways["next"][0].startswith("Begin with:")


@pytest.mark.parametrize("districts", ["", "hexi"])
def test_where_nothing_compares_there_are_no_steps(districts: str) -> None:
    assert visit("map", "zh", metric="gdp", districts=districts).find("qj-steps") == []
