"""A brief on paper and on a phone: one upright A4 sheet, nothing to scroll to the side, and its files on a click."""

from __future__ import annotations

import io

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.conftest import Visitor
from tests.browser.test_phone import WIDE


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_printed_brief_is_one_sheet(walker: Visitor, lang: str) -> None:
    reader = walker(viewport={"width": 1366, "height": 768})
    for district in ("hexi", "binhai", "hedong", "tongzhou", "weicheng"):
        page = reader.open(f"/brief?lang={lang}&district={district}")
        sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
        assert len(sheets) == 1, district
        sizes: set[float] = set()
        sheets[0].extract_text(
            visitor_text=lambda text, cm, tm, _, size, s=sizes: (
                text.strip() and s.add(abs(size * tm[3] * cm[3]))
            )
        )
        assert min(sizes) > 8.9, "nothing is smaller than 9 points"


def test_a_phone_shows_it_without_scrolling_to_the_side(walker: Visitor) -> None:
    reader = walker(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    for query in ("lang=zh&district=hedong", "lang=en&district=hexi", "lang=zh&district=binhai&text=large"):
        page = reader.open(f"/brief?{query}")
        assert page.evaluate(WIDE) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        expect(page.locator(".qj-lead")).to_be_in_viewport()


def test_a_click_saves_the_page_as_a_file(walker: Visitor) -> None:
    page = walker(viewport={"width": 1366, "height": 768}).open("/brief?lang=zh&district=weicheng")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Word", exact=True).click()
    assert saved.value.suggested_filename == "一页通_渭城区_zh.docx"
