"""Signing in by the identity provider of the office: who comes in, who does not, and what is not believed."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from data.workspace import identities, people
from data.workspace.database import WorkspaceError
from data.workspace.identities import Identity
from data.workspace.log import events
from pages.accounts import provider as asking
from pages.accounts.providing import COOKIE as PROVIDER_COOKIE
from pages.shared.identity import COOKIE
from tests.workspace.asking import Client
from tests.workspace.conftest import PASSWORD, Office
from tests.workspace.oidc import (
    CLIENT_ID,
    CLIENT_SECRET,
    Claims,
    IdentityProvider,
    new_key,
    running,
    signed,
    unsigned,
)


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[IdentityProvider]:
    """A provider that the settings name; nothing is remembered of another."""
    asking._KEPT.clear()
    with running() as found:
        monkeypatch.setenv("QUJIAN_OIDC_ISSUER", found.url)
        monkeypatch.setenv("QUJIAN_OIDC_CLIENT_ID", CLIENT_ID)
        monkeypatch.setenv("QUJIAN_OIDC_CLIENT_SECRET", CLIENT_SECRET)
        monkeypatch.setenv("QUJIAN_OIDC_NAME", "河西统一认证")
        yield found


def _there(client: Client, further: str = "") -> str:
    """Go to the provider: the address to which it leads back."""
    answer = client("/sign-in/provider", params={"next": further})
    assert answer.status_code == 303
    at_provider = httpx.get(answer.headers["Location"], trust_env=False)
    return str(at_provider.headers["Location"])


def _back(client: Client, address: str) -> httpx.Response:
    parts = urlsplit(address)
    return client(f"{parts.path}?{parts.query}")


def _signed_in(client: Client, further: str = "") -> httpx.Response:
    return _back(client, _there(client, further))


def _why(answer: httpx.Response) -> str:
    """Why nobody was signed in: the address says it in a word, its page in a sentence."""
    assert answer.status_code == 303
    assert COOKIE not in answer.cookies
    return parse_qs(urlsplit(answer.headers["Location"]).query).get("failed", [""])[0]


def _kinds(office: Office) -> list[str]:
    with office.workspace.reading() as connection:
        return [e.kind for e in events(connection)]


def test_whom_an_administrator_has_added_comes_in_and_the_account_is_theirs(
    office: Office, provider: IdentityProvider
) -> None:
    people.add(office.workspace, None, "小李", "editor", None)
    client = Client()
    answer = _signed_in(client, "/compare?lang=zh&metric=gdp")
    assert answer.headers["Location"] == "/compare?lang=zh&metric=gdp"
    assert "小李" in client("/account").text
    assert _kinds(office)[:3] == ["signed_in", "identity_bound", "person_added"]
    # The provider may call this person otherwise later on.
    provider.person = {"sub": "1001", "preferred_username": "李科长"}
    again = Client()
    _signed_in(again)
    assert "小李" in again("/account").text
    # Another person of the same name is not the same person.
    provider.person = {"sub": "2002", "preferred_username": "小李"}
    assert _why(_signed_in(Client())) == "unknown"
    assert _kinds(office)[0] == "sign_in_refused"


def test_the_cookies_are_for_nobody_else(office: Office, provider: IdentityProvider) -> None:
    people.add(office.workspace, None, "小李", "editor", None)
    client = Client(**{"X-Forwarded-Proto": "http"})
    leaving = client("/sign-in/provider").headers["set-cookie"].lower()
    assert all(part in leaving for part in ("httponly", "samesite=lax", "path=/sign-in/back", "max-age=600"))
    client.cookies.set(COOKIE, "of somebody else", domain="127.0.0.1", path="/")
    arriving = _signed_in(client).headers.get_list("set-cookie")
    session = next(text for text in arriving if text.startswith(COOKIE)).lower()
    assert "of somebody else" not in session
    assert all(part in session for part in ("httponly", "samesite=lax", "path=/"))
    assert any(text.startswith(f'{PROVIDER_COOKIE}=""') for text in arriving), "it has served its purpose"


@pytest.mark.parametrize("further", ["//evil.example/", "https://evil.example", "/\\evil.example", "x"])
def test_one_is_led_back_to_this_server_alone(
    office: Office, provider: IdentityProvider, further: str
) -> None:
    people.add(office.workspace, None, "小李", "editor", None)
    assert _signed_in(Client(), further).headers["Location"] == "/"


def test_names_that_are_not_to_be_had(office: Office, provider: IdentityProvider) -> None:
    """With a password, unknown, closed: the answer is the same word for all of them."""
    former = people.add(office.workspace, None, "已离任", "editor", None)
    people.remove(office.workspace, office.people["administrator"], former)
    names: tuple[object, ...] = (
        "administrator",
        "nobody",
        "已离任",
        "",
        "x" * 70,
        7,
        None,
        ["administrator"],
    )
    found = {}
    for n, name in enumerate(names):
        provider.person = {"sub": f"n{n}", "preferred_username": name}
        found[repr(name)] = _why(_signed_in(Client()))
    assert set(found.values()) == {"unknown"}, found


def test_an_address_counts_as_a_name_where_the_provider_has_checked_it(
    office: Office, provider: IdentityProvider
) -> None:
    people.add(office.workspace, None, "li@hexi.example", "editor", None)
    for verified in (False, "true", None):
        provider.person = {"sub": "1", "preferred_username": "李", "email": "li@hexi.example"}
        provider.person["email_verified"] = verified
        assert _why(_signed_in(Client())) == "unknown"
    provider.person["email_verified"] = True
    client = Client()
    _signed_in(client)
    assert "li@hexi.example" in client("/account").text


def test_newcomers_become_readers_where_the_office_admits_them(
    office: Office, provider: IdentityProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _why(_signed_in(Client())) == "unknown"
    monkeypatch.setenv("QUJIAN_OIDC_NEWCOMERS", "reader")
    client = Client()
    _signed_in(client)
    found = people.somebody_named(office.workspace, "小李")
    assert (found.role, found.has_password, found.is_bound) == ("reader", False, True)
    people.remove(office.workspace, office.people["administrator"], found)
    assert client("/account").status_code == 303, "the session has ended"
    assert _why(_signed_in(Client())) == "unknown", "whoever was removed is no newcomer"
    provider.person = {"sub": "3003", "preferred_username": "小李"}
    assert _why(_signed_in(Client())) == "unknown", "nor does anybody take the name"


def test_an_account_is_released_by_an_administrator_alone(office: Office, provider: IdentityProvider) -> None:
    person = people.add(office.workspace, None, "小李", "editor", None)
    client = Client()
    _signed_in(client)
    with pytest.raises(WorkspaceError):
        identities.unbind(office.workspace, office.people["reviewer"], person)
    administrator = Client()
    administrator.sign_in("administrator", PASSWORD)
    administrator("/people", "POST", data={"action": "unbind", "name": "小李"})
    assert client("/account").status_code == 303
    provider.person["sub"] = "of the new provider"
    assert _signed_in(client).cookies[COOKIE]


def _expired(claims: Claims) -> Claims:
    return {**claims, "iat": int(time.time()) - 900, "exp": int(time.time()) - 600}


#: What a token may be that is not to be believed.
SPOILT: dict[str, Callable[[Claims], Claims]] = {
    "another nonce": lambda c: {**c, "nonce": "another"},
    "no nonce": lambda c: {k: v for k, v in c.items() if k != "nonce"},
    "expired": _expired,
    "from the future": lambda c: {**c, "iat": int(time.time()) + 9_000, "exp": int(time.time()) + 9_999},
    "no end": lambda c: {k: v for k, v in c.items() if k != "exp"},
    "another issuer": lambda c: {**c, "iss": "https://evil.example"},
    "for another program": lambda c: {**c, "aud": "another"},
    "for others too, and not from us": lambda c: {**c, "aud": [CLIENT_ID, "another"], "azp": "another"},
    "nobody": lambda c: {**c, "sub": ""},
    "a number": lambda c: {**c, "sub": 7},
}
SIGNED: dict[str, Callable[[Claims], str]] = {
    "by another key of the same name": lambda c: signed(c, new_key()),
    "by another key": lambda c: signed(c, new_key("other")),
    "by none": unsigned,
    "not at all": lambda c: "nonsense",
}


@pytest.mark.parametrize("how", [*SPOILT, *SIGNED])
def test_what_the_provider_did_not_say_is_not_believed(
    office: Office, provider: IdentityProvider, how: str
) -> None:
    people.add(office.workspace, None, "小李", "administrator", None)
    provider.spoil, provider.sign = SPOILT.get(how, dict), SIGNED.get(how)
    assert _why(_signed_in(Client())) == "refused"
    assert not people.somebody_named(office.workspace, "小李").is_bound


def test_a_key_that_is_new_is_fetched(office: Office, provider: IdentityProvider) -> None:
    people.add(office.workspace, None, "小李", "editor", None)
    assert _signed_in(Client()).cookies[COOKIE]
    provider.key = new_key("second")
    assert _signed_in(Client()).cookies[COOKIE]


def test_only_the_browser_that_went_there_comes_back(office: Office, provider: IdentityProvider) -> None:
    people.add(office.workspace, None, "小李", "editor", None)
    address = _there(Client())
    assert _why(_back(Client(), address)) == "late", "a link that somebody else was sent"
    client = Client()
    first = _there(client)
    _there(client)
    assert _why(_back(client, first)) == "late", "begun anew in another window"
    client = Client()
    address = _there(client)
    assert _why(_back(client, address.replace("state=", "state=x"))) == "late"
    client = Client()
    address = _there(client)
    assert _why(_back(client, address.replace("iss=", "iss=x"))) == "refused"
    client = Client()
    address = _there(client)
    assert _back(client, address).cookies[COOKIE]
    assert _why(_back(client, address)) == "late", "a code is used once"


def test_what_fits_for_too_long_does_not(
    office: Office, provider: IdentityProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    address = _there(client)
    monkeypatch.setattr("pages.accounts.providing.LASTS", -1)
    assert _why(_back(client, address)) == "late"


def test_a_provider_that_refuses_is_down_or_is_another(
    office: Office, provider: IdentityProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider.refuses = "access_denied"
    assert _why(_signed_in(Client())) == "refused"
    provider.refuses = ""
    client = Client()
    address = _there(client)
    provider.codes.clear()
    assert _why(_back(client, address)) == "refused"
    asking._KEPT.clear()
    monkeypatch.setenv("QUJIAN_OIDC_ISSUER", provider.url + "/other")
    assert _why(Client()("/sign-in/provider")) == "unreachable"
    monkeypatch.setenv("QUJIAN_OIDC_ISSUER", "http://127.0.0.1:1")
    answer = Client()("/sign-in/provider", params={"next": "/compare"})
    assert _why(answer) == "unreachable"
    for lang, said in (("zh", "统一身份认证暂时无法访问"), ("en", "cannot be reached")):
        page = Client()(answer.headers["Location"], params={**_query(answer), "lang": lang})
        assert page.status_code == 503
        assert said in page.text
        assert 'value="/compare"' in page.text, "where somebody was going is not lost"


def _query(answer: httpx.Response) -> dict[str, str]:
    return {k: v[0] for k, v in parse_qs(urlsplit(answer.headers["Location"]).query).items()}


def test_nothing_is_fetched_before_somebody_signs_in(office: Office, provider: IdentityProvider) -> None:
    assert "用河西统一认证登录" in Client()("/sign-in?lang=zh").text
    assert "Sign in with 河西统一认证" in Client()("/sign-in?lang=en").text
    assert provider.requests == []


def test_codes_and_tokens_are_not_written_to_the_log(
    office: Office, provider: IdentityProvider, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    tokens: list[str] = []

    def sign(claims: Claims) -> str:
        tokens.append(signed(claims, new_key()))
        return tokens[-1]

    provider.sign = sign
    client = Client()
    address = _there(client)
    _back(client, address)
    ours = "\n".join(r.getMessage() for r in caplog.records if not r.name.startswith("httpx"))
    code = parse_qs(urlsplit(address).query)["code"][0]
    assert "BadSignature" in ours
    assert not [text for text in (code, *tokens, CLIENT_SECRET) if text in ours]
    with office.workspace.reading() as connection:
        assert code not in str(events(connection))


def test_two_who_come_at_once_under_one_name(office: Office) -> None:
    """The account is the first one's; the other is refused."""
    people.add(office.workspace, None, "小李", "editor", None)
    first, second = (Identity("https://idp.example", sub, ["小李"]) for sub in ("1", "2"))
    person = identities.identified(office.workspace, first, "10.0.0.7", admits_newcomers=True)
    with pytest.raises(identities.UnknownError):
        identities.identified(office.workspace, second, "10.0.0.7", admits_newcomers=True)
    assert identities.identified(office.workspace, first, "10.0.0.7", admits_newcomers=False) == person
