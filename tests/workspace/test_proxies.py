"""People whom the proxy of the office names: believed from its address, from nowhere else."""

from __future__ import annotations

import pytest

from data import access
from data.access import SettingError
from data.workspace import people
from pages.shared.identity import COOKIE
from tests.workspace.asking import Client, websocket
from tests.workspace.conftest import PASSWORD, Office

PROXY = "10.0.0.5"
HEADER = "X-Remote-User"


@pytest.fixture
def named(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office whose proxy signs people in."""
    monkeypatch.setenv("QUJIAN_PROXIES", f"{PROXY}, 10.0.9.0/29")
    monkeypatch.setenv("QUJIAN_PROXY_HEADER", HEADER)
    people.add(office.workspace, None, "王主任", "administrator", None)
    return office


def _by(name: str, address: str = PROXY, **headers: str) -> Client:
    return Client(address, **{HEADER: name}, **headers)


def test_whom_the_proxy_names_is_signed_in_without_a_cookie(named: Office) -> None:
    client = _by("王主任")
    answer = client("/people?lang=zh")
    assert answer.status_code == 200
    assert "王主任" in answer.text
    assert (
        client("/people", "POST", data={"action": "add", "name": "新人", "role": "reader"}).status_code == 303
    )
    assert not people.somebody_named(named.workspace, "新人").has_password
    assert not client.cookies
    assert _by("王主任", "10.0.9.3")("/people").status_code == 200, "a network may be named"
    assert _by("王主任", "::ffff:10.0.0.5")("/people").status_code == 200, "as sockets of both kinds write it"


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.6", "10.0.9.8", "::1", "", "proxy"])
def test_from_anywhere_else_the_header_says_nothing(named: Office, address: str) -> None:
    tricks: tuple[dict[str, str], ...] = (
        {},
        {"X-Forwarded-For": PROXY},
        {"X-Forwarded-For": f"{PROXY}:40000", "Forwarded": f"for={PROXY}"},
    )
    for more in tricks:
        client = _by("王主任", address, **more)
        assert client("/people").status_code == 303
        assert client("/people", "POST", data={"action": "remove", "name": "editor"}).status_code == 303
    assert people.somebody_named(named.workspace, "editor")


def test_what_else_the_proxy_may_send(named: Office) -> None:
    for name in ("没有此人", "王主任\u200bx", "\xff"):
        answer = _by(name)("/sign-in?lang=zh")
        assert answer.status_code == 403
        assert "没有该人员的账号" in answer.text
    # Two names: one of them the browser wrote.
    answer = _by("administrator")("/people", more=[(HEADER, "editor")])
    assert answer.status_code == 303
    assert _by("")("/people").status_code == 303, "nobody"


def test_the_proxy_decides_whatever_the_browser_keeps(named: Office) -> None:
    client = Client(PROXY)
    client.sign_in("administrator", PASSWORD)
    assert client.cookies[COOKIE]
    assert client("/people").status_code == 200, "a password counts where the proxy names nobody"
    client.headers[HEADER] = "reader"
    assert client("/people").status_code == 403
    client.headers[HEADER] = "nobody"
    assert client("/people").status_code == 303
    assert COOKIE not in client.sign_in("administrator", PASSWORD).cookies


def test_signing_out_says_that_the_proxy_decides(named: Office) -> None:
    client = _by("王主任")
    for lang, said in (("zh", "请在原登录处退出"), ("en", "sign out where you signed in")):
        answer = client(f"/sign-out?lang={lang}", "POST")
        assert answer.status_code == 200
        assert said in answer.text


def test_whoever_was_removed_is_nobody(named: Office) -> None:
    client = _by("王主任")
    assert client("/account").status_code == 200
    people.remove(named.workspace, None, people.somebody_named(named.workspace, "王主任"))
    assert client("/account").status_code == 303


def test_pages_and_programs_of_a_closed_server_know_whom_it_names(
    named: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUJIAN_READERS", "signed-in")
    for address, status in ((PROXY, 200), ("10.0.0.6", 401)):
        assert _by("王主任", address)("/api/v1/districts").status_code in (status, 503)
        with websocket("/_stcore/stream", {HEADER: "王主任"}, address) as sent:
            is_closed = sent[:1] == [{"type": "websocket.close", "code": 1008}]
            assert is_closed == (status == 401)


def test_by_https_to_the_proxy_the_cookie_goes_by_https_alone(named: Office) -> None:
    credentials = {"name": "editor", "password": PASSWORD}
    for address, is_secure in ((PROXY, True), ("10.0.0.6", False)):
        client = Client(address, **{"X-Forwarded-Proto": "https", "X-Forwarded-For": "10.7.7.7"})
        cookie = client("/sign-in", "POST", data=credentials).headers["set-cookie"]
        assert ("Secure" in cookie) == is_secure


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({"PROXY_HEADER": HEADER}, "QUJIAN_PROXIES"),
        ({"PROXY_HEADER": "X User", "PROXIES": PROXY}, "QUJIAN_PROXY_HEADER"),
        ({"PROXIES": "proxy.example"}, "proxy.example"),
        ({"PROXIES": "0.0.0.0/0"}, "0.0.0.0/0"),
        ({"PROXIES": "::/0"}, "::/0"),
        ({"READERS": "closed"}, "QUJIAN_READERS"),
        ({"OIDC_ISSUER": "https://idp.example"}, "QUJIAN_OIDC_CLIENT_ID"),
        ({"OIDC_CLIENT_ID": "qujian"}, "QUJIAN_OIDC_ISSUER"),
        ({"OIDC_ISSUER": "http://idp.example", "OIDC_CLIENT_ID": "qujian"}, "https"),
        ({"OIDC_NEWCOMERS": "editor"}, "QUJIAN_OIDC_NEWCOMERS"),
    ],
)
def test_a_setting_that_will_not_do_stops_the_start(
    given: dict[str, str], names: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(f"QUJIAN_{name}", value)
    with pytest.raises(SettingError) as refused:
        access.check()
    assert names in refused.value.reason.zh
    assert names in refused.value.reason.en


def test_a_server_that_nobody_could_enter_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUJIAN_READERS", "signed-in")
    with pytest.raises(SettingError) as refused:
        access.check()
    assert "python -m data people add" in refused.value.reason.zh
