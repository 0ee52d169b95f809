"""What the API says of plans, requirements, practices and gaps: the same as the files, on the day that is set."""

from __future__ import annotations

import csv
import io
import re
from typing import Any
from urllib.parse import quote

import pytest
from openpyxl import load_workbook

from data.settings import PACKAGE_FOLDER
from tests.api.conftest import Get

DISTRICTS = ["hexi", "binhai", "hedong", "tongzhou", "weicheng"]
STATE = {"state", "level", "state_zh", "state_en"}
#: question → the keys of every row
KEYS = {
    "/tasks": {
        "task_id", "district_id", "ordinal", "chapter_no", "chapter_zh", "chapter_en", "title_zh", "title_en", "due",
        "dimension_id", "document_id", "lead", "responsible", "targets", "due_with_targets", *STATE,
    },
    "/units": {
        "unit_id", "name_zh", "name_en", "kind", "district_id", "document_id", "lead", "responsible", "tasks", "due",
    },
    "/targets": {
        "target_id", "district_id", "metric_id", "comparator", "value", "period_start", "due", "kind",
        "scope_name_zh", "scope_name_en", "document_id", "section", "as_written", "task_id", "evidence",
        "observation_id", "others", *STATE,
    },
    "/systems": {
        "system_id", "district_id", "dimension_id", "name_zh", "name_en", "kind", "level", "summary_zh", "summary_en",
        "year", "status", "document_id", "section", "practice_id",
    },
    "/gaps?district=hedong": {
        "practice_id", "name_zh", "name_en", "district_id", "state", "in_use_in", "planned_in", "official_in",
        "systems", "results",
    },
    "/practices": {"practice_id", "name_zh", "name_en", "district_id", "state", "systems"},
}  # fmt: skip


