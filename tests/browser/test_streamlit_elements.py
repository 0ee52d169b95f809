"""The elements of Streamlit that our styles and scripts name are on the pages that use them."""

from __future__ import annotations

import pytest

from pages.shared.streamlit_internals import SELECTORS
from tests.browser.conftest import Visitor
from tests.browser.reading import settled

ON_PAGES = {
    "/?lang=zh": ("app", "main", "content", "html", "element", "block"),
    "/compare?lang=zh&metric=resident_population&year=2020": (
        "row", "column", "select", "combobox", "multiselect", "chosen", "buttons", "chart",
    ),
    "/trends?lang=zh&metric=gdp": ("slider", "chart", "frame"),
    "/map?lang=zh&metric=resident_population&year=2020": ("map", "map-keys"),
    "/report?lang=zh&template=annual": (
        "text-input", "text-input-box", "text-input-field", "text-area", "text-area-box", "button",
        "primary-button", "upload", "upload-zone",
    ),
}  # fmt: skip


@pytest.mark.parametrize("address", ON_PAGES)
def test_a_page_has_the_elements_our_styles_name(visitor: Visitor, address: str) -> None:
    page = settled(visitor().open(address))
    missing = [name for name in ON_PAGES[address] if page.locator(SELECTORS[name]).count() == 0]
    assert missing == [], "Streamlit draws these otherwise now: pages/shared/streamlit_internals.py"


def test_its_skip_link_leads_past_our_header(visitor: Visitor) -> None:
    page = settled(visitor().open("/?lang=zh"))
    page.locator(SELECTORS["skip-link"]).focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement && document.activeElement.id === 'content'")
