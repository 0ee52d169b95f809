"""No page has a fault that axe-core calls serious or critical; every chart says in words what it shows."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from pages.shared.address import PAGES
from pages.shared.streamlit_internals import fill
from tests.browser.axe import violations
from tests.browser.conftest import Visitor
from tests.browser.reading import links_of, settled, when

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
#: Views of a page whose markup is their own.
VIEWS = (
    "compare?chart=years",
    "compare?chart=scatter",
    "compare?chart=what",
    "plan?tab=units",
    "evidence?tab=metrics",
    "evidence?tab=doubts",
    "compare?chart=heat",
    "plan?tab=units&body=justice_bureau",
    "practices?tab=summary",
    "practices?tab=gaps",
    "practices?tab=honours",
    "evidence?observation=TJ-141",
    "evidence?tab=documents",
    "search?q=fuyi",
)


def _opened(page: Page) -> Page:
    """With all folds open, so that nothing escapes."""
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    return page


def _turn_dark(page: Page) -> Page:
    page.locator('[data-do="theme"]').click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    when(page, fill("st(app)"), "e => getComputedStyle(e).backgroundColor === 'rgb(22, 24, 26)'")
    return _opened(settled(page))


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_grave_fault_light_or_dark(walker: Visitor, name: str, lang: str) -> None:
    page = _opened(walker().open(f"/{name}?lang={lang}"))
    assert violations(page) == []
    if (PAGES.index(name) + (lang == "en")) % 2:  # colours are the same in both languages
        assert violations(_turn_dark(page)) == []


@pytest.mark.sweep
@pytest.mark.parametrize("name", PAGES)
def test_no_grave_fault_in_large_text_on_a_phone(walker: Visitor, name: str) -> None:
    page = walker(**PHONE).open(f"/{name}?lang=zh&text=large")
    assert violations(_opened(page)) == []


@pytest.mark.sweep
@pytest.mark.parametrize("view", VIEWS)
def test_no_grave_fault_in_other_views(walker: Visitor, view: str) -> None:
    page = walker().open(f"/{view}&lang=zh")
    assert violations(_opened(page)) == []


# -- what charts say ---------------------------------------------------------------------------------------------

#: A page with a chart, and where on it the same sentence stands.
CHARTS = {
    "compare?metric=gdp&year=2023": ".qj-sentence",
    "compare?chart=years": ".qj-sentence",
    "compare?chart=scatter": ".qj-sentence",
    "trends?metric=gdp": "",
    "map?metric=resident_population&year=2020": "",
}
_DRAWN = fill("""() => [...document.querySelectorAll('st(chart) st(figure), st(map) [role=figure]')]
  .map(e => [e.getAttribute('role'), e.getAttribute('aria-label')])""")
_MARKS = """() => [...document.querySelectorAll('.js-plotly-plot')]
  .flatMap(chart => chart.data).flatMap(trace => trace.customdata || []).map(data => data[0])"""


def _has_words(page: Page) -> None:
    """No picture without its words, no mark of a chart whose evidence only a mouse can open."""
    assert page.locator("img:not([alt]), img[alt='']").count() == 0
    links = " ".join(links_of(page, "a[href]"))
    assert [mark for mark in page.evaluate(_MARKS) if f"observation={mark}" not in links] == []


@pytest.mark.parametrize(("address", "lang"), [*((a, "zh") for a in CHARTS), (next(iter(CHARTS)), "en")])
def test_a_chart_says_what_it_shows(walker: Visitor, address: str, lang: str) -> None:
    page = walker().open(f"/{address}&lang={lang}")
    page.wait_for_selector(fill("st(chart) [role=img], st(map-keys)[role=application]"))
    drawn = page.evaluate(_DRAWN)
    assert drawn
    for role, said in drawn:
        assert role in {"img", "figure"}
        assert re.search(r"\d", said), "a sentence with its figures"
        assert bool(re.search("[\u4e00-\u9fff]", said)) == (lang == "zh")
    if CHARTS[address]:
        sentence = page.locator(CHARTS[address]).first.inner_text()
        expect(page.get_by_role("img", name=sentence, exact=True)).to_be_visible()
    _has_words(page)


@pytest.mark.sweep
@pytest.mark.parametrize("address", ["?", "district?district=tongzhou", "plan?tab=units&body=justice_bureau"])
def test_a_small_drawing_says_what_it_shows(walker: Visitor, address: str) -> None:
    page = walker().open(f"/{address}&lang=zh")
    expect(page.locator(".qj-svg").first).to_be_attached()
    _has_words(page)


def test_motion_is_left_out_where_the_reader_asks(visitor: Visitor) -> None:
    page = visitor(reduced_motion="reduce").open("/compare?lang=zh")
    longest = page.evaluate(
        """() => Math.max(...[...document.querySelectorAll('*')].flatMap(e => [e, '::before', '::after'].map(p => {
             const s = getComputedStyle(e, typeof p === 'string' ? p : null);
             return Math.max(...(s.transitionDuration + ',' + s.animationDuration).split(',').map(parseFloat));
           })))"""
    )
    assert longest <= 0.01


def test_small_drawings_grow_with_the_text(visitor: Visitor) -> None:
    width = "img => img.decode().then(() => img.getBoundingClientRect().width)"
    normal = visitor().open("/?lang=zh").locator(".qj-tile img").first.evaluate(width)
    large = visitor().open("/?lang=zh&text=large").locator(".qj-tile img").first.evaluate(width)
    assert large > normal * 1.2 > 0
