"""Other facts need rows and no code: twelve districts, a district without figures, a metric without figures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from charts.theme import GREY, HUES
from data.build import build
from pages.shared.address import PAGES
from tests.pages.conftest import Change, changed_facts
from tests.pages.reader import Row, table, visit

Facts = Callable[[Change], Path]
MORE = {
    "heping": "120101", "nankai": "120104", "hebei": "120105", "hongqiao": "120106", "dongli": "120110",
    "chaoyang": "110105", "haidian": "110108",
}  # fmt: skip


def _twelve(name: str, rows: list[Row]) -> list[Row]:
    if name == "districts":
        for i, (district_id, adcode) in enumerate(MORE.items()):
            city = ("天津市", "Tianjin") if adcode.startswith("12") else ("北京市", "Beijing")
            rows.append(
                {
                    "district_id": district_id,
                    "adcode": adcode,
                    "name_zh": f"新{i}区",
                    "name_en": f"New {i}",
                    "city_zh": city[0],
                    "city_en": city[1],
                    "province_zh": city[0],
                    "province_en": city[1],
                }
            )
    if name == "observations":
        pattern = next(
            r for r in rows if r["metric_id"] == "resident_population" and r["period_end"] == "2020-11-01"
        )
        for i, district_id in enumerate(MORE):
            value = str(100_000 + i)
            rows.append(
                pattern
                | {
                    "observation_id": f"NEW-{i}",
                    "district_id": district_id,
                    "value": value,
                    "value_low": value,
                    "value_high": value,
                }
            )
    return rows


@pytest.fixture(scope="module")
def _built_twelve(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with these facts and the store that is built of them, once for all that look at it."""
    folder = tmp_path_factory.mktemp("twelve")
    build(changed_facts(_twelve, folder / "facts"), folder / "store")
    return folder


