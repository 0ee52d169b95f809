"""Chinese pages speak Chinese and English pages English, also where Streamlit speaks, and to screen readers."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from pages.shared.address import PAGES
from tests.browser.conftest import Reader, Visitor
from tests.browser.reading import control, settled


@pytest.fixture
def reader(walker: Visitor) -> Reader:
    """Whoever reads every page goes from one to the next."""
    return walker()


#: Everything that is read, seen or heard: texts, names of controls, hints. Ids, addresses and the other language's
#: quotations are left out by their elements.
_SAID = """() => {
  const names = ['aria-label', 'aria-valuetext', 'aria-roledescription', 'placeholder', 'title', 'data-title', 'alt'];
  const leave = 'script, style, noscript, code, .qj-url, [lang]:not(html), [translate=no], template';
  const found = new Set();
  const shown = e => !e.closest(leave) && (e.closest('svg') || e.getClientRects().length);
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement;
    const said = walk.currentNode.data.trim();
    if (said && parent && shown(parent)) found.add(said);
  }
  for (const e of document.querySelectorAll('*')) {
    if (!shown(e)) continue;
    for (const name of names)
      if (e.getAttribute(name)) found.add(name + ': ' + e.getAttribute(name));
  }
  return [...found];
}"""
#: Names of things, the same in every language.
NAMES = {
    "Excel",
    "Word",
    "PowerPoint",
    "HTML",
    "JSON",
    "PPTX",
    "DOCX",
    "XLSX",
    "GDP",
    "City",
    "Population",
    "English",
    "CSV",
}


def _english(page: Page) -> list[str]:
    found = []
    for said in page.evaluate(_SAID):
        bare = re.sub(r"^(aria-\w+|placeholder|title|data-title|alt): ", "", said)
        bare = re.sub(
            r"https?://\S+|[A-Za-z/]+\.(csv|md)|\b[\w-]+\.(com|cn|net|org|gov|html?)\b\S*", "", bare
        )
        if set(re.findall(r"[A-Za-z]{4,}", bare)) - NAMES:
            found.append(said)
    return found


def _chinese(page: Page) -> list[str]:
    """Texts with Chinese; English notes of the data may give a term in brackets after its translation."""
    found: list[str] = page.evaluate(_SAID)
    return [s for s in found if re.search(r"[\u4e00-\u9fff]", re.sub(r"[(（][\u4e00-\u9fff、]+[)）]", "", s))]


def _titles() -> set[str]:
    """Latin words that stand in the Chinese names of documents and districts' systems: they are names."""
    import csv
    from pathlib import Path

    root = Path(__file__).resolve().parents[2] / "data"
    words: set[str] = set()
    for path in root.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for key, value in row.items():
                    if key.endswith("_zh"):
                        words |= set(re.findall(r"[A-Za-z]{4,}", value))
    return words


NAMES |= _titles()


@pytest.mark.parametrize("name", PAGES)
def test_no_english_on_chinese_pages(reader: Reader, name: str) -> None:
    page = reader.open(f"/{name}?lang=zh")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert _english(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_no_chinese_on_english_pages(reader: Reader, name: str) -> None:
    page = reader.open(f"/{name}?lang=en")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert _chinese(page) == []


@pytest.mark.parametrize("tab", ["documents", "metrics", "doubts"])
def test_the_tabs_of_evidence(reader: Reader, tab: str) -> None:
    assert _english(reader.open(f"/evidence?lang=zh&tab={tab}")) == []
    page = reader.open(f"/evidence?lang=en&tab={tab}")
    assert _chinese(page) == []


def test_the_evidence_of_a_figure(reader: Reader) -> None:
    assert _english(reader.open("/evidence?lang=zh&observation=TJ-141")) == []
    assert _chinese(reader.open("/evidence?lang=en&observation=TJ-141")) == []


def test_lists_to_choose_from_speak_chinese(reader: Reader) -> None:
    page = reader.open("/compare?lang=zh")
    for parameter, said in (("districts", "没有"), ("metric", "查找")):
        box = control(page, parameter).locator("input")
        box.click()
        expect(page.get_by_role("listbox")).to_be_visible()
        assert _english(page) == []
        page.keyboard.type("zzzz")
        expect(page.get_by_text(said).last).to_be_visible()
        assert [s for s in _english(page) if "zzzz" not in s] == []
        page.keyboard.press("Escape")
        settled(page)


def test_controls_in_use_speak_chinese(reader: Reader) -> None:
    page = reader.open("/evidence?lang=zh")
    page.locator(".st-key-filters summary").click()
    settled(page)
    field = control(page, "q").locator("input")
    field.fill("听证")
    expect(page.get_by_text("按回车键确认")).to_be_visible()
    assert _english(page) == []
    control(page, "districts").locator("input").click()
    assert _english(page) == []
    page.keyboard.press("Escape")
    reader.open("/trends?lang=zh&metric=gdp,recon_received,resident_population,recon_concluded")
    control(page, "metric").locator("input").click()
    expect(control(page, "metric").locator("input")).to_have_attribute("aria-expanded", "true")
    settled(page)
    assert _english(page) == [], "also where no more may be chosen"


def test_a_switched_language_leaves_no_word_behind(reader: Reader) -> None:
    page = reader.open("/compare?lang=en")
    page.locator('[data-lang="zh"]').click()
    page.wait_for_url("**lang=zh**")
    settled(page)
    assert _english(page) == []
    page.locator('[data-lang="en"]').click()
    page.wait_for_url("**lang=en**")
    settled(page)
    assert _chinese(page) == []
