"""Under the content policy everything works, and nothing of a page is refused by it; foreign scripts are."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from pages.shared.address import PAGES
from pages.shared.streamlit_internals import fill
from tests.browser.conftest import Reader, Visitor

#: What a browser refused because of the policy, of the present document.
WATCH = """
  window.refused = [];
  addEventListener('securitypolicyviolation', e => refused.push(`${e.violatedDirective} ${e.blockedURI} ${e.sample}`));
"""
#: What draws most: charts of each kind, a map, heat, the report.
DRAWN = (
    "/compare?metric=resident_population&year=2020",
    "/compare?metric=resident_population&year=2020&chart=heat",
    "/compare?metric=resident_population&metric2=hukou_population&year=2022&chart=scatter",
    "/trends?metric=recon_received&view=index",
    "/map?metric=resident_population&year=2020",
    "/report?template=annual",
)
#: The pages that none of these shows.
OTHERS = [f"/{page}" for page in PAGES if not any(a.startswith(f"/{page}?") for a in DRAWN)]


def watched(visitor: Visitor) -> Reader:
    reader = visitor()
    reader.page.add_init_script(WATCH)
    return reader


def refused(page: Page) -> list[str]:
    found: list[str] = page.evaluate("window.refused")
    return found


@pytest.mark.parametrize("address", [*DRAWN, *OTHERS])
def test_no_page_asks_for_what_its_policy_refuses(visitor: Visitor, address: str) -> None:
    page = watched(visitor).open(f"{address}{'&' if '?' in address else '?'}lang=zh")
    assert page.locator(fill("st(main)")).inner_text().strip()
    assert refused(page) == []


@pytest.mark.parametrize(
    "address", ["/meeting?lang=zh", "/meeting?lang=zh&template=meeting", "/wall?lang=zh"]
)
def test_no_document_of_the_meeting_does(visitor: Visitor, address: str) -> None:
    page = watched(visitor).page
    page.goto(address)
    expect(page.locator("main#start, main#sheet, main#wall").first).to_be_visible()
    if "template" in address:
        page.keyboard.press("End")
        page.keyboard.press("Home")
        expect(page.locator(".screen.on h1")).to_be_visible()
    if "wall" in address:
        expect(page.locator(".main-svg").first).to_be_attached()
    assert refused(page) == []


def test_a_map_is_drawn_and_a_chart_is_saved(visitor: Visitor) -> None:
    page = watched(visitor).open("/map?lang=zh&metric=resident_population&year=2020")
    expect(page.locator("canvas").first).to_be_visible()
    assert refused(page) == []


def test_a_script_that_got_into_a_page_is_not_run(visitor: Visitor) -> None:
    reader = watched(visitor)
    page = reader.open("/?lang=zh")
    page.evaluate(
        """() => {
          const script = document.createElement('script');
          script.textContent = 'window.stolen = true';
          document.body.append(script);
        }"""
    )
    assert page.evaluate("window.stolen") is None
    page.wait_for_function("window.refused.length > 0")
    reader.faults_expected = True
