"""A meeting on a busy server says what it waits for and goes on; a draft too long for a link is opened all the same."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import Reader, Visitor
from views.draft import LONGEST_COMMENT, LONGEST_LINK, Draft, item

BUSY = '{"error": {"code": "busy", "message": "busy", "message_zh": "此刻较忙", "parameter": null}}'


def title(page: Page) -> Locator:
    return page.locator(".screen.on h1")


class BusyOnce:
    """A server on which the first request for such an address finds no place; the next waits for `follow`."""

    def __init__(self, page: Page, addresses: str) -> None:
        self.requests: list[str] = []
        self._waiting: list[Route] = []
        self._follows = False
        page.route(addresses, self._answer)

    def _answer(self, route: Route) -> None:
        self.requests.append(route.request.url)
        if len(self.requests) == 1:
            route.fulfill(
                status=503, headers={"Retry-After": "1"}, content_type="application/json", body=BUSY
            )
        elif self._follows:
            route.continue_()
        else:
            self._waiting.append(route)

    def follow(self) -> None:
        """Let pass what waits, now that what is said meanwhile has been read."""
        self._follows = True
        for route in self._waiting:
            route.continue_()


def test_a_presentation_that_finds_no_place_says_so_and_follows(reader: Reader) -> None:
    page, reader.faults_expected = reader.page, True
    busy = BusyOnce(page, "**/stage/deck?**")
    page.goto("/meeting?lang=zh&template=meeting")
    expect(page.get_by_role("status").filter(has_text="正在准备的演示较多")).to_be_visible()
    busy.follow()
    expect(title(page)).to_have_text("法治政府建设会议参考数据")
    assert len(busy.requests) == 2


def test_the_wall_does_too(reader: Reader) -> None:
    page, reader.faults_expected = reader.page, True
    busy = BusyOnce(page, "**/stage/wall?**")
    busy.follow()
    page.goto("/wall?lang=zh")
    expect(page.locator("main#wall h1")).to_be_visible()
    assert len(busy.requests) == 2


def test_a_refused_presentation_is_explained_and_can_be_tried_again(reader: Reader) -> None:
    page, reader.faults_expected = reader.page, True
    refusal = BUSY.replace("此刻较忙", "未能生成")
    page.route(
        "**/stage/deck?**",
        lambda route: route.fulfill(status=500, content_type="application/json", body=refusal),
    )
    page.goto("/meeting?lang=zh&template=meeting")
    expect(page.get_by_role("status")).to_have_text("未能生成")
    page.unroute("**/stage/deck?**")
    page.get_by_role("button", name="重试").click()
    expect(title(page)).to_have_text("法治政府建设会议参考数据")


def test_files_and_open_pages_are_asked_for_again(visitor: Visitor, tmp_path: Path) -> None:
    reader = visitor()
    page, reader.faults_expected = reader.page, True
    path = tmp_path / "draft.json"
    path.write_text(
        Draft(title="短草稿", items=(item("text", title="一项", comment="字"),)).as_json(), "utf-8"
    )
    busy = BusyOnce(page, "**/stage/draft?**")
    page.goto("/meeting?lang=zh")
    page.set_input_files("#draft-file", path)
    expect(page.locator("#messages")).to_contain_text("稍后自动继续")
    busy.follow()
    expect(title(page)).to_have_text("短草稿")
    assert len(busy.requests) == 2
    assert "draft=" in page.url


def test_a_draft_too_long_for_a_link_is_presented_kept_and_taken_along(
    reader: Reader, tmp_path: Path
) -> None:
    comment = "".join(chr(0x4E00 + n * 7 % 20_000) for n in range(LONGEST_COMMENT))
    long = Draft(title="很长的草稿", items=(item("text", title="第一项", comment=comment),))
    assert len(long.as_json()) > LONGEST_LINK
    path = tmp_path / "long.json"
    path.write_text(long.as_json(), "utf-8")
    page = reader.page
    page.goto("/meeting?lang=zh")
    page.set_input_files("#draft-file", path)
    expect(title(page)).to_have_text("很长的草稿")
    page.keyboard.press("ArrowRight")
    expect(title(page)).to_have_text("第一项")
    page.reload()
    expect(title(page)).to_have_text("第一项")
    assert "kept=yes" in page.url
    with page.expect_download() as started:
        page.keyboard.press("s")
    content = started.value.path().read_text("utf-8")
    assert "第一项" in content
    assert comment[:200] in content


def test_a_window_that_keeps_no_draft_says_where_it_is(reader: Reader) -> None:
    page = reader.page
    page.goto("/meeting?lang=zh&kept=yes")
    expect(page.get_by_role("status")).to_contain_text("请重新打开草稿文件")
    page.get_by_role("link", name="其他演示内容").click()
    expect(page.locator("#draft-file")).to_be_attached()
