"""The elements of Streamlit that our styles and scripts name are on the pages that use them."""

from __future__ import annotations

import pytest

from pages.shared.streamlit_internals import KEYS, SELECTORS
from tests.browser.conftest import Visitor
from tests.browser.reading import settled

ON_PAGES = {
    "/?lang=zh": ("app", "main", "content", "block"),
    "/compare?lang=zh&metric=resident_population&year=2020": (
        "row", "column", "control", "list-box", "list-of-one", "chosen", "chart", "figure",
    ),
    "/trends?lang=zh&metric=gdp": ("thumb", "chart"),
    "/map?lang=zh&metric=resident_population&year=2020": ("map", "map-keys"),
    "/report?lang=zh&template=annual": ("field", "upload-zone"),
}  # fmt: skip


@pytest.mark.parametrize("address", ON_PAGES)
def test_a_page_has_the_elements_our_styles_name(visitor: Visitor, address: str) -> None:
    page = settled(visitor().open(address))
    missing = [name for name in ON_PAGES[address] if page.locator(SELECTORS[name]).count() == 0]
    assert missing == [], "Streamlit draws these otherwise now: pages/shared/streamlit_internals.py"


#: What a reader operates outside our own HTML, and what has no key to be known by. A fold opens without the server.
_WITHOUT_KEY = """([main, ...known]) => [...document.querySelectorAll(`${main} :is(input, textarea, button)`)]
  .filter(e => !e.closest([...known, '.qj-html', '.st-key-filters > * > * > summary'].join()))
  .map(e => e.outerHTML.slice(0, 200))"""


@pytest.mark.parametrize("address", [*ON_PAGES, "/evidence?lang=zh"])
def test_whatever_is_operated_has_a_key_that_says_so(visitor: Visitor, address: str) -> None:
    page = settled(visitor().open(address))
    found = page.evaluate(_WITHOUT_KEY, [SELECTORS["main"], *KEYS.values()])
    assert found == [], "its key should begin with control-"


def test_its_skip_link_leads_past_our_header(visitor: Visitor) -> None:
    page = settled(visitor().open("/?lang=zh"))
    page.locator(SELECTORS["skip-link"]).focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement && document.activeElement.id === 'content'")
