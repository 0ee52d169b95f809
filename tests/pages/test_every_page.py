"""Every page comes up in both languages, at both text sizes, and says what it is."""

from __future__ import annotations

import re

import pytest

from pages.shared.address import PAGES
from tests.pages.reader import by_id, run_page, table, visit

NAMES = {
    "zh": ("总览", "对比", "趋势", "地图", "区情", "目标任务", "经验对照", "数据来源", "报告", "演示"),
    "en": (
        "Overview",
        "Compare",
        "Trends",
        "Map",
        "District profile",
        "Plan",
        "Practices",
        "Evidence",
        "Report",
        "Meeting",
    ),
}
FIGURES = len(table("observations"))
#: What stands on each page, whatever the data.
STANDS = {
    "": (("来源", "可比", "做法"), ("sources", "compared", "practice")),
    "compare": (
        ("可比性", "原文", "位次", "来源"),
        ("May this be compared?", "As the sources write it", "Rank"),
    ),
    "trends": (("数据要点", "来源"), ("What the figures show", "Sources")),
    "map": (("排序", "示意图"), ("In order", "Schematic map")),
    "district": (
        ("可与他区比较之处", "全部数据", "文件"),
        ("Where it can be compared", "All figures", "Documents"),
    ),
    "brief": (("可比位次", "变化情况", "来源"), ("Where it stands", "What changed", "Sources")),
    "plan": (("任务", "现有来源"), ("task", "our sources")),
    "practices": (("做法",), ("practice",)),
    "search": (("搜索", "例如"), ("honours", "for example")),
    "versions": (("全部版本", "更新内容"), ("All versions", "What is new")),
    "about": (("新数据怎么加", "六条规则"), ("How figures are added", "Six rules")),
    "evidence": ((f"{FIGURES}条数据", "原文"), (f"{FIGURES} figures", "As written")),
    "report": (("年度对比", "保存草稿"), ("annual comparison", "Keep the draft")),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_the_page_comes_up(page: str, lang: str) -> None:
    seen = visit(page, lang)
    for wanted in STANDS[page][lang == "en"]:
        assert wanted.lower() in seen.main.lower()
    assert [len(seen.charts), len(seen.maps)] == [page in {"compare", "trends"}, page == "map"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_the_header(page: str, lang: str) -> None:
    seen = visit(page, lang, text="large")
    (navigation,) = seen.find("qj-pages")
    assert tuple(a.text for a in navigation) == NAMES[lang]
    paths = [a.get("href", "").split("?")[0].strip("/") for a in navigation]
    assert set(PAGES) - set(paths) <= {"search", "about", "brief", "versions"}
    current = [path for path, a in zip(paths, navigation, strict=True) if a.get("aria-current") == "page"]
    assert current == ([] if page in ("search", "about", "brief", "versions") else [page])
    assert table("releases")[-1]["version"] in seen.text


@pytest.mark.parametrize("page", PAGES)
def test_every_link_keeps_language_and_text_size(page: str) -> None:
    for lang in ("zh", "en"):
        seen = visit(page, lang, text="large")
        inside = [x for x in seen.links if x.path.strip("/") in PAGES and x.href.startswith("/")]
        assert len(inside) > 10
        switches = [x for x in inside if x.text in {"中文", "EN"}]
        assert {x.parameters["lang"] for x in inside if x not in switches} == {lang}
        assert sorted(x.parameters["lang"] for x in switches) == ["en", "zh"]
        assert [x.href for x in inside if x.parameters.get("text") != "large"] == []


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_inside_or_to_a_document(page: str) -> None:
    published = {d["url"] for d in table("documents")}
    for lang in ("zh", "en"):
        for seen in (
            visit(page, lang),
            *([visit(page, lang, tab="documents")] if page == "evidence" else []),
        ):
            outside = {x.href for x in seen.links if not re.match(r"/(?!/)", x.href)}
            assert outside <= published
            known = {f"/{p}" for p in PAGES} | {"/meeting"}
            assert {x.path for x in seen.links if x.href.startswith("/")} - known == {
                x.path for x in seen.links if x.href.startswith("/api/v1/")
            }


@pytest.mark.parametrize("page", ["compare", "trends"])
def test_large_text_reaches_the_charts(page: str) -> None:
    charts = visit(page).charts
    assert charts
    for normal, large in zip(charts, visit(page, text="large").charts, strict=True):
        assert large["layout"]["font"]["size"] > normal["layout"]["font"]["size"]


@pytest.mark.parametrize("page", PAGES)
def test_english_pages_say_nothing_in_chinese_but_quotations(page: str) -> None:
    elements = list(visit(page, "en").root.iter())
    assert elements
    for element in elements:
        own = (element.text or "") if element.get("lang", "en").startswith("en") else ""
        for text in (own, element.tail or "", element.get("title", ""), element.get("alt", "")):
            assert not re.search(r"[\u4e00-\u9fff]", text), text


@pytest.mark.parametrize("tab", ["figures", "documents", "metrics", "doubts"])
def test_tabs_of_evidence(tab: str) -> None:
    files = {"figures": "observations", "documents": "documents", "metrics": "metrics", "doubts": "doubts"}
    for lang in ("zh", "en"):
        seen = visit("evidence", lang, tab=tab)
        assert str(len(table(files[tab]))) in seen.texts("qj-count")[0]
        assert len(seen.rows()) == min(50 if tab == "figures" else 10_000, len(table(files[tab])))


def test_every_district_has_its_page() -> None:
    districts = by_id("districts", "district_id")
    assert districts
    for district_id, row in districts.items():
        for lang in ("zh", "en"):
            seen = visit("district", lang, district=district_id)
            (finding,) = seen.texts("qj-finding")
            assert re.match(rf"{row[f'name_{lang}']}[:：]", finding)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_unknown_page_is_named_on_the_overview(lang: str) -> None:
    assert "nonsense" in visit("", lang, missing="nonsense").named
    assert visit("", lang).named == ""


def test_without_a_language_the_page_is_still_whole() -> None:
    seen = run_page("", "xx")
    assert not seen.at.exception
    assert seen.texts("qj-brand")[0] in {"区鉴", "Qujian"}


@pytest.mark.parametrize("page", PAGES)
def test_links_ask_for_nothing_that_is_unknown(page: str) -> None:
    """One link of each kind: the page it leads to understands all of it."""
    kinds = {}
    for link in visit(page).links:
        if link.path.strip("/") in PAGES and link.href.startswith("/"):
            kinds.setdefault((link.path, *sorted(link.parameters)), link)
    assert kinds
    for link in kinds.values():
        parameters = {k: v for k, v in link.parameters.items() if k != "lang"}
        assert visit(link.path.strip("/"), **parameters).named == "", link.href
