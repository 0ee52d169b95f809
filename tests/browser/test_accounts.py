"""Accounts in a browser: signing in by keyboard, people and roles, and what another site or a forged cookie gets."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from data.workspace.people import Role
from pages.shared.identity import COOKIE
from tests.browser.axe import violations
from tests.browser.conftest import Reader, Server
from tests.browser.own_server import office_of

NAME, PASSWORD = "王主任", "correct horse 电池"
ADDRESSES = ("sign-in", "account", "people")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of an office with an administrator, whose workspace is nobody else's."""
    members: dict[str, Role] = {NAME: "administrator", "小李": "editor"}
    with office_of(tmp_path_factory.mktemp("office"), members, PASSWORD) as server:
        yield server


@pytest.fixture
def member(chromium: Browser, office: Server) -> Iterator[Reader]:
    found = Reader(chromium, office)
    yield found
    found.context.close()


def _sign_in(page: Page, name: str = NAME, password: str = PASSWORD) -> None:
    """By keyboard alone, from the first field on."""
    page.locator("[name=name]").focus()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")


def test_somebody_signs_in_where_he_was_going_and_out_again(member: Reader) -> None:
    page = member.page
    page.goto("/people?lang=zh")
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    _sign_in(page)
    expect(page.get_by_role("heading", name="人员")).to_be_visible()
    (cookie,) = [c for c in member.context.cookies() if c["name"] == COOKIE]
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    page.goto("/compare?lang=zh")
    expect(page.locator(".qj-tools")).to_contain_text(NAME)
    page.goto("/account?lang=zh")
    page.get_by_role("button", name="退出", exact=True).click()
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    page.goto("/people?lang=zh")
    expect(page.get_by_role("heading", name="登录")).to_be_visible()


def test_an_administrator_adds_somebody_who_then_changes_the_password(
    member: Reader, chromium: Browser
) -> None:
    page = member.page
    page.goto("/people?lang=en")
    _sign_in(page)
    form = page.locator("form", has=page.locator("[value=add]"))
    form.locator("[name=name]").fill("<b>Zhang</b>")
    form.locator("[name=password]").fill("short")
    form.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_contain_text("10 to 200 characters")
    form.locator("[name=name]").fill("<b>Zhang</b>")
    form.locator("[name=password]").fill("a first password")
    form.get_by_role("button").click()
    expect(page.get_by_role("heading", name="<b>Zhang</b>")).to_be_visible()
    other = Reader(chromium, member.server)
    page = other.page
    page.goto("/account?lang=en")
    _sign_in(page, "<b>Zhang</b>", "a first password")
    for field, text in (
        ("present", "a first password"),
        ("new", "a second password"),
        ("again", "a second password"),
    ):
        page.locator(f"[name={field}]").fill(text)
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_role("status")).to_contain_text("was changed")
    page.goto("/people?lang=en")
    expect(page.get_by_role("alert")).to_contain_text("Only administrators")
    other.context.close()


def test_the_forms_are_accessible_in_both_languages(member: Reader) -> None:
    page = member.page
    found = []
    for lang in ("zh", "en"):
        page.goto(f"/sign-in?lang={lang}")
        found += violations(page)
    _sign_in(page)
    expect(page.locator(".qj-tools")).to_contain_text(NAME)
    for address in ("account", "people"):
        page.goto(f"/{address}?lang=zh")
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        found += violations(page)
    assert found == []


def test_what_another_site_or_a_forged_cookie_gets(office: Server) -> None:
    with httpx.Client(base_url=office.url) as client:
        form = {"name": NAME, "password": PASSWORD}
        foreign = client.post("/sign-in", data=form, headers={"Origin": "http://evil.example"})
        assert foreign.status_code == 403
        assert COOKIE not in foreign.cookies
        elsewhere = client.post("/sign-in", data={**form, "next": "//evil.example/"})
        assert elsewhere.headers["Location"] == "/"
        client.cookies.clear()
        for cookie in ("", "x.y.z", "WzEsMF0.aaaa.bbbb"):
            answers = {
                a: client.get(f"/{a}", headers={"Cookie": f"{COOKIE}={cookie}"}) for a in ADDRESSES[1:]
            }
            assert {a: r.status_code for a, r in answers.items()} == dict.fromkeys(ADDRESSES[1:], 303)
        assert client.post("/people", data={"action": "remove", "name": NAME}).status_code == 303
        assert client.post("/sign-in", content=b"x" * 70_000).status_code == 413
        assert client.put("/people").status_code == 405


def test_an_editor_cannot_administer_whatever_the_form_says(office: Server) -> None:
    with httpx.Client(base_url=office.url) as client:
        client.post("/sign-in", data={"name": "小李", "password": PASSWORD})
        for action in ("add", "role", "password", "sessions", "remove"):
            sent = {"action": action, "name": NAME, "role": "administrator", "password": "another password"}
            assert client.post("/people", data=sent).status_code == 403
        assert client.post("/sign-in", data={"name": NAME, "password": PASSWORD}).status_code == 303


def test_an_address_does_nothing_whatever_it_says(office: Server) -> None:
    """A link from elsewhere comes with the cookie: what it names is neither done nor tried."""
    with httpx.Client(base_url=office.url) as client:
        credentials = {"name": NAME, "password": PASSWORD}
        assert client.get("/sign-in", params=credentials).status_code == 200
        assert COOKIE not in client.cookies
        client.post("/sign-in", data=credentials)
        client.get("/people", params={"action": "remove", "name": "小李"})
        client.get(
            "/people", params={"action": "add", "name": "某人", "role": "reader", "password": PASSWORD}
        )
        shown = client.get("/people").text
        assert "小李" in shown and "某人" not in shown
        for address in ("/account/sessions", "/account/password", "/sign-out"):
            assert client.get(address).headers["Location"].startswith("/account?")
        assert client.get("/account").status_code == 200, "still signed in"
        assert "missing=" in client.get("/account/unknown").headers["Location"]


def test_without_accounts_it_says_how_to_begin(reader: Reader) -> None:
    page = reader.page
    page.goto("/sign-in?lang=zh")
    expect(page.get_by_text("python -m data people add")).to_be_visible()
    assert reader.requests
