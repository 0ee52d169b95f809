"""What a reader lets in on the page District holds for all of it: comparisons, figures, downloads, the report."""

from __future__ import annotations

import pytest

from tests.pages.reader import Seen, by_id, table, visit
from views.draft import from_link

CHOSEN = {"district": "hexi", "reliability": "official", "estimates": "no"}
DOCUMENTS, OBSERVATIONS = by_id("documents", "document_id"), by_id("observations", "observation_id")


@pytest.fixture(scope="module")
def seen() -> Seen:
    return visit("district", "zh", **CHOSEN)


def test_only_figures_of_the_chosen_kind_stand_there(seen: Seen) -> None:
    shown = [link.parameters["observation"] for link in seen.figure_links][1:]  # the first is of the census
    assert shown
    assert {DOCUMENTS[OBSERVATIONS[o]["document_id"]]["reliability"] for o in shown} == {"official"}
    assert {OBSERVATIONS[o]["status"] for o in shown} == {"actual"}


def test_comparisons_are_of_the_chosen_kind_and_lead_to_the_same() -> None:
    titles = [x for x in visit("district", "zh", district="hexi").links if x.css == "qj-tile-title"]
    assert "resident_population" in {x.parameters["metric"] for x in titles}  # of a compilation
    seen = visit("district", "zh", district="hexi", reliability="official")
    official = [x for x in seen.links if x.css == "qj-tile-title" and x.path == "/compare"]
    assert "resident_population" not in {x.parameters["metric"] for x in official}
    assert {x.parameters["reliability"] for x in official} == {"official"}


def test_what_is_left_out_is_said(seen: Seen) -> None:
    n = sum(
        o["district_id"] == "hexi" and DOCUMENTS[o["document_id"]]["reliability"] != "official"
        for o in table("observations")
    )
    assert f"未列入媒体和二手来源的数据{n}项" in seen.main


def test_files_and_the_report_take_what_is_shown(seen: Seen) -> None:
    saved = [x.parameters for x in seen.links if x.path == "/api/v1/observations"]
    assert [p["format"] for p in saved] == ["csv", "xlsx"]
    for p in saved:
        assert (p["districts"], p["reliability"], p["status"]) == ("hexi", "official", "actual")
    added = [from_link(e.get("data-item", "")).items[0].spec for e in seen.root.iter() if e.get("data-item")]
    assert {"reliability": "official", "estimates": "no", "district": "hexi"} in [s.parameters for s in added]
