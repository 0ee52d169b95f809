"""Drafts that an office keeps: by name, shared; two people who save the same one are told, and both stay."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from data.workspace.people import Role
from tests.browser.axe import violations
from tests.browser.conftest import Reader, Server
from tests.browser.own_server import office_of
from tests.browser.reading import settled, until
from views.draft import Draft, from_link, item

PASSWORD = "correct horse 电池"
WRITER, OTHER, BOSS = "王主任", "小李", "管理员"
REPORT = Draft(title="年度报告", items=(item("text", title="第一项"), item("text", title="第二项")))
HOSTILE = "<img src=x onerror=alert(1)> **年度**"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of an office with two who write reports and an administrator."""
    members: dict[str, Role] = {WRITER: "editor", OTHER: "reader", BOSS: "administrator"}
    with office_of(tmp_path_factory.mktemp("drafts"), members, PASSWORD) as server:
        yield server


class Writer:
    """Somebody signed in, with a browser of their own."""

    def __init__(self, chromium: Browser, office: Server, name: str, **options: Any) -> None:
        self.reader = Reader(chromium, office, **options)
        self.page = self.reader.page
        self.page.goto("/sign-in?lang=zh")
        self.page.locator("[name=name]").fill(name)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/account**")

    def close(self) -> None:
        self.reader.context.close()

    def open(self, address: str = "/report?lang=zh") -> Page:
        """Open a page with the list of kept drafts unfolded."""
        self.reader.open(address)
        self.page.get_by_text("单位草稿", exact=True).click()
        return settled(self.page)

    def keep(self, draft: Draft, name: str, *, shared: bool = False) -> str:
        """Keep a draft under a name; return the id that the office gave it."""
        page = self.open(f"/report?lang=zh&draft={draft.as_link()}")
        page.get_by_label("草稿名称").fill(name)
        page.get_by_role("button", name="以此名称保存").click()
        self.says("仅自己可见")
        if shared:
            page.get_by_role("button", name="在单位内共享").click()
            self.says("单位内共享")
        origin = _in_address(page).origin
        assert origin is not None
        return str(origin.draft_id)

    def says(self, text: str) -> None:
        expect(self.page.get_by_role("status").filter(has_text=text).first).to_be_visible()

    def take_out_first(self) -> None:
        """Remove the first item, and wait for the page to say that it is not saved."""
        self.page.get_by_role("button", name="移除", exact=True).click()
        expect(self.page.get_by_text("此后有改动").or_(self.page.get_by_text("您打开")).first).to_be_visible()

    def save(self) -> None:
        self.page.get_by_role("button", name="保存", exact=True).click()

    @property
    def titles(self) -> list[str]:
        rows = self.page.locator(".qj-table tbody tr:has(a[href*='item='])")
        return [s.strip() for s in rows.locator("a[href*='item=']").all_inner_texts()]

    def shows(self, *titles: str) -> None:
        until(self.page, lambda: self.titles == list(titles), f"the items {titles}")


@pytest.fixture
def writer(chromium: Browser, office: Server) -> Iterator[Writer]:
    with closing(Writer(chromium, office, WRITER)) as found:
        yield found


@pytest.fixture
def other(chromium: Browser, office: Server) -> Iterator[Writer]:
    with closing(Writer(chromium, office, OTHER)) as found:
        yield found


def _in_address(page: Page) -> Draft:
    return from_link(parse_qs(urlsplit(page.url).query)["draft"][0])


def test_a_draft_is_kept_found_again_and_opened(writer: Writer) -> None:
    writer.keep(REPORT, HOSTILE)
    page = writer.open("/report?lang=zh&template=meeting")
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name=HOSTILE, exact=True))
    expect(row).to_contain_text("仅自己")
    expect(row).to_contain_text(f"{WRITER}，")
    assert row.get_by_role("cell").all_inner_texts()[-1] == "2"
    page.get_by_role("link", name=HOSTILE, exact=True).click()
    writer.shows("第一项", "第二项")
    writer.says("仅自己可见")
    assert "saved=" not in page.url
    assert page.locator("img[src=x]").count() == 0
    page.go_back()
    until(page, lambda: len(writer.titles) > 2, "the template again, and nothing opened")
    assert violations(page) == []


def test_it_is_accessible_on_a_dark_phone_in_english(chromium: Browser, office: Server) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark", "locale": "en-US"}
    with closing(Writer(chromium, office, WRITER, **phone)) as writer:
        page = writer.reader.open(f"/report?lang=en&draft={REPORT.as_link()}")
        page.get_by_text("Drafts of the office", exact=True).click()
        page.get_by_label("Name of the draft").fill("On a phone")
        page.get_by_role("button", name="Keep under this name").click()
        writer.says("seen by you only")
        assert violations(settled(page)) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_two_who_save_the_same_draft_are_told_and_both_stay(writer: Writer, other: Writer) -> None:
    name = "两人同写"
    number = writer.keep(REPORT, name, shared=True)
    other.open(f"/report?lang=zh&saved={number}")
    other.shows("第一项", "第二项")
    writer.take_out_first()
    writer.save()
    writer.says(f"{WRITER}于")
    expect(writer.page.get_by_role("button", name="保存", exact=True)).to_be_disabled()
    # The other's page still shows the button: it was drawn before.
    other.page.get_by_label("报告标题").fill("另一个标题")
    other.page.keyboard.press("Tab")
    other.says(f"{WRITER}已于")
    expect(other.page.get_by_role("button", name="保存", exact=True)).to_have_count(0)
    assert violations(other.page) == []
    other.page.get_by_role("button", name="以我的替换").click()
    other.says("原先保存的内容另存为")
    copy = f"{name}（{WRITER}保存）"
    expect(other.page.get_by_role("link", name=copy, exact=True)).to_be_visible()
    writer.page.reload()
    settled(writer.page)
    writer.says(f"{OTHER}已于")
    writer.shows("第二项")
    writer.page.get_by_role("button", name="打开已保存的").click()
    writer.shows("第一项", "第二项")
    writer.page.get_by_role("button", name="恢复", exact=True).click()
    writer.shows("第二项")
    writer.says(f"{OTHER}已于")
    writer.page.get_by_role("button", name="将我的另存为新草稿").click()
    writer.says(f"已存为“{name}（{WRITER}）”")


