"""In a presentation: from the key to the next screen, and how long opening a running order and its file take.

`python -m tests.benchmarks.bench_presentation [--template annual] [--size 1920x1080] [--json FILE]`

A real Chromium walks through the whole running order by key. A turn is measured from the key event until two frames
after the next screen stands, chart drawn; "prepared" where the screen was drawn ahead (the usual case), a jump
goes where nothing was. Bare: drawing the same chart with plotly.js when it is asked for.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from reports.draw.chromium import browser_path
from tests.benchmarks.bench_first_visit import CHROMIUM_ARGUMENTS
from tests.benchmarks.report import p95, save
from tests.benchmarks.server import OURS, serving

AIM = 0.2
#: Notes when a key arrives and when the screen it asked for has been painted.
_WATCH = """() => {
  window.turns = [];
  addEventListener('keydown', (event) => {
    if (/^[0-9]$/.test(event.key)) return;
    const start = performance.now();
    requestAnimationFrame(() => requestAnimationFrame(() => {
      const on = document.querySelector('.screen.on');
      const whole = !on.querySelector('.chart') || on.querySelector('.main-svg');
      window.turns.push(whole ? performance.now() - start : Infinity);
    }));
  }, true);
}"""
#: How long drawing the chart of the present screen takes when nothing is prepared.
_DRAW = """() => {
  const node = document.querySelector('.screen.on .chart');
  if (!node) return null;
  const place = document.createElement('div');
  place.style.cssText = `position:fixed;visibility:hidden;width:${node.clientWidth}px;height:${node.clientHeight}px`;
  document.body.append(place);
  const start = performance.now();
  Plotly.newPlot(place, JSON.parse(JSON.stringify(node.data)), JSON.parse(JSON.stringify(node.layout)));
  const took = performance.now() - start;
  Plotly.purge(place); place.remove();
  return took;
}"""


def _walk(page: Page, screens: int) -> list[float]:
    """Seconds for each turn forward, the next screen having been prepared."""
    page.keyboard.press("Home")
    page.wait_for_selector('html[data-ready="0"]')
    page.evaluate("window.turns = []")
    for n in range(1, screens):
        page.keyboard.press("ArrowRight")
        _painted(page, n)
        page.wait_for_selector('html:not([data-ready=""])')
    return [t / 1e3 for t in page.evaluate("window.turns")]


def _leap(page: Page, screens: int) -> list[float]:
    """Seconds for jumps to and fro between screens too far apart to be prepared."""
    page.evaluate("window.turns = []")
    far = (2, max(2, screens - 6))
    for n in range(1, screens):
        page.keyboard.type(str(far[n % 2]))
        page.keyboard.press("Enter")
        _painted(page, n)
    return [t / 1e3 for t in page.evaluate("window.turns")]


def _painted(page: Page, turns: int) -> None:
    while page.evaluate("window.turns.length") < turns:
        page.wait_for_timeout(5)


def _drawing(page: Page, screens: int) -> list[float]:
    page.keyboard.press("Home")
    found = []
    for _ in range(1, screens):
        page.keyboard.press("ArrowRight")
        page.wait_for_selector('html:not([data-ready=""])')
        took = page.evaluate(_DRAW)
        if took is not None:
            found.append(took / 1e3)
    return found


def measure(template: str, width: int, height: int) -> dict[str, float]:
    """All measurements of one running order."""
    chromium = browser_path()  # the one that pictures are drawn with
    with serving(OURS) as host, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        page = browser.new_page(viewport={"width": width, "height": height})
        opened = []
        for _ in range(2):
            start = time.perf_counter()
            page.goto(f"http://{host}/meeting?lang=zh&template={template}")
            page.wait_for_selector(".screen.on h1")
            opened.append(time.perf_counter() - start)
        page.evaluate(_WATCH)
        screens = int(page.evaluate("Q.presentation.said.zh.screens.length"))
        turns = _walk(page, screens)
        leaps = _leap(page, screens)
        drawn = _drawing(page, screens)
        start = time.perf_counter()
        answer = page.request.get(f"http://{host}/stage/file?lang=zh&template={template}", timeout=120_000)
        file_took, size = time.perf_counter() - start, len(answer.body())
        browser.close()
    return {
        "screens": screens,
        "first opening s": opened[0],
        "opening again s": opened[1],
        "turn, prepared: median ms": median(turns) * 1e3,
        "turn, prepared: p95 ms": p95(turns) * 1e3,
        "turn, prepared: longest ms": max(turns) * 1e3,
        "jump: median ms": median(leaps) * 1e3,
        "jump: longest ms": max(leaps) * 1e3,
        "bare drawing: median ms": median(drawn) * 1e3,
        "prepared turn / bare drawing": median(turns) / median(drawn),
        "file s": file_took,
        "file MB": size / 1e6,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--template", default="annual")
    parser.add_argument("--size", default="1920x1080")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    width, height = (int(n) for n in options.size.split("x"))
    found = measure(options.template, width, height)
    print(f"\nPresentation: {options.template}, {width} × {height} (aim: {AIM * 1e3:.0f} ms a turn)")
    for name, value in found.items():
        print(f"{name:34}{value:12.2f}")
    save(options.json, found)


if __name__ == "__main__":
    main()
