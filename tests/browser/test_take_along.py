"""The file to take along: opened from disk with the network off, every chart draws and nothing is asked for."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from data.build import build
from data.settings import today
from queries.current import current_store
from reports.presentation.document import write
from reports.templates import Choice, draft


@pytest.fixture(scope="module")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    build()
    store = current_store()
    path = tmp_path_factory.mktemp("stick") / "qujian-annual-zh.html"
    path.write_bytes(write(store, draft(store, "annual", Choice()), "zh", today()))
    return path


@pytest.fixture
def page(chromium: Browser, stick: Path) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 720}, locale="zh-CN", offline=True)
    requests: list[str] = []
    faults: list[str] = []
    context.on("request", lambda r: requests.append(r.url))
    context.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
    context.on("weberror", lambda e: faults.append(str(e.error)))
    page = context.new_page()
    page.goto(stick.as_uri())
    yield page
    context.close()
    assert [url for url in requests if not url.startswith(("file:", "data:", "blob:"))] == []
    assert faults == []


def test_every_screen_draws_in_both_languages(page: Page) -> None:
    for _ in ("zh", "en"):
        page.keyboard.press("Home")
        expect(page.locator("#where")).to_have_text(re.compile(r"^1 / \d+"))
        total = int((page.locator("#where").text_content() or "").split("/")[1])
        charts = 0
        for n in range(1, total + 1):
            page.keyboard.type(str(n))
            page.keyboard.press("Enter")
            on = page.locator(".screen.on")
            expect(page.locator("#where")).to_have_text(f"{n} / {total}")
            if on.locator(".chart").count():
                expect(on.locator(".main-svg").first).to_be_visible()
                charts += 1
            else:
                assert on.inner_text().strip()
        assert charts >= 10
        page.keyboard.press("l")


def test_tables_sort_and_figures_open(page: Page) -> None:
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    page.keyboard.press("t")
    table = page.locator(".screen.on table")
    column = table.locator("thead th").nth(1)
    figures = table.locator("tbody td:nth-child(2) .figure")
    column.locator("button").click()
    expect(column).to_have_attribute("aria-sort", "ascending")
    values = [float((t or "").replace(",", "").lstrip("≥≤≈")) for t in figures.all_text_contents()]
    assert len(values) > 1
    assert values == sorted(values)
    column.locator("button").click()
    expect(column).to_have_attribute("aria-sort", "descending")
    figures.first.click()
    expect(page.locator("dialog.card blockquote")).not_to_be_empty()
    page.keyboard.press("Escape")


def test_it_finds_its_own_screens_and_remembers_the_place(page: Page, stick: Path) -> None:
    page.keyboard.press("/")
    page.keyboard.type("population")
    expect(page.get_by_role("option").first).to_contain_text("人口")
    page.keyboard.press("Enter")
    expect(page.locator(".screen.on h1")).to_contain_text("人口")
    page.keyboard.press("Escape")
    expect(page.locator("#where")).to_have_text(re.compile("^1 /"))
    page.keyboard.press("End")
    last = page.locator(".screen.on h1").text_content() or ""
    page.reload()
    expect(page.locator(".screen.on h1")).to_have_text(last)


def test_it_prints_a_sheet_a_screen(page: Page) -> None:
    expect(page.locator("#where")).to_have_text(re.compile(r"^1 / \d+"))
    total = int((page.locator("#where").text_content() or "").split("/")[1])
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True))).pages
    assert len(sheets) >= total
    # Chromium names some characters by the radical that looks the same.
    text = unicodedata.normalize("NFKC", "".join(sheet.extract_text() for sheet in sheets))
    assert "行政复议收案" in text


def test_on_paper_each_page_of_a_table_has_its_head_and_the_file_its_name(page: Page) -> None:
    expect(page.locator("#where")).to_have_text(re.compile(r"^1 / \d+"))
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert printed.metadata and printed.metadata.title == "法治政府建设年度对比"
    texts = [unicodedata.normalize("NFKC", sheet.extract_text()) for sheet in printed.pages]
    rows = [t for t in texts if re.search(r"第\d+至\d+行,共56行", re.sub(r"\s", "", t))]
    assert len(rows) > 1
    for text in rows:
        assert all(name in text for name in ("做法", "河西区", "通州区"))
    expect(page.locator("[data-copy]")).to_have_count(0)


def test_the_bar_covers_nothing_that_is_to_be_read(chromium: Browser, stick: Path) -> None:
    page = chromium.new_page(viewport={"width": 1366, "height": 768})
    page.goto(stick.as_uri())
    for _ in range(3):
        page.keyboard.press("ArrowRight")
        foot = page.locator(".screen.on footer").bounding_box()
        bar = page.locator("#bar").bounding_box()
        assert foot and bar
        assert bar["y"] >= foot["y"] + foot["height"]
    page.close()


def test_it_says_what_it_needs_where_its_scripts_do_not_run(page: Page, stick: Path) -> None:
    expect(page.locator(".screen.on")).to_be_visible()
    assert page.locator("#needs").count() == 0
    assert "Chromium 内核 90 以上或 Firefox 115 以上" in stick.read_text("utf-8")
