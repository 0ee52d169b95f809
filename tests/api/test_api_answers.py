"""What each address of the API answers: the documented keys, and the same facts as the CSV files hold."""

from __future__ import annotations

import csv
import io

import pytest

from data.settings import PACKAGE_FOLDER
from queries.comparison import best_year, compare, years_to_compare
from queries.store import Store
from tests.api.conftest import Get
from tests.queries import oracle

DISTRICTS = ["hexi", "binhai", "hedong", "tongzhou", "weicheng"]
#: One answerable question for every address.
QUESTIONS = [
    "/districts",
    "/dimensions",
    "/metrics",
    "/documents",
    "/observations",
    "/compare?metric=recon_received&year=2022",
    "/trend?metric=gdp",
    "/coverage",
    "/practices",
    "/evidence?observation=TJ-206",
]
OBSERVATION_KEYS = {
    "observation_id",
    "district_id",
    "metric_id",
    "document_id",
    "value",
    "value_low",
    "value_high",
    "unit_zh",
    "unit_en",
    "period_start",
    "period_end",
    "period_basis",
    "qualifier",
    "status",
    "scope",
    "as_written",
}


def _facts(table: str) -> list[dict[str, str]]:
    with (PACKAGE_FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("question", QUESTIONS)
def test_json_has_data_and_meta(get: Get, store: Store, question: str) -> None:
    response = get(question)
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    body = response.json()
    assert set(body) == {"data", "meta"}
    assert body["data"]
    assert body["meta"]["data_version"] == store.version
    assert body["meta"]["count"] == len(body["data"])


@pytest.mark.parametrize("question", QUESTIONS)
def test_csv_has_the_same_rows(get: Get, question: str) -> None:
    data = get(question).json()["data"]
    response = get(question + ("&" if "?" in question else "?") + "format=csv")
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))
    assert len(rows) == len(data)
    assert list(rows[0]) == list(data[0])
    for row, record in zip(rows, data, strict=True):
        for key, value in record.items():
            assert _same(row[key], value), (key, row[key], value)


def _same(cell: str, value: object) -> bool:
    if value is None:
        return cell == ""
    if isinstance(value, bool):
        return cell == str(value).lower()
    if isinstance(value, (int, float)):
        return float(cell) == value
    if isinstance(value, list):
        return cell == ";".join(value)
    return cell in (value, f"'{value}")


@pytest.mark.parametrize("table", ["districts", "dimensions", "metrics", "documents"])
def test_small_tables_are_those_of_the_files(get: Get, table: str) -> None:
    key = table[:-1] + "_id"
    assert [r[key] for r in get(f"/{table}").json()["data"]] == [r[key] for r in _facts(table)]


@pytest.mark.parametrize(
    "question",
    ["/observations", "/compare?metric=gdp&year=2022", "/trend?metric=gdp", "/evidence?observation=TJ-206"],
)
def test_observations_have_the_documented_keys(get: Get, question: str) -> None:
    rows = get(question).json()["data"]
    assert rows
    for row in rows:
        assert set(row) >= OBSERVATION_KEYS
        assert isinstance(row["value"], (int, float))
        assert row["unit_zh"] and row["unit_en"]


def test_observations_are_those_of_the_file(get: Get) -> None:
    body = get("/observations").json()
    facts = {r["observation_id"]: r for r in _facts("observations")}
    assert {r["observation_id"] for r in body["data"]} == set(facts)
    assert body["meta"]["total"] == len(facts)
    for row in body["data"]:
        fact = facts[row["observation_id"]]
        for key, text in fact.items():
            if key.startswith("value"):
                assert row[key] == (float(text) if text else None)
            else:
                assert (row[key] or "") == text


