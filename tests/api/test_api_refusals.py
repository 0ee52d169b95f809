"""Whatever is asked of the API, it answers in JSON, names the parameter at fault and never breaks."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.requests import Request

from pages.api import responses as api_responses
from pages.api import routes
from queries.store import Store
from tests.api.conftest import Get

#: address, status, code, parameter
REFUSED = [
    ("/compare", 422, "missing_parameter", "metric"),
    ("/compare?metric=", 422, "missing_parameter", "metric"),
    ("/trend", 422, "missing_parameter", "metric"),
    ("/evidence", 422, "missing_parameter", "observation"),
    ("/compare?metric=gdp,land_area", 422, "malformed_value", "metric"),
    ("/compare?metric=,", 422, "malformed_value", "metric"),
    ("/compare?metric=no_such_metric", 404, "unknown_id", "metric"),
    ("/compare?metric=gdp&districts=hexi,atlantis", 404, "unknown_id", "districts"),
    ("/compare?metric=gdp&district=atlantis", 404, "unknown_id", "district"),
    ("/compare?metric=gdp&district=hexi&districts=binhai", 422, "malformed_value", "district"),
    *(
        (f"/trend?metric=resident_population&view=index&base=1871{form}", 422, "malformed_value", "base")
        for form in ("", "&format=csv", "&format=png")
    ),
    ("/evidence?observation=TJ-000", 404, "unknown_id", "observation"),
    ("/observations?dimension=weather", 404, "unknown_id", "dimension"),
    ("/observations?document=no-such", 404, "unknown_id", "document"),
    ("/observations?reliability=rumour", 422, "malformed_value", "reliability"),
    ("/observations?qualifier=roughly", 422, "malformed_value", "qualifier"),
    ("/observations?status=final", 422, "malformed_value", "status"),
    ("/observations?scope=planet", 422, "malformed_value", "scope"),
    ("/observations?limit=0", 422, "malformed_value", "limit"),
    ("/observations?limit=-1", 422, "malformed_value", "limit"),
    ("/observations?limit=100000", 422, "malformed_value", "limit"),
    ("/observations?offset=-1", 422, "malformed_value", "offset"),
    ("/observations?offset=1e3", 422, "malformed_value", "offset"),
    ("/observations?from=2022&to=2020", 422, "malformed_value", "from"),
    ("/observations?year=2020&from=2019", 422, "malformed_value", "year"),
    ("/districts?nonsense=1", 422, "unknown_parameter", "nonsense"),
    ("/dimensions?metric=gdp", 422, "unknown_parameter", "metric"),
    ("/districts?district=hexi&district=binhai", 422, "repeated_parameter", "district"),
    ("/districts?format=xml", 422, "malformed_value", "format"),
    ("/coverage?by=colour", 422, "malformed_value", "by"),
    ("/nowhere", 404, "not_found", None),
    ("/nowhere?nonsense=1", 404, "not_found", None),
    ("/districts/", 404, "not_found", None),
    ("/districts/hexi", 404, "not_found", None),
    ("/../../etc/passwd", 404, None, None),
    ("", 404, "not_found", None),
]
YEARS = [
    "99999",
    "1899",
    "2101",
    "0",
    "-2022",
    "2022.0",
    "2O22",
    "２０２２",
    "٢٠٢٢",
    "2022,2023",
    "20 22",
    "1e3",
    "nan",
]
SQL = [
    "' OR '1'='1",
    "gdp'; DROP TABLE observations; --",
    "gdp' UNION SELECT * FROM meta --",
    "\\'; SELECT 1; --",
    "%",
    "_",
    "${jndi:ldap://x}",
    "../../data/build/current.json",
    "<script>alert(1)</script>",
    "{0.__class__}",
    "%s%s%n",
    "gdp\r\nSet-Cookie: a=b",
    "🏛️" * 50,
    "\u202e\u0000\ufeff",
    "İstanbul ß ﬁ",
    "\ud7ff\ue000\uffff",
]


ENDPOINTS: dict[str, Any] = {r.path: r.endpoint for r in routes}


def _refused(response: httpx.Response) -> dict[str, str]:
    assert response.headers["content-type"] == "application/json"
    error = response.json()["error"]
    assert set(error) == {"code", "message", "message_zh", "parameter"}
    assert error["message"] and error["message_zh"]
    assert len(response.content) < 2000
    return error  # type: ignore[no-any-return]


@pytest.mark.parametrize(("address", "status", "code", "parameter"), REFUSED)
def test_refusals(get: Get, address: str, status: int, code: str | None, parameter: str | None) -> None:
    response = get(address)
    assert response.status_code == status
    if code:
        error = _refused(response)
        assert (error["code"], error["parameter"]) == (code, parameter)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(
    "question", ["/compare?metric=gdp&year=", "/observations?from=", "/trend?metric=gdp&to="]
)
def test_years_that_are_none(get: Get, question: str, year: str) -> None:
    response = get(question + quote(year))
    assert response.status_code == 422
    assert _refused(response)["code"] == "malformed_value"


@pytest.mark.parametrize("text", SQL, ids=range(len(SQL)))
@pytest.mark.parametrize(
    "question",
    [
        "/compare?metric=",
        "/trend?metric=",
        "/compare?metric=gdp&districts=",
        "/evidence?observation=",
        "/observations?document=",
    ],
)
def test_hostile_identifiers(get: Get, question: str, text: str) -> None:
    response = get(question + quote(text))
    assert response.status_code == (422 if "\0" in text else 404)
    _refused(response)


@pytest.mark.parametrize("text", SQL, ids=range(len(SQL)))
def test_hostile_searches_find_nothing_and_break_nothing(get: Get, text: str) -> None:
    response = get("/observations?q=" + quote(text))
    assert response.status_code == (422 if "\0" in text else 200)
    assert get("/observations").json()["meta"]["total"] > 500


@pytest.mark.parametrize(
    ("name", "longest"),
    [("metric", 40_000), ("districts", 40_000), *((n, 2000) for n in ("q", "format", "limit", "year"))],
)
@pytest.mark.parametrize("excess", [1, 10_000_000])
def test_overlong_values(request_size: Get, name: str, longest: int, excess: int) -> None:
    response = request_size("/observations", f"{name}={'9' * (longest + excess)}")
    assert response.status_code == 422
    assert _refused(response)["parameter"] == name


def test_ten_thousand_identifiers(get: Get, request_size: Get) -> None:
    response = request_size("/observations", "districts=" + ",".join(f"d{i}" for i in range(10_000)))
    assert response.status_code == 422
    assert get("/observations?districts=" + ",".join(["hexi"] * 300)).status_code == 200


def test_ten_thousand_parameters(request_size: Get) -> None:
    assert request_size("/observations", "&".join(f"p{i}=1" for i in range(10_000))).status_code == 422
    assert request_size("/observations", "&" * 1_000_000).status_code == 422
    assert request_size("/observations", "=" * 1_000_000).status_code == 422


@pytest.mark.parametrize(
    "query", ["metric=%ff%fe", "q=%80", "%00=1", "metric=gdp%00", "q=%ed%a0%80", "metric=%"]
)
def test_broken_encodings(request_size: Get, query: str) -> None:
    assert request_size("/observations", query).status_code in (200, 404, 422)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    address=st.sampled_from([r.path.rsplit("/", 1)[1] for r in routes[:-2]]),
    pairs=st.lists(
        st.tuples(
            st.sampled_from(
                ["metric", "districts", "year", "q", "format", "limit", "observation", "by", "x"]
            ),
            st.one_of(
                st.text(max_size=30), st.sampled_from(["gdp", "hexi", "2022", "csv", "TJ-206", "metric"])
            ),
        ),
        max_size=4,
    ),
)
def test_no_question_breaks_the_api(get: Get, address: str, pairs: list[tuple[str, str]]) -> None:
    query = "&".join(f"{name}={quote(value, safe='', errors='replace')}" for name, value in pairs)
    response = get(f"/{address}?{query}")
    assert response.status_code in (200, 404, 422)
    if response.status_code != 200:
        _refused(response)


def test_a_true_bug_is_logged_and_answered_in_json(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, get: Get
) -> None:
    def broken(_version: str) -> Store:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(api_responses, "store_of", broken)
    response = get("/districts")
    assert response.status_code == 500
    assert _refused(response)["code"] == "internal_error"
    assert "secret" not in response.text
    assert "secret detail" in caplog.text


def test_fifty_at_once_get_the_same_answers(get: Get) -> None:
    questions = [
        ("/compare", "metric=gdp"),
        ("/observations", "q=复议"),
        ("/trend", "metric=gdp_growth"),
        ("/coverage", ""),
        ("/practices", ""),
    ]

    def ask(n: int) -> tuple[int, bytes]:
        path, query = questions[n % len(questions)]
        response = ENDPOINTS["/api/v1" + path].respond(_request("/api/v1" + path, query))
        return response.status_code, bytes(response.body)

    alone = [ask(n) for n in range(len(questions))]
    with ThreadPoolExecutor(50) as pool:
        together = list(pool.map(ask, range(250)))
    assert [status for status, _ in alone] == [200] * len(questions)
    assert together == alone * 50


def _request(path: str, query: str) -> Request:
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": quote(query, safe="=&").encode(),
        "headers": [],
    }
    return Request(scope)


@pytest.fixture(scope="session")
def request_size() -> Get:
    """`request_size(path, query)`: a question too long for a URL library, put straight to the application."""

    def ask(path: str, query: str) -> httpx.Response:
        request = _request("/api/v1" + path, "")
        request.scope["query_string"] = query.encode()
        response = ENDPOINTS["/api/v1" + path].respond(request)
        return httpx.Response(response.status_code, headers=response.headers, content=bytes(response.body))

    return ask
