"""A server that is open only to people who are signed in: whatever is asked for, nobody gets to read it."""

from __future__ import annotations

import re

import pytest
from starlette.routing import Route

from data.build import build
from data.workspace import people
from pages.shared import closed
from pages.shared.document import FILES
from pages.shared.identity import COOKIE
from tests.workspace.asking import BEHIND, Client, routes, websocket
from tests.workspace.conftest import PASSWORD, Office

#: What is open to everybody on a closed server: what signs in and out, and says nothing of the data.
OPEN = {"/sign-in", "/sign-in/provider", "/sign-in/back", "/sign-out", "/healthz", "/readyz", "/metrics"}
#: What Streamlit answers at addresses of its own.
STREAMLIT = (
    "/media/0123.png",
    "/component/x/index.html",
    "/_stcore/upload_file/session/file",
    "/_stcore/bidi-components/x/main.js",
    "/_stcore/metrics",
    "/app/static/x",
)
PAGES = (
    "/",
    "/compare",
    "/trends",
    "/map",
    "/district",
    "/evidence",
    "/report",
    "/search",
    "/about",
    "/brief",
)


@pytest.fixture
def shut(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setenv("QUJIAN_READERS", "signed-in")
    return office


def _addresses() -> set[str]:
    """Every address of ours, with something in the place of what varies."""
    found = {r.path for r in routes() if isinstance(r, Route)}
    return {re.sub(r"\{[^}]*\}", "x", path) for path in found}


def test_nobody_reads_any_address(shut: Office) -> None:
    client, answered = Client(), {}
    for address in [
        *sorted(_addresses() - OPEN),
        *PAGES,
        *STREAMLIT,
        "/nonsense",
        "/app.py",
        "/api/v1/districts/",
    ]:
        for method in ("GET", "POST", "PUT", "HEAD"):
            answer = client(address, method)
            answered[method, address] = answer.status_code
            assert answer.status_code in (302, 401), (method, address, answer.status_code)
            assert BEHIND not in answer.text
            assert answer.headers["Cache-Control"] == "no-store"
            assert not client.cookies, (method, address)
    assert len(answered) > 200


def test_what_is_open_says_nothing_of_the_data(shut: Office) -> None:
    client = Client()
    for address in sorted(OPEN & _addresses()):
        # Metrics are there only where the office wants them; nothing else has been looked at yet.
        expected = {"/metrics": 404, "/readyz": 503}.get(address)
        assert client(address).status_code in ((expected,) if expected else (200, 303)), address
    for address in ("/_stcore/health", "/_stcore/host-config", *sorted(FILES)[:3]):
        assert client(address).status_code == 200, address
    assert {a for a in _addresses() if closed.is_open(a)} == OPEN & _addresses(), "and nothing else is open"
    text = client("/sign-in?lang=zh").text
    assert "仅供登录人员使用" in text
    assert "不登录也可阅读" not in text


def test_refusals_are_of_the_kind_that_was_asked_for(shut: Office) -> None:
    client = Client()
    page = client("/compare?metric=gdp&lang=en&text=large")
    assert page.status_code == 302
    assert page.headers["Location"] == (
        "/sign-in?lang=en&text=large&next=%2Fcompare%3Fmetric%3Dgdp%26lang%3Den%26text%3Dlarge"
    )
    for address in ("/api/v1/compare?metric=gdp&year=2023", "/stage/wall", "/stage/alive"):
        answer = client(address)
        assert answer.status_code == 401
        assert answer.json()["error"]["code"] == "sign_in_first"
    share = client("/share/qr.svg?address=http://127.0.0.1:8501/")
    assert share.status_code == 401
    assert "登录" in share.text


@pytest.mark.parametrize("trick", [
    "//compare", "/sign-in/../compare", "/compare/../sign-in", "/sign-in/x", "/sign-in%2f..%2fcompare", "/SIGN-IN",
    "/static/../api/v1/districts", "/healthz/x", "/sign-in;/compare", "/_stcore/health/../stream", "/sign-in\n",
])  # fmt: skip
def test_no_address_is_taken_for_an_open_one(shut: Office, trick: str) -> None:
    assert not closed.is_open(trick)


def test_the_websocket_is_for_people_who_are_signed_in(shut: Office) -> None:
    client = Client()
    client.sign_in("reader", PASSWORD)
    mine = f"{COOKIE}={client.cookies[COOKIE]}"
    for cookie, is_refused in (("", True), (f"{COOKIE}=x.y.z", True), (mine, False)):
        with websocket("/_stcore/stream", {"Cookie": cookie}) as sent:
            assert (sent[:1] == [{"type": "websocket.close", "code": 1008}]) == is_refused
    people.end_sessions(shut.workspace, shut.people["reader"], shut.people["reader"])
    with websocket("/_stcore/stream", {"Cookie": mine}) as sent:
        assert sent == [{"type": "websocket.close", "code": 1008}]


def test_whoever_is_signed_in_reads_and_no_cache_of_others_keeps_it(shut: Office) -> None:
    build()
    client = Client()
    client.sign_in("reader", PASSWORD)
    for address in ("/compare?lang=zh", "/media/x.png", "/api/v1/dimensions", "/wall", "/stage/alive"):
        answer = client(address)
        assert answer.is_success, address
        rules = answer.headers["Cache-Control"]
        assert "private" in rules
        assert "public" not in rules
    people.remove(shut.workspace, None, shut.people["reader"])
    assert client("/compare").status_code == 302


def test_forms_of_another_site_are_refused_before_anybody_asks_who_sends_them(shut: Office) -> None:
    answer = Client()("/sign-in", "POST", more=[("Origin", "https://evil.example")])
    assert answer.status_code == 403


def test_an_open_server_stays_as_it_was(office: Office) -> None:
    build()
    client = Client()
    assert client("/media/x.png").text == BEHIND
    assert "public" in client("/api/v1/dimensions").headers["Cache-Control"]
    assert client("/compare?lang=zh").status_code == 200
