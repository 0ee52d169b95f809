"""What a reader lets in on the page District holds for all of it: comparisons, figures, downloads, the report."""

from __future__ import annotations

import pytest

from tests.pages.reader import Seen, by_id, table, visit
from views.draft import from_link

CHOSEN = {"district": "hexi", "reliability": "official", "estimates": "no"}
DOCUMENTS, OBSERVATIONS = by_id("documents", "document_id"), by_id("observations", "observation_id")
METRICS = by_id("metrics", "metric_id")


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
    assert f"未列入媒体和转载来源的数据{n}项" in seen.main


def test_files_and_the_report_take_what_is_shown(seen: Seen) -> None:
    saved = [x.parameters for x in seen.links if x.path == "/api/v1/observations"]
    assert [p["format"] for p in saved] == ["csv", "xlsx"]
    for p in saved:
        assert (p["districts"], p["reliability"], p["status"]) == ("hexi", "official", "actual")
    added = [from_link(e.get("data-item", "")).items[0].spec for e in seen.root.iter() if e.get("data-item")]
    assert {"reliability": "official", "estimates": "no", "district": "hexi"} in [s.parameters for s in added]


@pytest.mark.parametrize("district", [d["district_id"] for d in table("districts")])
def test_dimensions_without_figures_are_named(district: str) -> None:
    own = {
        METRICS[o["metric_id"]]["dimension_id"] for o in table("observations") if o["district_id"] == district
    }
    lacking = [d["name_zh"] for d in table("dimensions") if d["dimension_id"] not in own]
    gaps = " ".join(visit("district", "zh", district=district).texts("qj-gap"))
    expected = f"现有来源未见这些方面的数据：{'、'.join(lacking)}。"
    assert (expected in gaps) if lacking else "现有来源未见这些方面" not in gaps


def test_dimensions_that_a_filter_empties_are_no_gap_of_the_sources() -> None:
    assert "因筛选未列这些方面的数据" in visit("district", "zh", **CHOSEN).main
    assert "因筛选未列这些方面的数据" not in visit("district", "zh", district="hexi").main


@pytest.mark.parametrize("district", [d["district_id"] for d in table("districts")])
def test_documents_read_in_excerpts_are_said_where_figures_are_listed(district: str) -> None:
    documents = {o["document_id"] for o in table("observations") if o["district_id"] == district}
    excerpts = sorted(i for i in documents if not DOCUMENTS[i]["seed_file"])
    assert f"有{len(excerpts)}份仅读取了摘录" in visit("district", "zh", district=district).main
    said = "该文件仅读取了摘录"
    assert said in visit("evidence", "zh", document=excerpts[0]).main
    for whole in documents - set(excerpts):
        assert said not in visit("evidence", "zh", document=whole).main