def _facts(table: str) -> list[dict[str, str]]:
    with (PACKAGE_FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _data(get: Get, question: str) -> list[dict[str, Any]]:
    response = get(question)
    assert response.status_code == 200, response.text
    found: list[dict[str, Any]] = response.json()["data"]
    return found


def _as_in_file(row: dict[str, Any], fact: dict[str, str]) -> None:
    for key, cell in fact.items():
        value = row[key]
        assert (
            float(cell) == value if isinstance(value, float) else str("" if value is None else value) == cell
        )


@pytest.mark.parametrize("question", KEYS)
def test_keys(get: Get, question: str) -> None:
    rows = _data(get, question)
    assert rows
    for row in rows:
        assert set(row) >= KEYS[question]
        assert len(row) == len(rows[0])
    if question != "/practices":
        assert set(rows[0]) == KEYS[question]


@pytest.mark.parametrize("question", KEYS)
def test_the_same_rows_in_every_format(get: Get, question: str) -> None:
    rows = _data(get, question)
    more = ("&" if "?" in question else "?") + "format="
    name = question[1:].partition("?")[0]
    flat = get(question + more + "csv")
    assert flat.headers["content-type"] == "text/csv; charset=utf-8"
    assert re.search(rf'filename="qujian-{name}(-[a-z-]+)?\.csv"', flat.headers["content-disposition"])
    lines = list(csv.DictReader(io.StringIO(flat.content.decode("utf-8-sig"), newline="")))
    assert [list(line) for line in lines] == [list(row) for row in rows]
    for line, row in zip(lines, rows, strict=True):
        for key, value in row.items():
            assert _cell(value) == line[key].removeprefix("'"), (key, value)
    book = get(question + more + "xlsx")
    assert book.headers["content-type"].endswith("spreadsheetml.sheet")
    assert re.search(rf'filename="qujian-{name}(-[a-z-]+)?\.xlsx"', book.headers["content-disposition"])
    sheet = load_workbook(io.BytesIO(book.content)).worksheets[0]
    cells = [list(r) for r in sheet.iter_rows(values_only=True)]
    head = next(i for i, r in enumerate(cells) if next(iter(rows[0])) in r)
    assert cells[head][: len(rows[0])] == list(rows[0])
    ids = [str(r[0]) for r in cells[head + 1 : head + 1 + len(rows)]]
    assert ids == [str(next(iter(row.values()))) for row in rows]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ";".join(value)
    return str(int(value)) if isinstance(value, float) and value == int(value) else str(value)


# -- tasks ---------------------------------------------------------------------------------------------------


def test_tasks_are_those_of_the_files(get: Get) -> None:
    rows = {r["task_id"]: r for r in _data(get, "/tasks")}
    carriers, targets = _facts("task_units"), _facts("targets")
    assert set(rows) == {t["task_id"] for t in _facts("tasks")}
    assert rows
    for fact in _facts("tasks"):
        row = rows[fact["task_id"]]
        _as_in_file(row, fact)
        for role in ("lead", "responsible"):
            wanted = {c["unit_id"] for c in carriers if (c["task_id"], c["role"]) == (row["task_id"], role)}
            assert set(row[role]) == wanted
            assert len(row[role]) == len(wanted)
        own = [t for t in targets if t["task_id"] == row["task_id"]]
        assert sorted(row["targets"]) == sorted(t["target_id"] for t in own)
        latest = fact["due"] or max((t["due"] for t in own), default="")
        assert (row["due_with_targets"] or "") == latest
        assert row["state"] == ("passed_no_result" if latest else "no_evidence")


@pytest.mark.parametrize(
    ("query", "keep"),
    [
        ("unit=justice_bureau", lambda r: "justice_bureau" in r["lead"] + r["responsible"]),
        ("unit=tax_bureau,audit_bureau", lambda r: {"tax_bureau", "audit_bureau"} & {*r["lead"]}),
        ("unit=sub_districts", lambda r: "sub_districts" in r["responsible"]),
        ("dimension=disputes", lambda r: r["dimension_id"] == "disputes"),
        ("state=passed_no_result", lambda r: r["state"] == "passed_no_result"),
        ("state=met,no_evidence", lambda r: r["state"] in ("met", "no_evidence")),
        (
            "unit=justice_bureau&state=passed_no_result&dimension=disputes&district=hedong",
            lambda r: (
                "justice_bureau" in r["lead"]
                and (r["state"], r["dimension_id"]) == ("passed_no_result", "disputes")
            ),
        ),
        ("districts=hedong,hexi", lambda r: True),
    ],
)
def test_filters_of_tasks(get: Get, query: str, keep: Any) -> None:
    whole = _data(get, "/tasks")
    expected = [r["task_id"] for r in whole if keep(r)]
    assert [r["task_id"] for r in _data(get, f"/tasks?{query}")] == expected
    assert expected


def test_what_fits_nothing_is_an_answer(get: Get) -> None:
    for question in ("/tasks?district=weicheng", "/tasks?state=met", "/targets?district=weicheng"):
        assert _data(get, question) == []


def test_the_day_is_told_and_decides(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    for day, states in (
        ("2022-12-31", {"due_soon", "no_evidence"}),
        ("2023-01-01", {"passed_no_result", "no_evidence"}),
        ("2024-12-31", {"passed_no_result", "due_soon", "no_evidence"}),
    ):
        monkeypatch.setenv("QUJIAN_TODAY", day)
        for question in ("/tasks", "/targets"):
            body = get(question).json()
            assert body["meta"]["today"] == day
            assert {r["state"] for r in body["data"]} == states
    assert len(_data(get, "/targets")) == len(_facts("targets"))


@pytest.mark.parametrize("question", ["/tasks", "/targets"])
def test_nothing_is_called_overdue(get: Get, question: str) -> None:
    text = get(question).text.lower()
    assert "overdue" not in text
    assert "逾期" not in text


# -- units, targets ------------------------------------------------------------------------------------------


def test_units(get: Get) -> None:
    rows = {r["unit_id"]: r for r in _data(get, "/units")}
    carriers = _facts("task_units")
    for fact in _facts("units"):
        row = rows[fact["unit_id"]]
        _as_in_file(row, fact)
        own = [c for c in carriers if c["unit_id"] == fact["unit_id"]]
        assert row["lead"] == sum(c["role"] == "lead" for c in own)
        assert row["responsible"] == sum(c["role"] == "responsible" for c in own)
        assert row["tasks"] == len({c["task_id"] for c in own})
        assert (row["district_id"], row["document_id"]) == ("hedong", "hedong-outline-2022")
    assert len(rows) == len(_facts("units"))
    assert max(rows.values(), key=lambda r: r["lead"])["unit_id"] == "justice_bureau"
    found = _data(get, "/units?unit=tax_bureau,justice_bureau")
    assert {r["unit_id"] for r in found} == {"tax_bureau", "justice_bureau"}


def test_targets_are_those_of_the_file(get: Get) -> None:
    rows = {r["target_id"]: r for r in _data(get, "/targets")}
    assert set(rows) == {t["target_id"] for t in _facts("targets")}
    for fact in _facts("targets"):
        row = rows[fact["target_id"]]
        _as_in_file(row, fact)
        others = dict(pair.split("=") for pair in row["others"])
        assert set(others) == set(DISTRICTS) - {row["district_id"]}
        assert set(others.values()) <= {"met", "not_met", "undecided", "none"}
        assert (row["evidence"] == "none") == (row["observation_id"] is None)


def test_filters_of_targets(get: Get) -> None:
    assert [r["target_id"] for r in _data(get, "/targets?district=hexi")] == ["HX-027"]
    assert [r["target_id"] for r in _data(get, "/targets?metric=court_appearance_rate")] == ["HD-007"]
    assert _data(get, "/targets?metric=court_appearance_rate&district=hexi") == []
    assert _data(get, "/targets?metric=gdp") == []


# -- practices -----------------------------------------------------------------------------------------------


def test_systems_are_those_of_the_file(get: Get) -> None:
    rows = {r["system_id"]: r for r in _data(get, "/systems")}
    assert set(rows) == {s["system_id"] for s in _facts("systems")}
    for fact in _facts("systems"):
        _as_in_file(rows[fact["system_id"]], fact)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("district=weicheng", {"district_id": {"weicheng"}}),
        ("districts=hexi,hedong&dimension=digital", {"district_id": {"hexi", "hedong"}, "dimension_id": {"digital"}}),
        ("practice=cross_province_services", {"practice_id": {"cross_province_services"}}),
        (
            "practice=kitchen_supervision&district=hexi",
            {"practice_id": {"kitchen_supervision"}, "district_id": {"hexi"}},
        ),
    ],
)  # fmt: skip
def test_filters_of_systems(get: Get, query: str, wanted: dict[str, set[str]]) -> None:
    expected = {s["system_id"] for s in _facts("systems") if all(s[k] in v for k, v in wanted.items())}
    assert {r["system_id"] for r in _data(get, f"/systems?{query}")} == expected
    assert expected


