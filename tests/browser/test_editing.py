"""A figure is corrected where it is read, decided on and published, in a browser and by keyboard; phones and axe."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from data.build import build
from data.workspace.people import Role
from queries import observations
from queries.ready import ready_sets
from queries.records import Observation
from queries.store import open_store
from tests.browser.axe import violations
from tests.browser.conftest import Reader, Server
from tests.browser.own_server import office_of
from tests.browser.reading import settled
from tests.browser.test_phone import WIDE

PASSWORD = "correct horse 电池"
EDITOR, REVIEWER, READER = "小李", "老张", "读者"
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of an office with somebody who edits and somebody who reviews."""
    members: dict[str, Role] = {EDITOR: "editor", REVIEWER: "reviewer", READER: "reader"}
    with office_of(tmp_path_factory.mktemp("office"), members, PASSWORD) as server:
        yield server


class Correction(NamedTuple):
    """A figure that stands lowest in a comparison, and a value by which it would stand highest."""

    figure: Observation
    value: str
    #: The districts, the lowest and the highest.
    lowest: str
    highest: str


@pytest.fixture(scope="module")
def correction(store_folder: Path) -> Correction:
    store = open_store(build(out=store_folder))
    names = store.catalogue.districts
    for ready in ready_sets(store):
        metric = store.catalogue.metrics[ready.metric_id]
        if metric.measure not in ("count", "people") or len(ready.district_ids) < 2 or not ready.decided:
            continue
        first, last = ready.district_ids[0], ready.district_ids[-1]
        figures = {
            d: [o for o in observations.of_metric_year(store, *ready[:2]) if o.district_id == d]
            for d in (first, last)
        }
        if all(len(of) == 1 and of[0].qualifier == "exact" for of in figures.values()):
            value = str(int(figures[first][0].value) * 2)
            return Correction(figures[last][0], value, names[last].name_zh, names[first].name_zh)
    raise AssertionError("no comparison of exact figures")


def _enter(locator: Locator) -> None:
    locator.focus()
    locator.page.keyboard.press("Enter")


def _type(locator: Locator, text: str) -> None:
    locator.focus()
    locator.page.keyboard.press("Control+A")
    locator.page.keyboard.type(text)


def _come(chromium: Browser, office: Server, name: str, **options: object) -> Reader:
    """Somebody who has signed in."""
    found = Reader(chromium, office, **options)
    found.page.goto("/sign-in?lang=zh")
    _type(found.page.locator("[name=name]"), name)
    _type(found.page.locator("[name=password]"), PASSWORD)
    found.page.keyboard.press("Enter")
    expect(found.page.get_by_role("heading", name="我的账号")).to_be_visible()
    return found


def _button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def test_a_figure_from_where_it_is_read_to_its_publication(
    chromium: Browser, office: Server, correction: Correction
) -> None:
    figure, faults = correction.figure, []
    editor = _come(chromium, office, EDITOR)
    page = editor.page
    page.goto(f"/evidence?lang=zh&observation={figure.observation_id}")
    _enter(page.get_by_role("link", name="更正此数"))
    expect(page.get_by_role("heading", name="更正：数据")).to_be_visible()
    faults += violations(page)
    _type(page.get_by_label("数值", exact=True), "十二")
    page.keyboard.press("Enter")
    expect(page.locator("#fault-value")).to_contain_text("不是数字")
    expect(page.get_by_label("数值", exact=True)).to_have_value("十二")
    faults += violations(page)
    _type(page.get_by_label("数值", exact=True), correction.value)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="对比较的影响")).to_be_visible()
    expect(page.get_by_text(f"{correction.lowest}升至{correction.highest}之前")).to_be_visible()
    expect(page.locator(".qj-changes")).to_contain_text(correction.value)
    faults += violations(page)
    page.keyboard.type("与原文核对 <b>=1</b>")  # the reason has the focus
    _enter(_button(page, "提交审核"))
    expect(page.get_by_role("status")).to_contain_text("已提交")
    expect(_button(page, "通过")).to_have_count(0)
    faults += violations(page)

    reviewer = _come(chromium, office, REVIEWER)
    page = reviewer.page
    page.goto("/review?lang=zh")
    expect(page.get_by_text("与原文核对 <b>=1</b>")).to_be_visible()
    faults += violations(page)
    _enter(page.get_by_role("link", name="对比较的影响"))
    expect(page.get_by_text(f"{correction.lowest}升至{correction.highest}之前")).to_be_visible()
    faults += violations(page)
    _enter(_button(page, "通过"))
    expect(page.get_by_role("status")).to_contain_text("已通过")
    _enter(page.get_by_role("link", name="已通过，待发布"))
    _type(page.get_by_label("本版变化（中文）"), "更正一项")
    _type(page.get_by_label("本版变化（英文）"), "One figure corrected")
    _enter(_button(page, "发布全部已通过的更改"))
    expect(page.get_by_role("status").get_by_role("link")).to_be_visible()
    faults += violations(page)
    page.goto("/log?lang=zh")
    for event in ("提交更改", "通过更改", "发布版本", "登录"):
        expect(page.get_by_role("cell", name=event, exact=True).first).to_be_visible()
    faults += violations(page)
    with page.expect_download() as saved:
        _enter(page.get_by_role("link", name="全部导出为 CSV"))
    text = saved.value.path().read_text("utf-8-sig")
    assert "与原文核对 <b>=1</b>" in text

    everybody = Reader(chromium, office)
    shown = f"{int(correction.value):,}"
    everybody.page.goto(f"/evidence?lang=zh&observation={figure.observation_id}")
    expect(everybody.page.locator(".qj-big")).to_contain_text(shown)
    expect(everybody.page.get_by_role("link", name="更正此数")).to_have_count(0)
    assert faults == []
    for somebody in (editor, reviewer, everybody):
        assert somebody.outside == []
        somebody.context.close()


