"""Versions in a browser: an old link shows its old figures and leads on to them; what is new since the last visit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import Reader, Server, settled
from tests.browser.own_server import own_server
from tests.pages.correcting import METRIC, RIGHT, WRONG, YEAR
from tests.pages.two_versions import EARLIER, LATER, build_two

OLD = f"/compare?lang=zh&metric={METRIC}&year={YEAR}&data={EARLIER}"


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over two versions of the data."""
    folder = tmp_path_factory.mktemp("versions")
    facts = folder / "facts"
    with own_server(folder, lambda: build_two(facts), QUJIAN_DATA=str(facts)) as server:
        yield server


@pytest.fixture
def someone(chromium: Browser, two: Server) -> Iterator[Reader]:
    found = Reader(chromium, two)
    yield found
    found.context.close()


def _line(page: Page) -> str:
    return page.locator(".qj-version-line").inner_text()


def test_an_old_link_stays_with_its_figures_until_somebody_leaves_them(someone: Reader) -> None:
    page = someone.open(OLD)
    assert EARLIER in _line(page) and WRONG in page.content()
    page.locator(".qj-pages a", has_text="趋势").click()
    page.wait_for_url(f"**/trends?*data={EARLIER}*")
    expect(page.locator(".qj-version-line")).to_contain_text(EARLIER)
    page.locator(".qj-search input[type=search]").fill("河西区人口")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/search?*data={EARLIER}*")
    settled(page)
    page.get_by_role("link", name=f"查看最新版本（{LATER}）").click()
    expect(page.locator(".qj-version-line")).to_have_count(0)
    assert "data=" not in page.url
    assert not someone.faults and not someone.outside


def test_a_figure_tapped_in_an_old_chart_opens_its_old_evidence(someone: Reader) -> None:
    page = someone.open(OLD)
    page.locator(".qj-figure").first.click()
    page.wait_for_url(f"**/evidence?*data={EARLIER}*")
    expect(page.locator(".qj-version-line")).to_contain_text(EARLIER)


def test_a_meeting_on_an_old_version_answers_questions_from_it(someone: Reader) -> None:
    page = someone.page
    page.goto(f"/meeting?lang=zh&data={EARLIER}")
    page.get_by_role("link", name="会议").first.click()
    page.wait_for_url(f"**/meeting?*data={EARLIER}*")
    page.wait_for_function("() => window.Q?.presentation || typeof Q !== 'undefined' && Q.presentation")
    assert page.evaluate("fetch(`/stage/alive?${Q.place.data()}`).then(a => a.json())")["version"] == EARLIER
    assert page.evaluate("Q.presentation.stamp") == page.evaluate(
        "fetch(`/stage/alive?${Q.place.data()}`).then(a => a.json()).then(a => a.stamp)"
    )


def test_the_link_to_share_can_be_fixed_to_the_figures_of_now(someone: Reader) -> None:
    page = someone.open(f"/compare?lang=zh&metric={METRIC}&year={YEAR}")
    page.locator(".qj-share summary").click()
    panel = page.locator(".qj-share")
    expect(panel.locator(".qj-address")).to_have_text(page.url)
    panel.get_by_role("checkbox").check()
    expect(panel.locator(".qj-address")).to_have_text(f"{page.url}&data={LATER}")


def test_what_is_new_since_the_last_visit(someone: Reader) -> None:
    page = someone.open("/?lang=zh")
    expect(page.locator(".qj-news")).to_be_hidden()
    page.evaluate(f"localStorage.setItem('qujian-version', '{EARLIER}'); sessionStorage.clear()")
    page = someone.open("/?lang=zh")
    news = page.locator(".qj-news")
    expect(news).to_be_visible()
    expect(news).to_contain_text(EARLIER)
    expect(news).to_contain_text("更正数据1条")
    page.reload()
    expect(news).to_contain_text("更正数据1条")  # as long as this visit lasts
    news.get_by_role("link").click()
    page.wait_for_url(f"**/versions?*from={EARLIER}*")
    expect(page.locator("main")).to_contain_text(RIGHT)


def test_a_version_nobody_knows_any_more_is_said_to_be_older(someone: Reader) -> None:
    page = someone.open("/?lang=en")
    page.evaluate("localStorage.setItem('qujian-version', '1999.01'); sessionStorage.clear()")
    someone.faults_expected = True  # the browser notes that an answer was a refusal
    page = someone.open("/?lang=en")
    expect(page.locator(".qj-news")).to_contain_text("The data have changed since your last visit")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_of_versions(someone: Reader, lang: str) -> None:
    page = someone.open(f"/versions?lang={lang}")
    assert not violations(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("th a").first.click()
    page.wait_for_url("**/evidence?*")
    assert not someone.faults