@pytest.mark.parametrize("district", DISTRICTS)
def test_gaps_follow_from_the_practices(get: Get, district: str) -> None:
    states = {(r["practice_id"], r["district_id"]): r["state"] for r in _data(get, "/practices")}
    rows = _data(get, f"/gaps?district={district}")
    for r in rows:
        practice = r["practice_id"]
        assert r["district_id"] == district
        assert r["state"] == states[practice, district] != "in_use"
        others = [d for d in DISTRICTS if d != district]
        assert r["in_use_in"] == [d for d in others if states[practice, d] == "in_use"] != []
        assert r["planned_in"] == [d for d in others if states[practice, d] == "planned"]
    expected = {
        p
        for (p, d), state in states.items()
        if d == district and state != "in_use" and "in_use" in [states[p, o] for o in DISTRICTS if o != d]
    }
    assert {r["practice_id"] for r in rows} == expected


def test_gaps_in_the_order_and_of_the_choice_asked_for(get: Get) -> None:
    whole = _data(get, "/gaps?district=hedong")
    for order, weight in (("others", "in_use_in"), ("results", "results"), ("official", "official_in")):
        rows = _data(get, f"/gaps?district=hedong&sort={order}")
        assert {r["practice_id"] for r in rows} == {r["practice_id"] for r in whole}
        places = [(r["state"] == "planned", -len(r[weight]), -len(r["in_use_in"])) for r in rows]
        assert places == sorted(places)
    functions = {p["practice_id"] for p in _facts("practices") if p["dimension_id"] == "functions"}
    rows = _data(get, "/gaps?district=hedong&dimension=functions")
    assert {r["practice_id"] for r in rows} == functions & {r["practice_id"] for r in whole} != set()
    chosen = [r["practice_id"] for r in whole][:2]
    found = _data(get, f"/gaps?district=hedong&shortlist={','.join(reversed(chosen))}")
    assert [r["practice_id"] for r in found] == chosen, "in the order of the list"
    systems = {s["system_id"]: s for s in _facts("systems")}
    for r in whole:
        own = [systems[i] for i in r["systems"]]
        assert {s["practice_id"] for s in own} == {r["practice_id"]}
        assert {s["district_id"] for s in own} == {*r["in_use_in"]}
        assert r["results"] == [s["system_id"] for s in own if s["kind"] == "honour"]
        assert {*r["official_in"]} <= {*r["in_use_in"]}


