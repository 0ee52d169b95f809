"""A server below a path of its host: what it sends back leads nowhere else, whether a proxy takes it off or not."""

from __future__ import annotations

import re

import pytest

from data import access
from data.access import SettingError, base_path
from data.build import build
from pages.shared.address import with_version
from pages.shared.base_path import below
from tests.workspace.asking import BEHIND, Client, websocket
from tests.workspace.conftest import PASSWORD, Office

BASE = "/qujian"
#: An address of this host in a document: quoted, from its root on.
ROOTED = re.compile(r"""(?:href|src|action)="(/[^"]*)"|["'`](/(?:api|stage|share|meeting|wall)[/?][^"'`]*)""")

#: Documents of our own, by who may see them.
PAGES = {
    "administrator": ("account", "people", "log", "meeting", "wall"),
    "reviewer": ("edit", "edit?table=observations", "review", "intake"),
}
of_one_kind = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _below(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "_GIVEN_PATH", BASE)


def _outside(text: str) -> list[str]:
    found = [next(filter(None, m.groups())) for m in ROOTED.finditer(text)]
    return [address for address in found if not address.startswith(f"{BASE}/")]


@of_one_kind
@pytest.mark.parametrize("prefix", [BASE, ""])
def test_documents_lead_nowhere_else(office: Office, prefix: str) -> None:
    build()
    for name, pages in PAGES.items():
        client = Client()
        answer = client(f"{prefix}/sign-in", "POST", data={"name": name, "password": PASSWORD})
        assert answer.headers["Location"].startswith(f"{BASE}/account?")
        cookie = answer.headers["Set-Cookie"]
        assert f"Path={BASE}/" in cookie
        client.headers["Cookie"] = cookie.split(";")[0]
        for page in pages:
            answer = client(f"{prefix}/{page}")
            assert answer.status_code == 200, page
            assert _outside(answer.text) == [], page


@of_one_kind
def test_what_leads_on_stays_below(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    assert client(f"{BASE}?lang=en").headers["Location"] == f"{BASE}/?lang=en"
    assert client(f"{BASE}/compare/?lang=en").headers["Location"] == f"{BASE}/compare?lang=en"
    assert client(f"{BASE}/nonsense").headers["Location"] == f"{BASE}/?missing=nonsense"
    assert BEHIND in client(f"{BASE}/_stcore/health").text
    assert "/qujian/_stcore/stream" in client(f"{BASE}/?lang=zh").text, "what a proxy must pass on is named"
    monkeypatch.setenv("QUJIAN_READERS", "signed-in")
    answer = client(f"{BASE}/compare?metric=gdp&lang=en")
    assert (
        answer.headers["Location"]
        == f"{BASE}/sign-in?lang=en&next=%2Fqujian%2Fcompare%3Fmetric%3Dgdp%26lang%3Den"
    )
    assert f"sign in at {BASE}/sign-in" in client(f"{BASE}/api/v1/districts").json()["error"]["message"]
    for elsewhere in ("/other/place", "//evil.example/", f"{BASE}//x", "https://evil.example"):
        sent = {"name": "editor", "password": PASSWORD, "next": elsewhere}
        answer = Client()(f"{BASE}/sign-in", "POST", data=sent)
        assert answer.headers["Location"].startswith(f"{BASE}/"), elsewhere
    with websocket(f"{BASE}/_stcore/stream", {}) as sent_back:
        assert sent_back[0]["type"] != "websocket.accept", "closed below the path too"


def test_links_of_pages_name_the_version_below_the_path_too() -> None:
    html = f'<a href="{below("/compare?lang=en")}">x</a><a href="/compare?lang=en">y</a>'
    assert with_version(html, "2026.12") == (
        f'<a href="{BASE}/compare?data=2026.12&amp;lang=en">x</a><a href="/compare?lang=en">y</a>'
    )


@pytest.mark.parametrize("text", ["qujian", "/a b", "//x", "/x/../y", "/", "/x?y", "/é", "https://x/y"])
def test_a_setting_that_is_no_path_is_said(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "_GIVEN_PATH", text)
    if text == "/":
        assert base_path() == ""
        return
    with pytest.raises(SettingError, match="/qujian"):
        base_path()
