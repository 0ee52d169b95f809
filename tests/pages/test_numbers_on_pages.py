"""The numbers on the pages are those of the CSV files, and each leads to its evidence."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest

from queries.current import current_store
from queries.profile import headline
from reports.presentation.wall import wall
from tests.pages.reader import Row, Seen, by_id, said, table, visit, year_of
from tests.queries import oracle

OBSERVATIONS = by_id("observations", "observation_id")
METRICS = by_id("metrics", "metric_id")
DISTRICTS = by_id("districts", "district_id")
DOCUMENTS = by_id("documents", "document_id")
#: How many pages of fifty the list of figures on Evidence has.
SHEETS = -(-len(OBSERVATIONS) // 50)
VISITS = [
    ("", {}),
    ("compare", {}),
    ("compare", {"metric": "gdp", "year": "2023"}),
    ("compare", {"metric": "resident_population", "year": "2020"}),
    ("compare", {"metric": "recon_received"}),
    ("trends", {}),
    ("trends", {"metric": "gdp,resident_population,recon_concluded"}),
    ("map", {}),
    ("map", {"metric": "gdp", "year": "2015", "district": "hexi"}),
    *(("district", {"district": d}) for d in DISTRICTS),
    *(("evidence", {"page": str(n)}) for n in range(1, SHEETS + 1)),
    ("evidence", {"observation": "TJ-141"}),
]


def _plain(value: str) -> str:
    """A value of the data as Chinese pages write it."""
    number = Decimal(value)
    text = f"{abs(number):,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return ("−" if number < 0 else "") + text


@pytest.mark.parametrize(("page", "parameters"), VISITS)
def test_every_number_leads_to_its_figure(page: str, parameters: dict[str, str]) -> None:
    seen = visit(page, "zh", **parameters)
    assert seen.figure_links or page == ""
    for link in seen.figure_links:
        assert link.path == "/evidence"
        o = OBSERVATIONS[link.parameters["observation"]]
        assert _plain(o["value"]) in link.text
        assert {"approx": "约", "at_least": "不少于", "at_most": "不超过"}.get(
            o["qualifier"], ""
        ) in link.text
    assert set(seen.marks()) <= OBSERVATIONS.keys()
    if seen.charts:
        assert set(seen.marks()) <= {x.parameters["observation"] for x in seen.figure_links}


def test_every_figure_is_on_the_pages_of_evidence() -> None:
    ids = [
        x.parameters["observation"]
        for n in range(1, SHEETS + 1)
        for x in visit("evidence", page=str(n)).figure_links
    ]
    assert sorted(ids) == sorted(OBSERVATIONS)


# -- overview ------------------------------------------------------------------------------------------------


def _matrix(lang: str) -> tuple[list[str], list[list[str]]]:
    seen = visit("", lang)
    return seen.head(), seen.rows()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_coverage_matrix(lang: str) -> None:
    head, rows = _matrix(lang)
    assert head[1:] == [d[f"name_{lang}"] for d in table("districts")]
    dimensions = sorted(table("dimensions"), key=lambda d: int(d["ordinal"]))
    assert [row[0] for row in rows] == [d[f"name_{lang}"] for d in dimensions]
    years_of: dict[tuple[str, str], list[int]] = {}
    for o in table("observations"):
        years_of.setdefault((METRICS[o["metric_id"]]["dimension_id"], o["district_id"]), []).append(
            year_of(o)
        )
    for dimension, row in zip(dimensions, rows, strict=True):
        for district_id, cell in zip(DISTRICTS, row[1:], strict=True):
            years = years_of.get((dimension["dimension_id"], district_id))
            assert cell == (f"{len(years)} {max(years)}" if years else "–")


def test_cells_of_the_matrix_open_exactly_those_figures() -> None:
    cells = [x for x in visit("").links if "qj-cell" in x.css]
    for cell in cells[::6]:
        parameters = {k: v for k, v in cell.parameters.items() if k != "lang"}
        assert f"{cell.text.split()[0]}条数据" == visit("evidence", **parameters).texts("qj-count")[0]
    fresh = {year_of(OBSERVATIONS[i]) for i in OBSERVATIONS}
    assert {int(c.text.split()[1]) for c in cells} <= fresh


def test_shades_follow_the_age_of_the_newest_figure() -> None:
    cells = [x for x in visit("").links if "qj-cell" in x.css]
    shades = {(2026 - int(c.text.split()[1]), c.css.split("qj-fresh")[1]) for c in cells}
    assert shades
    assert shades == {
        (age, "3" if age <= 1 else "2" if age <= 3 else "1" if age <= 6 else "0") for age, _ in shades
    }


def test_cards_of_the_districts() -> None:
    cards = visit("").texts("qj-district")
    assert len(cards) == 5
    for district_id, card in zip(DISTRICTS, cards, strict=True):
        figures = [o for o in table("observations") if o["district_id"] == district_id]
        (people,) = {
            _plain(o["value"])
            for o in figures
            if o["metric_id"] == "resident_population" and o["period_end"] == "2020-11-01"
        }
        for wanted in (
            DISTRICTS[district_id]["name_zh"],
            people,
            _practices_as_said(district_id),
        ):
            assert wanted in card
        assert "地区生产总值" not in card, "side by side these would be read as a ranking"


def _practices_as_said(district_id: str) -> str:
    """What is in use is counted; what is only planned stands beside it."""
    in_use, planned = (len(found) for found in oracle.practices(district_id))
    return f"{in_use}类做法已实施" + (f"，另有{planned}类计划中" if planned else "")


def test_practices_planned_are_counted_apart_everywhere() -> None:
    counts = wall(current_store(), dt.date(2026, 1, 1), "Asia/Shanghai")["said"]["zh"]["practices"]["counts"]
    matrix = visit("practices").text
    for district_id, district in DISTRICTS.items():
        in_use, planned = (len(found) for found in oracle.practices(district_id))
        said = _practices_as_said(district_id)
        assert said in visit("district", district=district_id).text
        assert f"{district['name_zh']}{in_use}类{f'，另有{planned}类计划中' if planned else ''}" in matrix
        assert "类做法已实施" not in matrix
        shown = next(c for c in counts if c["id"] == district_id)
        assert (shown["n"], shown["planned"]) == (in_use, f"另有{planned}类计划中" if planned else "")


@pytest.mark.parametrize(
    ("metric", "year", "verdict"),
    [
        ("gdp", "2024", "◐ 2个区均为下限，不能排序"),
        ("gdp_growth", "2024", "◐ 2个区数据不够精确，不能排序"),
        ("recon_received", "2022", "✓ 可比：2个区"),
    ],
)
def test_bounds_that_decide_nothing_are_not_called_comparable(metric: str, year: str, verdict: str) -> None:
    (shown,) = visit("compare", metric=metric, year=year).texts("qj-verdict")
    assert shown.startswith(verdict)


def test_headlines_of_the_wall_are_firm() -> None:
    newest: dict[str, int] = {}
    for o in table("observations"):
        if _firm(o):
            newest[o["district_id"]] = max(year_of(o), newest.get(o["district_id"], 0))
    for district_id in DISTRICTS:
        shown = headline(current_store(), district_id)
        assert (shown is not None) == (district_id in newest)
        if shown is not None:
            o = OBSERVATIONS[shown.observation_id]
            assert _firm(o)
            assert year_of(o) == newest[district_id]


def _firm(o: Row) -> bool:
    return (
        METRICS[o["metric_id"]]["dimension_id"] != "context"
        and oracle.of_whole_district(o)
        and (o["status"], o["qualifier"]) == ("actual", "exact")
        and DOCUMENTS[o["document_id"]]["reliability"] == "official"
        and o["period_basis"] in {"year", "as_of"}
    )


def test_the_practices_matrix() -> None:
    signs = {"●": 0, "○": 0, "–": 0}
    for practice in table("practices"):
        for district_id in DISTRICTS:
            states = {
                s["status"]
                for s in table("systems")
                if (s["practice_id"], s["district_id"]) == (practice["practice_id"], district_id)
            }
            signs["–" if not states else "○" if states == {"planned"} else "●"] += 1
    seen = visit("")
    drawn = Counter(e.text for code in ("in_use", "planned", "not_found") for e in seen.find(f"qj-p-{code}"))
    assert drawn == signs


def test_comparisons_on_the_overview_open_what_they_say() -> None:
    tiles = [x for x in visit("").links if x.css == "qj-tile-title"]
    assert tiles
    for tile in tiles[:4]:
        p = tile.parameters
        assert METRICS[p["metric"]]["name_zh"] in tile.text
        verdict = _judged(p["metric"], int(p["year"]))
        assert len(verdict.ordered) >= 2
        opened = visit("compare", **{k: v for k, v in p.items() if k != "lang"})
        assert _ranks(opened) == _expected(verdict)


# -- compare -------------------------------------------------------------------------------------------------


def _judged(metric_id: str, year: int) -> oracle.Verdict:
    return oracle.judge(metric_id, oracle.observations(metric_id, year))


def _expected(verdict: oracle.Verdict) -> dict[str, str]:
    """Observation id → rank as the table writes it."""
    return {
        o["observation_id"]: f"{a}" if a == b else f"{a}–{b}"
        for d, o in verdict.ordered.items()
        for a, b in [verdict.ranks[d]]
    }


def _ranks(seen: Seen) -> dict[str, str]:
    """Observation id → rank in the table of Compare, for those that have one."""
    rank = seen.head().index("位次")
    found = {}
    for row in next(seen.root.iter("tbody")):
        standing = said(row[rank])
        if standing[:1].isdigit():
            (link,) = row.iter("a")
            found[parse_qs(urlsplit(link.get("href", "")).query)["observation"][0]] = standing
    return found


SETS = [
    ("gdp", 2023),
    ("resident_population", 2020),
    ("recon_received", 2022),
    ("public_lawyers", 2024),
    ("gdp", 2015),
]
SETS = [s for s in SETS if s in set(oracle.all_sets())]


@pytest.mark.parametrize(("metric_id", "year"), SETS)
def test_compare_orders_as_the_rules_say(metric_id: str, year: int) -> None:
    seen = visit("compare", metric=metric_id, year=str(year))
    assert _ranks(seen) == _expected(_judged(metric_id, year))
    figures = {o["observation_id"] for o in oracle.observations(metric_id, year)}
    assert {x.parameters["observation"] for x in seen.figure_links} == figures
    lacking = set(DISTRICTS) - {o["district_id"] for o in oracle.observations(metric_id, year)}
    for district_id in lacking:
        assert [DISTRICTS[district_id]["name_zh"], "现有来源未见"] in [row[:2] for row in seen.rows()]


def test_compare_quotes_the_sources() -> None:
    for lang in ("zh", "en"):
        seen = visit("compare", lang, metric="gdp", year="2023")
        quoted = [e.text for e in seen.root.iter("q")]
        assert sorted(quoted) == sorted(o["as_written"] for o in oracle.observations("gdp", 2023))


# -- trends, map, district, evidence -------------------------------------------------------------------------


@pytest.mark.parametrize("metric_id", ["recon_received", "gdp"])
def test_trends_show_all_figures_and_draw_the_line_the_rules_give(metric_id: str) -> None:
    seen = visit("trends", metric=metric_id)
    figures = {o["observation_id"] for o in oracle.observations(metric_id)}
    assert {x.parameters["observation"] for x in seen.figure_links} == figures
    assert set(seen.marks()) == figures


def test_trends_within_years() -> None:
    seen = visit("trends", metric="gdp", districts="binhai", **{"from": "2014", "to": "2018"})
    wanted = {
        o["observation_id"]
        for o in oracle.observations("gdp")
        if o["district_id"] == "binhai" and 2014 <= year_of(o) <= 2018
    }
    assert wanted
    assert set(seen.marks()) == wanted


def test_the_list_beside_the_map_has_all_districts_in_order() -> None:
    seen = visit("map", metric="resident_population", year="2020")
    entries = [e for e in seen.root.iter("li") if any("qj-swatch" in x.get("class", "") for x in e.iter("i"))]
    values = [Decimal(OBSERVATIONS[x.parameters["observation"]]["value"]) for x in seen.figure_links[:5]]
    assert len(entries) == 5
    assert values == sorted(values, reverse=True)


def test_selecting_in_the_list_shows_the_figure_as_written() -> None:
    seen = visit("map", metric="resident_population", year="2020")
    link = next(x for x in seen.links if x.path == "/map" and x.parameters.get("district") == "tongzhou")
    opened = visit("map", **{k: v for k, v in link.parameters.items() if k != "lang"})
    (current,) = [e for e in opened.root.iter("li") if e.get("aria-current") == "true"]
    assert "通州区" in "".join(current.itertext())
    written = {
        o["as_written"]
        for o in oracle.observations("resident_population", 2020)
        if o["district_id"] == "tongzhou"
    }
    assert {e.text for e in opened.root.iter("q")} <= written


@pytest.mark.parametrize("district_id", DISTRICTS)
def test_a_district_shows_its_metrics_honours_and_documents(district_id: str) -> None:
    seen = visit("district", district=district_id)
    figures = [o for o in table("observations") if o["district_id"] == district_id]
    newest: dict[str, str] = {}
    for o in figures:
        newest[o["metric_id"]] = max(o["period_end"], newest.get(o["metric_id"], ""))
    linked = [OBSERVATIONS[x.parameters["observation"]] for x in seen.figure_links]
    assert {o["district_id"] for o in linked} == {district_id}
    assert {o["metric_id"] for o in linked} == newest.keys()
    assert {o["metric_id"] for o in linked if o["period_end"] == newest[o["metric_id"]]} == newest.keys()
    for s in table("systems"):
        if s["district_id"] == district_id:
            assert " ".join(s["name_zh"].split()) in seen.main
    documents = {o["document_id"] for o in figures} | {
        s["document_id"] for s in table("systems") if s["district_id"] == district_id
    }
    assert documents == {x.parameters["document"] for x in seen.links if "document" in x.parameters}


@pytest.mark.parametrize(
    ("parameters", "keep"),
    [
        ({"districts": "hexi,binhai"}, lambda o: o["district_id"] in {"hexi", "binhai"}),
        ({"metric": "gdp"}, lambda o: o["metric_id"] == "gdp"),
        ({"dimension": "context"}, lambda o: METRICS[o["metric_id"]]["dimension_id"] == "context"),
        ({"reliability": "press"}, lambda o: DOCUMENTS[o["document_id"]]["reliability"] == "press"),
        ({"qualifier": "at_least,at_most"}, lambda o: o["qualifier"] in {"at_least", "at_most"}),
        ({"status": "estimate"}, lambda o: o["status"] == "estimate"),
        ({"scope": "department"}, lambda o: o["scope"] == "department"),
        ({"from": "2023", "to": "2024"}, lambda o: 2023 <= year_of(o) <= 2024),
        ({"q": "行政复议 通州"}, None),
        ({"q": "TJ-141"}, lambda o: o["observation_id"] == "TJ-141"),
    ],
)
def test_filters_of_evidence(parameters: dict[str, str], keep: object) -> None:
    seen = visit("evidence", **parameters)
    count = int(seen.texts("qj-count")[0].removesuffix("条数据").replace(",", ""))
    linked = [OBSERVATIONS[x.parameters["observation"]] for x in seen.figure_links]
    assert len(linked) == min(count, 50)
    if keep is None:
        assert linked
        assert all(
            "通州"
            in json.dumps([o, DOCUMENTS[o["document_id"]], DISTRICTS[o["district_id"]]], ensure_ascii=False)
            for o in linked
        )
        return
    assert count == len([o for o in table("observations") if keep(o)])  # type: ignore[operator]
    assert all(keep(o) for o in linked)  # type: ignore[operator]


@pytest.mark.parametrize("observation_id", [*list(OBSERVATIONS)[::45]])
def test_the_provenance_of_a_figure(observation_id: str) -> None:
    o = OBSERVATIONS[observation_id]
    document, metric = DOCUMENTS[o["document_id"]], METRICS[o["metric_id"]]
    for lang in ("zh", "en"):
        seen = visit("evidence", lang, observation=observation_id)
        (card,) = seen.texts("qj-provenance")
        assert seen.find("qj-big")[0].get("title", "").endswith(observation_id), (
            "its number, where one points at it"
        )
        for text in (
            o["as_written"],
            document[f"title_{lang}"],
            document[f"publisher_{lang}"],
            document["url"],
            metric[f"name_{lang}"],
            metric[f"definition_{lang}"],
            DISTRICTS[o["district_id"]][f"name_{lang}"],
            o[f"note_{lang}"],
            o[f"scope_name_{lang}"],
        ):
            assert " ".join(text.split()) in card
        for doubt in oracle.doubts_of(o):
            assert " ".join(doubt[f"text_{lang}"].split()) in card


def test_figures_of_a_document_are_those_of_the_document() -> None:
    links = [
        x for x in visit("evidence", tab="documents").links if x.parameters.keys() == {"lang", "document"}
    ]
    used = Counter(o["document_id"] for o in table("observations"))
    assert {x.parameters["document"]: int(x.text) for x in links} == used


@pytest.mark.parametrize("page", ["compare", "trends", "map", "district", "evidence"])
def test_downloads_carry_what_is_shown(page: str) -> None:
    parameters = {"metric": "gdp"} if page != "district" else {"district": "tongzhou"}
    links = [x for x in visit(page, **parameters).links if x.path.startswith("/api/v1/")]
    assert links
    for link in links:
        assert link.parameters["format"] in {"csv", "xlsx", "png", "svg", "pdf"}
        shown = "tongzhou" if page == "district" else "gdp"
        assert shown in link.parameters.values()
