"""The address holds the whole view: links, reload, back and forward, another browser, another language."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from pages.shared.streamlit_internals import fill
from tests.browser.conftest import Reader, Visitor
from tests.browser.reading import after, choose, control, go, settled, text, when

ROOT = Path(__file__).resolve().parents[2]
FULL = {
    "compare": ("/compare?lang=en&metric=gdp&districts=tongzhou,hexi&year=2023", ["Tongzhou", "GDP", "2023"]),
    "trends": (
        "/trends?lang=en&metric=gdp,recon_received&districts=tongzhou,binhai&from=2014&to=2023",
        ["2014", "GDP"],
    ),
    "map": ("/map?lang=en&metric=gdp&year=2023&place=xianyang&district=tongzhou", ["Tongzhou", "GDP"]),
    "district": ("/district?lang=en&district=weicheng", ["Weicheng", "Xianyang"]),
    "evidence": (
        "/evidence?lang=en&districts=hexi&metric=gdp&reliability=press&observation=TJ-141",
        ["TJ-141"],
    ),
}


def _parameters(page: Page) -> dict[str, str]:
    return {k: v[0] for k, v in parse_qs(urlsplit(page.url).query, keep_blank_values=True).items()}


@pytest.mark.sweep
@pytest.mark.parametrize("name", FULL)
def test_a_link_opens_the_same_view_anywhere(visitor: Visitor, name: str) -> None:
    address, wanted = FULL[name]
    here = visitor(locale="zh-CN").open(address)
    first = text(here)
    for word in wanted:
        assert word in first
    expect(here.locator(".qj-warn")).to_have_count(0)
    expect(here.locator("html")).to_have_attribute("lang", "en")
    elsewhere = visitor(locale="zh-CN", color_scheme="dark").open(here.url)
    assert text(elsewhere) == first


def test_what_is_chosen_is_in_the_address_and_copies(visitor: Visitor) -> None:
    page = visitor().open("/compare?lang=zh")
    before = text(page)
    metric = control(page, "metric").locator("input").input_value()
    control(page, "metric").locator("input").click()
    page.keyboard.type("地区生产总值")
    option = page.get_by_role("option").filter(has_text=re.compile("地区生产总值 ·")).first
    after(page, option.click)
    assert _parameters(page)["metric"] == "gdp"
    chosen = text(page)
    assert chosen != before
    assert control(page, "metric").locator("input").input_value() != metric
    control(page, "districts").locator("[data-tag] button").first.click()
    page.wait_for_url("**districts=**")
    settled(page)
    assert _parameters(page)["districts"] == "binhai,hedong,tongzhou,weicheng"
    choose(page, "year", "2015")
    assert _parameters(page)["year"] == "2015"
    last = text(page)
    assert text(visitor(locale="en-GB").open(page.url)) == last
    page.go_back()
    page.wait_for_url(lambda url: "year=" not in url)
    settled(page)
    page.go_back()
    page.wait_for_url(lambda url: "districts=" not in url)
    assert text(settled(page)) == chosen
    page.go_forward()
    page.wait_for_url("**districts=**")
    settled(page)
    page.go_forward()
    page.wait_for_url("**year=2015**")
    assert text(settled(page)) == last


def test_back_and_forward_between_pages(reader: Reader) -> None:
    page = reader.open("/?lang=zh")
    overview = text(page)
    go(page, "对比")
    compare = text(page)
    go(page, "数据来源")
    page.go_back()
    page.wait_for_url("**/compare?**")
    assert text(settled(page)) == compare
    page.go_back()
    page.wait_for_url(re.compile(r"/\?lang=zh$"))
    assert text(settled(page)) == overview
    page.go_forward()
    page.wait_for_url("**/compare?**")
    assert text(settled(page)) == compare
    assert reader.loads == 1, "pages change without loading the document anew"


def test_pages_hand_on_what_they_share(reader: Reader) -> None:
    page = reader.open("/compare?lang=zh&metric=gdp&districts=hexi,tongzhou&year=2023")
    go(page, "地图")
    assert _parameters(page) == {"lang": "zh", "metric": "gdp", "districts": "hexi,tongzhou", "year": "2023"}
    go(page, "趋势")
    assert _parameters(page) == {"lang": "zh", "metric": "gdp", "districts": "hexi,tongzhou"}


def test_switching_the_language_keeps_the_view(reader: Reader) -> None:
    page = reader.open("/compare?lang=zh&metric=gdp&districts=hexi,tongzhou&year=2023")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    assert "通州区" in text(page)
    after(page, page.locator('[data-lang="en"]').click)
    assert _parameters(page) == {"lang": "en", "metric": "gdp", "districts": "hexi,tongzhou", "year": "2023"}
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert "Tongzhou" in text(page)
    assert "Qujian" in page.title()
    go(page, "Trends")
    assert _parameters(page)["lang"] == "en"
    assert text(reader.open("/compare?metric=gdp&districts=hexi,tongzhou&year=2023")).startswith("Metric"), (
        "remembered"
    )


@pytest.mark.parametrize(("locale", "lang", "tag"), [("zh-TW", "zh", "zh-CN"), ("fr-FR", "en", "en")])
def test_the_first_visit_follows_the_browser(visitor: Visitor, locale: str, lang: str, tag: str) -> None:
    page = visitor(locale=locale).open("/compare")
    assert _parameters(page)["lang"] == lang
    expect(page.locator("html")).to_have_attribute("lang", tag)
    assert text(page).startswith({"zh": "指标", "en": "Metric"}[lang])


#: From 0, black, to 765, white.
_BRIGHT = "getComputedStyle(e)[of].match(/\\d+/g).slice(0, 3).reduce((sum, n) => sum + Number(n), 0)"
TICK = ".js-plotly-plot .ytick text"


def _has_scheme(page: Page, scheme: str) -> None:
    """The page and its chart come to be light or dark: colours pass over, and charts are drawn anew."""
    paper, ink = ("> 700", "< 300") if scheme == "light" else ("< 200", "> 300")
    when(page, fill("st(app)"), f"(e, of) => {_BRIGHT} {paper}", "backgroundColor")
    when(page, TICK, f"(e, of) => {_BRIGHT} {ink}", "fill")


def test_light_and_dark_change_at_once_and_are_remembered(reader: Reader) -> None:
    page = reader.open("/compare?lang=zh")
    light, loads = text(page), reader.loads
    _has_scheme(page, "light")
    page.locator('[data-do="theme"]').click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    _has_scheme(page, "dark")
    settled(page)
    assert reader.loads == loads, "without loading anew"
    assert text(page) == light
    go(page, "趋势")
    _has_scheme(page, "dark")
    page.reload()
    settled(page)
    _has_scheme(page, "dark")


def test_a_dark_system_is_followed(visitor: Visitor) -> None:
    _has_scheme(visitor(color_scheme="dark").open("/compare?lang=zh"), "dark")


def test_large_text_is_in_the_address_and_remembered(reader: Reader) -> None:
    page = reader.open("/compare?lang=zh&metric=gdp")
    size = "e => parseFloat(getComputedStyle(e).fontSize)"
    normal, small = (page.locator(css).first.evaluate(size) for css in (".qj-sentence", TICK))
    larger = "(e, before) => parseFloat(getComputedStyle(e).fontSize) > before * 1.2"
    after(page, page.locator('[data-do="text"]').click)
    assert _parameters(page) == {"lang": "zh", "metric": "gdp", "text": "large"}
    when(page, ".qj-sentence", larger, normal)
    when(page, TICK, larger, small)
    go(page, "趋势")
    assert _parameters(page)["text"] == "large"
    reader.open("/map?lang=zh")
    assert _parameters(page)["text"] == "large"
    after(page, page.locator('[data-do="text"]').click)
    assert "text" not in _parameters(page)


def test_an_unknown_path_is_named_on_the_overview(visitor: Visitor) -> None:
    for lang, sentence in (("zh", "没有"), ("en", "There is no page")):
        page = visitor().open(f"/nonsense/deeper?lang={lang}")
        warned = page.locator(".qj-warn").inner_text()
        assert "nonsense/deeper" in warned
        assert sentence in warned
        assert urlsplit(page.url).path == "/"
        expect(page.locator(".qj-district")).to_have_count(5)
        assert page.get_by_role("dialog").count() == 0


def test_unknown_ids_are_named_and_the_rest_works(reader: Reader) -> None:
    page = reader.open("/compare?lang=zh&metric=gdp&districts=hexi,nope,tongzhou&year=2023")
    assert "nope" in page.locator(".qj-warn").inner_text()
    expect(page.locator(".js-plotly-plot .point").nth(1)).to_be_attached()


def test_hostile_parameters_in_a_real_browser(reader: Reader) -> None:
    evil = "%3Cimg%20src%3Dx%20onerror%3D%22document.title%3D'owned'%22%3E"
    for address in (
        f"/compare?lang=zh&metric={evil}&districts={evil}&year={evil}",
        f"/evidence?lang=zh&q={evil}&observation={evil}",
        f"/?lang=zh&missing={evil}",
    ):
        page = reader.open(address)
        assert page.title() != "owned"
        assert page.locator("img[src=x]").count() == 0
        assert "<img" in text(page) or page.locator("input").count()


def test_links_change_the_page_without_loading_it(reader: Reader) -> None:
    page = reader.open("/district?lang=zh&district=hexi")
    page.evaluate("window.__same = true")
    after(page, page.locator("a.qj-figure").first.click)
    assert urlsplit(page.url).path == "/evidence"
    after(
        page,
        page.locator(".qj-provenance a", has_text="历年")
        .or_(page.locator(".qj-provenance p a").nth(1))
        .first.click,
    )
    assert urlsplit(page.url).path == "/trends"
    after(page, page.locator(".qj-table a.qj-figure").first.click)
    assert page.evaluate("window.__same") is True
    assert reader.loads == 1


def test_a_link_opened_beside_leaves_the_page_alone(reader: Reader) -> None:
    page = reader.open("/district?lang=zh&district=hexi")
    before = page.url
    link = page.locator("a.qj-figure").first
    with reader.context.expect_page() as opened:
        link.click(modifiers=["ControlOrMeta"])
    other = settled(opened.value)
    assert urlsplit(other.url).path == "/evidence"
    expect(other.locator(".qj-provenance")).to_be_visible()
    assert page.url == before
    other.close()


def test_the_keyboard_reaches_the_content_first(reader: Reader) -> None:
    page = reader.open("/compare?lang=zh")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    for key in ("r", "c"):
        page.keyboard.press(key)
    settled(page)  # a window over the page would change what stands there
    assert page.get_by_role("dialog").count() == 0


def test_the_csv_files_and_the_screen_agree(reader: Reader) -> None:
    with (ROOT / "data/districts.csv").open(encoding="utf-8", newline="") as file:
        names = [row["name_zh"] for row in csv.DictReader(file)]
    page = reader.open("/?lang=zh")
    assert [h.split()[0] for h in page.locator(".qj-district h3").all_inner_texts()] == names