@pytest.mark.parametrize(
    ("query", "field", "allowed"),
    [
        ("districts=hexi,binhai", "district_id", {"hexi", "binhai"}),
        ("district=hexi", "district_id", {"hexi"}),
        ("metric=gdp,land_area", "metric_id", {"gdp", "land_area"}),
        ("document=hexi-cnr-2025", "document_id", {"hexi-cnr-2025"}),
        ("reliability=press,secondary", "reliability", {"press", "secondary"}),
        ("qualifier=at_least", "qualifier", {"at_least"}),
        ("status=estimate", "status", {"estimate"}),
        ("scope=site,area", "scope", {"site", "area"}),
        ("year=2022", "year", {2022}),
        ("from=2021&to=2022", "year", {2021, 2022}),
    ],
)
def test_filters_of_observations(get: Get, query: str, field: str, allowed: set[object]) -> None:
    whole = get("/observations").json()["data"]
    body = get(f"/observations?{query}").json()
    expected = [r["observation_id"] for r in whole if r[field] in allowed]
    assert [r["observation_id"] for r in body["data"]] == expected
    assert expected and body["meta"]["total"] == len(expected)


def test_search_and_dimension_filter(get: Get) -> None:
    disputes = {m["metric_id"] for m in _facts("metrics") if m["dimension_id"] == "disputes"}
    found = get("/observations?dimension=disputes&q=复议 通州").json()["data"]
    assert found
    assert {r["metric_id"] for r in found} <= disputes
    assert {r["metric_id"] for r in get("/metrics?dimension=disputes").json()["data"]} == disputes


def test_pages_of_observations(get: Get) -> None:
    whole = [r["observation_id"] for r in get("/observations").json()["data"]]
    pages: list[str] = []
    while len(pages) < len(whole):
        body = get(f"/observations?limit=97&offset={len(pages)}").json()
        assert body["meta"]["total"] == len(whole)
        pages += [r["observation_id"] for r in body["data"]]
    assert pages == whole
    assert get("/observations?offset=99999").json()["data"] == []


def test_compare_agrees_with_the_question_behind_it(get: Get, store: Store) -> None:
    for metric, year in (("gdp", 2023), ("gdp_growth", 2019), ("land_area", 2023), ("inspections", 2023)):
        body = get(f"/compare?metric={metric}&year={year}").json()
        c = compare(store, metric, year, DISTRICTS)
        rows, meta = body["data"], body["meta"]
        assert [r["observation_id"] for r in rows] == [
            f.observation.observation_id for f in c.judgement.figures
        ]
        for row, f in zip(rows, c.judgement.figures, strict=True):
            assert (row["rank_first"], row["rank_last"]) == (f.rank or (None, None))
            assert row["compared"] == f.compared
            assert row["reasons"] == [r.code for r in f.reasons]
            assert len(row["reasons"]) == len(row["reasons_zh"]) == len(row["reasons_en"])
            assert row["conflicts"] == [o.observation_id for o in f.conflicts]
        assert meta["verdict"] == c.judgement.verdict
        assert meta["missing"] == {m.district_id: m.kind for m in c.missing}
        assert [d["doubt_id"] for d in meta["doubts"]] == [d.doubt_id for d in c.doubts]
        assert [d["document_id"] for d in meta["documents"]] == [d.document_id for d in c.documents]
        assert {r["code"] for r in meta["reasons"]} == {c for r in rows for c in r["reasons"]}
        assert meta["sentence_zh"] and meta["sentence_en"]
        assert (meta["year"], meta["year_chosen"]) == (year, False)


def test_compare_finds_its_year(get: Get, store: Store) -> None:
    for metric in ("recon_received", "gdp", "public_lawyers"):
        meta = get(f"/compare?metric={metric}").json()["meta"]
        assert meta["year"] == best_year(years_to_compare(store, metric, DISTRICTS))
        assert meta["year_chosen"] is True


def test_median_only_of_three_or_more_and_open_bounds_are_null(get: Get) -> None:
    assert get("/compare?metric=recon_received&year=2022").json()["meta"]["median"] is None
    median = get("/compare?metric=gdp_growth&year=2019").json()["meta"]["median"]
    assert median["low"] <= median["high"]
    rows = get("/compare?metric=gdp&year=2024").json()["data"]
    assert {r["value_high"] for r in rows} == {None}
    assert "Infinity" not in get("/compare?metric=gdp&year=2024").text