def test_honours(get: Get) -> None:
    honours = [s for s in _facts("systems") if s["kind"] == "honour"]
    assert len(_data(get, "/honours")) == len(honours)
    of_hexi = [s for s in honours if (s["district_id"], s["dimension_id"]) == ("hexi", "disputes")]
    rows = _data(get, "/honours?district=hexi&dimension=disputes")
    assert {r["system_id"] for r in rows} == {s["system_id"] for s in of_hexi} != set()
    years = [r["year"] or 0 for r in _data(get, "/honours")]
    assert years == sorted(years, reverse=True), "the newest first"


def test_practices_across_provinces(get: Get) -> None:
    rows = [r for r in _data(get, "/practices") if r["practice_id"] == "cross_province_services"]
    assert {r["district_id"] for r in rows if r["state"] == "in_use"} == {"hexi", "binhai", "tongzhou"}
    systems = {s["system_id"] for s in _data(get, "/systems?practice=cross_province_services")}
    assert {x for r in rows for x in r["systems"]} == systems


# -- refusals ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "status", "code", "parameter"),
    [
        ("/tasks?district=atlantis", 404, "unknown_id", "district"),
        ("/tasks?districts=hexi,atlantis", 404, "unknown_id", "districts"),
        ("/tasks?unit=no_such_unit", 404, "unknown_id", "unit"),
        ("/tasks?unit=justice_bureau,nope", 404, "unknown_id", "unit"),
        ("/tasks?dimension=weather", 404, "unknown_id", "dimension"),
        ("/tasks?state=overdue", 422, "malformed_value", "state"),
        ("/tasks?metric=gdp", 422, "unknown_parameter", "metric"),
        ("/tasks?unit=a&unit=b", 422, "repeated_parameter", "unit"),
        ("/tasks?format=docx", 422, "malformed_value", "format"),
        ("/units?unit=nope", 404, "unknown_id", "unit"),
        ("/units?state=met", 422, "unknown_parameter", "state"),
        ("/targets?metric=nope", 404, "unknown_id", "metric"),
        ("/targets?district=nope", 404, "unknown_id", "district"),
        ("/targets?state=met", 422, "unknown_parameter", "state"),
        ("/systems?practice=nope", 404, "unknown_id", "practice"),
        ("/systems?dimension=nope", 404, "unknown_id", "dimension"),
        ("/systems?kind=honour", 422, "unknown_parameter", "kind"),
        ("/gaps", 422, "missing_parameter", "district"),
        ("/gaps?district=", 422, "missing_parameter", "district"),
        ("/gaps?district=nope", 404, "unknown_id", "district"),
        ("/gaps?district=hexi,hedong", 422, "malformed_value", "district"),
        ("/gaps?districts=hexi", 422, "unknown_parameter", "districts"),
        ("/gaps?district=hexi&sort=best", 422, "malformed_value", "sort"),
        ("/gaps?district=hexi&shortlist=nope", 404, "unknown_id", "shortlist"),
        ("/gaps?district=hexi&dimension=nope", 404, "unknown_id", "dimension"),
        ("/honours?district=nope", 404, "unknown_id", "district"),
        ("/practices?district=nope", 404, "unknown_id", "district"),
        ("/task", 404, "not_found", None),
        ("/tasks/hedong-task-01", 404, "not_found", None),
    ],
)
def test_refusals(get: Get, question: str, status: int, code: str, parameter: str | None) -> None:
    response = get(question)
    assert response.status_code == status
    error = response.json()["error"]
    assert (error["code"], error["parameter"]) == (code, parameter)
    assert error["message"] and error["message_zh"]


HOSTILE = [
    "' OR '1'='1",
    "x'; DROP TABLE tasks; --",
    "%",
    ".*",
    "<script>alert(1)</script>",
    "\u202e",
    "🏛️" * 50,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize(
    "question", ["/tasks?unit=", "/units?unit=", "/targets?metric=", "/systems?practice=", "/gaps?district="]
)
def test_hostile_identifiers(get: Get, question: str, text: str) -> None:
    response = get(question + quote(text))
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "unknown_id"
    assert len(response.content) < 2000
