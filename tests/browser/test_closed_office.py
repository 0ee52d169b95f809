"""An office that reads behind a sign-in: by its identity provider, by its proxy, and what everybody else sees."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from playwright.sync_api import Browser, expect
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from data.workspace import people
from data.workspace.database import open_workspace
from pages.shared.identity import COOKIE
from tests.browser.axe import violations
from tests.browser.conftest import ROOT, Reader, Server
from tests.browser.own_server import own_server
from tests.workspace.oidc import CLIENT_ID, CLIENT_SECRET, IdentityProvider, running

NAME, PASSWORD, HEADER = "小李", "correct horse 电池", "X-Remote-User"
#: Another address of this machine: that of the proxy. Requests from 127.0.0.1 are those of everybody else.
PROXY = "127.0.0.2"
#: What somebody might send to pass for it.
TRICKS = (
    {},
    {"X_Forwarded_For": PROXY},
    {"X_Forwarded_For": f"{PROXY}:40000"},
    {"Forwarded": f"for={PROXY}"},
)


class ClosedOffice(NamedTuple):
    server: Server
    provider: IdentityProvider
    folder: Path


@pytest.fixture(scope="module")
def closed_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClosedOffice]:
    folder = tmp_path_factory.mktemp("closed")

    def add() -> None:
        people.add(open_workspace(), None, NAME, "editor", None)
        people.add(open_workspace(), None, "王主任", "administrator", PASSWORD)

    with running() as provider:
        environment = {
            "QUJIAN_READERS": "signed-in",
            "QUJIAN_OIDC_ISSUER": provider.url,
            "QUJIAN_OIDC_CLIENT_ID": CLIENT_ID,
            "QUJIAN_OIDC_CLIENT_SECRET": CLIENT_SECRET,
            "QUJIAN_OIDC_NAME": "河西统一认证",
            "QUJIAN_PROXIES": PROXY,
            "QUJIAN_PROXY_HEADER": HEADER,
        }
        with own_server(folder, add, **environment) as server:
            yield ClosedOffice(server, provider, folder)


@pytest.fixture
def visitor_of_office(chromium: Browser, closed_office: ClosedOffice) -> Iterator[Reader]:
    found = Reader(chromium, closed_office.server)
    yield found
    assert found.outside == []
    found.context.close()


def test_somebody_signs_in_by_the_identity_provider_and_reads_until_the_session_ends(
    visitor_of_office: Reader, closed_office: ClosedOffice
) -> None:
    page = visitor_of_office.page
    page.goto("/compare?lang=zh&metric=gdp")
    expect(page.get_by_role("heading", name="登录", exact=True)).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name="用河西统一认证登录").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".qj-tools")).to_contain_text(NAME)
    assert "/compare?lang=zh&metric=gdp" in page.url
    expect(page.locator("[class*=st-key-chart-]").first).to_be_visible()
    (cookie,) = [c for c in visitor_of_office.context.cookies() if c["name"] == COOKIE]
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUJIAN_STORE", str(closed_office.folder / "store"))
        workspace = open_workspace()
        person = people.somebody_named(workspace, NAME)
        people.end_sessions(workspace, person, person)
    page.locator(".qj-pages a").nth(2).click()
    expect(page.get_by_role("status").get_by_text("您的登录已失效")).to_be_visible()
    expect(page.locator("[class*=st-key-chart-]")).to_have_count(0)
    expect(page.locator("table")).to_have_count(0)
    page.get_by_role("status").get_by_role("link", name="登录").click()
    expect(page.get_by_role("heading", name="登录", exact=True)).to_be_visible()


def test_whom_the_provider_does_not_sign_in_reads_why(
    visitor_of_office: Reader, closed_office: ClosedOffice
) -> None:
    page, provider = visitor_of_office.page, closed_office.provider
    known = provider.person
    provider.person = {"sub": "another", "preferred_username": NAME}
    page.goto("/sign-in?lang=en")
    page.get_by_role("link", name="Sign in with").click()
    expect(page.get_by_role("alert")).to_contain_text("there is no account here")
    assert violations(page) == []
    page.get_by_role("link", name="中文").click()
    expect(page.get_by_role("alert")).to_contain_text("没有可供您使用的账号")
    provider.person, provider.refuses = known, "access_denied"
    page.get_by_role("link", name="用河西统一认证登录").click()
    expect(page.get_by_role("alert")).to_contain_text("统一身份认证未通过")
    provider.refuses = ""
    assert COOKIE not in {c["name"] for c in visitor_of_office.context.cookies()}


def _from(address: str, office: ClosedOffice, **headers: str) -> httpx.Client:
    transport = httpx.HTTPTransport(local_address=address)
    raw = [(name.replace("_", "-"), value.encode()) for name, value in headers.items()]
    return httpx.Client(transport=transport, base_url=office.server.url, headers=raw)


def test_the_socket_says_who_is_the_proxy_not_a_header(closed_office: ClosedOffice) -> None:
    """uvicorn believes X-Forwarded-For from 127.0.0.1; whom the proxy names must not hang on it."""
    for more in TRICKS:
        with _from("127.0.0.1", closed_office, X_Remote_User=NAME, **more) as client:
            assert client.get("/api/v1/districts").status_code == 401, more
            assert client.get("/compare").status_code == 302
        with _from(PROXY, closed_office, X_Remote_User=NAME, **more) as client:
            answer = client.get("/api/v1/districts")
            assert answer.status_code == 200, more
            assert "private" in answer.headers["Cache-Control"]
            assert not client.cookies
            assert NAME in client.get("/account").text


def _stream(office: ClosedOffice, address: str, headers: dict[str, str]) -> int:
    """What answers somebody who opens the websocket from an address: 101 where it is opened."""
    with socket.create_connection(("127.0.0.1", office.server.port), 30, (address, 0)) as own:
        url = f"ws://127.0.0.1:{office.server.port}/_stcore/stream"
        try:
            with connect(url, sock=own, additional_headers=headers, origin=office.server.url):  # type: ignore[arg-type]
                return 101
        except InvalidStatus as refused:
            return refused.response.status_code


def test_the_websocket_knows_whom_the_proxy_names(closed_office: ClosedOffice) -> None:
    named = {HEADER: "administrator"}
    assert _stream(closed_office, "127.0.0.1", {}) in (401, 403)
    assert _stream(closed_office, "127.0.0.1", named) in (401, 403)
    assert _stream(closed_office, "127.0.0.1", {**named, "X-Forwarded-For": PROXY}) in (401, 403)
    assert _stream(closed_office, PROXY, named) in (401, 403), "nobody is called so"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUJIAN_STORE", str(closed_office.folder / "store"))
        people.add(open_workspace(), None, "zhang", "reader", None)
    assert _stream(closed_office, PROXY, {HEADER: "zhang"}) == 101


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"READERS": "signed-in"}, "python -m data people add"),
        ({"PROXY_HEADER": HEADER}, "QUJIAN_PROXIES"),
        ({"READERS": "nobody"}, "QUJIAN_READERS"),
    ],
)
def test_a_server_that_is_set_wrongly_does_not_start_and_says_why(
    given: dict[str, str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUJIAN_STORE", str(tmp_path / "store"))
    for name, value in given.items():
        monkeypatch.setenv(f"QUJIAN_{name}", value)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", port]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)
    assert ended.returncode == 1
    lines = ended.stderr.strip().splitlines()
    assert "无法启动" in lines[-3]
    assert said in lines[-2]
    assert said in lines[-1]