def test_trend(get: Get) -> None:
    body = get("/trend?metric=gdp&districts=tongzhou,weicheng").json()
    assert {r["role"] for r in body["data"]} <= {"main", "twin", "aside"}
    assert {
        "district_id": "tongzhou",
        "after_year": 2018,
        "before_year": 2019,
        "doubt_id": "tongzhou_gdp_break",
    } in body["meta"]["breaks"]
    years = [r["year"] for r in get("/trend?metric=gdp&from=2020&to=2021").json()["data"]]
    assert set(years) == {2020, 2021}


def test_coverage(get: Get) -> None:
    body = get("/coverage").json()
    assert sum(c["figures"] for c in body["data"]) == len(_facts("observations"))
    assert set(body["meta"]["holdings"]) == set(DISTRICTS)
    for district_id, sums in body["meta"]["holdings"].items():
        in_use, planned = (len(found) for found in oracle.practices(district_id))
        counts = [sums[f"practices{suffix}"] for suffix in ("", "_in_use", "_planned")]
        assert counts == [in_use + planned, in_use, planned]
    by_metric = get("/coverage?by=metric&district=weicheng").json()["data"]
    assert {c["district_id"] for c in by_metric} == {"weicheng"}
    assert all(c["metric_id"] for c in by_metric)
    assert get("/coverage?metric=public_lawyers&districts=hexi,hedong").json()["meta"]["missing"] == {
        "hexi": "not_in_sources"
    }


def test_practices(get: Get) -> None:
    rows = get("/practices").json()["data"]
    assert len(rows) == len(_facts("practices")) * len(DISTRICTS)
    described = {(s["practice_id"], s["district_id"]) for s in _facts("systems") if s["practice_id"]}
    assert sum(r["state"] != "not_found" for r in rows) == len(described)
    assert all((r["state"] == "not_found") == (not r["systems"]) for r in rows)


def test_evidence(get: Get) -> None:
    body = get("/evidence?observation=TJ-206").json()
    assert (body["data"][0]["observation_id"], body["data"][0]["relation"]) == ("TJ-206", "figure")
    assert "TJ-218" in [r["observation_id"] for r in body["data"] if r["relation"] == "same_figure"]
    assert "binhai_expenditure_2023" in [d["doubt_id"] for d in body["meta"]["doubts"]]
    assert body["meta"]["document"]["document_id"] == body["data"][0]["document_id"]


@pytest.mark.parametrize(
    "question",
    [
        "/compare?metric=public_lawyers&districts=weicheng",
        "/compare?metric=public_lawyers&districts=weicheng&year=2024",
        "/trend?metric=public_lawyers&districts=weicheng",
        "/observations?metric=public_lawyers&districts=weicheng",
        "/observations?metric=public_lawyers&districts=weicheng&year=1950",
        "/coverage?metric=public_lawyers&districts=weicheng",
    ],
)
def test_valid_ids_without_data_are_an_answer(get: Get, question: str) -> None:
    response = get(question)
    assert response.status_code == 200
    assert response.json()["data"] == []
    assert response.json()["meta"]["missing"] == {"weicheng": "not_in_sources"}


def test_missing_does_not_depend_on_other_filters(get: Get) -> None:
    body = get("/observations?metric=gdp&q=nothing+holds+this").json()
    assert body["data"] == []
    assert body["meta"]["missing"] == {}


def test_an_unchanged_answer_is_not_sent_again(get: Get) -> None:
    first = get("/metrics")
    again = get("/metrics", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert get("/metrics", headers={"If-None-Match": 'W/"other"'}).status_code == 200
    assert get("/metrics?format=csv").headers["etag"] != first.headers["etag"]


def test_only_reading_is_answered(request_api: Get) -> None:
    assert request_api("HEAD", "/districts").status_code == 200
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"):
        response = request_api(method, "/districts")
        assert response.status_code == 405
        assert response.headers["allow"] == "GET, HEAD"
        assert response.json()["error"]["code"] == "method_not_allowed"
