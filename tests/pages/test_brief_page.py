"""The page Brief: what it says leads to its evidence, its files and its way into the report."""

from __future__ import annotations

import pytest

from tests.pages.reader import Seen, by_id, table, visit
from views.draft import from_link

DISTRICTS = [d["district_id"] for d in table("districts")]
DOCUMENTS, OBSERVATIONS = by_id("documents", "document_id"), by_id("observations", "observation_id")


@pytest.fixture(scope="module")
def seen() -> Seen:
    return visit("brief", "zh", district="hedong")


@pytest.mark.parametrize("district", DISTRICTS)
def test_a_link_opens_the_brief_of_its_district(district: str) -> None:
    shown = visit("brief", "en", district=district)
    assert shown.named == ""
    assert "Where it stands" in shown.main and "Sources" in shown.main
    name = next(d["name_en"] for d in table("districts") if d["district_id"] == district)
    assert shown.texts("qj-finding")[0] == f"{name}: brief"


def test_numbers_lead_to_figures_of_first_hand_sources(seen: Seen) -> None:
    cited = [x.parameters for x in seen.links if x.css == "qj-cite"]
    figures = [OBSERVATIONS[p["observation"]] for p in cited if "observation" in p]
    documents = {o["document_id"] for o in figures} | {p["document"] for p in cited if "document" in p}
    assert figures
    assert {DOCUMENTS[d]["reliability"] for d in documents} <= {"official", "press"}
    assert any("因筛选未列" in t or "未列入转载来源" in t for t in [seen.main])


def test_other_sources_are_let_in_by_the_address() -> None:
    everything = visit("brief", "zh", district="hexi", reliability="official,press,secondary")
    assert "未列入转载来源" not in everything.main
    official = visit("brief", "zh", district="hexi", reliability="official")
    assert "仅官方来源" in official.main


def test_an_unknown_district_is_named_and_the_page_works() -> None:
    shown = visit("brief", "zh", district="atlantis")
    assert "atlantis" in shown.named
    assert shown.find("qj-brief")


def test_files_and_the_report_take_what_is_shown(seen: Seen) -> None:
    files = [x.parameters for x in seen.links if x.path == "/api/v1/brief"]
    assert [p["format"] for p in files] == ["pdf", "docx", "pptx", "html", "csv", "xlsx"]
    for p in files:
        assert (p["district"], p["reliability"]) == ("hedong", "official,press")
    added = [from_link(e.get("data-item", "")).items[0].spec for e in seen.root.iter() if e.get("data-item")]
    assert [(s.kind, s.get("district")) for s in added] == [("brief", "hedong")]


def test_it_is_reached_from_its_district_and_leads_to_all_of_them(seen: Seen) -> None:
    district = visit("district", "zh", district="hedong")
    assert {"district": "hedong", "lang": "zh"} in [
        x.parameters for x in district.links if x.path == "/brief"
    ]
    ways = {(x.path, x.parameters.get("template", "")) for x in seen.links}
    assert {("/meeting", "brief"), ("/report", "brief")} <= ways


def test_the_template_is_offered_on_the_page_report() -> None:
    shown = visit("report", "zh", template="brief")
    assert shown.named == ""
    assert "河西区、滨海新区、河东区、通州区和渭城区一页通" in shown.main
