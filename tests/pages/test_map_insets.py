"""Districts too far away for the view stand beside it, in the shades of the map, and lead to where they lie."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from charts.colour_steps import shade
from charts.theme import Theme
from locales import words
from tests.pages.reader import table, visit

POPULATION = {"metric": "resident_population", "year": "2020"}


def _inset(place: str) -> tuple[str, dict[str, str]]:
    """The drawing beside the map, and what its link asks for."""
    seen = visit("map", "zh", **POPULATION, **({"place": place} if place else {}))
    [panels] = seen.find("qj-insets")
    [link] = panels.iter("a")
    [picture] = link.iter("img")
    return unquote(picture.get("src", "")), dict(
        part.split("=") for part in link.get("href", "").split("?")[1].split("&")
    )


def test_the_far_district_stands_beside_in_its_shade() -> None:
    drawing, leads = _inset("")
    values = [
        float(row["value"])
        for row in table("observations")
        if row["metric_id"] == "resident_population" and row["period_end"] == "2020-11-01"
    ]
    assert len(values) == 5
    smallest = shade(min(values), min(values), max(values), Theme(words("zh")))
    assert "rgb({},{},{})".format(*smallest) in re.sub(r"\s", "", drawing)
    assert "渭城区" in drawing
    assert leads["place"] == "xianyang"
    assert leads["metric"] == "resident_population"


def test_seen_from_there_the_others_stand_beside() -> None:
    drawing, leads = _inset("xianyang")
    assert leads["place"] == "tianjin-beijing"
    assert "通州区" in drawing


def test_where_all_are_shown_nothing_is_beside() -> None:
    assert visit("map", "zh", **POPULATION, place="all").find("qj-insets") == []


def test_a_far_district_that_is_not_ranked_is_hatched_as_on_the_map_and_in_the_list() -> None:
    """Nobody but Weicheng lies far away; where it is not ranked, inset, map and list say the same."""
    found = visit("map", "zh", metric="gdp", year="2023", place="tianjin-beijing")
    [panels] = found.find("qj-insets")
    [picture] = panels.iter("img")
    drawing = unquote(picture.get("src", ""))
    assert "url(#hatched)" in drawing
    [legend] = [text for text in (_text(e) for e in found.find("qj-legend")) if "▨" in text]
    assert "没有可排序的数据" in legend
    everyone = visit("map", "zh", **POPULATION)
    assert not any("▨" in _text(e) for e in everyone.find("qj-legend")), "a legend speaks of what is drawn"


def _text(element: Any) -> str:
    return "".join(element.itertext())
