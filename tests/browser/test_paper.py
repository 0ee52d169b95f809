"""Printed pages: whole charts within an A4 sheet, no controls, and the screen afterwards as it was."""

from __future__ import annotations

import io
import re
import unicodedata

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from pages.shared.streamlit_internals import fill
from tests.browser.conftest import Visitor
from tests.browser.reading import settled, until

#: The screen of most office notebooks, far wider than a sheet.
SCREEN = {"width": 1366, "height": 768}
#: CSS pixels between the margins (12 mm) of an upright A4 sheet, and of one that lies.
SHEETS = {"upright": 703, "lying": 1032}
CHARTS = {
    "ranking": "/compare?lang=zh&metric=resident_population&year=2020",
    "years": "/compare?lang=zh&chart=years&metric=gdp&from=2021&to=2023",
    "scatter": "/compare?lang=zh&chart=scatter",
    "trend": "/trends?lang=zh&metric=gdp",
    "trend in English": "/trends?lang=en&metric=gdp",
    "map": "/map?lang=zh&metric=resident_population&year=2020",
}
OTHERS = ("/?lang=zh", "/district?lang=zh&district=binhai", "/plan?lang=zh", "/report?lang=zh")
#: Boxes of all that belongs to charts and maps, and of the words in them, as [left, right, what it is].
_BOXES = fill("""() => [...document.querySelectorAll(
    '.main-svg, .main-svg text, .points path, '
    + 'st(map) canvas, .qj-html img')]
  .map(n => [n.getBoundingClientRect(), n]).filter(([b]) => b.width && b.height)
  .map(([b, n]) => [b.left, b.right, n.textContent || n.className.baseVal || n.tagName])""")
_WORDS = "all => all.map(n => n.textContent).filter(t => t.trim())"
#: Texts of the page that lie on a chart.
_OVERLAPS = """() => {
  const charts = [...document.querySelectorAll('.qj-still .main-svg')].map(n => n.getBoundingClientRect());
  return [...document.querySelectorAll('.qj-html :is(p, li, h2, td)')]
    .map(n => [n.getBoundingClientRect(), n.textContent])
    .filter(([b]) => b.height && charts.some(c => b.top < c.bottom - 1 && b.bottom > c.top + 1
                                                  && b.left < c.right && b.right > c.left))
    .map(([, text]) => text);
}"""
_SHOWN = "all => all.filter(n => n.getClientRects().length).map(n => n.textContent)"
_OPERATED = fill(".qj-header, .qj-downloads, st(control), st(skeleton)")


def _put_on_paper(page: Page, width: int) -> None:
    """Show the page as it is printed on a sheet of this width."""
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": width, "height": 1000})


def _back_on_screen(page: Page) -> None:
    page.set_viewport_size(SCREEN)
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")


@pytest.mark.parametrize("name", CHARTS)
def test_charts_lie_wholly_on_the_sheet(visitor: Visitor, name: str) -> None:
    page = visitor(viewport=SCREEN).open(CHARTS[name])
    until(page, lambda: bool(page.evaluate(_BOXES)), "the chart is drawn")
    words = page.eval_on_selector_all(".js-plotly-plot .main-svg text", _WORDS)
    for sheet, width in SHEETS.items():
        # A chart of the screen is drawn anew when the window changes: nobody prints within that moment.
        until(page, lambda: bool(page.evaluate(_BOXES)), "the chart is drawn again")
        _put_on_paper(page, width)
        boxes = page.evaluate(_BOXES)
        assert boxes, "there is a chart"
        assert [b for b in boxes if b[0] < -1 or b[1] > width + 1] == [], sheet
        assert page.evaluate(_OVERLAPS) == [], "nothing is printed over a chart"
        printed = page.eval_on_selector_all(".main-svg text", _SHOWN)
        numbers = re.compile(r"^[\d.,−-]+\S?$")  # ticks may be fewer on a narrower chart
        assert {w for w in words if not numbers.match(w)} <= set(printed), "names and values stay"
        _prints_nothing_to_operate(page, width)
        _back_on_screen(page)


@pytest.mark.parametrize("address", OTHERS)
def test_nothing_that_is_operated_is_printed(visitor: Visitor, address: str) -> None:
    page = visitor(viewport=SCREEN).open(address)
    _put_on_paper(page, SHEETS["upright"])
    _prints_nothing_to_operate(page, SHEETS["upright"])
    _back_on_screen(page)


def _prints_nothing_to_operate(page: Page, width: int) -> None:
    shown = "all => all.filter(n => n.getClientRects().length).length"
    assert page.eval_on_selector_all(_OPERATED, shown) == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", ["ranking", "trend"])
def test_the_screen_is_afterwards_as_it_was(visitor: Visitor, name: str) -> None:
    page = visitor(viewport=SCREEN).open(CHARTS[name])
    before = page.evaluate(_BOXES)
    page.pdf(format="A4")
    settled(page)
    assert before
    assert page.evaluate(_BOXES) == before


@pytest.mark.parametrize("lying", [False, True])
def test_the_printed_file_holds_the_largest_value_and_its_district(visitor: Visitor, *, lying: bool) -> None:
    """From a wide screen, through the browser's own printing: what was cut off was the leading point."""
    page = visitor(viewport=SCREEN).open(CHARTS["ranking"])
    labels = page.eval_on_selector_all(
        ".js-plotly-plot .main-svg text",
        "all => all.filter(n => !n.closest('.xtick')).map(n => n.textContent)",
    )
    values = [x for x in labels if re.search(r"\d,\d", x)]
    assert len(values) >= 3, "values stand beside their points"
    page.add_style_tag(content=".qj-html { display: none }")  # the same values stand in sentences
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4", landscape=lying))).pages
    placed: list[tuple[str, float]] = []
    for sheet in sheets:
        sheet.extract_text(
            visitor_text=lambda text, cm, tm, _font, _size: placed.append(
                (text.strip(), tm[4] * cm[0] + tm[5] * cm[2] + cm[4])
            )
        )
    written = _plain("".join(text for text, _ in placed))
    assert [x for x in labels if _plain(x) not in written] == []
    wide = float(sheets[0].mediabox.width)
    assert [(text, x) for text, x in placed if text and not 0 <= x < wide] == []


def _plain(text: str) -> str:
    """Text without blanks, with the characters that fonts draw alike made one."""
    return unicodedata.normalize("NFKC", text).replace(" ", "")
