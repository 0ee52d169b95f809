"""A server of our own and a real Chromium. Whatever a test does, no request may leave the machine."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from playwright.sync_api import TimeoutError as TooLong

from tests.browser.reading import PATIENCE, settled

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
#: Maps are drawn without a graphics card and pages without imitating one, which takes twice as long; the browser
#: itself asks nobody for anything.
FLAGS = [
    "--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist",
    "--disable-gpu-compositing", "--disable-gpu-rasterization",
    "--disable-background-networking", "--disable-component-update", "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]  # fmt: skip
INSIDE = re.compile(r"(https?|wss?)://(127\.0\.0\.1|localhost)[:/]|(data|blob|about|chrome-error):")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


class Server:
    """The dashboard as readers start it."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = folder / "server.log"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "-m", "streamlit", "run", "app.py"]
        options = ["--server.port", str(self.port), "--server.address", "127.0.0.1"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, *options], cwd=ROOT, stdout=log, stderr=log, env=os.environ.copy()
            )
        end = time.monotonic() + 120
        while not self._answers():
            assert self.process.poll() is None, self.log.read_text("utf-8", "replace")
            assert time.monotonic() < end, self.log.read_text("utf-8", "replace")
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(10)
            self.process = None


@pytest.fixture(scope="session")
def server(store_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    found = Server(tmp_path_factory.mktemp("server"))
    found.start()
    yield found
    found.stop()
    log = found.log.read_text("utf-8", "replace")
    assert "Traceback" not in log, log


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    assert path, "no Chromium on this machine: run `.ci/browser needed`"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Reader:
    """Somebody with a browser of their own: what they ask for and what goes wrong is noted."""

    def __init__(self, chromium: Browser, server: Server, **options: Any) -> None:
        wide = {"viewport": {"width": 1440, "height": 900}, "locale": "zh-CN", "color_scheme": "light"}
        self.server = server
        self.context: BrowserContext = chromium.new_context(base_url=server.url, **(wide | options))
        self.context.set_default_timeout(PATIENCE)
        self.context.on("request", lambda r: self._ask(r.url, document=r.is_navigation_request()))
        self.context.on("console", lambda m: self.faults.append(m.text) if m.type == "error" else None)
        self.context.on("weberror", lambda e: self.faults.append(str(e.error)))
        self.context.on("page", lambda p: p.on("websocket", lambda w: self._ask(w.url)))
        self.begin()

    def begin(self) -> None:
        """Come anew: an empty window, nothing remembered but the files that browsers keep."""
        self.requests: list[str] = []
        self.loads = 0
        self.faults: list[str] = []
        #: Set where a test itself takes the server away.
        self.faults_expected = False
        self.page: Page = self.context.new_page()

    def end(self) -> None:
        """Forget choices, close all windows."""
        if self.page.url.startswith("http"):
            self.page.evaluate("localStorage.clear()")
        for page in self.context.pages:
            page.close()

    def _ask(self, url: str, *, document: bool = False) -> None:
        self.requests.append(url)
        self.loads += document

    @property
    def outside(self) -> list[str]:
        """Requests that would have left the machine."""
        return sorted({url for url in self.requests if not INSIDE.match(url)})

    def open(self, address: str) -> Page:
        """Open an address and wait until the page is whole."""
        self.page.goto(address)
        return settled(self.page)


#: Goes to an address as its own links do.
GO = """address => {
  history.pushState({}, '', address);
  dispatchEvent(new PopStateEvent('popstate', { state: {} }));
}"""
#: The header has followed: its links to the other language carry the present address.
_FOLLOWED = """() => {
  const link = document.querySelector('.qj-header a[data-lang]');
  if (!link) return false;
  const sorted = url => { const p = new URLSearchParams(url.search); p.delete('lang'); p.sort(); return p.toString(); };
  const there = new URL(link.href);
  return there.pathname === location.pathname && sorted(there) === sorted(location);
}"""
#: Milliseconds after which somebody who does not see the page follow loads it anew.
_DOUBT = 6_000
#: What changes the whole document.
_WHOLE = ("lang", "text")


class Walker(Reader):
    """Somebody who stays in the dashboard: what a page has loaded is there for the next, from test to test.

    Loading the document anew costs a browser without a graphics card some three seconds of work.
    """

    def open(self, address: str) -> Page:
        """Go to an address; the document is loaded anew only for another language or size of type."""
        page = self.page
        if self._stays(address):
            if page.locator("html").get_attribute("data-theme") == "dark":
                page.locator('[data-do="theme"]').click()
                settled(page)
            if page.url != self.server.url + address:
                page.evaluate(GO, address)
                try:
                    page.wait_for_function(_FOLLOWED, timeout=_DOUBT)
                except TooLong:
                    return super().open(address)
            return settled(page)
        if page.url.startswith(self.server.url):
            page.evaluate("localStorage.clear()")
        return super().open(address)

    def _stays(self, address: str) -> bool:
        if not self.page.url.startswith(self.server.url):
            return False
        now, then = (parse_qs(urlsplit(a).query) for a in (self.page.url, address))
        return all(now.get(name) == then.get(name) for name in _WHOLE)


Visitor = Callable[..., Reader]


@pytest.fixture(scope="session")
def _readers() -> dict[str, Reader]:
    return {}


@pytest.fixture
def visitor(chromium: Browser, server: Server, _readers: dict[str, Reader]) -> Iterator[Visitor]:
    """`visitor(**options of the browser)`: a reader of that kind, who remembers nothing of earlier tests."""
    here: dict[str, Reader] = {}

    def come(**options: Any) -> Reader:
        kind = repr(sorted(options.items()))
        if kind not in here:
            if kind in _readers:
                _readers[kind].begin()
            else:
                _readers[kind] = Reader(chromium, server, **options)
            here[kind] = _readers[kind]
        return here[kind]

    yield come
    for reader in here.values():
        reader.end()
    for reader in here.values():
        assert reader.outside == []
        assert reader.faults == [] or reader.faults_expected


@pytest.fixture(scope="session")
def _walkers() -> dict[str, Walker]:
    return {}


@pytest.fixture
def walker(chromium: Browser, server: Server, _walkers: dict[str, Walker]) -> Iterator[Visitor]:
    """`walker(**options of the browser)`: a reader of that kind who is in the dashboard already."""
    here: list[Walker] = []

    def come(**options: Any) -> Walker:
        kind = repr(sorted(options.items()))
        if kind not in _walkers:
            _walkers[kind] = Walker(chromium, server, **options)
        w = _walkers[kind]
        if w not in here:  # what was noted between tests is nobody's
            w.requests, w.faults, w.loads, w.faults_expected = [], [], 0, False
            here.append(w)
        return w

    yield come
    found = [(w.outside, [] if w.faults_expected else w.faults) for w in here]
    for w in here:
        for other in w.context.pages:
            if other is not w.page:
                other.close()
    assert found == [([], [])] * len(here)


@pytest.fixture
def reader(visitor: Visitor) -> Reader:
    """A reader with a wide screen and a Chinese browser."""
    return visitor()