@pytest.fixture
def twelve(_built_twelve: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUJIAN_DATA", str(_built_twelve / "facts"))
    monkeypatch.setenv("QUJIAN_STORE", str(_built_twelve / "store"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_twelve_districts_on_every_page(twelve: None, lang: str) -> None:
    for page in PAGES:
        visit(page, lang)
    assert len(visit("", lang).texts("qj-district")) == 8, "a screen shows eight unless the reader chooses"
    (finding,) = visit("district", lang, district="haidian").texts("qj-finding")
    assert finding.startswith("新6区：" if lang == "zh" else "New 6: ")


def test_twelve_districts_compared(twelve: None) -> None:
    everyone = [*(d["district_id"] for d in table("districts")), *MORE]
    seen = visit("compare", metric="resident_population", year="2020", districts=",".join(everyone))
    (chart,) = seen.charts
    (marks,) = [t for t in chart["data"] if t.get("customdata")]
    assert len(marks["y"]) == 12
    colours = marks["marker"]["color"]
    assert colours.count(GREY["light"]) == 4
    assert len(set(colours) & set(HUES["light"])) == 8
    assert "新6区" in seen.main


def test_twelve_districts_on_the_map(twelve: None) -> None:
    everyone = [*(d["district_id"] for d in table("districts")), *MORE]
    seen = visit("map", metric="resident_population", year="2020", districts=",".join(everyone))
    (drawn,) = seen.maps
    (layer,) = [x for x in drawn["layers"] if x["id"] == "districts"]
    assert {f["properties"]["district_id"] for f in layer["data"]["features"]} == set(everyone)


def test_a_district_without_any_figure(facts: Facts) -> None:
    def change(name: str, rows: list[Row]) -> list[Row]:
        rows = _twelve(name, rows)
        return [r for r in rows if r.get("district_id") != "haidian"] if name == "observations" else rows

    facts(change)
    for lang, gap in (("zh", "现有来源未见"), ("en", "ot in our sources")):
        for page in PAGES:
            visit(page, lang, district="haidian")
        seen = visit(
            "compare", lang, metric="resident_population", districts="hexi,binhai,haidian", year="2020"
        )
        assert gap in seen.main
        seen = visit("district", lang, district="haidian")
        (finding,) = seen.texts("qj-finding")
        assert finding.startswith("新6区：" if lang == "zh" else "New 6: ")
        assert ("现有来源未见做法" if lang == "zh" else "no practice in our sources") in finding
        assert seen.figure_links == []
        assert gap in visit("trends", lang, metric="gdp", districts="haidian").main
        assert gap in visit("map", lang, metric="gdp", districts="haidian").main


def test_a_single_figure_in_all(facts: Facts) -> None:
    facts(lambda name, rows: rows[:1] if name in {"observations", "targets", "systems"} else rows)
    for lang in ("zh", "en"):
        for page in PAGES:
            visit(page, lang)


def test_hostile_facts_stay_text(facts: Facts) -> None:
    """Names and quotations come from documents; they are text, whatever they hold."""
    hostile = "<script>qj()</script><img src=x onerror=qj()>"

    def change(name: str, rows: list[Row]) -> list[Row]:
        for row in rows:
            for key in row:
                if key in {
                    "name_zh", "name_en", "title_zh", "title_en", "publisher_zh", "publisher_en",
                    "note_zh", "note_en", "text_zh", "text_en", "definition_zh", "definition_en", "summary_zh",
                    "summary_en", "question_zh", "question_en", "city_zh", "city_en", "section",
                } and row[key]:  # fmt: skip
                    row[key] += hostile
            if "as_written" in row:
                row["as_written"] = "<script>qj()</script>"
        return rows

    facts(change)
    for lang in ("zh", "en"):
        for page, parameters in [
            *((p, {}) for p in PAGES),
            ("map", {"district": "hexi"}),
            *(("evidence", {"tab": t}) for t in ("documents", "metrics", "doubts")),
            ("evidence", {"observation": "TJ-141"}),
            ("search", {"q": "行政复议"}),
        ]:
            seen = visit(page, lang, **parameters)
            assert {e.tag for e in seen.root.iter()} & {"script", "iframe"} == set()
            images = list(seen.root.iter("img"))
            assert all(
                e.get("src", "").startswith("data:image/svg+xml,") and "onerror" not in e.attrib
                for e in images
            )
            assert "<script>qj()" in seen.text or page == "search", "shown as text"


# -- few facts, on the project's own data ----------------------------------------------------------------------


def _unused_metric() -> str:
    used = {o["metric_id"] for o in table("observations")}
    return next((m["metric_id"] for m in table("metrics") if m["metric_id"] not in used), "")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_metric_without_figures(facts: Facts, lang: str) -> None:
    facts(lambda name, rows: [r for r in rows if r["metric_id"] != "gdp"] if name == "observations" else rows)
    name = next(m for m in table("metrics") if m["metric_id"] == "gdp")[f"name_{lang}"]
    for page in ("compare", "trends", "map"):
        seen = visit(page, lang, metric="gdp")
        assert name in seen.main
        assert seen.charts == []
        for district in table("districts"):
            assert district[f"name_{lang}"] in seen.main, "every district that lacks it is named"
    assert visit("evidence", lang, metric="gdp").figure_links == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_one_district_only(lang: str) -> None:
    seen = visit("compare", lang, metric="gdp", districts="hexi")
    assert len(seen.charts) == 1
    assert {"zh": "只有一个区", "en": "one district only"}[lang] in seen.main or "1" in seen.texts(
        "qj-v-single"
    )[0]
    assert seen.texts("qj-v-single"), "the verdict says so"
    assert seen.figure_links
    assert visit("trends", lang, metric="gdp", districts="hexi").charts
    assert visit("map", lang, metric="gdp", districts="hexi").maps


@pytest.mark.parametrize("page", ["compare", "trends", "map", "evidence"])
def test_no_district_chosen(page: str) -> None:
    for lang in ("zh", "en"):
        visit(page, lang, metric="gdp", districts="")


def test_where_only_one_district_has_the_year_others_are_offered() -> None:
    seen = visit("compare", metric="gdp", year="2009")
    assert not seen.texts("qj-v-comparable")
    offered = [
        x for x in seen.links if x.path == "/compare" and x.parameters.get("year") not in {"2009", None}
    ]
    assert offered
    for link in offered[:2]:
        opened = visit("compare", **{k: v for k, v in link.parameters.items() if k != "lang"})
        assert opened.texts("qj-v-comparable") or opened.texts("qj-v-partly")


def test_new_facts_are_served_without_a_restart(facts: Facts) -> None:
    def change(name: str, rows: list[Row]) -> list[Row]:
        if name == "releases":
            rows[-1]["version"] = "2099.01"
        return rows

    assert "2099.01" not in visit("").text
    facts(change)
    assert "2099.01" in visit("").text


@pytest.mark.parametrize(
    "lang, said", [("zh", "区共12个，此处列出前8个"), ("en", "Shown are the first 8 of 12 districts")]
)
@pytest.mark.parametrize(
    "page, parameters",
    [("", {}), ("practices", {}), ("practices", {"tab": "honours"}), ("plan", {"tab": "targets"})],
    ids=["overview", "practices", "honours", "targets"],
)
def test_a_table_of_the_first_districts_says_so(
    twelve: None, page: str, parameters: dict[str, str], lang: str, said: str
) -> None:
    assert said in "".join(visit(page, lang, **parameters).bodies)


def test_what_others_have_looks_at_all_districts(twelve: None) -> None:
    assert "前8个" not in "".join(visit("practices", "zh", tab="gaps").bodies)
