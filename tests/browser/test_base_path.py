"""A dashboard below a path of its host, as a reader walks it: no link, request, cookie or file leaves that path."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from pages.shared.address import PAGES
from tests.browser.conftest import Reader, Server
from tests.browser.own_server import office_of
from tests.browser.reading import settled

BASE = "/qujian"
PASSWORD = "correct horse 电池"
#: Every address of this host that a document leads to.
LEADS = """() => [...document.querySelectorAll('[href], [src], [action]')]
  .map(node => node.href?.baseVal ?? node.href ?? node.src ?? node.action)
  .filter(found => typeof found === 'string' && found.startsWith(location.origin))"""
#: Documents of people who are signed in, and those that need no page around them.
DOCUMENTS = ("account", "edit", "review", "log", "intake", "meeting")


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("below")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUJIAN_BASE_PATH", BASE)
        with office_of(folder, {"张三": "reviewer"}, PASSWORD) as server:
            yield server


@pytest.fixture
def reader(chromium: Browser, below: Server) -> Iterator[Reader]:
    found = Reader(chromium, below)
    yield found
    assert found.faults == []
    found.context.close()


def _outside(addresses: list[str]) -> list[str]:
    return sorted(
        {a for a in addresses if not urlsplit(a).path.startswith(f"{BASE}/") and a.startswith(("http", "ws"))}
    )


def _inside(page: Page, reader: Reader, name: str) -> None:
    found = page.evaluate(LEADS)
    assert found, f"{name} leads somewhere"
    assert _outside([*found, *reader.requests]) == [], name


def test_no_page_leads_or_asks_outside(reader: Reader) -> None:
    page = reader.open(f"{BASE}/?lang=zh")
    for name in PAGES:
        if name:
            page.goto(f"{BASE}/{name}?lang=zh" + ("&district=hexi" if name in ("district", "brief") else ""))
            settled(page)
        _inside(page, reader, name)
    assert any(urlsplit(url).scheme == "ws" for url in reader.requests), "the websocket was looked at as well"
    # By its own links, without loading the document anew: the page that the address names is the one that is drawn.
    loads = reader.loads
    page.locator('.qj-header nav a[href*="/compare"]').click()
    settled(page)
    assert urlsplit(page.url).path == f"{BASE}/compare"
    page.locator(".qj-search input[type=search]").fill("GDP")
    page.locator(".qj-search input[type=search]").press("Enter")
    page.wait_for_url(lambda url: urlsplit(url).path == f"{BASE}/search")
    settled(page)
    _inside(page, reader, "search")
    assert reader.loads == loads
    page.reload()
    settled(page)
    assert urlsplit(page.url).path == f"{BASE}/search"
    for cookie in reader.context.cookies():
        assert cookie["path"].startswith(BASE), cookie


def test_files_pictures_meeting_and_screen_come_from_below(reader: Reader) -> None:
    page = reader.open(f"{BASE}/compare?lang=zh&metric=resident_population&year=2020")
    with page.expect_download() as saved:
        page.locator('a[download][href*="format=csv"]').first.evaluate("link => link.click()")
    assert urlsplit(saved.value.url).path.startswith(f"{BASE}/api/v1/")
    page.locator(".qj-share summary").click()
    code = page.locator(".qj-share img")
    expect(code).to_have_js_property("complete", True)
    assert code.evaluate("image => image.naturalWidth") > 0
    page.goto(f"{BASE}/meeting?lang=zh&template=meeting")
    expect(page.locator("html[data-ready], #deck, main").first).to_be_visible()
    page.wait_for_function("() => window.Q?.presentation || document.querySelector('section')")
    _inside_requests(reader, "meeting")
    page.goto(f"{BASE}/wall?lang=zh")
    page.wait_for_function("() => document.querySelector('section, canvas, .main-svg, svg')")
    _inside_requests(reader, "wall")
    assert [u for u in reader.requests if "/stage/wall" in u]
    assert [u for u in reader.requests if "/stage/deck" in u]


def _inside_requests(reader: Reader, name: str) -> None:
    assert _outside(reader.requests) == [], name


def test_who_signs_in_stays_below(reader: Reader) -> None:
    page = reader.page
    page.goto(f"{BASE}/sign-in?lang=zh")
    page.locator("input[name=name]").fill("张三")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form button[type=submit]").first.click()
    page.wait_for_url(lambda url: urlsplit(url).path == f"{BASE}/account")
    for name in DOCUMENTS:
        page.goto(f"{BASE}/{name}?lang=zh")
        assert urlsplit(page.url).path == f"{BASE}/{name}"
        _inside(page, reader, name)
    page.goto(f"{BASE}/?lang=zh")
    settled(page)
    expect(page.locator(".qj-header").get_by_text("张三")).to_be_visible()
    [session] = [c for c in reader.context.cookies() if c["name"] == "qujian-session"]
    assert session["path"] == f"{BASE}/"
