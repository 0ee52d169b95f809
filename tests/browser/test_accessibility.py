"""No page has a fault that axe-core calls serious or critical; every chart says in words what it shows."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import Visitor
from tests.browser.reading import PAGES, settled

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
#: Views of a page whose markup is their own.
VIEWS = (
    "compare?chart=years",
    "compare?chart=scatter",
    "compare?chart=heat",
    "compare?chart=what",
    "plan?tab=units",
    "plan?tab=units&body=justice_bureau",
    "practices?tab=gaps",
    "practices?tab=honours",
    "evidence?observation=TJ-141",
    "evidence?tab=documents",
    "evidence?tab=metrics",
    "evidence?tab=doubts",
    "search?q=fuyi",
)


def _opened(page: Page) -> Page:
    """With all folds open, so that nothing escapes."""
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    return page


def _turn_dark(page: Page) -> Page:
    page.locator('[data-do="theme"]').click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.wait_for_function(
        "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor == 'rgb(22, 24, 26)'"
    )
    return _opened(settled(page))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_no_grave_fault_light_or_dark(visitor: Visitor, name: str, lang: str) -> None:
    page = _opened(visitor().open(f"/{name}?lang={lang}"))
    assert violations(page) == []
    assert violations(_turn_dark(page)) == []


@pytest.mark.parametrize("name", PAGES)
def test_no_grave_fault_in_large_text_on_a_phone(visitor: Visitor, name: str) -> None:
    page = visitor(**PHONE).open(f"/{name}?lang=zh&text=large")
    assert violations(_opened(page)) == []


@pytest.mark.parametrize("view", VIEWS)
def test_no_grave_fault_in_other_views(visitor: Visitor, view: str) -> None:
    page = visitor().open(f"/{view}&lang=zh")
    assert violations(_opened(page)) == []