def test_what_was_opened_knows_where_it_comes_from_after_a_reload_and_in_a_second_tab(writer: Writer) -> None:
    number = writer.keep(REPORT, "来处")
    page = writer.page
    page.reload()
    settled(page)
    writer.says("已存为“来处”")
    second = writer.reader.context.new_page()
    second.goto("/report?lang=zh")
    expect(settled(second).get_by_text("已存为“来处”").first).to_be_visible()
    page.goto("/compare?lang=zh&metric=gdp&year=2022")
    settled(page).get_by_role("button", name="加入报告").first.click()
    page.get_by_role("link", name="打开报告").first.click()
    until(page, lambda: len(writer.titles) == 3, "three items")
    writer.says("此后有改动")
    writer.save()
    until(page, lambda: page.get_by_text("此后有改动").count() == 0, "saved")
    origin = _in_address(page).origin
    assert origin is not None
    assert (str(origin.draft_id), origin.revision) == (number, 2)


def test_renamed_removed_and_brought_back_by_keyboard(writer: Writer) -> None:
    number = writer.keep(REPORT, "旧名")
    page = writer.page
    page.get_by_label("草稿名称").fill("新名")
    page.keyboard.press("Enter")
    writer.says("已存为“新名”")
    page.get_by_role("button", name="从单位草稿中移除").press("Enter")
    writer.says("“新名”已移除")
    expect(page.get_by_role("link", name="新名", exact=True)).to_have_count(0)
    writer.shows("第一项", "第二项")
    page.get_by_role("button", name="恢复这份草稿").press("Enter")
    writer.says("已存为“新名”")
    origin = _in_address(page).origin
    assert origin is not None
    assert str(origin.draft_id) == number


def test_nobody_sees_what_is_not_shared(
    writer: Writer, other: Writer, chromium: Browser, office: Server
) -> None:
    number = writer.keep(REPORT, "未共享")
    page = other.open(f"/report?lang=zh&saved={number}")
    expect(page.get_by_text("没有这份草稿").first).to_be_visible()
    expect(page.get_by_role("link", name="未共享", exact=True)).to_have_count(0)
    page = other.open(writer.page.url.removeprefix(office.url))
    other.says("未与您共享")
    with closing(Writer(chromium, office, BOSS)) as boss:
        boss.reader.open(f"/report?lang=zh&saved={number}")
        expect(boss.page.get_by_text("单位草稿", exact=True)).to_have_count(0)
        expect(boss.page.get_by_text(f"saved={number}").first).to_be_visible()
    stranger = Reader(chromium, office)
    stranger.open(f"/report?lang=zh&saved={number}")
    stranger.page.get_by_role("link", name="登录").last.click()
    stranger.page.wait_for_url("**/sign-in**")
    assert f"saved%3D{number}" in stranger.page.url
    stranger.context.close()


def test_a_removed_person_keeps_nothing(writer: Writer, chromium: Browser, office: Server) -> None:
    with closing(Writer(chromium, office, BOSS)) as boss:
        boss.page.goto("/people?lang=zh")
        form = boss.page.locator("form", has=boss.page.locator("[value=add]"))
        form.locator("[name=name]").fill("临时工")
        form.locator("[name=role]").select_option("reader")
        form.locator("[name=password]").fill(PASSWORD)
        form.get_by_role("button").click()
        expect(boss.page.get_by_role("heading", name="临时工")).to_be_visible()
        with closing(Writer(chromium, office, "临时工")) as leaving:
            page = leaving.open(f"/report?lang=zh&draft={REPORT.as_link()}")
            page.get_by_label("草稿名称").fill("最后一份")
            person = boss.page.locator("li", has=boss.page.get_by_role("heading", name="临时工"))
            person.locator("summary").click()
            person.get_by_role("button", name="移除").click()
            expect(boss.page.get_by_role("heading", name="临时工")).to_have_count(0)
            page.get_by_role("button", name="以此名称保存").click()
            expect(page.get_by_text("登录后可按名称保存草稿")).to_be_visible()
    writer.open()
    expect(writer.page.get_by_role("link", name="最后一份")).to_have_count(0)


def test_the_meeting_offers_what_the_office_keeps(writer: Writer, other: Writer) -> None:
    writer.keep(REPORT, "上会")
    page = writer.page
    page.goto("/meeting?lang=zh")
    page.get_by_role("link", name="上会").click()
    page.wait_for_url("**draft=**")
    expect(page.get_by_text("第一项").first).to_be_attached()
    other.page.goto("/meeting?lang=zh")
    expect(other.page.get_by_role("link", name="上会")).to_have_count(0)


def test_without_accounts_nothing_is_said_of_the_office(reader: Reader) -> None:
    page = reader.open("/report?lang=zh&saved=1")
    expect(page.get_by_text("单位草稿", exact=True)).to_have_count(0)
    expect(page.get_by_text("saved=1").first).to_be_visible()
    page = reader.open("/report?lang=zh")
    expect(page.get_by_text("登录后")).to_have_count(0)
