"""From the start of the server to the first chart a reader sees, and what a first visit to each page weighs.

`python -m tests.benchmarks.bench_first_visit [--pages / /compare …] [--json FILE] [--starts 3]`

A real Chromium with an empty cache. Times: from starting the process until a chart is drawn on the first page (the
browser is already open and knocks until somebody answers), and per page from following a link until a chart is drawn
(on the evidence page: its table), the server being warm. Bytes are those sent over the wire, as compressed as they are.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from playwright.sync_api import Browser, CDPSession, Error, Page, sync_playwright

from reports.draw.chromium import browser_path
from tests.benchmarks.report import save
from tests.benchmarks.server import BARE, OURS, PAGES, serving

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
#: What counts as a chart: Plotly's drawing, a drawing of our own in the page, or a map's canvas.
CHART = (
    ".js-plotly-plot .main-svg, .qj-html svg, "
    '.qj-html img[src^="data:image/svg"], [class*=st-key-map-] canvas'
)
#: Pages whose subject is not a chart, and what they show instead.
INSTEAD = {"/evidence": ".qj-html table"}
_PATIENCE = 60_000


class Visit(NamedTuple):
    """One first visit: seconds until a chart was drawn, what was sent by then and in all."""

    page: str
    seconds: float
    requests: int
    kilobytes: float
    scripts_kilobytes: float


class _Wire:
    """Counts what arrives at a tab, as its encoded size."""

    def __init__(self, cdp: CDPSession) -> None:
        self.total = 0.0
        self.scripts = 0.0
        self.requests = 0
        self._kinds: dict[str, str] = {}
        cdp.send("Network.enable")
        cdp.on("Network.responseReceived", self._response)
        cdp.on("Network.loadingFinished", self._finished)
        cdp.on("Network.webSocketFrameReceived", self._frame)

    def _response(self, event: dict[str, Any]) -> None:
        self._kinds[event["requestId"]] = event["type"]

    def _finished(self, event: dict[str, Any]) -> None:
        self.requests += 1
        self.total += event["encodedDataLength"]
        if self._kinds.get(event["requestId"]) == "Script":
            self.scripts += event["encodedDataLength"]

    def _frame(self, event: dict[str, Any]) -> None:
        # Binary frames are handed over in base64: four characters for three bytes.
        self.total += len(event["response"]["payloadData"]) * 3 / 4


def visit(browser: Browser, address: str, path: str, chart: str, settle: float) -> Visit:
    """Open one page in a browser that has never been there."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    try:
        page = context.new_page()
        wire = _Wire(context.new_cdp_session(page))
        start = time.perf_counter()
        page.goto(f"http://{address}{path}", wait_until="commit")
        shown = INSTEAD.get(path.partition("?")[0], chart)
        page.wait_for_selector(shown, state="visible", timeout=_PATIENCE)
        seconds = time.perf_counter() - start
        page.wait_for_timeout(settle * 1000)
        return Visit(path, seconds, wire.requests, wire.total / 1e3, wire.scripts / 1e3)
    finally:
        context.close()


def first_chart(browser: Browser, script: Path, chart: str) -> float:
    """Seconds from starting the server's process until a chart is drawn on its first page."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = context.new_page()
    try:
        start = time.perf_counter()
        with serving(script, wait=False) as address:
            _until_opened(page, f"http://{address}/")
            page.wait_for_selector(chart, state="visible", timeout=_PATIENCE)
            return time.perf_counter() - start
    finally:
        context.close()


def _until_opened(page: Page, url: str) -> None:
    """Knock until somebody answers."""
    stop = time.monotonic() + _PATIENCE / 1000
    while True:
        try:
            page.goto(url, wait_until="commit")
        except Error:
            if time.monotonic() > stop:
                raise
            time.sleep(0.05)
        else:
            return


def measured(
    browser: Browser, script: Path, pages: list[str], options: argparse.Namespace
) -> tuple[float, list[Visit]]:
    """The median start of one app and the first visits to its pages."""
    started = median(first_chart(browser, script, options.chart) for _ in range(options.starts))
    with serving(script) as address:
        visit(
            browser, address, pages[0], options.chart, 0
        )  # what the first visitor of all pays is in `started`
        visits = [visit(browser, address, path, options.chart, options.settle) for path in pages]
    return started, visits


def print_visits(title: str, started: float, visits: list[Visit]) -> None:
    """A small table."""
    print(f"\n{title}: {started:.2f} s from the start of the server to the first chart")
    print(f"{'first visit to':44}{'chart after s':>14}{'requests':>10}{'kB sent':>10}{'of it scripts':>15}")
    for v in visits:
        print(f"{v.page:44}{v.seconds:14.2f}{v.requests:10}{v.kilobytes:10.0f}{v.scripts_kilobytes:15.0f}")


def main() -> None:
    """Measure, print, save."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", nargs="*", default=[p + ("?" + q if q else "") for p, q in PAGES.items()])
    parser.add_argument("--json", type=Path, help="write the results to this file too")
    parser.add_argument(
        "--starts", type=int, default=3, help="how often each server is started for the median"
    )
    parser.add_argument(
        "--settle", type=float, default=2.0, help="seconds after the chart in which bytes still count"
    )
    parser.add_argument("--chart", default=CHART, help="CSS selector of what counts as a chart")
    options = parser.parse_args()
    apps: list[tuple[str, Path, list[str]]] = [("bare app", BARE, ["/"])]
    if options.pages:
        apps.append(("ours", OURS, options.pages))
    results: dict[str, Any] = {}
    with sync_playwright() as playwright:
        chromium = browser_path()  # the one that pictures are drawn with
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        for title, script, pages in apps:
            started, visits = measured(browser, script, pages, options)
            print_visits(title, started, visits)
            results[title] = {"started": started, "visits": [v._asdict() for v in visits]}
        browser.close()
    save(options.json, results)


if __name__ == "__main__":
    main()