def test_links_to_forms_are_drawn_for_those_who_may_alone(chromium: Browser, office: Server) -> None:
    for name, is_shown in ((READER, False), (EDITOR, True)):
        somebody = _come(chromium, office, name)
        for tab, link in (("figures", "新增文件"), ("documents", "新增文件"), ("doubts", "新增存疑事项")):
            somebody.page.goto(f"/evidence?lang=zh&tab={tab}")
            settled(somebody.page)
            expect(somebody.page.get_by_role("link", name=link)).to_have_count(int(is_shown))
        somebody.page.goto("/edit?lang=zh")
        expect(somebody.page.get_by_role("alert")).to_have_count(int(not is_shown))
        somebody.context.close()
    nobody = Reader(chromium, office)
    nobody.page.goto("/edit?lang=zh&observation=TJ-141")
    expect(nobody.page.get_by_role("heading", name="登录")).to_be_visible()
    _type(nobody.page.locator("[name=name]"), EDITOR)
    _type(nobody.page.locator("[name=password]"), PASSWORD)
    nobody.page.keyboard.press("Enter")
    expect(nobody.page.get_by_role("heading", name="更正：数据")).to_be_visible()
    nobody.page.get_by_role("link", name="EN", exact=True).click()
    expect(nobody.page.get_by_role("heading", name="Correct: Figures")).to_be_visible()
    nobody.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_nothing_is_wider_than_the_screen(chromium: Browser, office: Server, scheme: str) -> None:
    reviewer = _come(chromium, office, REVIEWER, **PHONE, color_scheme=scheme)
    page, faults = reviewer.page, []
    for address in (
        "edit",
        "edit?table=documents",
        "edit?add=observations&district=hexi",
        "edit?add=doubts&observation=TJ-141",
        "edit?add=relations",
        "edit?observation=TJ-141",
        "edit?observation=TJ-141&withdraw=yes",
        "review",
        "review?show=published",
        "review?show=conflicts",
        "log",
    ):
        for query in ("lang=zh", "lang=en&text=large"):
            page.goto(f"/{address}{'&' if '?' in address else '?'}{query}")
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
            assert page.evaluate(WIDE) == [], address
        faults += violations(page)
    assert faults == []
    reviewer.context.close()


def test_links_of_pages_lead_to_documents_of_their_own(chromium: Browser, office: Server) -> None:
    """The header of a page leads to the account, the meeting and the sign-in, which Streamlit does not draw."""
    editor = _come(chromium, office, EDITOR)
    for name, address in ((EDITOR, "/account"), ("演示", "/meeting")):
        editor.page.goto("/evidence?lang=zh")
        settled(editor.page)
        editor.page.locator(".qj-header").get_by_role("link", name=name, exact=True).click()
        editor.page.wait_for_url(f"**{address}?**")
        expect(editor.page.locator(".qj-brand, main").first).to_be_visible()
    editor.context.close()
